package proto_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/proto"
	"gotrace/unwind"
)

// folder is the files of a process: what it takes to be in /usr/lib/debug is in dir.
type folder struct{ dir string }

func (f folder) path(name string) string {
	if moved, ok := strings.CutPrefix(name, "/usr/lib/debug/"); ok {
		return filepath.Join(f.dir, moved)
	}
	return name
}

func (f folder) StatPath(_ int, name string) (unwind.FileID, bool) {
	info, err := os.Stat(f.path(name))
	if err != nil {
		return unwind.FileID{}, false
	}
	return unwind.FileID{Size: info.Size(), MTime: info.ModTime().UnixNano()}, true
}

func (f folder) OpenPath(_ int, name string) (unwind.File, error) { return os.Open(f.path(name)) }

// compile makes a library of a file in testdata.
func compile(t *testing.T, source string, flags ...string) string {
	t.Helper()
	cc := map[string]string{".c": "gcc", ".cc": "g++"}[filepath.Ext(source)]
	path := filepath.Join(t.TempDir(), "lib.so")
	args := append([]string{"-g", "-shared", "-fPIC", "-w", "-o", path, filepath.Join("testdata", source)}, flags...)
	if out, err := exec.Command(cc, args...).CombinedOutput(); err != nil {
		if os.Getenv("CI") == "" {
			t.Skipf("%s %v: %v", cc, args, err)
		}
		t.Fatalf("%s %v: %v\n%s", cc, args, err, out)
	}
	return path
}

func command(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

func debugged(dir string) *proto.Library {
	return proto.NewLibrary(proto.Options{Calls: calls(), Files: folder{dir}})
}

// TestDebugInfo says calls of functions by what their debugging information says
// and by their declarations: it has to be the same.
func TestDebugInfo(t *testing.T) {
	text, err := os.ReadFile("testdata/types.c")
	if err != nil {
		t.Fatal(err)
	}
	header := filepath.Join(t.TempDir(), "types.h")
	if err := os.WriteFile(header, text, 0o666); err != nil {
		t.Fatal(err)
	}
	declared := proto.NewLibrary(proto.Options{Calls: calls(), Paths: []string{header}})
	for abi, flag := range [...]string{event.AMD64: "-m64", event.I386: "-m32"} {
		for _, how := range []string{"-gdwarf-2 -gstrict-dwarf", "-gdwarf-3", "-gdwarf-4", "-gdwarf-5", "-gdwarf-5 -O2", "-gdwarf-5 -gz"} {
			t.Run(flag+" "+how, func(t *testing.T) {
				path := compile(t, "types.c", append(strings.Fields(how), flag)...)
				l := debugged("")
				n := 0
				for _, name := range declared.Names("") {
					f := l.FindIn("lib.so", name, 1, path)
					if none := strings.HasPrefix(name, "none_"); none || f == nil {
						if none != (f == nil) {
							t.Errorf("%s: found: %t", name, f != nil)
						}
						continue
					}
					n++
					same(t, event.ABI(abi), declared.Find("", name), f)
				}
				if n != 19 {
					t.Errorf("%d functions, want 19", n)
				}
			})
		}
	}
}

// same compares what is said of calls by two prototypes.
func same(t *testing.T, abi event.ABI, want, got *proto.Func) {
	t.Helper()
	if want.Variadic != got.Variadic || want.Ret.Size(abi) != got.Ret.Size(abi) || len(want.Params) != len(got.Params) {
		t.Errorf("%s: another prototype", want.Name)
		return
	}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		mem := &echo{make([]byte, 1024), 0x10000}
		for i := range mem.data {
			if mem.data[i] = byte(r.Uint32()); seed%2 == 0 && i%4 != 0 {
				mem.data[i] = 0 // small numbers, and addresses that can be read
			}
		}
		c := proto.Call{ABI: abi, Stack: event.Addr(r.Uint32() % 0x8000 &^ 15), Ret: [2]uint64{r.Uint64() % 0x10000, r.Uint64()}}
		for i := range c.Int {
			c.Int[i] = r.Uint64() % 0x10000
		}
		for i := range c.Float {
			mem.ReadMem(event.Addr(64*i), c.Float[i][:])
		}
		c.RetFloat = [2][16]byte{c.Float[4], c.Float[5]}
		mem.ReadMem(512, c.X87[:])
		for _, style := range []emit.Style{emit.Text, emit.JSON} {
			a := bytes.Clone(newRunner(style).run(want, &c, mem, mem))
			if b := newRunner(style).run(got, &c, mem, mem); !bytes.Equal(a, b) {
				t.Errorf("declared: %s\nfound:    %s", a, b)
				return
			}
		}
	}
}

