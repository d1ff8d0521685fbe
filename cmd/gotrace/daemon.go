package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"

	"gotrace"
)

// daemonize is where the tracer runs, if not as the program's parent.
type daemonize int

const (
	daemonGrandchild daemonize = iota + 1 // of the program
	daemonGroup                           // and in a process group of its own
	daemonSession                         // and in a session of its own
)

func (c *config) setDaemon(v string) (err error) {
	switch {
	case v == more && c.long:
		v = "grandchild"
	case v == more:
		c.daemon++
		return nil
	}
	c.daemon, err = word[daemonize](v, "grandchild", daemonGrandchild, "pgroup", daemonGroup, "pgrp", daemonGroup, "session", daemonSession)
	return err
}

// With -D the process that the user has started becomes the program. It starts a
// child, that one the tracer, which so is nobody's child when the child has
// ended. Both are gotrace again, with the same arguments and, in the environment,
// who they are: daemonEnv=STAGE:PID.
const (
	daemonEnv   = "GOTRACE_DAEMON"
	daemonReady = 3 // the descriptor that the tracer reports by
)

// A daemonStage is which of the processes this is.
type daemonStage int

const (
	stageFirst daemonStage = iota
	stageChild
	stageTracer
)

// daemonRole reads who this process is, and the program's process.
func daemonRole() (stage daemonStage, pid int) {
	n, err := fmt.Sscanf(os.Getenv(daemonEnv), "%d:%d", &stage, &pid)
	if n != 2 || err != nil || stage != stageChild && stage != stageTracer {
		return stageFirst, 0
	}
	return stage, pid
}

// detach does this process's part in running the tracer apart. done tells that
// there is nothing else to do, and the exit status.
func (c *config) detach() (status int, done bool) {
	stage, pid := daemonRole()
	switch stage {
	case stageChild:
		attr := syscall.SysProcAttr{Setpgid: c.daemon == daemonGroup, Setsid: c.daemon == daemonSession}
		if _, err := again(stageTracer, pid, os.NewFile(daemonReady, "ready"), &attr); err != nil {
			return fail(err), true
		}
		return 0, true
	case stageTracer:
		os.Unsetenv(daemonEnv)
		syscall.CloseOnExec(daemonReady)
		ready := os.NewFile(daemonReady, "ready")
		c.o.Adopt = &gotrace.Adoption{PID: pid, Ready: func() {
			ready.Write([]byte{0})
			ready.Close()
		}}
		return 0, false
	}
	return fail(c.become()), true
}

// become makes this process the program. It returns only when that fails.
func (c *config) become() error {
	r, w, err := os.Pipe()
	if err != nil {
		return errorf("pipe: %w", errnoText(err))
	}
	child, err := again(stageChild, os.Getpid(), w, nil)
	if err != nil {
		return err
	}
	w.Close()
	if state, err := child.Wait(); err != nil || !state.Success() {
		os.Exit(1) // it has said why
	}
	if err := gotrace.Become(&c.o, int(r.Fd())); err != gotrace.ErrNoTracer {
		return err
	}
	os.Exit(1) // the tracer has said why
	return nil
}

// again starts gotrace as another process of the three.
func again(stage daemonStage, pid int, ready *os.File, attr *syscall.SysProcAttr) (*os.Process, error) {
	env := []string{fmt.Sprintf("%s=%d:%d", daemonEnv, stage, pid)}
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, daemonEnv+"=") {
			env = append(env, e)
		}
	}
	p, err := os.StartProcess("/proc/self/exe", os.Args, &os.ProcAttr{
		Env: env, Files: []*os.File{os.Stdin, os.Stdout, os.Stderr, ready}, Sys: attr,
	})
	if err != nil {
		return nil, errorf("start the tracer: %w", errnoText(err))
	}
	return p, nil
}
