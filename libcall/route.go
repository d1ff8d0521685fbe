//go:build linux && amd64

package libcall

import (
	"encoding/binary"
	"math"

	"gotrace/event"
	"gotrace/ptrace"
)

// site is an instruction that calls, or jumps to, what a slot holds.
type site struct {
	at     event.Addr
	pushes bool    // it is a call
	disp   [4]byte // its displacement, which leads to the slot
}

const siteSize = 6

// reroute has calls go through another place than a slot that is read as data, too:
// the instructions' displacements lead there, it leads to a stub, and that to a jump
// through the slot. So nothing stops, if the stub does not.
//
// The code must not be executed meanwhile: by nobody, as that of a module which has
// just been loaded, or only by the thread that has stopped.
func (m *module) reroute(s *ptrace.Stopped, h *hook, sites []site) bool {
	sp := m.sp
	if len(sites) == 0 || s.Attached && len(sp.all) > 1 {
		return false
	}
	a, err := sp.areaNear(s, h.slot)
	if err != nil {
		return false
	}
	via, ok := a.room()
	if !ok {
		return false
	}
	h.via = via
	if !m.rerouteBy(h, sites) {
		h.via = 0
		sp.giveBack(via)
		return false
	}
	return true
}

// rerouteBy is that with the place.
func (m *module) rerouteBy(h *hook, sites []site) bool {
	sp, via := m.sp, h.via
	const jump = 8 // behind the place
	for _, c := range sites {
		if d := int64(via) - int64(c.at) - siteSize; m.abi == event.AMD64 && d != int64(int32(d)) {
			return false
		}
	}
	d := int64(h.slot) - int64(via) - jump - siteSize
	switch {
	case m.abi == event.I386:
		d = int64(h.slot)
	case d < math.MinInt32 || d > math.MaxInt32:
		return false
	}
	code := binary.LittleEndian.AppendUint32([]byte{0xff, 0x25}, uint32(d)) // jmp *slot
	if !sp.mem.WriteMem(via+jump, code) || !m.newStub(h, via+jump) || !sp.writeWord(via, sp.areas[0].stub(h.stub)) {
		return false
	}
	for _, c := range sites {
		to := binary.LittleEndian.Uint32(c.disp[:]) + uint32(via) - uint32(h.slot)
		if sp.mem.WriteMem(c.at+2, binary.LittleEndian.AppendUint32(nil, to)) {
			sp.rerouted[c.at+2] = c.disp
		}
	}
	return true
}
