package filter

import (
	"fmt"
	"slices"
	"strings"

	"gotrace/event"
	"gotrace/syscalls"
)

// successors lists calls that programs, or the C library for them, make
// nowadays in place of an older one: what is called what in C is often another
// call to the kernel. The first name of a line is the older call.
var successors = [...]string{
	"accept accept4",
	"access faccessat faccessat2",
	"chmod fchmodat fchmodat2",
	"chown fchownat chown32",
	"clock_adjtime clock_adjtime64",
	"clock_getres clock_getres_time64",
	"clock_gettime clock_gettime64",
	"clock_nanosleep clock_nanosleep_time64",
	"clock_settime clock_settime64",
	"clone clone3",
	"creat open openat",
	"dup2 dup3",
	"epoll_create epoll_create1",
	"epoll_pwait epoll_pwait2",
	"epoll_wait epoll_pwait epoll_pwait2",
	"eventfd eventfd2",
	"exit exit_group",
	"faccessat faccessat2",
	"fchmodat fchmodat2",
	"fchown fchown32",
	"fcntl fcntl64",
	"fork clone clone3 vfork",
	"fstat newfstatat fstat64 fstatat64 statx",
	"fstatat64 statx",
	"fstatfs fstatfs64",
	"ftruncate ftruncate64",
	"futex futex_time64 futex_wait futex_waitv",
	"futimesat utimensat utimensat_time64",
	"getdents getdents64",
	"getegid getegid32",
	"geteuid geteuid32",
	"getgid getgid32",
	"getgroups getgroups32",
	"getresgid getresgid32",
	"getresuid getresuid32",
	"getrlimit prlimit64 ugetrlimit",
	"gettimeofday clock_gettime clock_gettime64",
	"getuid getuid32",
	"inotify_init inotify_init1",
	"io_getevents io_pgetevents io_pgetevents_time64",
	"lchown fchownat lchown32",
	"link linkat",
	"lseek _llseek",
	"lstat newfstatat lstat64 fstatat64 statx",
	"mkdir mkdirat",
	"mknod mknodat",
	"mmap mmap2",
	"mq_timedreceive mq_timedreceive_time64",
	"mq_timedsend mq_timedsend_time64",
	"nanosleep clock_nanosleep clock_nanosleep_time64",
	"newfstatat statx",
	"open openat openat2",
	"openat openat2",
	"pause ppoll ppoll_time64 rt_sigsuspend",
	"pipe pipe2",
	"poll ppoll ppoll_time64",
	"ppoll ppoll_time64",
	"preadv preadv2",
	"pselect6 pselect6_time64",
	"pwritev pwritev2",
	"readdir getdents getdents64",
	"readlink readlinkat",
	"recv recvfrom",
	"recvmmsg recvmmsg_time64",
	"rename renameat renameat2",
	"renameat renameat2",
	"rmdir unlinkat",
	"rt_sigtimedwait rt_sigtimedwait_time64",
	"sched_rr_get_interval sched_rr_get_interval_time64",
	"select pselect6 _newselect pselect6_time64",
	"semop semtimedop semtimedop_time64",
	"semtimedop semtimedop_time64",
	"send sendto",
	"sendfile sendfile64",
	"setfsgid setfsgid32",
	"setfsuid setfsuid32",
	"setgid setgid32",
	"setgroups setgroups32",
	"setregid setregid32",
	"setresgid setresgid32",
	"setresuid setresuid32",
	"setreuid setreuid32",
	"setrlimit prlimit64",
	"settimeofday clock_settime clock_settime64",
	"setuid setuid32",
	"sigaction rt_sigaction",
	"signal rt_sigaction",
	"signalfd signalfd4",
	"sigpending rt_sigpending",
	"sigprocmask rt_sigprocmask",
	"sigreturn rt_sigreturn",
	"sigsuspend rt_sigsuspend",
	"stat newfstatat stat64 fstatat64 statx",
	"statfs statfs64",
	"stime clock_settime clock_settime64",
	"symlink symlinkat",
	"time clock_gettime clock_gettime64",
	"timer_gettime timer_gettime64",
	"timer_settime timer_settime64",
	"timerfd_gettime timerfd_gettime64",
	"timerfd_settime timerfd_settime64",
	"truncate truncate64",
	"umount umount2",
	"unlink unlinkat",
	"utime utimensat utimensat_time64",
	"utimensat utimensat_time64",
	"utimes utimensat utimensat_time64",
	"vfork clone clone3",
	"wait4 waitid",
	"waitpid wait4 waitid",
}

// numbers are the calls of a name.
func (t *Tables) numbers(name string) Set {
	var s Set
	t.each(func(abi event.ABI, nr uint64, d *syscalls.Desc) {
		if d.Name == name {
			s.Add(abi, nr)
		}
	})
	return s
}

// Successors returns the calls that are made nowadays in place of those in want.
// A tracer that stops only at wanted calls has to stop at these too if it is to
// know what to pass to [Hint] as seen.
func Successors(t Tables, want *Set) Set {
	var s Set
	for _, line := range successors {
		names := strings.Fields(line)
		old := t.numbers(names[0])
		if !old.Meets(want) {
			continue
		}
		for _, name := range names[1:] {
			n := t.numbers(name)
			s.Union(&n)
		}
	}
	return s
}

// Hint returns a sentence for somebody who asked for calls, want, of which the
// program made none although it made their successors; or "". Calls that the
// program made are in seen.
func Hint(t Tables, want, seen *Set) string {
	if want.Meets(seen) {
		return ""
	}
	var olds, news []string
	for _, line := range successors {
		names := strings.Fields(line)
		if old := t.numbers(names[0]); !old.Meets(want) {
			continue
		}
		made := slices.DeleteFunc(names[1:], func(name string) bool {
			n := t.numbers(name)
			return !n.Meets(seen)
		})
		if len(made) == 0 {
			continue
		}
		olds = append(olds, names[0])
		for _, name := range made {
			if !slices.Contains(news, name) {
				news = append(news, name)
			}
		}
	}
	if olds == nil {
		return ""
	}
	return fmt.Sprintf("the program never called %s, but it called %s: try -e trace=%s",
		enumerate(olds, "or"), enumerate(news, "and"), strings.Join(news, ","))
}

// enumerate joins words as a sentence does; of many only the first.
func enumerate(words []string, last string) string {
	const max = 4
	if len(words) == 1 {
		return words[0]
	}
	if len(words) > max {
		return strings.Join(words[:max], ", ") + " " + last + " others"
	}
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}
