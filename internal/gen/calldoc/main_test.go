package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"gotrace"
	"gotrace/event"
	"gotrace/syscalls"
)

func TestFresh(t *testing.T) {
	got, err := os.ReadFile("../../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, page()) {
		t.Errorf("%s is stale: run make generate", file)
	}
}

func TestArgs(t *testing.T) {
	for name, want := range map[string]string{
		"openat": "dfd: dirfd, filename: path, ",
		"read":   "fd: fd, buf: → bytes[",
		"close":  "fd: fd",
		"fstat":  "fd: fd, statbuf: → ",
	} {
		var d *syscalls.Desc
		for _, c := range gotrace.Calls(event.AMD64) {
			if c != nil && c.Name == name {
				d = c
			}
		}
		if got := args(d.Args); len(got) < len(want) || got[:len(want)] != want {
			t.Errorf("%s: %q, want %q...", name, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for fn, want := range map[string]string{
		"sayWaitStatus": "wait status",
		"sayFDPair":     "FD pair",
		"sayCPUs":       "CPUs",
		"getIfreq":      "get ifreq",
		"sayUffdioAPI":  "uffdio API",
	} {
		if got := words(fn); got != want {
			t.Errorf("%s: %q, want %q", fn, got, want)
		}
	}
}

// TestGroups: what is within arguments is there, each with what its decoder says.
func TestGroups(t *testing.T) {
	text := string(page())
	for _, want := range []string{
		"| SIOCETHTOOL | ETHTOOL\\_GSET | arg: ↔ struct ethtool\\_cmd |",
		"| BINDER\\_WRITE\\_READ: to the driver | BC\\_CLEAR\\_DEATH\\_NOTIFICATION | arg: struct binder\\_handle\\_cookie |",
		"| bpf | cmd | BPF\\_MAP\\_CREATE |",
		"| quotactl | cmd | Q\\_GETQUOTA |",
		"| syslog | type | SYSLOG\\_ACTION\\_READ |",
		"| io\\_uring\\_enter | IORING\\_OP\\_FSYNC | fd: fd, off: number, len: number, fsync\\_flags: IORING\\_FSYNC\\_\\* |",
		"| SOL\\_SOCKET | SO\\_TYPE | SOCK\\_\\* |",
		"| SOL\\_L2CAP | L2CAP\\_OPTIONS | struct l2cap\\_options | struct l2cap\\_options |",
		"| SOL\\_SOCKET | SCM\\_RIGHTS | fd\\[] |",
		"| NETLINK\\_ROUTE | RTM\\_NEWADDR | struct ifaddrmsg | IFA\\_\\* (12) |",
		"| nlctrl | CTRL\\_CMD\\_GETFAMILY |",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %s", want)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if f := strings.Split(line, " | "); len(f) == 5 && strings.HasPrefix(f[2], "0x") {
			t.Errorf("a value without a name: %s", line)
		}
	}
}
