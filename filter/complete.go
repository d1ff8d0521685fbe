package filter

import (
	"slices"
	"strings"

	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/xlat"
)

// Qualifiers returns the words that may stand before = in an expression, the
// usual spelling of each.
func Qualifiers() []string {
	var names []string
	for _, q := range qualifiers {
		names = append(names, strings.Fields(q.names)[0])
	}
	return names
}

// Words returns what a value of a qualifier can be made of, for whoever helps to
// type one; nothing where that is no list of words.
func Words(t Tables, qualifier string) []string {
	switch qualifier {
	case "trace", "abbrev", "verbose", "raw", "inject", "fault":
		return callWords(t)
	case "signal":
		return signalWords()
	case "status":
		return listWords(statusWords[:])
	case "quiet":
		return listWords(quietWords[:])
	case "decode-fd":
		return listWords(decodeFDWords[:])
	case "decode-pid":
		return listWords(decodePIDWords[:])
	}
	return nil
}

func callWords(t Tables) []string {
	words := []string{"all", "none"}
	for _, class := range syscalls.ClassNames {
		words = append(words, "%"+class)
	}
	var names []string
	t.each(func(_ event.ABI, _ uint64, d *syscalls.Desc) { names = append(names, d.Name) })
	slices.Sort(names)
	return append(words, slices.Compact(names)...)
}

func signalWords() []string {
	words := []string{"all", "none"}
	for n := 1; n <= 31; n++ {
		words = append(words, strings.TrimPrefix(xlat.SignalName(n), "SIG"))
	}
	return words
}

func listWords(list []word) []string {
	words := []string{"all", "none"}
	for _, w := range list {
		words = append(words, strings.Fields(w.names)[0])
	}
	return words
}
