package main

import (
	"fmt"
	"strings"
	"unicode"

	"gotrace/ctype"
	"gotrace/syscalls"
	"gotrace/xlat"
)

// plain says what the decoders of numbers and text show, by their names.
var plain = map[string]string{
	"sayFD":        "fd",
	"sayDirFD":     "dirfd",
	"sayPath":      "path",
	"sayString":    "string",
	"sayInt":       "number",
	"sayUint":      "number",
	"sayLong":      "number",
	"sayUlong":     "number",
	"sayOff64":     "number",
	"sayHighLow":   "number",
	"sayHex":       "hex",
	"sayHexLong":   "hex",
	"sayMode":      "octal",
	"sayPtr":       "address",
	"sayPID":       "pid",
	"sayID":        "id",
	"sayID16":      "id",
	"saySignal":    "signal",
	"sayIDAt":      "*id",
	"sayID16At":    "*id",
	"sayIntAt":     "*number",
	"sayUintAt":    "*number",
	"sayUintInOut": "*number",
	"sayUlongAt":   "*number",
	"sayHexlongAt": "*hex",
	"sayPtrAt":     "*address",
	"sayArglong":   "number",
	"sayCwd":       "path",
	"saySigset":    "signal set",
	"saySigmask":   "signal set",
	"sayNumAt":     "*number",
	"sayHexNumAt":  "*hex",

	"ShowHex":         "hex",
	"ShowOct":         "octal",
	"ShowFD":          "fd",
	"ShowID":          "id",
	"ShowPID":         "pid",
	"ShowInterface":   "interface",
	"ShowIP":          "IP address",
	"ShowChars":       "string",
	"ShowBytes":       "bytes",
	"showAddr":        "address",
	"showAddr64":      "address",
	"showStringAt":    "string",
	"showPathAt":      "path",
	"sqeShowFD":       "fd",
	"sqeShowDirFD":    "dirfd",
	"sqeFixedFD":      "registered fd",
	"sqePtr":          "address",
	"sqePath":         "path",
	"sqeHex":          "hex",
	"sqeMode":         "octal",
	"getInt":          "number",
	"getAnyInt":       "number",
	"setInt":          "number",
	"optCookie":       "number",
	"optSize":         "number",
	"optFD":           "fd",
	"cmsgFDs":         "fd[]",
	"auditMessage":    "structs and text by type",
	"selinuxMessage":  "structs by type",
	"fibMessage":      "struct fib_result_nl",
	"rdmaMessage":     "attributes by operation",
	"inetDiagRequest": "struct inet_diag_req_v2",
	"inetDiagAnswer":  "struct inet_diag_msg",
	"smcDiagRequest":  "struct smc_diag_req",
	"smcDiagAnswer":   "struct smc_diag_msg",
}

var arrows = [...]string{
	syscalls.In:    "",
	syscalls.Out:   "→ ",
	syscalls.OutE:  "⇒ ",
	syscalls.InOut: "↔ ",
	syscalls.Late:  "⇒ ",
}

func args(list []syscalls.Arg) string {
	var out []string
	for i := range list {
		a := &list[i]
		if a.Name == "" { // a register that the call does not use
			continue
		}
		s := a.Name
		if a.When != nil || a.Want != 0 {
			s += "?"
		}
		out = append(out, s+": "+arrows[a.Phase]+depth(a))
	}
	return strings.Join(out, ", ")
}

// depth says how far an argument is decoded.
func depth(a *syscalls.Arg) string {
	fn := function(a)
	switch {
	case fn == "sayData" && a.Len == syscalls.LenRet:
		return "bytes[result]"
	case fn == "sayData":
		return fmt.Sprintf("bytes[%d]", a.Len)
	case a.Type != nil && fn == "sayStructs":
		return strings.TrimSpace("struct "+a.Type.CName) + "[]"
	case a.Type != nil && a.Type.CName == "" && len(a.Type.Fields) == 1:
		return "*" + element(&a.Type.Fields[0])
	case a.Type != nil:
		return strings.TrimSpace("struct " + a.Type.CName)
	case a.Set != nil && strings.HasSuffix(fn, "At"):
		return "*" + prefix(a.Set)
	case a.Set != nil:
		return prefix(a.Set)
	case plain[fn] != "":
		return plain[fn]
	}
	return words(fn)
}

// element says what a thing is that has no name: a number, an array.
func element(f *ctype.Field) string {
	s := "number"
	switch {
	case f.Kind == ctype.Nested:
		s = "struct " + f.Sub.CName
	case f.Set != nil:
		s = prefix(f.Set)
	case f.Kind == ctype.Chars:
		s = "bytes"
	case f.Kind == ctype.Ptr:
		s = "address"
	}
	if f.N > 0 {
		s += fmt.Sprintf("[%d]", f.N)
	}
	return s
}

// function is the name of an argument's decoder.
func function(a *syscalls.Arg) string { return nameOf(a.Fn) }

// prefix is what the names of a set have in common.
func prefix(s *xlat.Set) string {
	if p, ok := strings.CutSuffix(s.Unknown, "???"); ok && p != "" {
		return p + "*"
	}
	if len(s.Vals) == 0 {
		return "flags"
	}
	common := s.Vals[0].Name
	for _, v := range s.Vals {
		for !strings.HasPrefix(v.Name, common) {
			common = common[:len(common)-1]
		}
	}
	if common = common[:strings.LastIndexByte(common, '_')+1]; common == "" {
		return "names such as " + s.Vals[0].Name
	}
	return common + "*"
}

// words makes words of the name of a decoder: sayWaitStatus is "wait status".
func words(fn string) string {
	fn = strings.TrimPrefix(fn, "say")
	var b strings.Builder
	for i, r := range fn {
		prev := i > 0 && unicode.IsLower(rune(fn[i-1]))
		next := i > 0 && i+1 < len(fn) && unicode.IsLower(rune(fn[i+1])) && fn[i+1:] != "s"
		switch {
		case unicode.IsUpper(r) && (prev || next):
			b.WriteByte(' ')
			if next || i+1 == len(fn) {
				r = unicode.ToLower(r)
			}
		case i == 0 && !(len(fn) > 1 && unicode.IsUpper(rune(fn[1]))):
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}
