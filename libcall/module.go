//go:build linux && amd64

package libcall

import (
	"encoding/binary"
	"fmt"
	"os"
	"path"
	"slices"

	"gotrace/event"
	"gotrace/ptrace"
)

// module is a loaded object.
type module struct {
	Module
	*image
	sp      *space
	link    event.Addr // its struct link_map
	ld      event.Addr // its dynamic section
	loads   []segment
	hooks   []*hook
	listed  bool // in the list that is walked now
	unwinds bool // it has an unwinder, which walks over its own calls
}

// hook is a slot whose calls are caught.
type hook struct {
	fn   *event.Func
	slot event.Addr
	rel  event.Addr // where the relocation's r_offset stands
	stub int        // of the first area; 0: calls are caught where they are made
	fast bool       // the stub keeps where calls return to, and most do not stop
	bare bool       // or does not see returns
	via  event.Addr // where the calls go through that were rerouted; 0: they go through the slot

	callee   bool       // and where the function begins
	resolver event.Addr // of the module's own IFUNC
}

// copy returns the module as a child has it that was forked.
func (m *module) copy(sp *space) *module {
	c := *m
	c.sp = sp
	return &c
}

// hooked returns the hook of a stub, or nil.
func (sp *space) hooked(stub int) *hook {
	if hooks := sp.areas[0].hooks; stub < len(hooks) {
		return hooks[stub]
	}
	return nil
}

// struct r_debug and struct link_map (link.h), in words.
const (
	debugMap     = 1 // r_debug.r_map
	debugBrk     = 2
	debugState   = 3
	debugNext    = 5 // r_debug_extended.r_next
	linkAddr     = 0 // link_map.l_addr
	linkName     = 1
	linkLd       = 2
	linkNext     = 3
	maxLinks     = 1 << 14
	rtConsistent = 0
)

func (sp *space) field(at event.Addr, word int) event.Addr {
	return sp.word(at + event.Addr(word*sp.abi.PtrSize()))
}

// programHeaders returns the program's segments and what they are relative to.
func (sp *space) programHeaders() (base event.Addr, list []segment) {
	phdr := event.Addr(sp.auxv[atPhdr])
	list = sp.segments(phdr, int(sp.auxv[atPhnum]))
	for _, s := range list {
		if s.typ == ptPhdr {
			base = phdr - s.vaddr
		}
	}
	return base, list
}

// dynamicSection is the program's, or 0.
func (sp *space) dynamicSection() event.Addr {
	base, list := sp.programHeaders()
	for _, s := range list {
		if s.typ == ptDynamic {
			return base + s.vaddr
		}
	}
	return 0
}

// watchLoader has the dynamic linker stop where it tells debuggers of modules.
func (sp *space) watchLoader(s *ptrace.Stopped) {
	base := event.Addr(sp.auxv[atBase])
	phdr, n, _, ok := sp.header(base)
	if !ok {
		return
	}
	for _, seg := range sp.segments(phdr, n) {
		if seg.typ != ptDynamic {
			continue
		}
		ld := sp.dynamic(base, base+seg.vaddr)
		if at, _, ok := ld.find("_dl_debug_state"); ok && sp.watchEntry(s, at, bpLoader) {
			return
		}
	}
	sp.refuse(s, "its dynamic linker does not tell of loaded libraries: there is no _dl_debug_state")
}

// scan compares the dynamic linker's lists of modules with what is known.
func (sp *space) scan(s *ptrace.Stopped) {
	if sp.refused {
		return
	}
	if sp.debug == 0 {
		if sp.debug = sp.findDebug(); sp.debug == 0 {
			return
		}
	}
	for _, m := range sp.modules {
		m.listed = false
	}
	sp.targets = nil
	_, has := s.ShadowStack()
	sp.shadow = sp.shadow || has
	n := 0
	for debug := sp.debug; debug != 0; {
		if sp.u32(debug+event.Addr(debugState*sp.abi.PtrSize())) != rtConsistent {
			return
		}
		for link := sp.field(debug, debugMap); link != 0 && n < maxLinks; link = sp.field(link, linkNext) {
			sp.seen(s, link, n == 0)
			n++
		}
		if sp.u32(debug) < 2 || n >= maxLinks { // r_version
			break
		}
		debug = sp.field(debug, debugNext)
	}
	kept := sp.modules[:0]
	for _, m := range sp.modules {
		if m.listed {
			kept = append(kept, m)
		} else {
			m.drop()
		}
	}
	sp.modules = kept
	sp.locateErrno()
	for _, m := range sp.modules {
		if m.hooks == nil {
			m.hook(s)
		}
	}
}

