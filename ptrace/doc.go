// Package ptrace is the engine that catches what Linux programs do by means of
// ptrace(2), on amd64 machines, for 64-bit and 32-bit programs alike. A [Tracer]
// starts programs, attaches to running ones, follows their children, and tells
// an [event.Handler] what happens. Of the packages for others it alone makes raw
// system calls.
//
// It knows no system call's name, decodes no argument and prints nothing: those
// belong to the packages above. What it knows of numbers is what it must do
// itself: launching a program ends in execve, and the calls that read or set CPU
// masks would show what [AffinityAuto] does.
//
// # One thread
//
// The kernel ties a tracee to the thread that attached it. Every method of
// Tracer except Do must be called by that one thread, so its goroutine must be
// locked to it (runtime.LockOSThread). The thread must not have children other
// than those that Start makes: Run would reap them.
//
// # One loop
//
//	wait4 -> classify -> handler -> resume, exactly once
//
// classify is a pure function of the wait status. What follows depends on the
// thread's state:
//
//	unknown   a stop of a thread that no one announced: a new child whose
//	          creator has not reported it yet. It is held (early), not resumed.
//	fresh     announced by its creator's event; its first stop is to come.
//	running   resumed by PTRACE_SYSCALL, or by PTRACE_CONT if a seccomp filter
//	          says which calls stop.
//	stopped   within the handling of a stop.
//	listening in a group-stop (PTRACE_LISTEN); SIGCONT makes it stop again.
//	delayed   kept at a call's entry or exit, until a moment (event.Change).
//	held      kept until all that shares its memory can be let go (see Traps).
//
// A child's first stop and its creator's PTRACE_EVENT_CLONE come in either order:
// the child is born when both, or the death of either, are known.
//
// ESRCH from any ptrace call means that SIGKILL (or an execve in another thread)
// was faster. It is no error: the thread's death is waited for like any other. A
// thread that is gone without leaving a status (the leader of a process of
// which an untraced thread executed a program) is reported as vanished once
// nothing else is left to wait for.
//
// # Launching
//
// The program is forked raw, since the second half of os/exec's work must be
// traced: the child stops itself, the tracer seizes it, and only then does the
// child install the seccomp filter, change its user and call execve. What it
// does before that call is not shown; the call itself is the first event. Until
// then it shares the memory of the tracer, see fork.
//
// Two things of the Go runtime do reach the program. Of the signals that were
// ignored when this process was started, only SIGHUP and SIGINT still are; and
// signals that the runtime unblocks for itself (SIGTERM and 34 among them) are not
// blocked. The runtime keeps no record of either that could be read.
//
// Become and Adopt do the same the other way round: the process that becomes the
// program is there already, and is adopted by a tracer that is no relative.
//
// # Filters
//
// With Options.Seccomp a program runs by PTRACE_CONT from one wanted call to the
// next. The filter is inherited and cannot be taken off, and a call for which it
// returns SECCOMP_RET_TRACE fails with ENOSYS when there is no tracer: such
// programs are served to their end, reported or not, and die with the tracer.
//
// # CPU masks
//
// See [Affinity].
//
// # Restarts
//
// Attaching and detaching interrupt a thread that sleeps in a system call. The
// kernel restarts most calls; the few that return EINTR after a stop (signal(7),
// "Interruption of system calls and library functions by stop signals") do so
// here, too.
//
// # Breakpoints
//
// See [Traps]. Memory that has breakpoints is nobody's own: whoever shares it, or
// has a copy of it, must be traced or have them taken away, and it is let go of
// all at once.
//
// # What comes later
//
// Whatever acts on a stopped thread (changing registers or results, unwinding its
// stack) belongs between a stop's classification and its resumption:
// one thread is stopped then, and nothing else has been decided about it. What a
// handler wants is said by its answer (event.Next), and follow is the one place
// that obeys it.
package ptrace
