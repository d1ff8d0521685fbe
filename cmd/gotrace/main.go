package main

import (
	"fmt"
	"os"
	"runtime"

	"gotrace"
	"gotrace/ptrace"
	"gotrace/sink"
)

// The tracer's thread is the process's main thread, so that a tracee's
// TracerPid names gotrace.
func init() { runtime.LockOSThread() }

func main() {
	args := os.Args[1:]
	dest := sink.Dest{Stderr: os.Stderr}
	if len(args) > 1 && args[0] == "-o" {
		dest.Name = args[1]
		args = args[2:]
	}
	p, err := ptrace.LookPath(args[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	err = gotrace.Run(&gotrace.Options{Command: &ptrace.Command{Path: p, Args: args, Env: os.Environ()}, Warn: func(e error) { fmt.Fprintln(os.Stderr, e) }}, sink.TextOptions{Dest: dest, Column: 40})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}
