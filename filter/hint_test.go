package filter_test

import (
	"strings"
	"testing"

	"gotrace/event"
	"gotrace/filter"
)

func TestHint(t *testing.T) {
	for _, test := range []struct{ want, seen, hint string }{
		{"open", "openat,read", "the program never called open, but it called openat: try -e trace=openat"},
		{"open,stat", "openat,newfstatat@64", "the program never called open or stat, but it called openat and newfstatat: try -e trace=openat,newfstatat"},
		{"stat@32", "statx@32,stat64@32", "the program never called stat, but it called stat64 and statx: try -e trace=stat64,statx"},
		{"fork,vfork", "clone3", "the program never called fork or vfork, but it called clone3: try -e trace=clone3"},
		{"open", "open,openat", ""},
		{"open", "read,close", ""},
		{"open,close", "openat,close", ""},
		{"openat", "open", ""},
		{"all", "openat", ""},
		{"none", "openat", ""},
		{"getuid,getgid,geteuid,getegid,setuid", "getuid32,getgid32,geteuid32,getegid32,setuid32",
			"the program never called getegid, geteuid, getgid, getuid or others, but it called getegid32, geteuid32, getgid32, getuid32 and others: try -e trace=getegid32,geteuid32,getgid32,getuid32,setuid32"},
	} {
		want, seen := calls(t, test.want), calls(t, test.seen)
		if got := filter.Hint(tables, &want, &seen); got != test.hint {
			t.Errorf("%s, seen %s:\n got %s\nwant %s", test.want, test.seen, got, test.hint)
		}
	}
}

func TestSuccessors(t *testing.T) {
	want := calls(t, "open,select@32")
	s := filter.Successors(tables, &want)
	if got := names(&s, event.AMD64); got != "openat openat2 pselect6" {
		t.Errorf("amd64: %s", got)
	}
	if got := names(&s, event.I386); got != "_newselect openat openat2 pselect6 pselect6_time64" {
		t.Errorf("i386: %s", got)
	}
}

func TestSuccessorNames(t *testing.T) {
	seen := map[string]bool{}
	for _, line := range filter.SuccessorLines {
		names := strings.Fields(line)
		if len(names) < 2 || seen[names[0]] {
			t.Errorf("bad line %q", line)
		}
		seen[names[0]] = true
		for _, name := range names {
			calls(t, "/^"+name+"$") // fails where no ABI has it
		}
	}
}