// findDebug returns where struct r_debug is, or 0 if the dynamic linker has not
// said yet.
func (sp *space) findDebug() event.Addr {
	at, size := sp.dynamicSection(), event.Addr(sp.abi.PtrSize())
	if at == 0 {
		return 0
	}
	for range 512 {
		switch sp.word(at) {
		case 0:
			return 0
		case dtDebug:
			return sp.word(at + size)
		}
		at += 2 * size
	}
	return 0
}

// seen notes that a module is in the list.
func (sp *space) seen(s *ptrace.Stopped, link event.Addr, main bool) {
	ld, base := sp.field(link, linkLd), sp.field(link, linkAddr)
	loader := base == event.Addr(sp.auxv[atBase]) // which all namespaces share
	for _, m := range sp.modules {
		if (m.link == link || loader) && m.ld == ld && m.base == base {
			m.listed = true
			return
		}
	}
	if ld == 0 {
		return
	}
	m := &module{sp: sp, link: link, ld: ld, image: sp.dynamic(base, ld), listed: true}
	m.Main = main
	m.Path = sp.cstring(sp.field(link, linkName))
	if main {
		m.Path, _ = os.Readlink(fmt.Sprintf("/proc/%d/exe", sp.pid))
		_, m.loads = sp.programHeaders()
	} else if phdr, n, _, ok := sp.header(base); ok {
		m.loads = sp.segments(phdr, n)
	}
	if m.Soname = m.soname(); m.Soname == "" || main {
		m.Soname = path.Base(m.Path)
	}
	sp.modules = append(sp.modules, m)
}

// inside tells whether an address belongs to the module.
func (m *module) inside(at event.Addr) bool {
	for _, s := range m.loads {
		if s.typ == ptLoad && at >= m.base+s.vaddr && at < m.base+s.vaddr+s.memsz {
			return true
		}
	}
	return false
}

// drop forgets a module that has been unloaded.
func (m *module) drop() {
	for _, h := range m.hooks {
		if a := m.sp.areas[0]; h.stub != 0 {
			m.sp.count(h.stub)
			a.hooks[h.stub] = nil
			a.free = append(a.free, h.stub)
		}
		m.sp.giveBack(h.via)
	}
	for at := range m.sp.rerouted {
		if m.inside(at) {
			delete(m.sp.rerouted, at)
		}
	}
	for at, b := range m.sp.bps {
		if m.inside(at) {
			m.sp.giveBack(b.copy)
			delete(m.sp.bps, at)
		}
		gone := func(c caller) bool { return c.m.ld == m.ld }
		b.callers = slices.DeleteFunc(b.callers, gone)
		if b.resolver != nil {
			b.resolver.callers = slices.DeleteFunc(b.resolver.callers, gone)
		}
	}
	for at := range m.sp.guards {
		if m.inside(at) {
			delete(m.sp.guards, at)
		}
	}
}

// Functions by which the C library starts and ends a module: the code that calls
// them is not the program's.
func startup(name string) bool {
	switch name {
	case "__libc_start_main", "__cxa_finalize", "__gmon_start__", "_ITM_registerTMCloneTable", "_ITM_deregisterTMCloneTable":
		return true
	}
	return false
}

