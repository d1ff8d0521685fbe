package syscalls

import (
	"bytes"

	"gotrace/ctype"
)

// Messages of NETLINK_KOBJECT_UEVENT, which have no struct nlmsghdr: strings, each
// of which ends in NUL. What udevd sends to its listeners has a header of libudev's
// before them.

var udevPrefix = []byte("libudev\x00")

// udevMark are the first four bytes of udevPrefix as a number.
const udevMark = 0x7562696c

// ueventMessage says the message p.
func ueventMessage(d *Dec, p []byte) {
	size := udevHeader.Size(d.ABI)
	if len(p) < size || !bytes.HasPrefix(p, udevPrefix) {
		nlString(d, p)
		return
	}
	rest := p[size:]
	if len(rest) > 0 {
		d.Array()
	}
	d.StructIn(&udevHeader, p[:size])
	if len(rest) > 0 {
		nlString(d, rest)
		d.EndArray()
	}
}

// udevHeader is struct monitor_netlink_header of systemd's sd-device.
var udevHeader = ctype.Struct{Fields: []ctype.Field{
	ctype.Text("prefix", 8),
	ctype.As("magic", ctype.U32, showBEHex),
	ctype.Num("header_size", ctype.U32),
	ctype.Num("properties_off", ctype.U32),
	ctype.Num("properties_len", ctype.U32),
	ctype.As("filter_subsystem_hash", ctype.U32, showBEHex),
	ctype.As("filter_devtype_hash", ctype.U32, showBEHex),
	ctype.As("filter_tag_bloom_hi", ctype.U32, showBEHex),
	ctype.As("filter_tag_bloom_lo", ctype.U32, showBEHex),
}}

// showBEHex shows a number in network byte order in hexadecimal.
func showBEHex(d *Dec, f *ctype.Field, p []byte) { d.SwappedHex(nlSwap(len(p)), p) }
