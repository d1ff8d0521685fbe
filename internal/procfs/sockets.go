package procfs

import (
	"bytes"
	"encoding/binary"
	"net/netip"
	"strconv"
	"strings"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/xlat"

	"golang.org/x/sys/unix"
)

// sockets asks the kernel about sockets by their inode numbers, over a
// NETLINK_SOCK_DIAG socket (sock_diag(7)) that is opened when it is first
// needed, in gotrace's own network namespace: what is in another one is shown by
// its inode number alone.
type sockets struct {
	fd    int // 0: not opened; -1: cannot be
	buf   []byte
	proto []byte
	// connected holds what is known of connected TCP sockets: their addresses
	// do not change until the socket is gone, and an inode number is not used
	// again before it has gone round.
	connected map[uint64]string
}

// maxConnected bounds the memory of connected sockets.
const maxConnected = 4096

// A family is what sock_diag needs to know for a protocol's name in the
// extended attribute system.sockprotoname.
type family struct {
	name     string
	family   uint8
	protocol uint8
}

var families = [...]family{
	{"TCP", unix.AF_INET, unix.IPPROTO_TCP},
	{"UDP", unix.AF_INET, unix.IPPROTO_UDP},
	{"RAW", unix.AF_INET, 0},
	{"PING", unix.AF_INET, 0},
	{"TCPv6", unix.AF_INET6, unix.IPPROTO_TCP},
	{"UDPv6", unix.AF_INET6, unix.IPPROTO_UDP},
	{"RAWv6", unix.AF_INET6, 0},
	{"PINGv6", unix.AF_INET6, 0},
	{"UNIX", unix.AF_UNIX, 0},
	{"UNIX-STREAM", unix.AF_UNIX, 0},
	{"NETLINK", unix.AF_NETLINK, 0},
}

// socket tells the protocol and, where the kernel does, the addresses of a
// socket.
func (f *FDs) socket(tid int, fd int32, ino uint64, r *emit.Ref) bool {
	s := &f.sock
	s.proto = f.n.set(tid, "/fd/", fd).xattr(s.proto[:0], "system.sockprotoname\x00")
	var fam *family
	for i := range families {
		if families[i].name == string(s.proto) {
			fam = &families[i]
		}
	}
	if fam == nil {
		return false
	}
	r.Kind = "socket"
	r.Path = r.Path[:0]
	r.Detail = append(append(r.Detail, fam.name...), ":["...)
	known := len(r.Detail)
	switch fam.family {
	case unix.AF_UNIX:
		r.Detail = s.unix(r.Detail, ino)
	case unix.AF_NETLINK:
		r.Detail = s.netlink(r.Detail, ino)
	default:
		if fam.protocol != 0 {
			r.Detail = s.inet(r.Detail, fam, ino)
		}
	}
	if len(r.Detail) == known {
		r.Detail = strconv.AppendUint(r.Detail, ino, 10)
	}
	r.Detail = append(r.Detail, ']')
	return true
}

// open makes the socket ready.
func (s *sockets) open() bool {
	if s.fd != 0 {
		return s.fd > 0
	}
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_SOCK_DIAG)
	if err != nil {
		s.fd = -1
		return false
	}
	s.fd = fd
	s.buf = make([]byte, 32<<10)
	s.connected = map[uint64]string{}
	return true
}

// The requests' layout (linux/sock_diag.h, inet_diag.h, unix_diag.h,
// netlink_diag.h): a netlink header of 16 bytes, then the family and what the
// family wants.
const (
	headerLen        = unix.SizeofNlMsghdr
	sockDiagByFamily = 20
	inetRequestLen   = 56
	inetMessageLen   = 72
	unixRequestLen   = 24
	unixMessageLen   = 16
	netlinkRequest   = 20
	netlinkMessage   = 28
)

// request begins a request in s.buf and returns its body.
func (s *sockets) request(n int, flags uint16) []byte {
	clear(s.buf[:headerLen+n])
	binary.LittleEndian.PutUint32(s.buf, uint32(headerLen+n))
	binary.LittleEndian.PutUint16(s.buf[4:], sockDiagByFamily)
	binary.LittleEndian.PutUint16(s.buf[6:], unix.NLM_F_REQUEST|flags)
	return s.buf[headerLen : headerLen+n]
}

// ask sends the request of n bytes and calls each for each answer until it
// returns true. It reads the answers to their end, so that none is taken for an
// answer to the next request.
func (s *sockets) ask(n int, dump bool, each func(body []byte) bool) {
	if _, err := rawSend(s.fd, s.buf[:headerLen+n]); err != 0 {
		return
	}
	found := false
	for {
		n, err := rawRecv(s.fd, s.buf)
		if err != 0 || n == 0 {
			return
		}
		for p := s.buf[:n]; len(p) >= headerLen; {
			size := int(binary.LittleEndian.Uint32(p))
			kind := binary.LittleEndian.Uint16(p[4:])
			if size < headerLen || size > len(p) || kind == unix.NLMSG_DONE || kind == unix.NLMSG_ERROR {
				return
			}
			if !found && kind == sockDiagByFamily {
				found = each(p[headerLen:size])
			}
			p = p[min((size+3)&^3, len(p)):]
		}
		if !dump {
			return
		}
	}
}

func rawSend(fd int, p []byte) (int, unix.Errno) {
	n, _, errno := unix.RawSyscall6(unix.SYS_SENDTO, uintptr(fd), ptr(p), uintptr(len(p)), 0, 0, 0)
	return int(n), errno
}

