package filter_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gotrace/event"
	"gotrace/filter"
	"gotrace/syscalls"
)

// run interprets a program for a call, as the kernel would.
func run(prog []filter.Insn, arch, nr uint32) (uint32, error) {
	var acc uint32
	for pc := 0; pc < len(prog); pc++ {
		switch in := prog[pc]; in.Code {
		case filter.OpLoad:
			switch in.K {
			case filter.OffsetNr:
				acc = nr
			case filter.OffsetArch:
				acc = arch
			default:
				return 0, fmt.Errorf("load of %d at %d", in.K, pc)
			}
		case filter.OpJump:
			pc += int(in.K)
		case filter.OpJEQ:
			pc += skip(in, acc == in.K)
		case filter.OpJGE:
			pc += skip(in, acc >= in.K)
		case filter.OpRet:
			return in.K, nil
		default:
			return 0, fmt.Errorf("instruction %#x at %d", in.Code, pc)
		}
	}
	return 0, fmt.Errorf("ran off the end")
}

func skip(in filter.Insn, cond bool) int {
	if cond {
		return int(in.JT)
	}
	return int(in.JF)
}

// check compares a program with its set, for every number that a table could
// hold and many others.
func check(t *testing.T, name string, s *filter.Set) {
	t.Helper()
	prog := s.Program()
	if len(prog) > filter.MaxInsns {
		t.Errorf("%s: %d instructions", name, len(prog))
	}
	nrs := []uint32{1 << 16, 1 << 29, 1<<30 - 1, event.X32Bit, event.X32Bit | 59, 1<<31 - 1, 1 << 31, 1<<32 - 1}
	for nr := range uint32(3000) {
		nrs = append(nrs, nr)
	}
	for abi := range event.NumABI {
		for _, nr := range nrs {
			got, err := run(prog, abi.Arch(), nr)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want := uint32(filter.RetAllow)
			if s.Has(abi, uint64(nr)) || abi == event.I386 && stands(s, uint64(nr)) {
				want = filter.RetTrace
			}
			if got != want {
				t.Fatalf("%s: %v %#x gives %#x", name, abi, nr, got)
			}
		}
	}
	if got, err := run(prog, 0xc00000b7, 1); err != nil || got != filter.RetTrace {
		t.Errorf("%s: another architecture gives %#x, %v", name, got, err)
	}
}

// stands tells whether the call nr of i386 may stand for one in s.
func stands(s *filter.Set, nr uint64) bool {
	for i := range syscalls.Subcalls {
		key := syscalls.SubBase + uint64(i)
		if n, ok := syscalls.Behind(key); ok && n == nr && s.Has(event.I386, key) {
			return true
		}
	}
	return false
}

func TestProgram(t *testing.T) {
	for _, text := range []string{
		"all", "none", "openat", "!openat", "read@64", "read@32", "%file", "!%file,%desc", "restart_syscall", "/[aeiou]{2}", "send", "!semop",
	} {
		f := filter.New(tables)
		if err := f.Expr(text); err != nil {
			t.Fatal(err)
		}
		check(t, text, &f.Trace)
		bare := calls(t, text)
		check(t, text+" without the unknown", &bare)
	}
}

// The longest programs - every second number - and random ones fit and are
// right. A table that outgrew a set would have its last calls taken for unknown.
func TestProgramBounds(t *testing.T) {
	for abi, table := range tables {
		if len(table) > filter.MaxNr {
			t.Errorf("the table of %v is longer than a set", event.ABI(abi))
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 30 {
		var s filter.Set
		for abi := range event.NumABI {
			for nr := range uint64(filter.MaxNr) {
				if i == 0 && nr%2 == 0 || i > 0 && rng.IntN(i+1) == 0 {
					s.Add(abi, nr)
				}
			}
		}
		if i%2 == 1 {
			s.Add(event.AMD64, event.X32Bit)
		}
		check(t, fmt.Sprint("set ", i), &s)
	}
}

// A call that is let pass costs the program few instructions.
func TestProgramDepth(t *testing.T) {
	f := filter.New(tables)
	if err := f.Expr("%file"); err != nil {
		t.Fatal(err)
	}
	if n := depth(f.Trace.Program(), 0); n > 20 {
		t.Errorf("%d instructions are executed", n)
	}
}

// depth is the number of instructions on the longest way from pc.
func depth(prog []filter.Insn, pc int) int {
	switch in := prog[pc]; in.Code {
	case filter.OpRet:
		return 1
	case filter.OpJump:
		return 1 + depth(prog, pc+1+int(in.K))
	default:
		n := depth(prog, pc+1+int(in.JT))
		if in.JT != in.JF {
			n = max(n, depth(prog, pc+1+int(in.JF)))
		}
		return 1 + n
	}
}
