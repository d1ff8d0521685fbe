package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
)

// nilfsClean are what the arrays of NILFS_IOCTL_CLEAN_SEGMENTS have: blocks to move,
// checkpoints to delete, blocks to free, blocks to mark dirty, segments to free; nil for
// numbers (fs/nilfs2/ioctl.c).
var nilfsClean = [...]*ctype.Struct{&ioNilfsVdesc, &ioNilfsPeriod, nil, &ioNilfsBdesc, nil}

// sayNilfsClean says what is to be done to segments, an array of arrays.
func sayNilfsClean(d *Dec, _ *Arg, i int) {
	at, t := d.C.Ptr(i), &ioNilfsArgv
	size := t.Size(d.ABI)
	p := d.ReadAll(at, len(nilfsClean)*size)
	if p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	d.Array()
	for k, of := range nilfsClean {
		p := p[k*size : (k+1)*size]
		base, n := event.Addr(d.Member(t, "v_base", p)), d.Member(t, "v_nmembs", p)
		d.Buf.Struct()
		d.Field("v_base")
		if of == nil {
			d.ArrayOf(base, n, 8, func(d *Dec, p []byte) { d.Uint(binary.LittleEndian.Uint64(p)) })
		} else {
			d.ArrayOf(base, n, of.Size(d.ABI), func(d *Dec, p []byte) { d.StructIn(of, p) })
		}
		d.FieldOf(t, "v_nmembs", p)
		d.FieldOf(t, "v_size", p)
		d.EndStruct()
	}
	d.EndArray()
}