// hook has the module's wanted calls stop.
func (m *module) hook(s *ptrace.Stopped) {
	sp := m.sp
	m.hooks = []*hook{}
	for _, u := range unwinders {
		if at, ok := m.lookup(u.name); ok {
			m.watchUnwinder(s, at, u.kind)
		}
	}
	m.watchUnwinders(s)
	m.hookEntries(s)
	if m.base == event.Addr(sp.auxv[atBase]) || !m.wanted() {
		return
	}
	sites := map[event.Addr]*hook{}
	relocs := m.resolvers(m.relocs())
	m.iRelative(sites, relocs)
	for _, r := range relocs {
		name := m.symbol(r.sym).name
		if r.typ == relIRelative || name == "" || startup(name) || !m.chooses(name) {
			continue
		}
		h := &hook{slot: r.slot, rel: r.at}
		h.fn = &event.Func{Name: name, Module: m.Soname}
		if d := sp.implementer(name); d != nil {
			h.fn.Library, h.fn.File, h.fn.PID = d.Soname, d.processPath(), sp.pid
		} else if r.typ == relGlobDat {
			continue // a variable's
		}
		sp.l.known(h.fn, sp.abi)
		if r.typ == relGlobDat {
			sites[r.slot] = h
			continue
		}
		if m.redirect(s, h) {
			m.hooks = append(m.hooks, h)
		}
	}
	m.findSites(s, sites)
}

// wanted tells whether any call of the module may be chosen.
func (m *module) wanted() bool {
	o := &m.sp.l.o
	return !o.Into.Empty() || o.Calls.Library(&m.Module)
}

// chooses tells whether the module's calls of a function are wanted.
func (m *module) chooses(name string) bool {
	o := &m.sp.l.o
	if o.Calls.Chooses(name, &m.Module) {
		return true
	}
	if o.Into.Empty() {
		return false
	}
	for _, d := range m.sp.modules {
		if _, ok := d.lookup(name); ok {
			return o.Into.Chooses(name, &d.Module)
		}
	}
	return false
}

// implementer is the first module that has the function, or nil.
func (sp *space) implementer(name string) *module {
	for _, m := range sp.modules {
		if _, ok := m.lookup(name); ok {
			return m
		}
	}
	return nil
}

// processPath is the name that the process has for the module's file. The dynamic
// linker may have found it from where the process was.
func (m *module) processPath() string {
	if m.Path == "" || path.IsAbs(m.Path) {
		return m.Path
	}
	return fmt.Sprintf("/proc/%d/cwd/%s", m.sp.pid, m.Path)
}

// redirect points a slot to a stub.
func (m *module) redirect(s *ptrace.Stopped, h *hook) bool {
	sp := m.sp
	a := sp.areas[0]
	return m.newStub(h, sp.word(h.slot)) && sp.writeWord(h.rel, a.entry(h.stub)-m.base) && sp.writeWord(h.slot, a.stub(h.stub))
}

// newStub makes a stub that goes on at an address.
func (m *module) newStub(h *hook, to event.Addr) bool {
	sp := m.sp
	a := sp.areas[0]
	i, ok := a.newStub()
	if !ok {
		return false
	}
	h.stub = i
	code := sp.stub(i, stopping)
	var stops bool
	if h.fast, stops = m.takes(h); h.fast {
		code = sp.stub(i, sp.calling(a.stub(i)))
		d, texts, _ := descriptor(h.fn, sp.abi)
		h.bare = h.fn.Ends || m.delicate(h.fn)
		switch {
		case stops:
			d = atStops
		case h.bare:
			d |= atCallonly
			fallthrough
		default:
			h.fn.Strings = texts
		}
		sp.mem.WriteMem(sp.fast.base+atDesc+event.Addr(4*i), binary.LittleEndian.AppendUint32(nil, d))
	}
	for len(a.hooks) <= i {
		a.hooks = append(a.hooks, nil)
	}
	a.hooks[i] = h
	return sp.writeWord(a.entry(i), to) && sp.mem.WriteMem(a.stub(i), code)
}

