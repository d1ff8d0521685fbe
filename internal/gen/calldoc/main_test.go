package main

import (
	"bytes"
	"os"
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
