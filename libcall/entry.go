//go:build linux && amd64

package libcall

import (
	"debug/elf"
	"fmt"
	"os"
	"path"
	"strings"

	"gotrace/event"
	"gotrace/ptrace"
)

// Functions that are watched at their entry.

// notCalled tells of functions that are jumped or returned to, so that there is no
// return address where they begin, or for which it is data.
func notCalled(name string) bool {
	switch name {
	case "_start", "__restore_rt", "__restore", "__start_context", "_dl_start", "_dl_start_user", "__libc_start_call_main",
		"_dl_runtime_resolve", "_dl_runtime_resolve_xsave", "_dl_runtime_resolve_xsavec", "_dl_runtime_resolve_fxsave",
		"_dl_runtime_profile", "_dl_tlsdesc_return", "_dl_tlsdesc_dynamic", "_dl_tlsdesc_undefweak":
		return true
	}
	// Position independent code of i386 has these tell where it is: they read their
	// return address.
	return strings.HasPrefix(name, "__x86.get_pc_thunk.") || strings.HasPrefix(name, "__i686.get_pc_thunk.")
}

// fileSymbols calls f for the functions in the symbol table of the module's file,
// if it has not been stripped, with their addresses.
func (m *module) fileSymbols(f func(name string, at event.Addr, ifunc bool)) {
	file, err := elf.Open(m.file())
	if err != nil {
		return
	}
	defer file.Close()
	base := m.base
	if m.Main {
		base = m.entryBase(file)
	}
	symbols, _ := file.Symbols()
	for _, s := range symbols {
		typ := elf.ST_TYPE(s.Info)
		if (typ == elf.STT_FUNC || typ == elf.STT_GNU_IFUNC) && s.Section != elf.SHN_UNDEF && s.Value != 0 {
			f(s.Name, base+event.Addr(s.Value), typ == elf.STT_GNU_IFUNC)
		}
	}
}

// entryBase is what the program's addresses are relative to: of static programs
// nothing else tells it.
func (m *module) entryBase(file *elf.File) event.Addr {
	return event.Addr(m.sp.auxv[atEntry] - file.Entry)
}

// dynamicSymbols calls f for the functions that the module defines for others.
func (m *module) dynamicSymbols(f func(*symbol)) {
	if m.gnu == 0 && m.tag[dtHash] == 0 {
		return
	}
	for i := range m.symbols() {
		if sym := m.symbol(i); sym.defined() {
			f(&sym)
		}
	}
}

// file is where the module's file can be opened.
func (m *module) file() string {
	if m.Main {
		return fmt.Sprintf("/proc/%d/exe", m.sp.pid)
	}
	return path.Join(fmt.Sprintf("/proc/%d/root", m.sp.pid), m.Path)
}

// watchUnwinders watches an unwinder that is linked statically.
func (m *module) watchUnwinders(s *ptrace.Stopped) {
	m.fileSymbols(func(name string, at event.Addr, _ bool) {
		for _, u := range unwinders {
			if u.name == name {
				m.watchUnwinder(s, at, u.kind)
			}
		}
	})
}

func (m *module) watchUnwinder(s *ptrace.Stopped, at event.Addr, k kind) {
	m.sp.watchEntry(s, at, k)
	m.unwinds = m.unwinds || k&bpUnwind != 0
}

// hookEntries watches the module's wanted functions at their entries.
func (m *module) hookEntries(s *ptrace.Stopped) {
	o := &m.sp.l.o
	if o.Entries.Empty() || !o.Entries.Library(&m.Module) {
		return
	}
	failed := 0
	add := func(name string, at event.Addr, ifunc bool) {
		if notCalled(name) || !o.Entries.Chooses(name, &m.Module) {
			return
		}
		if ifunc {
			if !m.hookIFunc(s, name, at) {
				failed++
			}
			return
		}
		if b := m.sp.bps[at]; b != nil && b.entry != nil {
			return // another name of the same function
		}
		b := m.sp.setDisplaced(s, at, bpEntry)
		if b == nil {
			failed++
			return
		}
		b.entry = m.function(name, true)
		m.sp.l.known(b.entry, m.sp.abi)
	}
	m.dynamicSymbols(func(sym *symbol) { add(sym.name, m.base+sym.value, sym.info&15 == sttIFunc) })
	m.fileSymbols(add)
	if failed > 0 {
		m.sp.l.h.LibNote(s.Thread, fmt.Sprintf("%d functions of %s cannot be watched at their entries", failed, m.Soname))
	}
}

// function is one of the module's own, watched at its entry or not.
func (m *module) function(name string, entry bool) *event.Func {
	return &event.Func{Name: name, Module: m.Soname, Library: m.library(), File: m.processPath(), PID: m.sp.pid, Entry: entry}
}

// library is the SONAME of the module's own functions, for who knows functions by
// library; "" in a static program, which has those of many.
func (m *module) library() string {
	if m.Main && m.sp.auxv[atBase] == 0 {
		return ""
	}
	return m.Soname
}

// hookStatic catches what can be caught of a program without a dynamic linker:
// functions at their entries, and calls of IFUNCs.
func (sp *space) hookStatic(s *ptrace.Stopped) {
	m := &module{sp: sp, image: &image{reader: sp.reader}, hooks: []*hook{}}
	m.Main = true
	m.Path, _ = os.Readlink(fmt.Sprintf("/proc/%d/exe", sp.pid))
	m.Soname = path.Base(m.Path)
	sp.modules = append(sp.modules, m)
	_, m.loads = sp.programHeaders()
	relocs := m.resolvers(m.fileRelocs())
	m.locateStaticErrno()
	m.watchUnwinders(s)
	m.hookEntries(s)
	slots := map[event.Addr]*hook{}
	m.iRelative(slots, relocs)
	m.findSites(s, slots)
}
