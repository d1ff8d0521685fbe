package procfs

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
	"testing"

	"gotrace/emit"
	"gotrace/filter"

	"golang.org/x/sys/unix"
)

// pair returns the descriptors of a TCP connection and how both ends are shown.
func pair(t *testing.T) (c, s *net.TCPConn, client, server string) {
	t.Helper()
	var lc net.ListenConfig
	lc.SetMultipathTCP(false)
	l, err := lc.Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	a, err := net.Dial("tcp4", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	b, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close(); b.Close() })
	here, there := a.LocalAddr().String(), a.RemoteAddr().String()
	return a.(*net.TCPConn), b.(*net.TCPConn), "TCP:[" + here + "->" + there + "]", "TCP:[" + there + "->" + here + "]"
}

func descriptor(t *testing.T, c *net.TCPConn) (fd int32) {
	t.Helper()
	raw, err := c.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	raw.Control(func(n uintptr) { fd = int32(n) })
	return fd
}

func inode(t *testing.T, fd int32) uint64 {
	t.Helper()
	var st unix.Stat_t
	if err := unix.Fstat(int(fd), &st); err != nil {
		t.Fatal(err)
	}
	return st.Ino
}

// shown returns what f says of a descriptor of the calling thread.
func shown(f *FDs, fd int32) string {
	var r emit.Ref
	if !f.FD(unix.Gettid(), fd, &r) {
		return ""
	}
	return string(r.Path) + string(r.Detail)
}

const everything = ^filter.DecodeFDs(0)

func TestConnected(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	c, s, client, server := pair(t)
	f := NewFDs(everything)
	for range 3 {
		if got := shown(f, descriptor(t, c)); got != client {
			t.Errorf("client: %s, want %s", got, client)
		}
		if got := shown(f, descriptor(t, s)); got != server {
			t.Errorf("server: %s, want %s", got, server)
		}
	}
	var r emit.Ref
	tid, fd := unix.Gettid(), descriptor(t, c)
	if n := testing.AllocsPerRun(50, func() { f.FD(tid, fd, &r) }); n != 0 {
		t.Errorf("%v allocations for a socket that is known", n)
	}
	// Not connected any more, the socket is in no list, but still the same.
	s.SetLinger(0)
	s.Close()
	c.Read(make([]byte, 1))
	if got := shown(f, fd); got != client {
		t.Errorf("after the end: %s, want %s", got, client)
	}
}

// TestReusedInode gives a socket the inode number of a connection that was there
// before: what is remembered of that must not be shown.
func TestReusedInode(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	old, oldServer, _, _ := pair(t)
	now, _, client, _ := pair(t)
	f := NewFDs(everything)
	shown(f, descriptor(t, old))
	was, is := inode(t, descriptor(t, old)), inode(t, descriptor(t, now))
	forge := func() {
		e := f.sock.connected[was%maxConnected]
		if e.ino != was {
			t.Fatal("the connection is not remembered")
		}
		e.ino = is
		f.sock.connected[is%maxConnected] = e
	}
	forge() // as long as the old connection is there
	if got := shown(f, descriptor(t, now)); got != client {
		t.Errorf("%s, want %s", got, client)
	}
	shown(f, descriptor(t, old))
	oldServer.Close()
	old.Close()
	forge() // and after it
	if got := shown(f, descriptor(t, now)); got != client {
		t.Errorf("%s, want %s", got, client)
	}
}

// TestBounded shows that however many connections there were, no more than
// maxConnected are remembered, and the latest ones are right.
func TestBounded(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	f := NewFDs(everything)
	for range 20 {
		c, s, client, server := pair(t)
		// A place that another connection has is taken.
		ino := inode(t, descriptor(t, c))
		if f.sock.connected != nil {
			f.sock.connected[ino%maxConnected].ino = ino + maxConnected
		}
		if got := shown(f, descriptor(t, c)); got != client {
			t.Fatalf("client: %s, want %s", got, client)
		}
		if got := shown(f, descriptor(t, s)); got != server {
			t.Fatalf("server: %s, want %s", got, server)
		}
		c.Close()
		s.Close()
	}
	if n := len(f.sock.connected); n != maxConnected {
		t.Errorf("%d connections are remembered, want %d", n, maxConnected)
	}
}

// inNetns runs fn on a thread in a new network namespace, with its loopback up.
func inNetns(t *testing.T, fn func(tid int)) {
	t.Helper()
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // for good: the thread stays in the namespace
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			done <- err
			return
		}
		s, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		if err != nil {
			done <- err
			return
		}
		defer unix.Close(s)
		ifr, _ := unix.NewIfreq("lo")
		ifr.SetUint16(unix.IFF_UP)
		if err := unix.IoctlIfreq(s, unix.SIOCSIFFLAGS, ifr); err != nil {
			done <- err
			return
		}
		fn(unix.Gettid())
		done <- nil
	}()
	if err := <-done; err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("a network namespace: ", err)
	}
}

