package proto_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"
	"gotrace/proto"
	"gotrace/syscalls/amd64"
	"gotrace/xlat"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what is said into the vectors")

// A call is one call of a function, with the memory that it finds and leaves.
type call struct {
	f           *proto.Func
	c           proto.Call
	entry, exit vector.Memory
}

// parseCall reads a line "abi name register... -> result... [errno]". Registers are
// numbers, f:1.5 is a double and s:1.5 a float in the next xmm register; what is on
// the stack is the region of that name.
func parseCall(line, mem, exit string, find func(name string) *proto.Func) (*call, error) {
	w := strings.Fields(line)
	v := &call{}
	if len(w) < 2 {
		return nil, fmt.Errorf("want an ABI and a function")
	}
	if w[0] == "i386" {
		v.c.ABI = event.I386
	}
	if v.f = find(w[1]); v.f == nil {
		return nil, fmt.Errorf("no function is called %s", w[1])
	}
	var err error
	if v.entry, err = vector.ParseMemory(mem, v.c.ABI, nil); err != nil {
		return nil, err
	}
	if v.exit, err = vector.ParseMemory(exit, v.c.ABI, v.entry); err != nil {
		return nil, err
	}
	v.c.Stack = 0x7fff0000
	for _, r := range v.entry {
		if r.Name == "stack" {
			v.c.Stack = r.Addr
		}
	}
	ints, floats, xmm := v.c.Int[:], v.c.Float[:], 0
	for _, w := range w[2:] {
		kind, val, real := strings.Cut(w, ":")
		switch {
		case w == "->":
			ints, floats, xmm = v.c.Ret[:], v.c.RetFloat[:], 0
			continue
		case w[0] == 'E':
			for n := range 200 {
				if xlat.ErrnoName(n) == w {
					v.c.Errno = n
				}
			}
			continue
		case real:
			f, err := strconv.ParseFloat(val, 64)
			if err != nil {
				return nil, err
			}
			switch kind {
			case "f":
				binary.LittleEndian.PutUint64(floats[xmm][:], math.Float64bits(f))
			case "s":
				binary.LittleEndian.PutUint32(floats[xmm][:], math.Float32bits(float32(f)))
			default:
				v.c.X87 = extended(f)
				continue
			}
			xmm++
			continue
		}
		n, err := vector.Number(w, v.entry)
		if err != nil {
			return nil, err
		}
		if v.c.ABI == event.I386 {
			n = uint64(uint32(n))
		}
		ints[0], ints = n, ints[1:]
	}
	return v, nil
}

// extended returns v as the x87 has it.
func extended(v float64) (p [10]byte) {
	frac, exp := math.Frexp(math.Abs(v))
	if v != 0 {
		binary.LittleEndian.PutUint64(p[:], uint64(frac*(1<<53))<<11)
		binary.LittleEndian.PutUint16(p[8:], uint16(exp+16382))
	}
	if math.Signbit(v) {
		p[9] |= 0x80
	}
	return p
}

// runner says calls.
type runner struct {
	dec ctype.Dec
	buf emit.Buf
	thr event.Thread
	c   proto.Call
}

func newRunner(style emit.Style) *runner {
	r := &runner{}
	r.buf.Init(emit.Options{Style: style})
	r.dec.O.StrLen = 32
	r.dec.Abbrev, r.dec.Deref = true, true
	return r
}

func (r *runner) run(f *proto.Func, c *proto.Call, entry, exit event.Memory) []byte {
	b, d := &r.buf, &r.dec
	b.Reset()
	r.c = *c
	r.thr.Mem, r.thr.Call.ABI = entry, c.ABI
	d.Begin(&r.thr, b)
	if b.JSON() {
		b.B = append(b.B, `{"args":{`...)
	} else {
		b.BeginCall(f.Name)
	}
	next := f.Enter(d, &r.c)
	r.thr.Mem = exit
	d.Begin(&r.thr, b)
	f.Leave(d, &r.c, next)
	b.EndCall(0, 0)
	f.Result(d, &r.c)
	if b.JSON() {
		b.B = append(b.B, '}')
	}
	return b.B
}

