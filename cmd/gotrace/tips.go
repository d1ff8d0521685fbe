package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Tips, which --tips shows when all is over.

// tips are texts for people; their numbers are not stable.
var tips = [...]string{
	"Filters cost nothing: with -e trace=..., a program that gotrace starts stops at the wanted calls only.",
	"-e trace=%file shows what a program does with the names of files, -e trace=%net what it does with the network.",
	"-y says what descriptors are, -yy all that is known of them: sockets have addresses.",
	"-P PATH shows only the calls on one file, by name or by descriptor; it may be repeated.",
	"-c -w sums up where the time goes, waiting included; -C shows the calls, too.",
	"-Z shows failed calls only: often that is where the answer is.",
	"-f -o LOG follows all children; -ff -o LOG gives each thread a file of its own, and --merge-logs=LOG merges them again.",
	"-e inject=openat:error=ENOSPC:when=3+ shows what a program does when its disk is full.",
	"-e inject=connect:delay_enter=2s shows what a program does when the network is slow.",
	"--json writes one object for each event: gotrace --json ls | jq 'select(.errno)' (the events are on standard error: 2>&1 >/dev/null).",
	"-p $(pidof PROG) attaches; Ctrl-C lets go, and the program goes on as before.",
	"-tt -T shows when each call began and how long it took; -r how long it has been since the one before.",
	"-s 1000 shows more of strings, -v all of structures, -X verbose numbers and their names.",
	"-e read=3 -e write=4 dumps all that is read and written there.",
	"-Y says which program a process id belongs to.",
	"-D makes the program your shell's own child: job control and its parent's id are as without gotrace.",
	"gotrace --completion=bash prints a script by which your shell completes options and names of calls.",
	"A ! takes all others: -e trace='!%memory,futex'.",
	"/ begins a regular expression: -e 'trace=/^(read|write)v?$'.",
	"-e trace=open@32 means 32-bit programs only.",
}

// A tipChoice is what --tips says: the number of a tip, or -1 for any, and how it
// is shown.
type tipChoice struct {
	id     int
	format string // empty: none was asked for
}

// setTips parses [[id:]ID][,[format:]FORMAT].
func (c *config) setTips(v string) error {
	c.tip = tipChoice{-1, "compact"}
	if v == more {
		return nil
	}
	for part := range strings.SplitSeq(v, ",") {
		format := strings.TrimPrefix(part, "format:")
		if f, err := word[string](format, "none", "", "compact", "compact", "full", "full"); err == nil {
			c.tip.format = f
			continue
		}
		id := strings.TrimPrefix(part, "id:")
		if id == "random" {
			c.tip.id = -1
			continue
		}
		n, err := strconv.ParseUint(id, 10, 31)
		if err != nil {
			return errInvalid
		}
		c.tip.id = int(n)
	}
	return nil
}

// tell writes the tip that was asked for.
func (t *tipChoice) tell(w io.Writer) {
	if t.format == "" {
		return
	}
	id := t.id
	if id < 0 {
		id = rand.IntN(len(tips))
	}
	text := tips[id%len(tips)]
	if t.format == "compact" {
		fmt.Fprintf(w, "%s: tip: %s\n", name, text)
		return
	}
	const width = 60
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	lines = append(lines, line)
	head := fmt.Sprintf(" Tip %d ", id%len(tips))
	fmt.Fprintf(w, "+%s%s+\n", head, strings.Repeat("-", width+2-len(head)))
	for _, l := range lines {
		fmt.Fprintf(w, "| %-*s |\n", width, l)
	}
	fmt.Fprintf(w, "+%s+\n", strings.Repeat("-", width+2))
}
