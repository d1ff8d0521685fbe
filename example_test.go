//go:build linux && amd64

package gotrace_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"

	"gotrace"
	"gotrace/filter"
	"gotrace/sink"
)

// The calls of a program as text, as strace shows them.
func Example() {
	// ptrace(2) belongs to a thread, not to a process.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	f := filter.New(gotrace.Tables())
	if err := f.Expr("trace=exit_group"); err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	res, err := gotrace.Run(&gotrace.Options{
		Program: &gotrace.Program{Path: "/bin/sh", Args: []string{"sh", "-c", "exit 3"}},
		Filter:  f,
		Text:    sink.TextOptions{Column: 40, Dest: sink.Dest{Stderr: &out}},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(&out)
	fmt.Println("status", res.Status)
	// Output:
	// exit_group(3)                           = ?
	// +++ exited with 3 +++
	// status 3
}

// The same as JSON lines in a file, which keep the types of values.
func ExampleRun_json() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	dir, err := os.MkdirTemp("", "gotrace")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "log")
	f := filter.New(gotrace.Tables())
	if err := f.Expr("trace=chdir"); err != nil {
		log.Fatal(err)
	}
	_, err = gotrace.Run(&gotrace.Options{
		Program: &gotrace.Program{Path: "/bin/sh", Args: []string{"sh", "-c", "cd /; cd /nonexistent 2>/dev/null"}},
		Filter:  f,
		JSON:    true,
		Text:    sink.TextOptions{Dest: sink.Dest{Name: name}},
	})
	if err != nil {
		log.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var e struct {
			Event, Name string
			Args        struct{ Filename string }
			Ret         int
			Errno       struct{ Name string }
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			log.Fatal(err)
		}
		if e.Event == "call" {
			fmt.Printf("%s(%s) = %d %q\n", e.Name, e.Args.Filename, e.Ret, e.Errno.Name)
		}
	}
	// Output:
	// chdir(/) = 0 ""
	// chdir(/nonexistent) = -1 "ENOENT"
}
