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

// TestUnknown checks what is shown of a function of which nothing is known: the
// numbers are those of a call that was seen under ltrace.
func TestUnknown(t *testing.T) {
	ten := ^uint64(10000 - 1)
	c := proto.Call{Int: [6]uint64{10000, 10001, ten, ten - 1}, Ret: [2]uint64{0xffffffff}}
	r := newRunner(emit.Text)
	got := string(r.run(proto.Unknown, &c, vector.Memory{}, vector.Memory{}))
	if want := "(10000, 0x2711, -10000, 0xffffffffffffd8ef) = 0xffffffff"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestLookup checks where prototypes are found.
func TestLookup(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"always.conf":      "int everywhere(int);",
		"d/libc.so.h":      "#include \"sub/more.h\"\nint puts(int mine);",
		"d/sub/more.h":     "int more(int);",
		"x/libfoo.so.conf": "import \"bar.conf\"\nint foo(string);",
		"x/bar.conf":       "int bar(bar_t);\ntypedef bar_t = int;\nint bar2(bar_t);",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var errs []string
	l := proto.NewLibrary(proto.Options{
		Paths: []string{filepath.Join(dir, "always.conf"), filepath.Join(dir, "d")},
		Dirs:  []string{filepath.Join(dir, "x"), filepath.Join(dir, "none")},
		Calls: calls(),
		Warn:  func(err error) { errs = append(errs, strings.TrimPrefix(err.Error(), dir)) },
	})
	for _, test := range []struct{ soname, name, at string }{
		{"libc.so.6", "everywhere", dir + "/always.conf:1"},
		{"libfoo.so", "everywhere", dir + "/always.conf:1"},
		{"libc.so.6", "puts", dir + "/d/libc.so.h:2"},
		{"/lib/libc-2.31.so", "puts", dir + "/d/libc.so.h:2"},
		{"libc.musl-x86_64.so.1", "more", dir + "/d/sub/more.h:1"},
		{"libc.so.6", "fputs", "lib/libc/stdio.h"},
		{"", "sqrt", "lib/libm.so.h"},
		{"", "puts", dir + "/d/libc.so.h:2"},
		{"libfoo.so.1", "foo", dir + "/x/libfoo.so.conf:2"},
		{"libfoo.so.1", "bar2", dir + "/x/bar.conf:3"},
		{"libfoo.so.1", "bar", ""},
		{"libfoo.so.1", "puts", ""},
		{"", "nothing", ""},
	} {
		at := ""
		if f := l.Find(test.soname, test.name); f != nil {
			at = f.Pos
		}
		if !strings.HasPrefix(at, test.at) || test.at == "" && at != "" {
			t.Errorf("%s of %s is at %q, want %q", test.name, test.soname, at, test.at)
		}
	}
	if want := []string{"/x/bar.conf:1: no type is called bar_t"}; !slices.Equal(errs, want) {
		t.Errorf("got %q, want %q", errs, want)
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
