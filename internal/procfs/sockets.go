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

// sockets asks the kernel about sockets by their inode numbers, over
// NETLINK_SOCK_DIAG sockets in the network namespaces that they belong to.
type sockets struct {
	ns    namespaces
	fd    int // the socket that is being asked
	buf   []byte
	proto []byte
	// connected holds what is known of connected TCP sockets, each at a place that
	// follows from its inode number.
	connected []connection
}

// A connection is what sock_diag said of a connected TCP socket. Its inode number
// may come to mean another one, its cookie never does (SO_COOKIE, socket(7)).
type connection struct {
	ino     uint64
	message [inetMessageLen]byte
}

// maxConnected is the number of connections that are remembered: a power of 2.
const maxConnected = 1024

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
	s.proto = f.n.set(tid, "/fd/", fd).xattr(s.proto[:0], "system.sockprotoname\x00", maxProtoName)
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
		r.Detail = s.unix(r.Detail, tid, ino)
	case unix.AF_NETLINK:
		r.Detail = s.netlink(r.Detail, tid, ino)
	default:
		if fam.protocol != 0 {
			r.Detail = s.inet(r.Detail, fam, tid, fd, ino)
		}
	}
	if len(r.Detail) == known {
		r.Detail = strconv.AppendUint(r.Detail, ino, 10)
	}
	r.Detail = append(r.Detail, ']')
	return true
}

// The requests' layout (linux/sock_diag.h, inet_diag.h, unix_diag.h,
// netlink_diag.h): a netlink header of 16 bytes, then the family and what the
// family wants.
const (
	headerLen        = unix.SizeofNlMsghdr
	sockDiagByFamily = 20
	inetRequestLen   = 56
	inetSockID       = 8  // where struct inet_diag_sockid is in a request
	inetMessageID    = 4  // and in a message
	inetSockIDLen    = 48 // its length; the cookie is the last of it
	inetMessageLen   = 72
	unixRequestLen   = 24
	unixMessageLen   = 16
	netlinkRequest   = 20
	netlinkMessage   = 28
)

// request begins a request in s.buf and returns its body.
func (s *sockets) request(n int, flags uint16) []byte {
	if s.buf == nil {
		s.buf = make([]byte, 32<<10)
	}
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

// inet appends the addresses of a TCP or UDP socket, which is descriptor fd of
// thread tid.
func (s *sockets) inet(dst []byte, fam *family, tid int, fd int32, ino uint64) []byte {
	if m := s.known(fam, tid, fd, ino); m != nil {
		return appendInet(dst, fam, m)
	}
	s.ns.in(tid, func(socket int) (found bool) {
		s.fd = socket
		b := s.request(inetRequestLen, unix.NLM_F_DUMP)
		b[0], b[1] = fam.family, fam.protocol
		binary.LittleEndian.PutUint32(b[4:], 0xffffffff) // sockets in any state
		s.ask(inetRequestLen, true, func(m []byte) bool {
			if found = inetInode(m) == ino; found {
				dst = appendInet(dst, fam, m)
				s.remember(fam, ino, m)
			}
			return found
		})
		return found
	})
	return dst
}

// inetInode is the inode number in a struct inet_diag_msg, or 0.
func inetInode(m []byte) uint64 {
	if len(m) < inetMessageLen {
		return 0
	}
	return uint64(binary.LittleEndian.Uint32(m[68:]))
}

// appendInet appends the addresses in a struct inet_diag_msg.
func appendInet(dst []byte, fam *family, m []byte) []byte {
	sport, dport := binary.BigEndian.Uint16(m[4:]), binary.BigEndian.Uint16(m[6:])
	dst = appendAddrPort(dst, fam.family, m[8:24], sport)
	if dport != 0 {
		dst = append(dst, "->"...)
		dst = appendAddrPort(dst, fam.family, m[24:40], dport)
	}
	return dst
}

// remember keeps what m says of a connected TCP socket. A socket of UDP may be
// connected to something else at any time.
func (s *sockets) remember(fam *family, ino uint64, m []byte) {
	if fam.protocol != unix.IPPROTO_TCP || binary.BigEndian.Uint16(m[6:]) == 0 {
		return
	}
	if s.connected == nil {
		s.connected = make([]connection, maxConnected)
	}
	c := &s.connected[ino%maxConnected]
	c.ino = ino
	copy(c.message[:], m)
}

// known returns what is remembered of a connected TCP socket, if it still is that
// one: the kernel finds it by its addresses and its cookie, or, when it is
// connected no more, the descriptor has the cookie.
func (s *sockets) known(fam *family, tid int, fd int32, ino uint64) []byte {
	if s.connected == nil || fam.protocol != unix.IPPROTO_TCP {
		return nil
	}
	c := &s.connected[ino%maxConnected]
	m := c.message[:]
	if c.ino != ino || m[0] != fam.family {
		return nil
	}
	same := false
	s.ns.in(tid, func(socket int) bool {
		s.fd = socket
		b := s.request(inetRequestLen, 0)
		b[0], b[1] = fam.family, fam.protocol
		binary.LittleEndian.PutUint32(b[4:], 0xffffffff)
		copy(b[inetSockID:], m[inetMessageID:inetMessageID+inetSockIDLen])
		s.ask(inetRequestLen, false, func(m []byte) bool {
			same = inetInode(m) == ino
			return same
		})
		return same
	})
	if !same {
		cookie, ok := borrowCookie(tid, fd)
		same = ok && cookie == binary.LittleEndian.Uint64(m[inetMessageID+inetSockIDLen-8:])
	}
	if !same {
		c.ino = 0
		return nil
	}
	return m
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
func (s *sockets) unix(dst []byte, tid int, ino uint64) []byte {
	s.ns.in(tid, func(socket int) bool {
		s.fd = socket
		known := len(dst)
		dst = s.unixIn(dst, ino)
		return len(dst) > known
	})
	return dst
}

// unixIn is unix in the namespace of s.fd.
func (s *sockets) unixIn(dst []byte, ino uint64) []byte {
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
func (s *sockets) netlink(dst []byte, tid int, ino uint64) []byte {
	proto, port, ok := s.findNetlink(tid, ino)
	if !ok {
		return dst
	}
	if name, ok := xlat.NetlinkProtocols.Lookup(event.AMD64, uint64(proto)); ok {
		dst = append(dst, strings.TrimPrefix(name, "NETLINK_")...)
	} else {
		dst = strconv.AppendUint(dst, uint64(proto), 10)
	}
	dst = append(dst, ':')
	return strconv.AppendUint(dst, uint64(port), 10)
}

// findNetlink finds a bound netlink socket.
func (s *sockets) findNetlink(tid int, ino uint64) (proto uint8, port uint32, ok bool) {
	s.ns.in(tid, func(socket int) bool {
		const allProtocols = 0xff // NDIAG_PROTO_ALL
		s.fd = socket
		b := s.request(netlinkRequest, unix.NLM_F_DUMP)
		b[0], b[1] = unix.AF_NETLINK, allProtocols
		s.ask(netlinkRequest, true, func(m []byte) bool {
			if len(m) < netlinkMessage || uint64(binary.LittleEndian.Uint32(m[16:])) != ino {
				return false
			}
			proto, port, ok = m[2], binary.LittleEndian.Uint32(m[4:]), true
			return true
		})
		return ok
	})
	return proto, port, ok
}