// stub is the code of stub i: what it begins with, and a jump to its function.
func (sp *space) stub(i int, begin [jumpSize]byte) []byte {
	a := sp.areas[0]
	code := append(begin[:], 0xff, 0x25) // jmp *entry
	to := a.entry(i)
	if sp.abi == event.AMD64 {
		to -= a.stub(i) + event.Addr(len(code)+4)
	}
	return binary.LittleEndian.AppendUint32(code, uint32(to))
}

// What stubs begin with. A thread may be about to return to what follows that.
var (
	stopping = [jumpSize]byte{int3, 0xeb, 2, nop, nop}
	passing  = [jumpSize]byte{nop, 0xeb, 2, nop, nop}
)

const nop = 0x90

// calling is what a fast stub at an address begins with.
func (sp *space) calling(at event.Addr) (code [jumpSize]byte) {
	code[0] = 0xe8
	binary.LittleEndian.PutUint32(code[1:], uint32(sp.fast.base+sp.fast.enter-at-jumpSize))
	return code
}

// unhook gives the slots back what they would hold.
func (m *module) unhook() {
	sp := m.sp
	for _, h := range m.hooks {
		if h.stub == 0 || h.via != 0 {
			continue
		}
		a := sp.areas[0]
		sp.writeWord(h.rel, h.slot-m.base)
		if sp.word(h.slot) == a.stub(h.stub) {
			sp.writeWord(h.slot, sp.word(a.entry(h.stub)))
		}
	}
}

// findSites has calls and jumps through the slots caught: the slots that are used for
// nothing else are redirected, calls through those that are read as data, too, are
// rerouted, and what may be called in other ways gets breakpoints.
func (m *module) findSites(s *ptrace.Stopped, slots map[event.Addr]*hook) {
	if len(slots) == 0 {
		return
	}
	u := uses{}
	m.text(func(code []byte, at event.Addr) { m.findUses(code, at, slots, u) })
	for slot, h := range slots {
		if u[slot] == called && h.rel != 0 && m.redirect(s, h) {
			m.hooks = append(m.hooks, h)
			delete(slots, slot)
		}
	}
	sites := map[*hook][]site{}
	m.text(func(code []byte, at event.Addr) {
		for i := 0; i+6 <= len(code); i++ {
			if code[i] != 0xff {
				continue
			}
			op := code[i+1] >> 3 & 7
			if op != 2 && op != 4 { // call *, jmp *
				continue
			}
			slot, ok := m.operand(code[i:], at+event.Addr(i))
			if h := slots[slot]; ok && h != nil {
				sites[h] = append(sites[h], site{at + event.Addr(i), op == 2, [4]byte(code[i+2:])})
			}
		}
	})
	for slot, h := range slots {
		how, found := u[slot]
		stray := how == stray || !found
		if !stray && m.reroute(s, h, sites[h]) {
			m.hooks = append(m.hooks, h)
			continue
		}
		for _, c := range sites[h] {
			if b := m.sp.set(c.at, bpSite); b != nil {
				b.call, b.pushes = h, c.pushes
			}
		}
		if stray {
			m.follow(s, h)
		}
	}
}

// text calls f for the module's code, with its addresses.
func (m *module) text(f func(code []byte, at event.Addr)) {
	for _, seg := range m.loads {
		if seg.typ == ptLoad && seg.flags&pfX != 0 {
			at := m.base + seg.vaddr
			f(m.bytes(at, uint64(seg.memsz)), at)
		}
	}
}

// operand is the address of the slot that the 6 bytes of a call or jump at an
// address mention; ok is false for operands of other forms.
func (m *module) operand(code []byte, at event.Addr) (slot event.Addr, ok bool) {
	d := binary.LittleEndian.Uint32(code[2:])
	switch modrm := code[1]; {
	case m.abi == event.AMD64 && modrm&0xc7 == 5: // relative to the next instruction
		return at + 6 + event.Addr(int64(int32(d))), true
	case m.abi == event.I386 && modrm&0xc7 == 5:
		return event.Addr(d), true
	case m.abi == event.I386 && modrm>>6 == 2 && modrm&7 != 4: // relative to the global offset table
		return event.Addr(uint32(m.tag[dtPltGot]) + d), true
	}
	return 0, false
}
