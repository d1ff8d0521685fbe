//go:build linux && amd64

package libcall

import (
	"debug/elf"
	"encoding/binary"
	"fmt"

	"gotrace/event"
	"gotrace/ptrace"
)

// An IFUNC is a function of which there are several: the dynamic linker, or the
// start code of a static program, calls a resolver, which returns the one to take.

// resolver is an IFUNC whose choice is waited for.
type resolver struct {
	name    string
	m       *module     // that has it
	call    *event.Func // the resolver, where its own calls are shown
	entry   *event.Func // the function, where it is shown at its entry
	callers []caller    // whose calls of the function are shown
}

// resolverAt has the resolver at an address stop, and returns what is to be done
// then; nil if it cannot be watched.
func (m *module) resolverAt(s *ptrace.Stopped, name string, at event.Addr) *resolver {
	b := m.sp.setDisplaced(s, at, bpResolver)
	if b == nil {
		return nil
	}
	if b.resolver == nil {
		b.resolver = &resolver{name: name, m: m}
	}
	return b.resolver
}

// hookIFunc watches an IFUNC at its entry, whatever that will be, and its resolver.
func (m *module) hookIFunc(s *ptrace.Stopped, name string, at event.Addr) bool {
	r := m.resolverAt(s, name, at)
	if r == nil {
		return false
	}
	if r.entry != nil {
		return true // another name of it
	}
	r.call = m.function(name+".IFUNC", true)
	r.call.Resolver = true
	m.sp.l.known(r.call, m.sp.abi)
	r.entry = m.function(name, true)
	m.sp.l.known(r.entry, m.sp.abi)
	for _, to := range m.sp.resolved(m, name, at) {
		m.sp.take(s, r, to)
	}
	return true
}

// resolving handles a call of a resolver.
func (l *Tracer) resolving(s *ptrace.Stopped, th *thread, r *resolver) event.Next {
	sp, top, next := th.sp, event.Addr(s.Regs.Rsp), event.Continue
	if r.call != nil {
		next = l.called(s, th, r.call, top)
	} else if sp.frames[top] == nil {
		l.awaitReturn(s, sp, top)
	}
	if f := sp.frames[top]; f != nil {
		f.resolves = r
	}
	return next
}

// awaitReturn has the return from the function that has just been called stop,
// without anybody being told.
func (l *Tracer) awaitReturn(s *ptrace.Stopped, sp *space, top event.Addr) {
	ret := sp.word(top)
	b := sp.setDisplaced(s, ret, bpReturn)
	if b == nil {
		return
	}
	b.waits++
	f := l.newFrame()
	f.slot, f.ret, f.site, f.quiet, f.times = top, ret, true, true, 1
	sp.frames[top] = f
}

// chosen handles the return of a resolver, if the call was one's.
func (sp *space) chosen(s *ptrace.Stopped, f *frame) {
	if f.resolves != nil {
		sp.take(s, f.resolves, event.Addr(s.Regs.Rax))
	}
}

// take watches the function that a resolver has chosen.
func (sp *space) take(s *ptrace.Stopped, r *resolver, at event.Addr) {
	if r.entry != nil {
		if b := sp.setDisplaced(s, at, bpEntry); b != nil && b.entry == nil {
			b.entry = r.entry
		}
	}
	for _, c := range r.callers {
		sp.watchCallee(s, at, c)
	}
}

// slotKey is what a slot's relocation says of its function.
type slotKey struct {
	name     string
	resolver event.Addr // of those without a name
}

// resolved returns the functions that have been chosen for an IFUNC of m: what
// slots of its name hold, as far as they have been written.
func (sp *space) resolved(m *module, name string, at event.Addr) []event.Addr {
	if sp.targets == nil {
		sp.targets = map[slotKey][]event.Addr{}
		for _, o := range sp.modules {
			for _, r := range o.resolvers(o.relocs()) {
				k := slotKey{resolver: r.resolver}
				if r.typ != relIRelative {
					k.name = o.symbol(r.sym).name
				}
				sp.targets[k] = append(sp.targets[k], sp.slotValue(r.slot))
			}
		}
	}
	var found []event.Addr
	for _, k := range []slotKey{{name: name}, {resolver: at}} {
		for _, v := range sp.targets[k] {
			if v != at && m.executes(v) {
				found = append(found, v)
			}
		}
	}
	return found
}

