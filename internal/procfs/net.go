package procfs

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/sys/unix"
)

// Net tells what numbers of the network mean. It implements ctype.Net. The zero
// value is ready.
type Net struct {
	n         name
	link      []byte
	sock      sockets
	protocols map[uint64]int // of netlink sockets, by inode: it never changes
	ioctls    int            // a socket to ask for interfaces; 0: not opened, -1: cannot be
	ifreq     [40]byte
	families  genlFamilies
}

// NetlinkProtocol implements ctype.Net.
func (t *Net) NetlinkProtocol(tid int, fd int32) (protocol int, ok bool) {
	if fd < 0 {
		return 0, false
	}
	t.link = t.n.set(tid, "/fd/", fd).readlink(t.link[:0])
	text, isSocket := bytes.CutPrefix(t.link, []byte("socket:["))
	ino, isNumber := number(bytes.TrimSuffix(text, []byte("]")))
	if !isSocket || !isNumber {
		return 0, false
	}
	if p, ok := t.protocols[ino]; ok {
		return p, p >= 0
	}
	p := -1
	t.link = t.n.xattr(t.link[:0], "system.sockprotoname\x00")
	if string(t.link) == "NETLINK" {
		if proto, _, ok := t.sock.findNetlink(ino); ok {
			p = int(proto)
		} else {
			// A socket without an address is in no list of the kernel's.
			p = borrow(tid, fd, unix.SO_PROTOCOL)
		}
	}
	if t.protocols == nil || len(t.protocols) >= maxConnected {
		t.protocols = map[uint64]int{}
	}
	t.protocols[ino] = p
	return p, p >= 0
}

// borrow returns an option of the socket that is descriptor fd of thread tid, by
// means of a copy of the descriptor (pidfd_getfd(2)); -1 if it cannot.
func borrow(tid int, fd int32, option int) int {
	pidfd, err := unix.PidfdOpen(tid, unix.PIDFD_THREAD)
	if err != nil { // before Linux 6.9 only a process has one
		pidfd, err = unix.PidfdOpen(tid, 0)
	}
	if err != nil {
		return -1
	}
	defer unix.Close(pidfd)
	dup, err := unix.PidfdGetfd(pidfd, int(fd), 0)
	if err != nil {
		return -1
	}
	defer unix.Close(dup)
	v, err := unix.GetsockoptInt(dup, unix.SOL_SOCKET, option)
	if err != nil {
		return -1
	}
	return v
}

// AppendInterface implements ctype.Net. Interfaces are those of gotrace's own
// network namespace.
func (t *Net) AppendInterface(dst []byte, tid int, index uint32) []byte {
	if t.ioctls == 0 {
		fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			fd = -1
		}
		t.ioctls = fd
	}
	if t.ioctls < 0 {
		return dst
	}
	clear(t.ifreq[:])
	binary.LittleEndian.PutUint32(t.ifreq[unix.IFNAMSIZ:], index)
	if _, _, errno := unix.RawSyscall(unix.SYS_IOCTL, uintptr(t.ioctls), unix.SIOCGIFNAME, ptr(t.ifreq[:])); errno != 0 {
		return dst
	}
	text, _, _ := bytes.Cut(t.ifreq[:unix.IFNAMSIZ], []byte{0})
	return append(dst, text...)
}
