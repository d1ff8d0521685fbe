// Command gotrace shows the system calls and signals of programs. It is a
// drop-in for strace. This package holds the command line: the table of
// options, messages and exit codes; the work is done in package gotrace.
//
//go:debug containermaxprocs=0
//go:debug updatemaxprocs=0
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"gotrace"
	"gotrace/filter"
)

// The tracer's thread is the process's main thread, so that a tracee's
// TracerPid names gotrace.
func init() { runtime.LockOSThread() }

func main() {
	os.Exit(run(os.Args))
}

// name is what messages begin with: what gotrace was called, and spoken is what its
// command line is, then.
var (
	name   = "gotrace"
	spoken = &ownDialect
)

func message(format string, a ...any) {
	fmt.Fprintf(os.Stderr, name+": "+format+"\n", a...)
}

// errorf makes an error for people.
func errorf(format string, a ...any) error { return fmt.Errorf(format, a...) }

func run(args []string) int {
	if len(args) > 0 && args[0] != "" {
		name = args[0]
		args = args[1:]
		spoken = dialectOf(name)
	}
	c := newConfig(spoken)
	rest, err := parse(c, args)
	if err == nil {
		switch {
		case c.help:
			return show(safely(c.printHelp))
		case c.version:
			return show(safely(printVersion))
		case c.completion != "":
			return show(safely(func(w io.Writer) { completion(w, c.completion) }))
		case c.tip.format != "" && len(rest) == 0 && len(c.o.Attach) == 0:
			c.tip.tell(os.Stderr)
			return 0
		case c.merge != "" && len(rest) == 0 && len(c.o.Attach) == 0:
			return show(func(w io.Writer) error { return mergeLogs(w, c.merge) })
		}
		err = c.finish(rest)
	}
	if err != nil {
		return fail(err)
	}
	if c.daemon != 0 {
		if status, done := c.detach(); done {
			return status
		}
	}
	for _, w := range c.warnings {
		message("%s", w)
	}
	watchSignals(&c.o, c.interruptible)
	res, err := gotrace.Run(&c.o)
	if err != nil {
		return fail(err)
	}
	if res.Hint != "" {
		message("hint: %s", res.Hint)
	}
	c.tip.tell(os.Stderr)
	if c.daemon == 0 {
		end(res)
	}
	return 0
}

// safely makes a function for show of one whose errors w remembers.
func safely(print func(io.Writer)) func(io.Writer) error {
	return func(w io.Writer) error {
		print(w)
		return nil
	}
}

// show prints on standard output and returns the exit status.
func show(print func(io.Writer) error) int {
	b := bufio.NewWriter(os.Stdout)
	err := print(b)
	if flushed := b.Flush(); err == nil && flushed != nil {
		err = errorf("write: %w", errnoText(flushed))
	}
	if err != nil {
		return fail(err)
	}
	return 0
}

// fail reports an error and returns gotrace's own exit status.
func fail(err error) int {
	if errors.As(err, new(gotrace.ErrAttach)) {
		return 1 // every failure has had its message
	}
	message("%v", err)
	var usage interface{ Usage() bool }
	if errors.As(err, &usage) {
		fmt.Fprintf(os.Stderr, spoken.tryHelp, name)
	}
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		if h := hinter.Hint(); h != "" {
			message("hint: %s", h)
		}
	}
	return 1
}

// newConfig returns what holds when no option is given.
func newConfig(d *dialect) *config {
	c := &config{dialect: d, f: filter.New(gotrace.Tables()), given: map[string]bool{}}
	d.begin(c)
	return c
}

// watchSignals has o.Interrupt tell of the signals that end tracing. Which do is
// said by -I: with 3 and 4 none do, and with 4 not even the terminal's stop
// signal has an effect. Until the output is open all of them end gotrace.
func watchSignals(o *gotrace.Options, interruptible int) {
	in, out := make(chan os.Signal, 4), make(chan int, 4)
	go func() {
		for sig := range in {
			if interruptible < 3 {
				out <- int(sig.(syscall.Signal))
			}
		}
	}()
	o.Interrupt = out
	o.Opened = func() {
		signal.Notify(in, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM)
		signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // a write's error will do
	}
	// What is ignored before the program has been started, it would ignore, too.
	o.Started = func() {
		// Output on a terminal whose foreground belongs to others must not
		// stop gotrace.
		signal.Ignore(syscall.SIGTTOU, syscall.SIGTTIN)
		if interruptible >= 4 {
			signal.Ignore(syscall.SIGTSTP)
		}
	}
}
