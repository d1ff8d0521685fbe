package procfs

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// A netns is a network namespace that sockets and interfaces are asked about, by
// means of a NETLINK_SOCK_DIAG socket (sock_diag(7)) that was opened there. The
// socket keeps the namespace alive, so that its number means no other one
// meanwhile.
type netns struct {
	dev, ino uint64 // of /proc/PID/ns/net
	fd       int    // 0: not opened, -1: cannot be
}

// namespaces are gotrace's own network namespace and the one that a traced thread
// outside of it was seen in last, even if it must not be entered: one alone is
// kept, since a namespace that is kept outlives its last process.
type namespaces struct {
	n     name
	st    unix.Stat_t
	own   netns
	other netns
}

// in calls ask with the socket of the namespace that thread tid is in, until ask
// returns true, and then with that of gotrace's own one: a thread may have left
// the one that its socket belongs to.
func (s *namespaces) in(tid int, ask func(fd int) bool) {
	fd := s.of(tid)
	if fd > 0 && ask(fd) {
		return
	}
	if fd != s.own.fd && s.own.fd > 0 {
		ask(s.own.fd)
	}
}

// of returns the socket of the namespace that thread tid is in, or -1: it may be
// that gotrace must not enter it (setns(2)), or that the thread is gone.
func (s *namespaces) of(tid int) int {
	if s.own.fd == 0 {
		s.own = netns{fd: diagSocket()}
		if s.n.setSelf("/ns/net").stat(&s.st) {
			s.own.dev, s.own.ino = s.st.Dev, s.st.Ino
		}
	}
	if !s.n.set(tid, "/ns/net", -1).stat(&s.st) {
		return -1
	}
	dev, ino := s.st.Dev, s.st.Ino
	switch {
	case dev == s.own.dev && ino == s.own.ino:
		return s.own.fd
	case dev == s.other.dev && ino == s.other.ino && s.other.fd != 0:
		return s.other.fd
	}
	if s.other.fd > 0 {
		unix.Close(s.other.fd)
	}
	s.other = netns{dev, ino, diagSocketIn(s.n.set(tid, "/ns/net", -1), dev, ino)}
	return s.other.fd
}

func diagSocket() int {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_SOCK_DIAG)
	if err != nil {
		return -1
	}
	return fd
}

// diagSocketIn opens the socket in the namespace that the file called n stands
// for, if that is still the one that dev and ino name. A thread of its own enters
// it and ends there.
func diagSocketIn(n *name, dev, ino uint64) int {
	ns, err := unix.Open(string(n.b[:len(n.b)-1]), unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return -1
	}
	defer unix.Close(ns)
	var st unix.Stat_t
	if err := unix.Fstat(ns, &st); err != nil || st.Dev != dev || st.Ino != ino {
		return -1
	}
	opened := make(chan int)
	go func() {
		runtime.LockOSThread() // for good: the thread does not leave the namespace
		if unix.Setns(ns, unix.CLONE_NEWNET) != nil {
			opened <- -1
			return
		}
		opened <- diagSocket()
	}()
	return <-opened
}
