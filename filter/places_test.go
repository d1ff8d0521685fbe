package filter_test

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"gotrace/event"
	"gotrace/filter"
	"gotrace/syscalls"
)

// memory is one region; what is not in it cannot be read.
type memory struct {
	at   event.Addr
	data []byte
}

func (m *memory) ReadMem(a event.Addr, p []byte) int {
	if a < m.at || a >= m.at+event.Addr(len(m.data)) {
		return 0
	}
	return copy(p, m.data[a-m.at:])
}

// links are descriptors of any thread.
type links map[int32]string

func (l links) AppendLink(dst []byte, tid int, fd int32) []byte { return append(dst, l[fd]...) }

const base = 0x1000

// words makes memory of 32-bit words.
func words(w ...uint32) []byte {
	var b []byte
	for _, v := range w {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

func TestPlaces(t *testing.T) {
	open := links{3: "/dev/null", 4: "/tmp/x (deleted)", 5: "socket:[1]", 70: "/dev/null"}
	null := []byte("/dev/null\x00")
	for i, test := range []struct {
		desc  *syscalls.Desc
		abi   event.ABI
		args  [6]uint64
		mem   []byte
		paths bool // matches /dev/null and /tmp/x
		fds   bool // matches descriptors 5 and 7
	}{
		{&syscalls.Read, event.AMD64, [6]uint64{3}, nil, true, false},
		{&syscalls.Read, event.AMD64, [6]uint64{0xffffffff00000003}, nil, true, false}, // an int is 32 bits wide
		{&syscalls.Read, event.AMD64, [6]uint64{4}, nil, true, false},
		{&syscalls.Read, event.AMD64, [6]uint64{5}, nil, false, true},
		{&syscalls.Read, event.AMD64, [6]uint64{6, 3}, nil, false, false},
		{&syscalls.Openat, event.AMD64, [6]uint64{1<<64 - 100, base}, null, true, false},
		{&syscalls.Openat, event.AMD64, [6]uint64{7, base}, null[:9], false, true}, // unreadable before its end
		{&syscalls.Openat, event.AMD64, [6]uint64{0, base}, []byte("/dev/nullx\x00"), false, false},
		{&syscalls.Openat, event.AMD64, [6]uint64{0, base}, []byte("\x00"), false, false},
		{&syscalls.Openat, event.AMD64, [6]uint64{0, 0}, null, false, false},
		{&syscalls.Link, event.I386, [6]uint64{0, base}, null, true, false},
		{&syscalls.Symlink, event.AMD64, [6]uint64{base}, null, false, false},
		{&syscalls.Symlink, event.AMD64, [6]uint64{0, base}, null, true, false},
		{&syscalls.Symlinkat, event.AMD64, [6]uint64{base, 0, 0}, null, false, false},
		{&syscalls.Symlinkat, event.AMD64, [6]uint64{base, 7, 0}, null, false, true},
		{&syscalls.FanotifyMark, event.AMD64, [6]uint64{0, 0, 0, 3, 0}, nil, true, false},
		{&syscalls.Mmap, event.AMD64, [6]uint64{0, 4096, 1, 2, 3, 0}, nil, true, false},
		{&syscalls.OldMmap, event.I386, [6]uint64{base}, words(0, 4096, 1, 2, 5, 0), false, true},
		{&syscalls.OldMmap, event.I386, [6]uint64{base}, words(0, 4096, 1, 2, 5), false, false},
		{&syscalls.Poll, event.AMD64, [6]uint64{base, 3}, words(0, 0, 1, 0, 70, 0), true, false},
		{&syscalls.Poll, event.AMD64, [6]uint64{base, 2}, words(0, 0, 1, 0, 70, 0), false, false},
		{&syscalls.Ppoll, event.AMD64, [6]uint64{base, 99}, append(make([]byte, 40*8), words(7, 0)...), false, true},
		{&syscalls.Poll, event.AMD64, [6]uint64{0x10, 0xffffffff}, nil, false, false},
		{&syscalls.Select, event.AMD64, [6]uint64{4, 0, base, 0}, words(8), true, false},
		{&syscalls.Select, event.AMD64, [6]uint64{3, 0, base, 0}, words(8), false, false},
		{&syscalls.Newselect, event.I386, [6]uint64{71, 0, 0, base}, words(0, 0, 1<<6), true, false},
		{&syscalls.Pselect6, event.AMD64, [6]uint64{0xffffffff, base, base, base}, words(8), false, false},
		{&syscalls.Pselect6, event.AMD64, [6]uint64{1<<31 - 1, base, base, base}, words(1 << 7), false, true},
		{&syscalls.OldSelect, event.I386, [6]uint64{base}, words(8, base+20, 0, 0, 0, 1<<5), false, true},
		{&syscalls.IoUringEnter, event.AMD64, [6]uint64{3, 1, 1, 1}, nil, true, false},
		{&syscalls.IoUringEnter, event.AMD64, [6]uint64{5, 1, 1, 1}, nil, false, true},
		{&syscalls.IoUringEnter, event.AMD64, [6]uint64{5, 1, 1, 1 << 4}, nil, false, false}, // IORING_ENTER_REGISTERED_RING
		{&syscalls.IoUringRegister, event.I386, [6]uint64{5, 1}, nil, false, true},
		{&syscalls.IoUringRegister, event.I386, [6]uint64{5, 1<<31 | 1}, nil, false, false}, // IORING_REGISTER_USE_REGISTERED_RING
		{nil, event.AMD64, [6]uint64{3, 3, 3}, nil, false, false},
	} {
		th := &event.Thread{TID: 1, Mem: &memory{base, test.mem}}
		th.Call = event.Call{ABI: test.abi, Args: test.args}
		name := fmt.Sprint("case ", i)
		if test.desc != nil {
			name += " " + test.desc.Name
		}

		f := filter.New(tables)
		f.Paths = []string{"/tmp/x", "/dev/null", "/a/longer/path/that/nothing/has"}
		if got := f.Places(open).Match(th, test.desc); got != test.paths {
			t.Errorf("%s by path: %v", name, got)
		}
		if err := f.Expr("fd=5,7"); err != nil {
			t.Fatal(err)
		}
		both := f.Places(open)
		if got := both.Match(th, test.desc); got != (test.paths || test.fds) {
			t.Errorf("%s by path or descriptor: %v", name, got)
		}
		if n := testing.AllocsPerRun(10, func() { both.Match(th, test.desc) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
		f.Paths = nil
		if got := f.Places(nil).Match(th, test.desc); got != test.fds {
			t.Errorf("%s by descriptor: %v", name, got)
		}
	}
	if filter.New(tables).Places(open) != nil {
		t.Error("without paths and descriptors something is decided")
	}
	f := filter.New(tables)
	if err := f.Expr("fd=none"); err != nil {
		t.Fatal(err)
	}
	th := &event.Thread{Mem: &memory{}}
	if f.Places(open).Match(th, &syscalls.Read) {
		t.Error("fd=none wants descriptor 0")
	}
}

func TestAddPath(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	if err := os.MkdirAll("a/b", 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a/b", "link"); err != nil {
		t.Fatal(err)
	}
	f := filter.New(tables)
	for _, test := range [][2]string{
		{"a/b", dir + "/a/b"},
		{dir + "/a", ""},
		{dir + "/a/", dir + "/a"},
		{"link", dir + "/a/b"},
		{"link/..", dir + "/a"},
		{"missing", ""},
		{"", ""},
	} {
		n := len(f.Paths)
		if got := f.AddPath(test[0]); got != test[1] {
			t.Errorf("%s: %q; want %q", test[0], got, test[1])
		}
		if f.Paths[n] != test[0] || test[1] != "" && f.Paths[n+1] != test[1] {
			t.Errorf("%s: %q", test[0], f.Paths[n:])
		}
	}
}
