package syscalls_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"gotrace/emit"
	"gotrace/internal/vector"
)

// checkAsked compares what is shown of a call; of JSON, a part.
func checkAsked(t *testing.T, text, js *vector.Runner, call, mem, want, part string) {
	t.Helper()
	v, err := vector.Parse(call, mem, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := string(text.Run(v, v.Entry, v.Exit)); got != want {
		t.Errorf("%s\n got %s\nwant %s", call, got, want)
	}
	if got := js.Run(v, v.Entry, v.Exit); !json.Valid(got) || !bytes.Contains(got, []byte(part)) {
		t.Errorf("%s\n got %s\nwant %s", call, got, part)
	}
}

// fakeLabels says in a context what was asked for.
type fakeLabels struct{}

func (fakeLabels) FD(tid int, fd int32, l *emit.Label) bool {
	l.Context, l.Expected = fmt.Appendf(l.Context[:0], "fd%d_t", fd), l.Expected[:0]
	return fd < 100
}

func (fakeLabels) File(tid int, dir int32, path []byte, l *emit.Label) bool {
	l.Context, l.Expected = fmt.Appendf(l.Context[:0], "%s@%d", path, dir), l.Expected[:0]
	return string(path) != "missing"
}

// TestLabels: contexts stand behind descriptors and names of files, which are looked up
// from the directory of the argument before.
func TestLabels(t *testing.T) {
	text, js := vector.NewRunner(emit.Options{}), vector.NewRunner(emit.Options{Style: emit.JSON})
	text.Dec.O.Labels, js.Dec.O.Labels = fakeLabels{}, fakeLabels{}
	fds := vector.NewRunner(emit.Options{})
	fds.Dec.O.Labels, fds.Dec.O.FDs = fakeLabels{}, someFDs{}
	const names = "a: \"x\\x00\"\nb: \"missing\\x00\""
	for _, c := range []struct{ call, text, fds, json string }{
		{"amd64 open $a 0 -> 3", `open("x" [x@-100], O_RDONLY) = 3 [fd3_t]`, `open("x" [x@-100], O_RDONLY) = 3</a/file> [fd3_t]`, `{"path":"x","secontext":"x@-100"}`},
		{"amd64 openat 7 $b 0 -> ENOENT", `openat(7 [fd7_t], "missing", O_RDONLY) = -1 ENOENT (No such file or directory)`, `openat(7</a/file> [fd7_t], "missing", O_RDONLY) = -1 ENOENT (No such file or directory)`, `{"fd":7,"secontext":"fd7_t"}`},
		{"amd64 linkat 7 $a -100 $b 0 -> 0", `linkat(7 [fd7_t], "x" [x@7], AT_FDCWD, "missing", 0) = 0`, `linkat(7</a/file> [fd7_t], "x" [x@7], AT_FDCWD</a/file>, "missing", 0) = 0`, `"secontext":"x@7"`},
		{"amd64 renameat -100 $a 8 $a -> 0", `renameat(AT_FDCWD, "x" [x@-100], 8 [fd8_t], "x" [x@8]) = 0`, `renameat(AT_FDCWD</a/file>, "x" [x@-100], 8</a/file> [fd8_t], "x" [x@8]) = 0`, `"secontext":"x@8"`},
		{"amd64 close 100 -> 0", "close(100) = 0", "close(100</a/file>) = 0", `"fd":100}`},
		{"amd64 close -1 -> EBADF", "close(-1) = -1 EBADF (Bad file descriptor)", "close(-1) = -1 EBADF (Bad file descriptor)", `"fd":-1`},
	} {
		checkAsked(t, text, js, c.call, names, c.text, c.json)
		checkAsked(t, fds, js, c.call, names, c.fds, c.json)
	}
	checkAsked(t, text, js, "amd64 connect 3 $s 20 -> 0", `s: u16:1 "/run/x" zero:12`, `connect(3 [fd3_t], {sa_family=AF_UNIX, sun_path="/run/x" [/run/x@-100]}, 20) = 0`, `"sun_path":{"path":"/run/x","secontext":"/run/x@-100"}`)
}
