package procfs

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/sys/unix"
)

// Net tells what numbers of the network mean. It implements ctype.Net. The zero
// value is ready.
type Net struct {
	n        name
	link     []byte
	sock     sockets
	ifreq    [40]byte
	families genlFamilies
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
	t.link = t.n.xattr(t.link[:0], "system.sockprotoname\x00", maxProtoName)
	if string(t.link) != "NETLINK" {
		return 0, false
	}
	// A socket without an address is in no list of the kernel's.
	if p, ok := borrow(tid, fd, unix.SO_PROTOCOL); ok {
		return p, true
	}
	proto, _, ok := t.sock.findNetlink(tid, ino)
	return int(proto), ok
}

// Socket implements ctype.Net.
func (t *Net) Socket(tid int, fd int32) (family, protocol int, ok bool) {
	if fd < 0 {
		return 0, 0, false
	}
	t.link = t.n.set(tid, "/fd/", fd).xattr(t.link[:0], "system.sockprotoname\x00", maxProtoName)
	switch string(t.link) {
	case "L2CAP":
		return unix.AF_BLUETOOTH, unix.BTPROTO_L2CAP, true
	case "HCI":
		return unix.AF_BLUETOOTH, unix.BTPROTO_HCI, true
	case "SCO":
		return unix.AF_BLUETOOTH, unix.BTPROTO_SCO, true
	case "PF_CAIF":
		protocol, ok = borrow(tid, fd, unix.SO_PROTOCOL)
		return unix.AF_CAIF, protocol, ok
	}
	return 0, 0, false
}

// borrow returns an option of the socket that is descriptor fd of thread tid, by
// means of a copy of the descriptor (pidfd_getfd(2)).
func borrow(tid int, fd int32, option int) (v int, ok bool) {
	dup := borrowed(tid, fd)
	if dup < 0 {
		return 0, false
	}
	v, err := unix.GetsockoptInt(dup, unix.SOL_SOCKET, option)
	unix.Close(dup)
	return v, err == nil
}

// borrowCookie returns the number that no other socket ever has.
func borrowCookie(tid int, fd int32) (cookie uint64, ok bool) {
	dup := borrowed(tid, fd)
	if dup < 0 {
		return 0, false
	}
	cookie, err := unix.GetsockoptUint64(dup, unix.SOL_SOCKET, unix.SO_COOKIE)
	unix.Close(dup)
	return cookie, err == nil
}

// borrowed returns a copy of descriptor fd of thread tid, or -1.
func borrowed(tid int, fd int32) int {
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
	return dup
}

// AppendInterface implements ctype.Net. Interfaces are those of the network
// namespace that the thread is in.
func (t *Net) AppendInterface(dst []byte, tid int, index uint32) []byte {
	socket := t.sock.ns.of(tid)
	if socket < 0 {
		return dst
	}
	clear(t.ifreq[:])
	binary.LittleEndian.PutUint32(t.ifreq[unix.IFNAMSIZ:], index)
	if _, _, errno := unix.RawSyscall(unix.SYS_IOCTL, uintptr(socket), unix.SIOCGIFNAME, ptr(t.ifreq[:])); errno != 0 {
		return dst
	}
	text, _, _ := bytes.Cut(t.ifreq[:unix.IFNAMSIZ], []byte{0})
	return append(dst, text...)
}