// TestDebugInfoMoved reads debugging information that is in a file of its own.
func TestDebugInfoMoved(t *testing.T) {
	const name = "take_spot"
	for _, test := range []struct {
		name  string
		flags string
		move  func(lib, debug string) // away from where it was made
		want  bool
	}{
		{"build id", "-Wl,--build-id=0x1234567890", func(lib, debug string) {
			dir := filepath.Join(filepath.Dir(lib), ".build-id/12")
			os.MkdirAll(dir, 0o777)
			os.Rename(debug, filepath.Join(dir, "34567890.debug"))
		}, true},
		{"of another build", "-Wl,--build-id=0x1234567890", func(lib, debug string) {
			dir := filepath.Join(filepath.Dir(lib), ".build-id/12")
			os.MkdirAll(dir, 0o777)
			command(t, "gcc", "-g", "-shared", "-fPIC", "-w", "-Wl,--build-id=0x1234567891", "-o", filepath.Join(dir, "34567890.debug"), "testdata/types.c")
			os.Remove(debug)
		}, false},
		{"link", "-Wl,--build-id=none", func(lib, debug string) { command(t, "objcopy", "--add-gnu-debuglink="+debug, lib) }, true},
		{"link, below", "-Wl,--build-id=none", func(lib, debug string) {
			command(t, "objcopy", "--add-gnu-debuglink="+debug, lib)
			os.Mkdir(filepath.Join(filepath.Dir(lib), ".debug"), 0o777)
			os.Rename(debug, filepath.Join(filepath.Dir(lib), ".debug", filepath.Base(debug)))
		}, true},
		{"link to another", "-Wl,--build-id=none", func(lib, debug string) {
			command(t, "objcopy", "--add-gnu-debuglink="+debug, lib)
			f, err := os.OpenFile(debug, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			f.WriteString("more")
			f.Close()
		}, false},
		{"none", "", func(_, debug string) { os.Remove(debug) }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			lib := compile(t, "types.c", strings.Fields(test.flags)...)
			debug := lib + ".debug"
			command(t, "objcopy", "--only-keep-debug", lib, debug)
			command(t, "strip", lib)
			test.move(lib, debug)
			l := debugged(filepath.Dir(lib))
			if f := l.FindIn("lib.so", name, 1, lib); (f != nil) != test.want {
				t.Errorf("found: %t", f != nil)
			}
			if f := l.FindIn("libc.so.6", "puts", 1, lib); f == nil || !strings.HasPrefix(f.Pos, "lib/") {
				t.Errorf("what is shipped does not come first")
			}
		})
	}
}

// TestDebugInfoCPP looks at functions of C++.
func TestDebugInfoCPP(t *testing.T) {
	for _, flags := range []string{"-gdwarf-4", "-gdwarf-5", "-gdwarf-5 -O2", "-gdwarf-5 -flto"} {
		l, path := debugged(""), compile(t, "types.cc", strings.Fields(flags)...)
		for name, want := range map[string]string{
			"_Z4take4heldi":                      "(0x1, 2) = 7",
			"_Z4givei":                           "(2) = 0x7",
			"_ZNK5shape6scaledEiRK5plain":        "({_vptr=nil, sides=0}, 2, {a=0, b=0.000000}) = 7",
			"_ZN5shape5countEb":                  "(true) = 7",
			"_ZN5shapeC1Ei":                      "(0x1, 2) = <void>",
			"_ZN6inside5paintENS_5colorEO5plain": "(1, 0x2) = 7",
			"_Z3seeRK7derived5plain":             "({base0={a=0, b=0.000000}, c=0}, {a=2, b=0.000000}) = 7",
			"named":                              "(1, {a=0, b=0.000000}) = 7",
			"_ZN4heldC1ERKS_":                    "(0x1, {p=nil}) = <void>",
			"_ZN5plainC1Ev":                      "",
		} {
			f := l.FindIn("lib.so", name, 1, path)
			if f == nil {
				if want != "" {
					t.Errorf("%s: %s has no prototype", flags, name)
				}
				continue
			}
			c := proto.Call{Int: [6]uint64{1, 2, 3}, Ret: [2]uint64{7}}
			got := string(newRunner(emit.Text).run(f, &c, &echo{make([]byte, 1), 0x10000}, &echo{make([]byte, 1), 0x10000}))
			if got = strings.TrimPrefix(got, name); got != want {
				t.Errorf("%s: %s: got %s, want %s", flags, name, got, want)
			}
		}
	}
}

// TestDebugInfoHostile says calls by debugging information that was damaged.
func TestDebugInfoHostile(t *testing.T) {
	path := compile(t, "types.c", "-gdwarf-5")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"take_numbers", "take_node", "take_spot", "take_bits", "take_enum", "take_pointers", "take_tight", "take_any"}
	found := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 2))
		bad := bytes.Clone(whole)
		begin := bytes.Index(bad, []byte(".debug_info")) // names of sections stand behind the sections
		for range 1 + r.IntN(20) {
			bad[0x1000+r.IntN(begin-0x1000)] = byte(r.Uint32())
		}
		if seed%8 == 0 {
			bad = bad[:r.IntN(len(bad))]
		}
		file := filepath.Join(t.TempDir(), fmt.Sprint(seed))
		if err := os.WriteFile(file, bad, 0o666); err != nil {
			t.Fatal(err)
		}
		l := debugged("")
		data := make([]byte, 256)
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		for _, name := range names {
			if f := l.FindIn("lib.so", name, 1, file); f != nil {
				found++
				sayAll(t, f, data)
			}
		}
	}
	if found == 0 {
		t.Error("no damaged file had a function")
	}
}
