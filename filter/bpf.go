package filter

import (
	"gotrace/event"
	"gotrace/syscalls"
)

// An Insn is an instruction of classic BPF, struct sock_filter
// (linux/filter.h).
type Insn struct {
	Code   uint16
	JT, JF uint8 // how many instructions to skip when a comparison holds, or not
	K      uint32
}

// The instructions that programs are made of (linux/bpf_common.h).
const (
	OpLoad = 0x20 // BPF_LD|BPF_W|BPF_ABS: load the word at K of the data
	OpJump = 0x05 // BPF_JMP|BPF_JA: skip K instructions
	OpJEQ  = 0x15 // BPF_JMP|BPF_JEQ|BPF_K
	OpJGE  = 0x35 // BPF_JMP|BPF_JGE|BPF_K
	OpRet  = 0x06 // BPF_RET|BPF_K
)

// What a program returns, and where the words stand that it looks at, in struct
// seccomp_data (linux/seccomp.h).
const (
	RetTrace   = 0x7ff00000 // SECCOMP_RET_TRACE
	RetAllow   = 0x7fff0000 // SECCOMP_RET_ALLOW
	OffsetNr   = 0
	OffsetArch = 4
)

// MaxInsns is the length of the longest program that the kernel takes,
// BPF_MAXINSNS (linux/bpf_common.h).
const MaxInsns = 4096

// Program returns a seccomp filter that stops at the calls of s, and at those
// that may stand for one of s, and lets all others pass. It holds for both ABIs. A call of the x32 interface, whose number
// has [event.X32Bit], is past every table. Calls of an architecture that is
// neither ABI's stop.
//
// Only loads of the number and the architecture, comparisons and returns occur,
// so that the kernel can work out beforehand which calls always pass and need
// not run the program for them (kernel/seccomp.c, seccomp_cache_prepare).
func (s *Set) Program() []Insn {
	p := []Insn{{Code: OpLoad, K: OffsetArch}}
	for abi := range event.NumABI {
		body := s.decide(abi)
		p = append(p,
			Insn{Code: OpJEQ, JT: 1, K: abi.Arch()},
			Insn{Code: OpJump, K: uint32(len(body) + 1)},
			Insn{Code: OpLoad, K: OffsetNr})
		p = append(p, body...)
	}
	return append(p, ret(true))
}

func ret(trace bool) Insn {
	if trace {
		return Insn{Code: OpRet, K: RetTrace}
	}
	return Insn{Code: OpRet, K: RetAllow}
}

// decide returns the instructions that tell by the loaded number whether the
// call is in s.
func (s *Set) decide(abi event.ABI) []Insn {
	t := *s
	if abi == event.I386 {
		// The program cannot see what such a call stands for: that may be in
		// memory.
		for i := range syscalls.Subcalls {
			key := syscalls.SubBase + uint64(i)
			if nr, ok := syscalls.Behind(key); ok && s.Has(abi, key) {
				t.Add(abi, nr)
			}
		}
	}
	var edges []uint32 // where membership changes, beginning with number 0's
	in := t.Has(abi, 0)
	for nr := uint64(1); nr <= maxNr; nr++ {
		if has := t.Has(abi, nr); has != in {
			in = has
			edges = append(edges, uint32(nr))
		}
	}
	return search(edges, t.Has(abi, 0))
}

// search returns a binary search among the edges: below the first one the
// answer is in, and it changes at each.
func search(edges []uint32, in bool) []Insn {
	if len(edges) == 0 {
		return []Insn{ret(in)}
	}
	m := len(edges) / 2
	below := search(edges[:m], in)
	above := search(edges[m+1:], in == (m%2 != 0))
	var p []Insn
	if len(below) <= 255 {
		p = append(p, Insn{Code: OpJGE, JT: uint8(len(below)), K: edges[m]})
	} else {
		p = append(p,
			Insn{Code: OpJGE, JF: 1, K: edges[m]},
			Insn{Code: OpJump, K: uint32(len(below))})
	}
	p = append(p, below...)
	return append(p, above...)
}
