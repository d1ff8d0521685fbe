package syscalls

import (
	"bytes"
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Commands of UBI volumes and IDE disks whose arguments are irregular.

var ubiAttach = ctype.Struct{CName: "ubi_attach_req", Fields: []ctype.Field{
	ctype.Num("ubi_num", ctype.S32),
	ctype.Num("mtd_num", ctype.S32),
	ctype.Num("vid_hdr_offset", ctype.S32),
	ctype.Num("max_beb_per1024", ctype.S16),
	ctype.Pad(ctype.S8, 10),
}}

// sayUbiAttach says what is attached, and on exit the number that it got.
func sayUbiAttach(d *Dec, _ *Arg, i int) {
	sayUbiMade(d, i, &ubiAttach, func(*Dec, []byte) {})
}

var ubiVolume = ctype.Struct{CName: "ubi_mkvol_req", Fields: []ctype.Field{
	ctype.Num("vol_id", ctype.S32),
	ctype.Num("alignment", ctype.S32),
	ctype.Num("bytes", ctype.S64),
	ctype.Enum("vol_type", ctype.U8, &xlat.UbiVolumes),
	ctype.Flags("flags", ctype.U8, &xlat.UbiVolFlags),
	ctype.Num("name_len", ctype.S16),
	ctype.Pad(ctype.S8, 4),
	{Name: "name", Kind: ctype.Chars, N: ubiNameSize, How: ctype.Hidden},
}}

// sayUbiVolume is the same of a volume that is made.
func sayUbiVolume(d *Dec, _ *Arg, i int) {
	sayUbiMade(d, i, &ubiVolume, func(d *Dec, p []byte) {
		d.Field("name")
		ubiName(d, p[ubiVolume.Size(d.ABI)-ubiNameSize:], p[ubiNameLen:])
	})
}

// ubiNameLen is the offset of name_len in struct ubi_mkvol_req.
const ubiNameLen = 18

// sayUbiMade says a struct and what tail says of it, and on exit its first field.
func sayUbiMade(d *Dec, i int, s *ctype.Struct, tail func(d *Dec, p []byte)) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		p := d.ReadAll(at, s.Size(d.ABI))
		if unshown(d, at, p) {
			return
		}
		d.InOut()
		d.Buf.Struct()
		d.Fields(s, p)
		tail(d, p)
		d.EndStruct()
		return
	}
	if d.C.Errno == 0 {
		d.Changed()
		intAt(d, at)
	}
	d.EndInOut()
}

const ubiNameSize = 128 // UBI_MAX_VOLUME_NAME + 1 (mtd/ubi-user.h)

// showUbiRename shows a volume and the name that it gets.
func showUbiRename(d *Dec, _ *ctype.Field, p []byte) {
	d.Buf.Struct()
	d.Field("vol_id")
	d.Int(int64(int32(binary.LittleEndian.Uint32(p))))
	d.Field("name_len")
	d.Int(int64(int16(binary.LittleEndian.Uint16(p[4:]))))
	d.Field("name")
	ubiName(d, p[8:], p[4:])
	d.EndStruct()
}

// ubiName says the name in p, which is as long as the number in size tells.
func ubiName(d *Dec, p, size []byte) {
	n := min(max(int(int16(binary.LittleEndian.Uint16(size))), 0), ubiNameSize-1)
	if k := bytes.IndexByte(p[:n+1], 0); k >= 0 {
		d.Str(p[:k], false)
		return
	}
	d.Str(p[:n], true)
}

// sectorSize is what ATA commands count in.
const sectorSize = 512

// sayHdCommand says an ATA command's registers, and on exit what they have become
// and the sectors that have been read (Documentation/userspace-api/ioctl/hdio.rst,
// HDIO_DRIVE_CMD).
func sayHdCommand(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, 4)
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.InOut()
		d.Buf.Struct()
		d.Field("command")
		d.Enum(&xlat.AtaCommands, uint64(p[0]))
		hdRegisters(d, p[1:4], "sector_number", "feature", "sector_count")
		d.EndStruct()
		d.C.Saved[0] = uint64(p[3])
		return
	}
	if d.C.Errno == 0 && p != nil {
		d.Changed()
		d.Buf.Struct()
		d.Field("status")
		d.Hex(uint64(p[0]))
		hdRegisters(d, p[1:3], "error", "nsector")
		if n := d.C.Saved[0]; n != 0 {
			d.Field("buf")
			d.BytesHex(at+event.Addr(len(p)), n*sectorSize)
		}
		d.EndStruct()
	}
	d.EndInOut()
}

func hdRegisters(d *Dec, p []byte, names ...string) {
	for k, name := range names {
		d.Field(name)
		d.Uint(uint64(p[k]))
	}
}
