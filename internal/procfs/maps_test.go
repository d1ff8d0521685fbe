package procfs

import (
	"bytes"
	"os"
	"reflect"
	"slices"
	"testing"

	"gotrace/unwind"
)

// TestMaps checks this process's own mappings: its code is in one, whose file can
// be opened in each way.
func TestMaps(t *testing.T) {
	im := &Images{}
	pid := os.Getpid()
	maps := im.Maps(pid, nil)
	pc := uint64(reflect.ValueOf(TestMaps).Pointer())
	i := slices.IndexFunc(maps, func(m unwind.Mapping) bool { return uint64(m.Start) <= pc && pc < uint64(m.End) })
	if i < 0 {
		t.Fatalf("%#x is not in %v", pc, maps)
	}
	m := maps[i]
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if m.Path != exe || !m.Exec || m.Base == 0 || m.Inode == 0 {
		t.Errorf("the test itself is mapped as %+v", m)
	}
	if !slices.ContainsFunc(maps, func(m unwind.Mapping) bool { return m.Path == "[vdso]" && m.Inode == 0 }) {
		t.Errorf("there is no vDSO in %v", maps)
	}
	if again := im.Maps(pid, nil); !slices.Equal(again, maps) && len(again) < len(maps) {
		t.Errorf("%v, then %v", maps, again)
	}
	want, ok := im.Stat(pid, &m)
	if !ok {
		t.Fatal("Stat failed")
	}
	moved := m // no such mapping: only the name is left
	moved.End++
	for name, m := range map[string]unwind.Mapping{"map_files": m, "name": moved} {
		f, id, sure, err := im.Open(pid, &m)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		magic := make([]byte, 4)
		f.ReadAt(magic, 0)
		if id != want || !sure || !bytes.Equal(magic, []byte("\x7fELF")) {
			t.Errorf("%s: %+v, sure %v, %q, want %+v", name, id, sure, magic, want)
		}
		f.Close()
	}
	gone := moved
	gone.Path = "/nonexistent"
	gone.Inode++
	if _, _, _, err := im.Open(pid, &gone); err == nil {
		t.Error("a file that does not exist was opened")
	}
}

// TestParse checks lines of /proc/PID/maps.
func TestParse(t *testing.T) {
	im := &Images{}
	for line, want := range map[string]unwind.Mapping{
		"55e0a1000000-55e0a1021000 r-xp 00001000 fe:01 123                        /a b\\012c (deleted)\n": {
			Start: 0x55e0a1000000, End: 0x55e0a1021000, Offset: 0x1000, Dev: 0xfe01, Inode: 123, Exec: true, Path: "/a b\\012c (deleted)"},
		"7f00-7f01 r-xp 00000000 00:00 0 \n": {Start: 0x7f00, End: 0x7f01, Exec: true},
		"7f00-7f01 rw-p 00000000 00:00 0":    {Start: 0x7f00, End: 0x7f01},
	} {
		if m, ok := im.parse([]byte(line)); !ok || m != want {
			t.Errorf("%q: %+v, %v, want %+v", line, m, ok, want)
		}
	}
	for _, line := range []string{"", "7f00", "7f00-7f01", "7f00-7f01 r-x", "-- --- -- -- -"} {
		if m, ok := im.parse([]byte(line)); ok && m.Exec {
			t.Errorf("%q: %+v", line, m)
		}
	}
}

// TestSameMemory checks the answers about this process and init.
func TestSameMemory(t *testing.T) {
	me := os.Getpid()
	if !SameMemory(me, me) {
		t.Skip("no kcmp here")
	}
	if SameMemory(me, 1) {
		t.Error("this process has init's memory")
	}
	if n := (&Images{}).Threads(me); n < 2 {
		t.Errorf("a Go program of %d threads", n)
	}
}
