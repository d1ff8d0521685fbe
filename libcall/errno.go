//go:build linux && amd64

package libcall

import (
	"bytes"
	"debug/elf"
	"encoding/binary"

	"gotrace/event"
	"gotrace/ptrace"
)

// errno is a thread-local variable. Where it is nobody tells, but the code of
// __errno_location does: it adds a constant to the thread pointer.

// insnEffect is what an instruction does to the accumulator.
type insnEffect uint8

const (
	setConst insnEffect = iota
	addConst
	setThread // to the thread pointer, of which the offset is 0
	addThread
	setSlot // to the word at the operand, which is relative to the next instruction
	addSlot
	setHere  // to the address of the next instruction: a call of __x86.get_pc_thunk.ax
	loadSlot // the word at the accumulator and the operand
	done
)

// locators are the instructions that compilers make __errno_location of: their
// first bytes, and the size of the operand behind them.
var locators = [event.NumABI][]struct {
	code    string
	operand int
	effect  insnEffect
}{
	event.AMD64: {
		{"\x48\x8b\x05", 4, setSlot},                           // mov d(%rip), %rax
		{"\x48\x03\x05", 4, addSlot},                           // add d(%rip), %rax
		{"\x48\xc7\xc0", 4, setConst},                          // mov $n, %rax
		{"\x48\x83\xc0", 1, addConst},                          // add $n, %rax
		{"\x48\x05", 4, addConst},                              //
		{"\x64\x48\x03\x04\x25\x00\x00\x00\x00", 0, addThread}, // add %fs:0, %rax
		{"\x64\x48\x8b\x04\x25\x00\x00\x00\x00", 0, setThread}, // mov %fs:0, %rax
		{"\xc3", 0, done},
	},
	event.I386: {
		{"\xe8", 4, setHere},                           // call __x86.get_pc_thunk.ax
		{"\x05", 4, addConst},                          // add $n, %eax
		{"\x83\xc0", 1, addConst},                      //
		{"\x8b\x80", 4, loadSlot},                      // mov d(%eax), %eax
		{"\xb8", 4, setConst},                          // mov $n, %eax
		{"\xc7\xc0", 4, setConst},                      //
		{"\x65\x03\x05\x00\x00\x00\x00", 0, addThread}, // add %gs:0, %eax
		{"\x65\xa1\x00\x00\x00\x00", 0, setThread},     // mov %gs:0, %eax
		{"\xc3", 0, done},
	},
}

// threadOffset returns what the function at an address adds to the thread pointer;
// ok is false for code of another kind.
func (r reader) threadOffset(at event.Addr) (off int64, ok bool) {
	var sum int64
	thread := false
	code := r.bytes(at, 64)
	if endbr := []byte{0xf3, 0x0f, 0x1e, 0xfa}; bytes.HasPrefix(code, endbr) {
		code, at = code[len(endbr):], at+event.Addr(len(endbr))
	}
next:
	for range 8 {
		for _, in := range locators[r.abi] {
			n := len(in.code) + in.operand
			if len(code) < n || string(code[:len(in.code)]) != in.code {
				continue
			}
			var operand int64
			switch in.operand {
			case 1:
				operand = int64(int8(code[n-1]))
			case 4:
				operand = int64(int32(binary.LittleEndian.Uint32(code[n-4:])))
			}
			code, at = code[n:], at+event.Addr(n)
			switch in.effect {
			case setConst:
				sum = operand
			case addConst:
				sum += operand
			case setThread:
				sum, thread = 0, true
			case addThread:
				thread = true
			case setSlot:
				sum = r.signed(at + event.Addr(operand))
			case addSlot:
				sum += r.signed(at + event.Addr(operand))
			case setHere:
				sum = int64(at)
			case loadSlot:
				sum = r.signed(event.Addr(uint32(sum + operand)))
			case done:
				return sum, thread
			}
			continue next
		}
		return 0, false
	}
	return 0, false
}

// signed reads a word as a signed number.
func (r reader) signed(at event.Addr) int64 {
	v := r.word(at)
	if r.abi == event.I386 {
		return int64(int32(v))
	}
	return int64(v)
}

// locateErrno finds out where errno is, once there is a C library.
func (sp *space) locateErrno() {
	if sp.errno != 0 {
		return
	}
	for _, m := range sp.modules {
		at, ok := m.lookup("__errno_location")
		if !ok {
			continue
		}
		sp.locateErrnoBy(at)
		return
	}
}

// locateErrnoBy finds it out from the code of __errno_location.
func (sp *space) locateErrnoBy(at event.Addr) {
	off, ok := sp.threadOffset(at)
	if !ok {
		return
	}
	sp.errno = off
	if f := sp.fast; f != nil {
		sp.writeWord(f.base+atErrno, event.Addr(off))
	}
}

// locateStaticErrno finds it out of a static program: by the same function, if it has
// it, or by the variable's symbol. Its thread-local variables end at the thread
// pointer ("ELF Handling For Thread-Local Storage", variant II).
func (m *module) locateStaticErrno() {
	file, err := elf.Open(m.file())
	if err != nil {
		return
	}
	defer file.Close()
	var block uint64
	for _, p := range file.Progs {
		if p.Type == elf.PT_TLS {
			align := max(p.Align, 1)
			block = (p.Memsz + align - 1) / align * align
		}
	}
	symbols, _ := file.Symbols()
	for _, s := range symbols {
		switch typ := elf.ST_TYPE(s.Info); {
		case typ == elf.STT_FUNC && s.Name == "__errno_location":
			m.sp.locateErrnoBy(m.base + event.Addr(s.Value))
			return
		case typ == elf.STT_TLS && s.Name == "errno":
			m.sp.errno = int64(s.Value - block)
		}
	}
}

// readErrno returns the errno of a stopped thread; 0 if it is not known.
func (sp *space) readErrno(s *ptrace.Stopped) int {
	if sp.errno == 0 {
		return 0
	}
	base := s.Regs.Fs_base
	if sp.abi == event.I386 {
		base = s.Regs.Gs_base
	}
	return errnoOf(sp.u32(event.Addr(base + uint64(sp.errno))))
}

// errnoOf returns v if it may be an error number, otherwise 0.
func errnoOf(v uint32) int {
	const maxErrno = 4095 // MAX_ERRNO, linux/err.h
	if v > maxErrno {
		return 0
	}
	return int(v)
}

// failed tells whether a function that sets errno may have returned that it failed.
func failed(ret uint64) bool { return ret == 0 || int32(ret) == -1 }
