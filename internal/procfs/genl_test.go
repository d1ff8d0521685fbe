package procfs

import (
	"testing"

	"golang.org/x/sys/unix"
)

// TestFamily asks the kernel for names of families, and remembers what it is told.
func TestFamily(t *testing.T) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW, unix.NETLINK_GENERIC)
	if err != nil {
		t.Skip("no generic netlink: ", err)
	}
	unix.Close(fd)
	var n Net
	defer func() { unix.Close(n.families.fd) }()
	const none = unix.GENL_MAX_ID // numbers are given from below
	for _, test := range []struct {
		id   uint16
		want string
	}{{unix.GENL_ID_CTRL, "nlctrl"}, {none, ""}, {0, ""}, {unix.GENL_MAX_ID + 1, ""}, {0xffff, ""}} {
		if got := n.Family(test.id); got != test.want {
			t.Errorf("family %#x is called %q, want %q", test.id, got, test.want)
		}
	}
	n.LearnFamily(none, []byte("late"))
	n.LearnFamily(0xffff, []byte("no number"))
	n.LearnFamily(none-1, []byte("0123456789abcdef"))
	for id, want := range map[uint16]string{none: "late", 0xffff: "", none - 1: ""} {
		if got := n.Family(id); got != want {
			t.Errorf("family %#x is then called %q, want %q", id, got, want)
		}
	}
	if a := testing.AllocsPerRun(10, func() { n.Family(unix.GENL_ID_CTRL); n.LearnFamily(none, []byte("late")) }); a != 0 {
		t.Errorf("%v allocations", a)
	}
}
