//go:build linux && amd64

package ptrace

import (
	"gotrace/event"

	"golang.org/x/sys/unix"
)

// A program may install a seccomp filter of its own. Of what several filters
// return the strictest counts (seccomp(2)), so a call that the program's filter
// refuses would not be traced although ours asks for it. From the call on that
// installs such a filter, the process and its descendants therefore stop at
// every call, as if there were no filter of ours: they are confined.

// confines tells whether the call may install a filter.
func confines(c *event.Call) bool {
	nr, prctl, seccomp := c.Nr, uint64(unix.SYS_PRCTL), uint64(unix.SYS_SECCOMP)
	if c.ABI == event.I386 {
		prctl, seccomp = prctl32, seccomp32
	}
	return nr == seccomp || nr == prctl && c.Uint(0) == unix.PR_SET_SECCOMP
}

// confine makes all threads of th's process stop at every call: one thread may
// install a filter for all of them.
func (t *Tracer) confine(th *thread) {
	for _, o := range t.threads {
		if o.PID != th.PID || o.confined || !o.filtered {
			continue
		}
		o.confined = true
		if o != th && o.state == stateRunning {
			t.k.ptrace(unix.PTRACE_INTERRUPT, o.TID, 0, 0)
		}
	}
}

// sieved tells whether th stops only where the seccomp filter says so.
func (th *thread) sieved() bool { return th.filtered && !th.confined }

// withOwnCalls returns the filter with those calls traced, too, that the engine
// itself must see: those that install filters and, with masks, those that tell
// about CPU masks and, with traps, those that change what becomes of SIGTRAP.
func withOwnCalls(filter []unix.SockFilter, masks, traps bool) []unix.SockFilter {
	const (
		load  = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		ret   = unix.BPF_RET | unix.BPF_K

		nr, arch, arg0 = 0, 4, 16 // offsets in struct seccomp_data (linux/seccomp.h)
	)
	trace := unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_TRACE}
	var p []unix.SockFilter
	for _, abi := range []struct {
		arch, prctl uint32
		calls       []uint32 // seccomp, then what tells about masks
		traps       []uint32
	}{
		{event.ArchAMD64, unix.SYS_PRCTL, []uint32{unix.SYS_SECCOMP, unix.SYS_SCHED_SETAFFINITY, unix.SYS_SCHED_GETAFFINITY, unix.SYS_SCHED_SETATTR}, trapCalls64},
		{event.ArchI386, prctl32, []uint32{seccomp32, schedSetaffinity32, schedGetaffinity32, schedSetattr32}, trapCalls32},
	} {
		if !masks {
			abi.calls = abi.calls[:1]
		}
		if traps {
			abi.calls = append(abi.calls[:len(abi.calls):len(abi.calls)], abi.traps...)
		}
		body := []unix.SockFilter{
			{Code: load, K: nr},
			{Code: equal, K: abi.prctl, Jf: 3},
			{Code: load, K: arg0},
			{Code: equal, K: unix.PR_SET_SECCOMP, Jf: 1},
			trace,
			{Code: load, K: nr},
		}
		for _, n := range abi.calls {
			body = append(body, unix.SockFilter{Code: equal, K: n, Jf: 1}, trace)
		}
		p = append(p, unix.SockFilter{Code: load, K: arch}, unix.SockFilter{Code: equal, K: abi.arch, Jf: uint8(len(body))})
		p = append(p, body...)
	}
	return append(p, filter...)
}
