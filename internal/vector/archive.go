package vector

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// A Case is a vector of an archive with what is to be shown of it.
type Case struct {
	*Vector
	Line    string // that says the call
	Text    *txtar.File
	JSON    *txtar.File
	Differs string // why strace shows something else, or ""
}

// Want is the text that is to be shown.
func (c *Case) Want() string { return strings.TrimSpace(string(c.Text.Data)) }

// ReadArchive reads a file of vectors: a row of them, each with the files call,
// mem, exit (both may be missing), text and json, and differs where strace shows
// something else. ring declares an io_uring instance, of which strace shows nothing.
func ReadArchive(name string) (*txtar.Archive, []Case, error) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		return nil, nil, err
	}
	var cases []Case
	for i := 0; i < len(ar.Files); {
		var c Case
		var mem, exit, ring string
		begin := i
		for ; i < len(ar.Files) && (i == begin || ar.Files[i].Name != "call"); i++ {
			f := &ar.Files[i]
			s := strings.TrimSpace(string(f.Data))
			switch f.Name {
			case "call":
				c.Line = s
			case "mem":
				mem = s
			case "exit":
				exit = s
			case "ring":
				ring = s
			case "text":
				c.Text = f
			case "json":
				c.JSON = f
			case "differs":
				c.Differs = s
			default:
				return nil, nil, fmt.Errorf("%s: unknown part %q", name, f.Name)
			}
		}
		if c.Text == nil || c.JSON == nil {
			return nil, nil, fmt.Errorf("%s: %s: a vector has the parts text and json", name, c.Line)
		}
		if c.Vector, err = Parse(c.Line, mem, exit); err != nil {
			return nil, nil, fmt.Errorf("%s: %s: %v", name, c.Line, err)
		}
		if ring != "" {
			if err := c.DeclareRing(ring); err != nil {
				return nil, nil, fmt.Errorf("%s: %s: %v", name, c.Line, err)
			}
		}
		cases = append(cases, c)
	}
	return ar, cases, nil
}

// AppendPlan appends what the program play (syscalls/testdata/play.c) reads of a
// vector.
func AppendPlan(dst []byte, v *Vector) []byte {
	le := binary.LittleEndian
	dst = le.AppendUint32(dst, uint32(v.Call.Nr))
	for _, a := range v.Call.Args {
		dst = le.AppendUint64(dst, a)
	}
	dst = le.AppendUint64(dst, uint64(v.Call.Ret))
	for _, m := range []Memory{v.Entry, v.Exit} {
		dst = le.AppendUint32(dst, uint32(len(m)))
		for _, r := range m {
			dst = le.AppendUint64(dst, uint64(r.Addr))
			dst = le.AppendUint32(dst, uint32(len(r.Data)))
			dst = append(dst, r.Data...)
		}
	}
	return dst
}
