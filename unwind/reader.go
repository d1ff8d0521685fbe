package unwind

import (
	"bytes"
	"encoding/binary"
)

// reader takes bytes apart. It never fails: what is not there reads as 0 and sets
// bad.
type reader struct {
	b   []byte
	off int
	bad bool
}

func (r *reader) rest() int { return len(r.b) - r.off }

// bytes returns the next n bytes.
func (r *reader) bytes(n uint64) []byte {
	if n > uint64(r.rest()) {
		r.bad = true
		r.off = len(r.b)
		return nil
	}
	p := r.b[r.off : r.off+int(n)]
	r.off += int(n)
	return p
}

func (r *reader) u8() uint8 {
	if p := r.bytes(1); p != nil {
		return p[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if p := r.bytes(2); p != nil {
		return binary.LittleEndian.Uint16(p)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if p := r.bytes(4); p != nil {
		return binary.LittleEndian.Uint32(p)
	}
	return 0
}

func (r *reader) u64() uint64 {
	if p := r.bytes(8); p != nil {
		return binary.LittleEndian.Uint64(p)
	}
	return 0
}

// word reads an address of so many bytes.
func (r *reader) word(size int) uint64 {
	if size == 4 {
		return uint64(r.u32())
	}
	return r.u64()
}

// maxLEB is how many bits of an LEB128 number may be there; those beyond 64 are
// lost.
const maxLEB = 16 * 7

// uleb reads an unsigned LEB128 number (DWARF 5, 7.6).
func (r *reader) uleb() (v uint64) {
	for shift := uint(0); shift < maxLEB; shift += 7 {
		c := r.u8()
		v |= uint64(c&0x7f) << shift
		if c&0x80 == 0 {
			return v
		}
	}
	r.bad = true
	return 0
}

// sleb reads a signed LEB128 number.
func (r *reader) sleb() (v int64) {
	for shift := uint(0); shift < maxLEB; {
		c := r.u8()
		v |= int64(c&0x7f) << shift
		shift += 7
		if c&0x80 == 0 {
			if c&0x40 != 0 && shift < 64 {
				v |= -1 << shift
			}
			return v
		}
	}
	r.bad = true
	return 0
}

// name reads the beginning of a string that ends in NUL.
func (r *reader) name() string {
	r.b = r.b[:min(len(r.b), r.off+maxName)]
	if p := r.cstring(); p != nil {
		return string(p)
	}
	return ""
}

// cstring reads a string that ends in NUL.
func (r *reader) cstring() []byte {
	i := bytes.IndexByte(r.b[r.off:], 0)
	if i < 0 {
		r.bad = true
		r.off = len(r.b)
		return nil
	}
	p := r.b[r.off : r.off+i]
	r.off += i + 1
	return p
}
