package sink

import (
	"encoding/base64"
	"strconv"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/syscalls"
)

// Dumps of the data that calls transfer (-e read=, write=).

// dumpChunk is how much is read at once: whole lines of text, and whole groups of
// base64.
const dumpChunk = 48 << 8

// dump writes the data of t's call below its line.
func (s *Text) dump(t *Thread) {
	o := t.out
	syscalls.Transfer(s.dec, t.Desc, func(x syscalls.Piece) {
		if x.Vectors && x.Buffer == 0 {
			o.buf = append(o.buf, " = "...)
			o.buf = strconv.AppendUint(o.buf, x.Buffers, 10)
			o.buf = append(o.buf, " buffers in vector "...)
			o.buf = strconv.AppendInt(o.buf, int64(x.Vector), 10)
			o.buf = append(o.buf, '\n')
		}
		if x.Len == 0 {
			return
		}
		head := x.Array
		chunks(s.dec, x, func(p []byte, off uint64) {
			if head {
				head = false
				o.buf = append(o.buf, " * "...)
				o.buf = strconv.AppendUint(o.buf, x.Len, 10)
				o.buf = append(o.buf, " bytes in buffer "...)
				o.buf = strconv.AppendInt(o.buf, int64(x.Buffer), 10)
				o.buf = append(o.buf, '\n')
			}
			o.buf = emit.AppendDump(o.buf, p, off, x.Len)
			o.done()
		})
	})
	o.done()
}

// chunks calls f for the readable part of a buffer, piece by piece.
func chunks(d *syscalls.Dec, x syscalls.Piece, f func(p []byte, off uint64)) {
	for off := uint64(0); off < x.Len; {
		mark := d.Mark()
		want := min(x.Len-off, dumpChunk)
		p := d.Read(x.Addr+event.Addr(off), int(want))
		if len(p) > 0 {
			f(p, off)
		}
		d.Release(mark)
		if uint64(len(p)) < want {
			return
		}
		off += want
	}
}

// dump writes the data of t's call as the member "data".
func (s *JSON) dump(t *Thread) {
	o := s.out
	sep := `,"data":[{`
	syscalls.Transfer(s.dec, t.Desc, func(x syscalls.Piece) {
		if x.Len == 0 {
			return
		}
		o.buf = append(o.buf, sep...)
		sep = `,{`
		if x.Vectors {
			o.buf = append(o.buf, `"vector":`...)
			o.buf = strconv.AppendInt(o.buf, int64(x.Vector), 10)
			o.buf = append(o.buf, ',')
		}
		if x.Array {
			o.buf = append(o.buf, `"buffer":`...)
			o.buf = strconv.AppendInt(o.buf, int64(x.Buffer), 10)
			o.buf = append(o.buf, ',')
		}
		o.buf = append(o.buf, `"base64":"`...)
		chunks(s.dec, x, func(p []byte, off uint64) { o.buf = base64.StdEncoding.AppendEncode(o.buf, p) })
		o.buf = append(o.buf, `"}`...)
	})
	if sep == `,{` {
		o.buf = append(o.buf, ']')
	}
}
