package procfs

import (
	"os"
	"path/filepath"
	"testing"

	"gotrace/emit"
	"gotrace/filter"

	"golang.org/x/sys/unix"
)

// database writes a policy's database of contexts and returns its root.
func database(t *testing.T, text string) string {
	root := t.TempDir()
	files := filepath.Join(root, "targeted/contexts/files")
	if err := os.MkdirAll(files, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		filepath.Join(root, "config"):                   "# comment\nSELINUX=enforcing\nSELINUXTYPE=targeted\n",
		filepath.Join(files, "file_contexts"):           text,
		filepath.Join(files, "file_contexts.local"):     "/srv/local(/.*)?  system_u:object_r:local_t:s0\n",
		filepath.Join(files, "file_contexts.subs_dist"): "/usr/alias /usr/lib\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestContexts(t *testing.T) {
	c := loadContexts(database(t, `
# comment
/.*              system_u:object_r:default_t:s0
/usr(/.*)?       system_u:object_r:usr_t:s0
/usr/lib         -d system_u:object_r:lib_t:s0
/usr/lib(64)?/.* system_u:object_r:lib_t:s0
/usr/lib/x       -- system_u:object_r:exact_t:s0
/usr/li?b2       system_u:object_r:optional_t:s0
/dev/[^/]*       -c system_u:object_r:device_t:s0
/dev/pts(/.*)?   <<none>>
/bad(            system_u:object_r:bad_t:s0
/home/a|/home/b  system_u:object_r:either_t:s0
`))
	if c == nil {
		t.Fatal("no database")
	}
	for _, v := range []struct {
		path string
		mode uint32
		want string
	}{
		{"/etc/x", unix.S_IFREG, "default_t"},
		{"/usr", unix.S_IFDIR, "usr_t"},
		{"/usr/lib", unix.S_IFDIR, "lib_t"},
		{"/usr/lib", unix.S_IFLNK, "usr_t"},
		{"/usr/lib64/y", unix.S_IFREG, "lib_t"},
		{"/usr/lib/x", unix.S_IFREG, "exact_t"},
		{"/usr/lib/x", unix.S_IFDIR, "lib_t"},
		{"/usr/lb2", unix.S_IFREG, "optional_t"},
		{"/usr/alias/x", unix.S_IFREG, "exact_t"},
		{"/dev/null", unix.S_IFCHR, "device_t"},
		{"/dev/null", unix.S_IFREG, "default_t"},
		{"/dev/pts/1", unix.S_IFCHR, ""},
		{"/srv/local", unix.S_IFDIR, "local_t"},
		{"/home/b", unix.S_IFDIR, "either_t"},
	} {
		if got := string(contextType(c.lookup(v.path, v.mode))); got != v.want {
			t.Errorf("%s, %#o: %q, want %q", v.path, v.mode, got, v.want)
		}
	}
	if loadContexts(t.TempDir()) != nil {
		t.Error("a database that is not there")
	}
}

// TestLabels reads contexts from an extended attribute that anybody may set.
func TestLabels(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "f")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	const context = "system_u:object_r:tmp_t:s0:c1,c2"
	if err := unix.Setxattr(file, "user.selinux", []byte(context+"\x00"), 0); err != nil {
		t.Skip("no extended attributes here: ", err)
	}
	t.Chdir(dir)
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	tid := os.Getpid()
	db := loadContexts(database(t, dir+"/f system_u:object_r:other_t:s0\n"))
	for _, c := range []struct {
		show           filter.SELinux
		db             *contexts
		have, expected string
	}{
		{filter.SELinuxType, nil, "tmp_t", ""},
		{filter.SELinuxFull, nil, context, ""},
		{filter.SELinuxMismatch, db, "tmp_t", "other_t"},
		{filter.SELinuxMismatch | filter.SELinuxFull, db, context, "system_u:object_r:other_t:s0"},
	} {
		l := &Labels{show: c.show, db: c.db, attr: "user.selinux\x00"}
		var got emit.Label
		for name, ask := range map[string]func() bool{
			"descriptor": func() bool { return l.FD(tid, int32(f.Fd()), &got) },
			"absolute":   func() bool { return l.File(tid, unix.AT_FDCWD, []byte(file), &got) },
			"relative":   func() bool { return l.File(tid, unix.AT_FDCWD, []byte("f"), &got) },
			"at":         func() bool { return l.File(tid, int32(d.Fd()), []byte("./f"), &got) },
		} {
			got = emit.Label{}
			if !ask() || string(got.Context) != c.have || string(got.Expected) != c.expected {
				t.Errorf("%s, %d: %q %q, want %q %q", name, c.show, got.Context, got.Expected, c.have, c.expected)
			}
		}
		if l.File(tid, unix.AT_FDCWD, []byte("missing"), &got) || l.FD(tid, 9999, &got) || l.FD(tid, int32(d.Fd()), &got) || l.File(tid, -1, []byte("f"), &got) {
			t.Error("a context of what has none")
		}
	}
	same := &Labels{show: filter.SELinuxMismatch, db: loadContexts(database(t, "/.* u:r:tmp_t:s9\n")), attr: "user.selinux\x00"}
	var got emit.Label
	if !same.FD(tid, int32(f.Fd()), &got) || len(got.Expected) != 0 {
		t.Errorf("the same type: %q %q", got.Context, got.Expected)
	}
}

// TestNamespaces asks about the test's own process.
func TestNamespaces(t *testing.T) {
	s := NewNamespaces()
	tid := os.Getpid()
	var st unix.Stat_t
	if err := unix.Stat("/proc/self/ns/net", &st); err != nil {
		t.Fatal(err)
	}
	for _, child := range []int32{0, int32(tid)} {
		if ino, ok := s.Namespace(tid, child, "net"); !ok || ino != st.Ino {
			t.Errorf("child %d: %d %v, want %d", child, ino, ok, st.Ino)
		}
	}
	if _, ok := s.Namespace(tid, 0, "nonsense"); ok {
		t.Error("a namespace of no kind")
	}
	f, err := os.Open("/proc/self/ns/net")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if kind, ino, ok := s.Opened(tid, int32(f.Fd())); !ok || kind != "net" || ino != st.Ino {
		t.Errorf("descriptor: %s %d %v", kind, ino, ok)
	}
	if _, _, ok := s.Opened(tid, 0); ok {
		t.Error("standard input is a namespace")
	}
}

// TestVCPULines: what is mapped is found by the name that the descriptor has.
func TestVCPULines(t *testing.T) {
	for line, want := range map[string]bool{
		"7f0000000000-7f0000003000 rw-s 00000000 00:0f 11    anon_inode:kvm-vcpu:1":  true,
		"7f0000000000-7f0000003000 rw-s 00000000 00:0f 11    anon_inode:kvm-vcpu:11": false,
		"7f0000003000-7f0000000000 rw-s 00000000 00:0f 11    anon_inode:kvm-vcpu:1":  false,
		"anon_inode:kvm-vcpu:1": false,
		"":                      false,
	} {
		if s, ok := vcpuLine([]byte(line), []byte("anon_inode:kvm-vcpu:1")); ok != want || ok && s.Len != 0x3000 {
			t.Errorf("%q: %v %v", line, s, ok)
		}
	}
	if _, _, ok := (&VCPUs{}).VCPU(os.Getpid(), 0); ok {
		t.Error("standard input is a virtual CPU")
	}
}
