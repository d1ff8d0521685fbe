package procfs

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/sys/unix"
)

// genlFamilies are the names of the families of generic netlink by their numbers,
// which are the same in all network namespaces. What is not known is asked of the
// kernel once, over a socket that is opened when it is first needed.
type genlFamilies struct {
	fd    int // 0: not opened; -1: cannot be
	names []string
	asked []bool
}

// Family implements ctype.Net.
func (t *Net) Family(id uint16) string {
	f := &t.families
	if !f.has(id) {
		return ""
	}
	if f.names[id] == "" && !f.asked[id] {
		f.asked[id] = true
		f.names[id] = f.ask(id)
	}
	return f.names[id]
}

// LearnFamily implements ctype.Net.
func (t *Net) LearnFamily(id uint16, name []byte) {
	if f := &t.families; f.has(id) && len(name) < unix.GENL_NAMSIZ && f.names[id] != string(name) {
		f.names[id] = string(name)
	}
}

// has makes room for the names, and reports whether a family can have the number.
func (f *genlFamilies) has(id uint16) bool {
	if f.names == nil {
		f.names, f.asked = make([]string, unix.GENL_MAX_ID+1), make([]bool, unix.GENL_MAX_ID+1)
	}
	return id >= unix.GENL_MIN_ID && int(id) < len(f.names)
}

// ask asks the kernel for the name of a family, with a message CTRL_CMD_GETFAMILY
// (linux/genetlink.h).
func (f *genlFamilies) ask(id uint16) string {
	if f.fd == 0 {
		fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_GENERIC)
		if err != nil {
			fd = -1
		}
		f.fd = fd
	}
	const request = headerLen + unix.GENL_HDRLEN + 8
	b := make([]byte, 4<<10)
	binary.LittleEndian.PutUint32(b, request)
	binary.LittleEndian.PutUint16(b[4:], unix.GENL_ID_CTRL)
	binary.LittleEndian.PutUint16(b[6:], unix.NLM_F_REQUEST)
	b[headerLen], b[headerLen+1] = unix.CTRL_CMD_GETFAMILY, 1
	a := b[headerLen+unix.GENL_HDRLEN:]
	binary.LittleEndian.PutUint16(a, 6)
	binary.LittleEndian.PutUint16(a[2:], unix.CTRL_ATTR_FAMILY_ID)
	binary.LittleEndian.PutUint16(a[4:], id)
	if f.fd < 0 {
		return ""
	}
	if _, errno := rawSend(f.fd, b[:request]); errno != 0 {
		return ""
	}
	n, errno := rawRecv(f.fd, b)
	if errno != 0 || n < headerLen+unix.GENL_HDRLEN || binary.LittleEndian.Uint16(b[4:]) != unix.GENL_ID_CTRL {
		return ""
	}
	for a := b[headerLen+unix.GENL_HDRLEN : n]; len(a) >= 4; {
		size := int(binary.LittleEndian.Uint16(a))
		if size < 4 || size > len(a) {
			break
		}
		if binary.LittleEndian.Uint16(a[2:]) == unix.CTRL_ATTR_FAMILY_NAME {
			name, _, _ := bytes.Cut(a[4:size], []byte{0})
			return string(name)
		}
		a = a[min((size+3)&^3, len(a)):]
	}
	return ""
}
