package unwind

import (
	"encoding/binary"

	"gotrace/event"
)

// window is a piece of a thread's stack, read at once: unwinding looks at words
// of it from low to high addresses.
type window struct {
	mem  event.Memory
	base uint64
	have int
	buf  [4096]byte
}

func (w *window) reset(mem event.Memory) { w.mem, w.have = mem, 0 }

// back is how much below the wanted word a window begins: registers are saved
// below the return address.
const back = 256

// word reads size bytes at addr, 8 at most.
func (w *window) word(addr uint64, size int) (uint64, bool) {
	if addr < w.base || w.have < size || addr-w.base > uint64(w.have-size) {
		w.base = addr - min(addr, back)
		w.have = w.mem.ReadMem(event.Addr(w.base), w.buf[:])
		if w.have < size || addr-w.base > uint64(w.have-size) {
			// The memory below may not be readable.
			w.base = addr
			w.have = w.mem.ReadMem(event.Addr(addr), w.buf[:])
		}
		if w.have < size {
			return 0, false
		}
	}
	p := w.buf[addr-w.base:]
	switch size {
	case 1:
		return uint64(p[0]), true
	case 2:
		return uint64(binary.LittleEndian.Uint16(p)), true
	case 4:
		return uint64(binary.LittleEndian.Uint32(p)), true
	}
	return binary.LittleEndian.Uint64(p), true
}
