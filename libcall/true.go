//go:build linux && amd64

package libcall

import (
	"encoding/binary"

	"gotrace/event"
)

// For those who read stacks, code and return addresses are what they would be if
// nobody watched.

// trueMemory is a thread's memory without what was done to it.
type trueMemory struct {
	event.Memory
	sp *space
}

// True returns the thread's memory as it would be: true code, true return
// addresses. It is valid until the next call of True. If the thread is about to
// execute code of ours, regs are changed to where it would be.
func (l *Tracer) True(t *event.Thread, regs *event.Regs) event.Memory {
	th := of(t)
	if th == nil || th.sp == nil || !th.sp.touched() {
		return t.Mem
	}
	*regs.PC() = uint64(th.sp.truePlace(event.Addr(*regs.PC())))
	l.seen = trueMemory{t.Mem, th.sp}
	return &l.seen
}

// truePlace is where a thread at an address would be.
func (sp *space) truePlace(ip event.Addr) event.Addr {
	for _, a := range sp.areas {
		if ip < a.base || ip >= a.base+codeSize {
			continue
		}
		if ip < a.base+stubsEnd {
			return sp.word(a.entry(int(ip-a.base) / stubSize))
		}
		for at, b := range sp.bps {
			if b.copy != 0 && ip >= b.copy && ip < b.copy+copySize {
				return at
			}
		}
		for _, m := range sp.modules {
			for _, h := range m.hooks {
				if h.via != 0 && ip >= h.via && ip < h.via+copySize {
					return sp.word(h.slot)
				}
			}
		}
	}
	return ip
}

// ReadMem implements event.Memory.
func (m *trueMemory) ReadMem(a event.Addr, p []byte) int {
	n := m.Memory.ReadMem(a, p)
	m.sp.restoreCode(a, p[:n])
	m.sp.restoreRoutes(a, p[:n])
	m.sp.restoreReturns(a, p[:n])
	return n
}

// restoreCode puts what breakpoints have replaced into p, which was read at a.
func (sp *space) restoreCode(a event.Addr, p []byte) {
	for i, c := range p {
		if c != int3 {
			continue
		}
		if b := sp.bps[a+event.Addr(i)]; b != nil && b.kinds != 0 {
			p[i] = b.orig
		}
	}
}

// restoreRoutes puts into p, which was read at a, where calls went before they were
// rerouted.
func (sp *space) restoreRoutes(a event.Addr, p []byte) {
	for at, old := range sp.rerouted {
		for i, c := range old {
			if j := int64(at-a) + int64(i); j >= 0 && j < int64(len(p)) {
				p[j] = c
			}
		}
	}
}

// restoreReturns puts return addresses into p where it has that of the trampoline.
func (sp *space) restoreReturns(a event.Addr, p []byte) {
	if len(sp.areas) == 0 {
		return
	}
	size := sp.abi.PtrSize()
	for i := int(-a) & (size - 1); i+size <= len(p); i += size {
		var word [8]byte
		copy(word[:], p[i:i+size])
		v := event.Addr(binary.LittleEndian.Uint64(word[:]))
		if ret := sp.returnsTo(a+event.Addr(i), v); ret != v && ret != 0 {
			binary.LittleEndian.PutUint64(word[:], uint64(ret))
			copy(p[i:i+size], word[:size])
		}
	}
}