func rawRecv(fd int, p []byte) (int, unix.Errno) {
	n, _, errno := unix.RawSyscall6(unix.SYS_RECVFROM, uintptr(fd), ptr(p), uintptr(len(p)), 0, 0, 0)
	return int(n), errno
}

// inet appends the addresses of a TCP or UDP socket.
func (s *sockets) inet(dst []byte, fam *family, ino uint64) []byte {
	if !s.open() {
		return dst
	}
	if text, ok := s.connected[ino]; ok {
		return append(dst, text...)
	}
	b := s.request(inetRequestLen, unix.NLM_F_DUMP)
	b[0], b[1] = fam.family, fam.protocol
	binary.LittleEndian.PutUint32(b[4:], 0xffffffff) // sockets in any state
	start := len(dst)
	s.ask(inetRequestLen, true, func(m []byte) bool {
		if len(m) < inetMessageLen || uint64(binary.LittleEndian.Uint32(m[68:])) != ino {
			return false
		}
		sport, dport := binary.BigEndian.Uint16(m[4:]), binary.BigEndian.Uint16(m[6:])
		dst = appendAddrPort(dst, fam.family, m[8:24], sport)
		if dport != 0 {
			dst = append(dst, "->"...)
			dst = appendAddrPort(dst, fam.family, m[24:40], dport)
			if fam.protocol == unix.IPPROTO_TCP && len(s.connected) < maxConnected {
				s.connected[ino] = string(dst[start:])
			}
		}
		return true
	})
	return dst
}

func appendAddrPort(dst []byte, fam uint8, addr []byte, port uint16) []byte {
	if fam == unix.AF_INET {
		dst = netip.AddrFrom4([4]byte(addr)).AppendTo(dst)
	} else {
		dst = append(dst, '[')
		dst = netip.AddrFrom16([16]byte(addr)).AppendTo(dst)
		dst = append(dst, ']')
	}
	dst = append(dst, ':')
	return strconv.AppendUint(dst, uint64(port), 10)
}

// unix appends the inode, the peer's inode and the name of a unix socket.
func (s *sockets) unix(dst []byte, ino uint64) []byte {
	if !s.open() {
		return dst
	}
	const udiagShowName, udiagShowPeer = 1, 4
	b := s.request(unixRequestLen, 0)
	b[0] = unix.AF_UNIX
	binary.LittleEndian.PutUint32(b[4:], 0xffffffff)
	binary.LittleEndian.PutUint32(b[8:], uint32(ino))
	binary.LittleEndian.PutUint32(b[12:], udiagShowName|udiagShowPeer)
	binary.LittleEndian.PutUint64(b[16:], ^uint64(0)) // no cookie
	s.ask(unixRequestLen, false, func(m []byte) bool {
		if len(m) < unixMessageLen || uint64(binary.LittleEndian.Uint32(m[4:])) != ino {
			return false
		}
		var path, peer []byte
		for a := m[unixMessageLen:]; len(a) >= 4; {
			n := int(binary.LittleEndian.Uint16(a))
			if n < 4 || n > len(a) {
				break
			}
			switch binary.LittleEndian.Uint16(a[2:]) {
			case 0: // UNIX_DIAG_NAME
				path = a[4:n]
			case 2: // UNIX_DIAG_PEER
				peer = a[4:n]
			}
			a = a[min((n+3)&^3, len(a)):]
		}
		dst = strconv.AppendUint(dst, ino, 10)
		if len(peer) >= 4 && binary.LittleEndian.Uint32(peer) != 0 {
			dst = append(dst, "->"...)
			dst = strconv.AppendUint(dst, uint64(binary.LittleEndian.Uint32(peer)), 10)
		}
		if len(path) > 0 {
			dst = append(dst, ',')
			if path[0] == 0 {
				dst = append(dst, '@')
				path = path[1:]
			} else if i := bytes.IndexByte(path, 0); i >= 0 {
				path = path[:i]
			}
			dst = emit.AppendQuoted(dst, path, emit.HexNone)
		}
		return true
	})
	return dst
}

// netlink appends the protocol and the port of a netlink socket.
func (s *sockets) netlink(dst []byte, ino uint64) []byte {
	proto, port, ok := s.findNetlink(ino)
	if !ok {
		return dst
	}
	if name, ok := xlat.NetlinkProtocols.Lookup(event.AMD64, uint64(proto)); ok {
		dst = append(dst, strings.TrimPrefix(name, "NETLINK_")...)
	} else {
		dst = strconv.AppendUint(dst, uint64(proto), 10)
	}
	dst = append(dst, ':')
	if int32(port) < 0 {
		return strconv.AppendInt(dst, int64(int32(port)), 10)
	}
	return strconv.AppendUint(dst, uint64(port), 10)
}

// findNetlink finds a bound netlink socket.
func (s *sockets) findNetlink(ino uint64) (proto uint8, port uint32, ok bool) {
	if !s.open() {
		return 0, 0, false
	}
	const allProtocols = 0xff // NDIAG_PROTO_ALL
	b := s.request(netlinkRequest, unix.NLM_F_DUMP)
	b[0], b[1] = unix.AF_NETLINK, allProtocols
	s.ask(netlinkRequest, true, func(m []byte) bool {
		if len(m) < netlinkMessage || uint64(binary.LittleEndian.Uint32(m[16:])) != ino {
			return false
		}
		proto, port, ok = m[2], binary.LittleEndian.Uint32(m[4:]), true
		return true
	})
	return proto, port, ok
}
