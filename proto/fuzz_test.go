package proto_test

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/proto"
)

// echo is memory in which every address leads to the same bytes, and where what is
// above a bound cannot be read.
type echo struct {
	data []byte
	end  event.Addr
}

func (m *echo) ReadMem(a event.Addr, p []byte) int {
	if a >= m.end || len(m.data) == 0 {
		return 0
	}
	n := min(len(p), int(m.end-a))
	for i := range n {
		p[i] = m.data[(uint64(a)+uint64(i))%uint64(len(m.data))]
	}
	return n
}

// maxSaid is more than what any call may say.
const maxSaid = 4 << 20

// sayAll says calls of f with the words of data in all registers.
func sayAll(t *testing.T, f *proto.Func, data []byte) {
	word := func(i int) uint64 {
		var p [8]byte
		for k := range p {
			if len(data) > 0 {
				p[k] = data[(8*i+k)%len(data)]
			}
		}
		return binary.LittleEndian.Uint64(p[:])
	}
	mem := &echo{data, 0x10000}
	for abi := range event.NumABI {
		c := proto.Call{ABI: abi, Stack: event.Addr(word(0) % 0x10000), Errno: int(word(1) % 140)}
		for i := range c.Int {
			if c.Int[i] = word(i + 2); i%2 == 0 {
				c.Int[i] %= 0x11000
			}
		}
		for i := range c.Float {
			binary.LittleEndian.PutUint64(c.Float[i][:], word(i+3))
		}
		c.Ret = [2]uint64{word(4) % 0x11000, word(5)}
		c.RetFloat = [2][16]byte{c.Float[1], c.Float[2]}
		copy(c.X87[:], c.Float[3][:10])
		for _, style := range []emit.Style{emit.Text, emit.JSON} {
			r := newRunner(style)
			got := r.run(f, &c, mem, mem)
			if len(got) > maxSaid {
				t.Fatalf("%s says %d bytes", f.Pos, len(got))
			}
			if style == emit.JSON && !json.Valid(got) {
				t.Fatalf("%s: not JSON: %.500s", f.Pos, got)
			}
		}
	}
}

// TestShippedAnywhere says every function that comes with gotrace with several
// contents of registers and memory.
func TestShippedAnywhere(t *testing.T) {
	l := proto.NewLibrary(proto.Options{Calls: calls()})
	for _, lib := range proto.Shipped {
		for _, name := range l.Names(lib) {
			f := l.Find(lib, name)
			for _, data := range []string{"", "\x00\x80", "\xff", "%s%d %n%*ls%5$s\x00abcdefg", "\x10\x00\x00\x00\x00\x00\x00\x00\x02\x00\x10\x00"} {
				sayAll(t, f, []byte(data))
			}
		}
	}
}

// FuzzPrototypes reads a file in both languages, and says what it declares.
func FuzzPrototypes(f *testing.F) {
	vectors, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, v := range vectors {
		b, err := os.ReadFile(v)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.Split(string(b), "\n-- ") {
			if _, body, ok := strings.Cut(part, " --\n"); ok && strings.Contains(body, "(") && len(body) < 4096 {
				f.Add(body, []byte(part[:8]))
			}
		}
	}
	f.Add("typedef a = struct; typedef a = struct(int, a*, array(a*, elt1));\nvoid f(a*, +a**, string[arg1*2-retval], enum[short](A=-1,B));", []byte{1, 0, 0})
	f.Add("struct s { struct s *n[3]; unsigned a:3, :0, b:9; char c[2][3]; } ; inout struct s **f(in struct s *x[zero(*n)], inout int *n, ...);", []byte{8, 0, 0, 0})
	f.Fuzz(func(t *testing.T, text string, data []byte) {
		if len(text) > 1<<14 {
			return
		}
		dir := t.TempDir()
		for _, name := range []string{"f.conf", "f.h"} {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			l := proto.NewLibrary(proto.Options{Paths: []string{path}, Calls: calls(), Warn: func(err error) {
				if !strings.HasPrefix(err.Error(), dir) {
					t.Fatalf("an error without its place: %v", err)
				}
			}})
			names := l.Names("")
			for _, n := range names[:min(len(names), 4)] {
				sayAll(t, l.Find("", n), data)
			}
		}
	})
}

// TestErrors checks what is said of files that cannot be understood.
func TestErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a.conf", "int f(nothing);", "a.conf:1: no type is called nothing"},
		{"a.conf", "\nint f(array(int,arg));", "a.conf:2: arg is no number"},
		{"a.conf", "typedef a = struct;\nint f(a);", "a.conf:2: the type a is not complete"},
		{"a.conf", "int f(enum(A=B));", "a.conf:1: B is no number"},
		{"a.conf", "int f(int", "a.conf:2: want ',', not \"int\""},
		{"a.conf", "import \"gone.conf\"", "a.conf:1: open"},
		{"a.conf", "int f(array(int,elt0)*);", "a.conf:1: elements are numbered from 1 on"},
		{"a.conf", "int f(int) int g(int);", "a.conf:1: want the end of the line, not \"int\""},
		{"a.h", "int f(flags(NoSet) int x);", "a.h:1: no set is called NoSet"},
		{"a.h", "\n\nint f(int v[n]);", "a.h:3: n is neither a number nor declared here"},
		{"a.h", "as(nocall) int f(int v);", "a.h:1: no system call is called nocall"},
		{"a.h", "struct s { struct s t; };", "a.h:1: a member whose type is not complete"},
		{"a.h", "int f(int a, int a);", "a.h:1: a second argument called a"},
		{"a.h", "int f(printf int a);", "a.h:1: a format that is no string"},
		{"a.h", "int f(", "a.h:2: want ',', not"},
		{"a.h", "struct s { int a : 33; };", "a.h:1: a bit-field of 33 bits"},
	} {
		path := filepath.Join(t.TempDir(), test.name)
		if err := os.WriteFile(path, []byte(test.text+"\nint good(int);\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		var got []string
		l := proto.NewLibrary(proto.Options{Paths: []string{path}, Calls: calls(), Warn: func(err error) {
			got = append(got, filepath.Base(filepath.Dir(path))+strings.TrimPrefix(err.Error(), filepath.Dir(path)))
		}})
		l.Find("", "good")
		if !slices.ContainsFunc(got, func(e string) bool { return strings.Contains(e, test.want) }) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
		if unended := strings.HasSuffix(test.text, "(") || strings.HasSuffix(test.text, "int"); l.Find("", "good") == nil && !unended {
			t.Errorf("%q: what stands behind an error is lost", test.text)
		}
	}
}