// slotValue is the function that a slot leads to.
func (sp *space) slotValue(slot event.Addr) event.Addr {
	v := sp.word(slot)
	if a := sp.stubArea(v); a != nil {
		v = sp.word(a.entry(int(v-a.base) / stubSize))
	}
	return v
}

// executes tells whether an address is in the module's code.
func (m *module) executes(at event.Addr) bool {
	for _, s := range m.loads {
		if s.typ == ptLoad && s.flags&pfX != 0 && at >= m.base+s.vaddr && at < m.base+s.vaddr+s.memsz {
			return true
		}
	}
	return false
}

// ifuncNames returns the names of the module's IFUNCs by the addresses of their
// resolvers: of several the one with the fewest underscores before it.
func (m *module) ifuncNames() map[event.Addr]string {
	names := map[event.Addr]string{}
	add := func(name string, at event.Addr) {
		if old := names[at]; old == "" || underscores(name) < underscores(old) {
			names[at] = name
		}
	}
	m.dynamicSymbols(func(sym *symbol) {
		if sym.info&15 == sttIFunc {
			add(sym.name, m.base+sym.value)
		}
	})
	m.fileSymbols(func(name string, at event.Addr, ifunc bool) {
		if ifunc {
			add(name, at)
		}
	})
	return names
}

func underscores(name string) int {
	for i, c := range name {
		if c != '_' {
			return i
		}
	}
	return len(name)
}

// iRelative adds the module's slots of IFUNCs of its own to those that are watched
// where they are called through. Their relocations name no function.
func (m *module) iRelative(slots map[event.Addr]*hook, relocs []reloc) {
	var names map[event.Addr]string
	for _, r := range relocs {
		if r.typ != relIRelative {
			continue
		}
		if names == nil {
			names = m.ifuncNames()
		}
		name := names[r.resolver]
		if name == "" { // as objdump calls it
			name = fmt.Sprintf("*ABS*+0x%x", uint64(r.resolver-m.base))
		}
		if !m.chooses(name) {
			continue
		}
		h := &hook{slot: r.slot, rel: r.at, resolver: r.resolver}
		h.fn = m.function(name, false)
		m.sp.l.known(h.fn, m.sp.abi)
		slots[r.slot] = h
	}
}

// resolvers fills in the resolvers that i386 has in the slots.
func (m *module) resolvers(list []reloc) []reloc {
	for i := range list {
		if r := &list[i]; r.typ == relIRelative && m.abi == event.I386 {
			r.resolver = m.base + m.addend(r.slot)
		}
	}
	return list
}

// fileRelocs returns the relocations of a static program, after finding out where
// it is: nothing in its memory leads to them.
func (m *module) fileRelocs() []reloc {
	file, err := elf.Open(m.file())
	if err != nil {
		return nil
	}
	defer file.Close()
	m.base = m.entryBase(file)
	var list []reloc
	for _, s := range file.Sections {
		rela := s.Type == elf.SHT_RELA
		if !rela && s.Type != elf.SHT_REL {
			continue
		}
		b, err := s.Data()
		if err != nil {
			continue
		}
		list = m.entries(list, b, 0, rela, nil)
	}
	return list
}

// addend is the one of a relocation that has it in its slot: that may have been
// written, but the file still tells.
func (m *module) addend(slot event.Addr) event.Addr {
	file, err := elf.Open(m.file())
	if err != nil {
		return 0
	}
	defer file.Close()
	at := uint64(slot - m.base)
	for _, p := range file.Progs {
		var b [4]byte
		if p.Type == elf.PT_LOAD && at >= p.Vaddr && at < p.Vaddr+p.Filesz {
			if _, err := p.ReadAt(b[:], int64(at-p.Vaddr)); err == nil {
				return event.Addr(binary.LittleEndian.Uint32(b[:]))
			}
		}
	}
	return 0
}