func calls() (c proto.Calls) {
	c[event.AMD64] = amd64.Table()
	return c
}

// TestVectors says the calls in testdata, and again with every region of memory
// cut short, at every length.
func TestVectors(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no vectors", err)
	}
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(file), func(t *testing.T) { archive(t, ar) })
		if *update {
			if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// archive runs a file of vectors. Parts called NAME.h or NAME.conf are prototypes
// for the calls behind them, which otherwise are of shipped libraries.
func archive(t *testing.T, ar *txtar.Archive) {
	dir := t.TempDir()
	warn := func(err error) { t.Error(err) }
	l := proto.NewLibrary(proto.Options{Calls: calls(), Warn: warn})
	for i := 0; i < len(ar.Files); i++ {
		if f := &ar.Files[i]; strings.HasSuffix(f.Name, ".h") || strings.HasSuffix(f.Name, ".conf") {
			path := filepath.Join(dir, f.Name)
			if err := os.WriteFile(path, f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
			l = proto.NewLibrary(proto.Options{Calls: calls(), Warn: warn, Paths: []string{path}})
			continue
		}
		parts := map[string]*txtar.File{}
		for ; i < len(ar.Files); i++ {
			f := &ar.Files[i]
			parts[f.Name] = f
			if f.Name == "json" {
				break
			}
		}
		text := func(name string) string {
			if f := parts[name]; f != nil {
				return strings.TrimSpace(string(f.Data))
			}
			return ""
		}
		v, err := parseCall(text("call"), text("mem"), text("exit"), func(name string) *proto.Func { return l.Find("", name) })
		if err != nil || parts["text"] == nil || parts["json"] == nil {
			t.Errorf("%s: %v", text("call"), err)
			continue
		}
		t.Run(text("call"), func(t *testing.T) {
			check(t, parts["text"], newRunner(emit.Text), v)
			check(t, parts["json"], newRunner(emit.JSON), v)
		})
	}
}

func check(t *testing.T, want *txtar.File, r *runner, v *call) {
	got := bytes.Clone(r.run(v.f, &v.c, v.entry, v.exit))
	isJSON := r.buf.JSON()
	if isJSON && !json.Valid(got) {
		t.Errorf("not JSON: %s", got)
	}
	if *update {
		want.Data = append(got, '\n')
	} else if w := bytes.TrimSpace(want.Data); !bytes.Equal(got, w) {
		t.Errorf("%s\n got: %s\nwant: %s", want.Name, got, w)
	}
	for i := range v.exit {
		for n := range len(v.exit[i].Data) {
			entry := v.entry
			if i < len(entry) && n < len(entry[i].Data) {
				entry = entry.Cut(i, n)
			}
			if got := r.run(v.f, &v.c, entry, v.exit.Cut(i, n)); isJSON && !json.Valid(got) {
				t.Fatalf("region %s cut to %d: not JSON: %s", v.exit[i].Name, n, got)
			}
		}
	}
	var entry, exit event.Memory = v.entry, v.exit
	if n := testing.AllocsPerRun(10, func() { r.run(v.f, &v.c, entry, exit) }); n != 0 {
		t.Errorf("%s: %v allocations", want.Name, n)
	}
}

// TestShipped checks the prototypes that come with gotrace.
func TestShipped(t *testing.T) {
	l := proto.NewLibrary(proto.Options{Calls: calls(), Warn: func(err error) { t.Error(err) }})
	for _, lib := range proto.Shipped {
		names := l.Names(lib)
		t.Logf("%s: %d functions", lib, len(names))
		if len(names) == 0 {
			t.Errorf("%s has no prototypes", lib)
		}
		if !slices.IsSorted(names) {
			t.Errorf("%s: names are not sorted", lib)
		}
	}
}