// TestNetns asks about sockets of another network namespace from a thread that is
// not in it.
func TestNetns(t *testing.T) {
	f, n := NewFDs(everything), &Net{}
	ask := make(chan func())
	go func() { // gotrace's thread
		for q := range ask {
			q()
			ask <- nil
		}
	}()
	defer close(ask)
	here := func(q func()) { ask <- q; <-ask }
	check := func(what string, tid int, fd int, want string) {
		here(func() {
			var r emit.Ref
			f.FD(tid, int32(fd), &r)
			if got := string(r.Path) + string(r.Detail); got != want {
				t.Errorf("%s: %s, want %s", what, got, want)
			}
		})
	}
	outside, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(outside)
	any := &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}
	unix.Bind(outside, any)
	unix.Listen(outside, 1)
	sa, _ := unix.Getsockname(outside)
	outsidePort := sa.(*unix.SockaddrInet4).Port

	for range 3 { // the second namespace takes the first one's place
		inNetns(t, func(tid int) {
			s, _ := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
			defer unix.Close(s)
			c, _ := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
			defer unix.Close(c)
			// The same port as outside: only the namespace tells them apart.
			if err := unix.Bind(s, &unix.SockaddrInet4{Port: outsidePort, Addr: any.Addr}); err != nil {
				t.Error(err)
				return
			}
			unix.Listen(s, 1)
			if err := unix.Connect(c, &unix.SockaddrInet4{Port: outsidePort, Addr: any.Addr}); err != nil {
				t.Error(err)
				return
			}
			local, _ := unix.Getsockname(c)
			listening := fmt.Sprintf("TCP:[127.0.0.1:%d]", outsidePort)
			check("listening", tid, s, listening)
			check("connected", tid, c, fmt.Sprintf("TCP:[127.0.0.1:%d->127.0.0.1:%d]", local.(*unix.SockaddrInet4).Port, outsidePort))
			check("a socket of the namespace that the thread has left", tid, outside, listening)
			u, _ := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
			defer unix.Close(u)

			name := fmt.Sprint("@procfs-test-", tid)
			unix.Bind(u, &unix.SockaddrUnix{Name: name})
			check("unix", tid, u, fmt.Sprintf("UNIX-STREAM:[%d,@%q]", inode(t, int32(u)), name[1:]))
			nl, _ := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
			defer unix.Close(nl)
			unix.Bind(nl, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: 4242})
			check("netlink", tid, nl, "NETLINK:[ROUTE:4242]")
			here(func() {
				if p, ok := n.NetlinkProtocol(tid, int32(nl)); p != unix.NETLINK_ROUTE || !ok {
					t.Errorf("protocol %d, %v", p, ok)
				}
				if _, ok := n.NetlinkProtocol(tid, int32(s)); ok {
					t.Error("a TCP socket is a netlink socket")
				}
				if name := n.AppendInterface(nil, tid, 1); string(name) != "lo" {
					t.Errorf("interface 1 is %q", name)
				}
				if i := lastInterface(t); i > 1 { // one of gotrace's own
					if name := n.AppendInterface(nil, tid, uint32(i)); len(name) != 0 {
						t.Errorf("interface %d is %q in a namespace that has none", i, name)
					}
				}
			})
		})
	}
	// A thread that is gone.
	check("no thread", 1<<22+1, 0, "")
}

func lastInterface(t *testing.T) (index int) {
	all, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range all {
		index = max(index, i.Index)
	}
	return index
}

// TestFiles shows files of every kind that has more to it than a name.
func TestFiles(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	f := NewFDs(everything)
	gone, err := os.Create(t.TempDir() + "/a file")
	if err != nil {
		t.Fatal(err)
	}
	defer gone.Close()
	os.Remove(gone.Name())
	event, _ := unix.Eventfd(255, unix.EFD_CLOEXEC)
	defer unix.Close(event)
	pid, _ := unix.PidfdOpen(os.Getpid(), 0)
	defer unix.Close(pid)
	null, _ := unix.Open("/dev/null", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	defer unix.Close(null)
	for _, c := range []struct {
		fd   int
		want string
	}{
		{int(gone.Fd()), gone.Name() + " (deleted)"},
		{event, "{eventfd-count=0xff, "},
		{pid, fmt.Sprint("pid:", os.Getpid())},
		{null, "/dev/nullchar 1:3"},
		{-1, ""},
		{1 << 20, ""},
	} {
		if got := shown(f, int32(c.fd)); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("descriptor %d: %q, want %q", c.fd, got, c.want)
		}
	}
}
