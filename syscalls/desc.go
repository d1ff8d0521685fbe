// Package syscalls describes system calls and decodes them. A call is data: a
// [Desc], one line, shared by all ABIs that have the call under that name. The
// family files (file.go, mem.go, net.go...) hold these lines and the decoders
// that are irregular; number-to-Desc tables are in the packages amd64 and 386.
//
// A call is decoded from its ABI, its registers and a memory reader, and from
// nothing else: the package builds on any system and knows nothing of ptrace.
package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Dec is the state that decoders work with.
type Dec = ctype.Dec

// Class is a set of classes of calls, the %names of the -e language.
type Class uint32

const (
	CFile       Class = 1 << iota // takes a file name
	CProcess                      // creates, ends, waits for processes, or executes
	CNet                          // network
	CSignal                       // signals
	CIPC                          // System V IPC
	CDesc                         // takes or returns a descriptor
	CMemory                       // mappings and memory policy
	CCreds                        // user and group ids, capabilities
	CClock                        // reads or sets clocks
	CPure                         // succeeds always and takes no arguments
	CStat                         // stat and its variants
	CLstat                        // lstat and its variants
	CFstat                        // fstat and its variants
	CStatLike                     // all of these, and statx
	CStatfs                       // statfs and its variants
	CFstatfs                      // fstatfs and its variants
	CStatfsLike                   // all of these, and ustat
)

// ClassNames are the names of the classes, in the order of their bits, as they
// stand after % in the -e language.
var ClassNames = [...]string{
	"file", "process", "net", "signal", "ipc", "desc", "memory", "creds", "clock", "pure",
	"stat", "lstat", "fstat", "%stat", "statfs", "fstatfs", "%statfs",
}

// A Desc describes a system call.
type Desc struct {
	Name  string
	Class Class
	Args  []Arg
	Ret   Ret
	IO    IO // whether it transfers data, for those who want to see all of it

	// Regs64 is the number of registers that its arguments take on amd64, where the
	// last ones are not looked at there; 0: all.
	Regs64 uint8

	// Switch, where it is not nil, replaces the arguments behind its selector.
	Switch *Switch
	// Aux says what the result means beyond its number: what strace shows in
	// parentheses. It is called after a success, and with RetAuxErr always.
	Aux func(*Dec)
	// OnDemand tells that Aux says something only to those who ask for it.
	OnDemand bool
}

// A Switch selects the last arguments of a call by the value of an earlier one:
// the command of fcntl, the option of prctl.
type Switch struct {
	Arg   int     // index of the selector in Desc.Args, and its register
	Keep  int     // arguments behind it that all cases share, and their registers
	Mask  uint32  // bits of the selector that count; 0: all
	Cases []Case  // sorted by V
	Like  *Switch // has the cases, where there are none here

	// Names are the names of V>>Shift, for lists, where the selector's argument has none.
	Names *xlat.Set
	Shift uint8

	// Find, where it is not nil, returns the case of a call, or nil: for a selector
	// whose values have other numbers on another ABI.
	Find func(c *event.Call) *Case
}

// A Case is one value of a Switch's selector.
type Case struct {
	V    uint32
	Name string // of the value, where Switch.Find goes by names
	Args []Arg  // what follows the selector
	Ret  Ret
	Aux  func(*Dec)

	OnDemand bool // as Desc.OnDemand
}

// Phase says when an argument is decoded.
type Phase uint8

const (
	In    Phase = iota // when the call begins
	Out                // when it has succeeded; after a failure its address is shown
	OutE               // when it has ended, however
	InOut              // at both ends; the decoder looks at Dec.C.Done and may set Dec.Settled
	Late               // as OutE, but a line that is cut short on entry ends before it
)

// Arg describes an argument of a call.
type Arg struct {
	Name   string
	Fn     func(d *Dec, a *Arg, i int) // says the value; i is the first register that holds it
	Phase  Phase
	Words  uint8                    // registers it takes on i386, if not 1
	Named  bool                     // its name is shown even without -N
	Len    int8                     // register that holds the length or count, or LenRet
	Set    *xlat.Set                // names of its values
	Type   *ctype.Struct            // what it points to
	Out    *ctype.Struct            // what the kernel makes of that
	Num    ctype.Kind               // of the number that it points to
	Member string                   // of what it points to, where a command is about one
	When   func(c *event.Call) bool // nil: always shown
	Want   ctype.Want               // shown only if all of this is wanted
	Kind   Kind
	NotFD  func(c *event.Call) bool // nil, or whether what would be a descriptor is none
}

// IsFD reports whether the argument refers to a file by a descriptor.
func (a *Arg) IsFD(c *event.Call) bool {
	return (a.Kind == FDKind || a.Kind == DirFDKind) && (a.NotFD == nil || !a.NotFD(c))
}

// Kind says what an argument refers to, for whoever has to know it without
// decoding the call.
type Kind uint8

const (
	OtherKind Kind = iota
	FDKind         // a descriptor
	DirFDKind      // a directory's descriptor, or AT_FDCWD
	PathKind       // the address of a file's name
	StackKind      // nothing in a register: it is on the stack, or behind another argument
)

// LenRet as an Arg.Len stands for the call's result.
const LenRet = -1

// Ret says how a successful call's result is shown.
type Ret uint8

const (
	RetDec     Ret = iota // signed decimal
	RetHex                // hexadecimal, an address
	RetOct                // octal
	RetFD                 // a descriptor
	RetPID                // a process or thread id
	RetGroup              // a process group's id
	RetSession            // a session's id
	RetUint               // unsigned decimal
	RetNone               // the call does not return

	retKind   Ret = 0x0f // mask of the above
	RetAuxErr Ret = 0x10 // marks a call whose Aux also explains failures
)

// pick returns the case that the call's selector chooses, or nil.
func (s *Desc) pick(c *event.Call) *Case {
	w := s.Switch
	if w == nil {
		return nil
	}
	if w.Find != nil {
		return w.Find(c)
	}
	v := c.Uint(w.Arg)
	if w.Mask != 0 {
		v &= w.Mask
	}
	cases := w.Cases
	if w.Like != nil {
		cases = w.Like.Cases
	}
	return caseOf(cases, v)
}

// Params returns the arguments that the call c has: those of s, or the first
// ones of s and the rest from the case that c selects.
func (s *Desc) Params(c *event.Call) (head, tail []Arg) {
	if k := s.pick(c); k != nil {
		return s.Args[:s.Switch.Arg+1+s.Switch.Keep], k.Args
	}
	return s.Args, nil
}

// Waits reports whether something of the call is said only when it has ended:
// an argument from the one numbered next on, or what explains the result.
func (s *Desc) Waits(c *event.Call, next int) bool {
	head, tail := s.Params(c)
	if next < len(head)+len(tail) {
		return true
	}
	if k := s.pick(c); k != nil {
		return k.Aux != nil && !k.OnDemand
	}
	return s.Aux != nil && !s.OnDemand
}

// shown reports whether a is an argument that the call has and the user wants.
func (a *Arg) shown(d *Dec) bool {
	return a.Want&^d.O.Want == 0 && (a.When == nil || a.When(d.C))
}

// words is the number of registers that a takes on an ABI.
func (a *Arg) words(abi event.ABI) int {
	if a.Kind == StackKind {
		return 0
	}
	if abi == event.I386 && a.Words > 1 {
		return int(a.Words)
	}
	return 1
}

// Regs is the number of registers that the call's arguments take on an ABI.
func (s *Desc) Regs(abi event.ABI) int {
	if s.Regs64 != 0 && abi == event.AMD64 {
		return int(s.Regs64)
	}
	n := 0
	for i := range s.Args {
		n += s.Args[i].words(abi)
	}
	return min(n, 6)
}

// Enter says the arguments that are known when the call begins. It returns
// where Leave is to go on: at the first argument that has to wait.
func Enter(d *Dec, s *Desc) int {
	head, tail := s.Params(d.C)
	reg := 0
	for k := range len(head) + len(tail) {
		a := param(head, tail, k)
		if a.shown(d) {
			if a.Phase == Late {
				return k
			}
			a.begin(d)
			d.Settled = a.Phase == In
			if a.Phase == In || a.Phase == InOut {
				a.Fn(d, a, reg)
			}
			if !d.Settled {
				return k
			}
		}
		reg += a.words(d.ABI)
	}
	return len(head) + len(tail)
}

// Leave says the remaining arguments of a call that has ended, from on.
func Leave(d *Dec, s *Desc, from int) {
	head, tail := s.Params(d.C)
	reg := 0
	for k := range len(head) + len(tail) {
		a := param(head, tail, k)
		at := reg
		reg += a.words(d.ABI)
		if k < from || !a.shown(d) {
			continue
		}
		if k > from || a.Phase == Late {
			a.begin(d)
			if a.Phase == InOut {
				// What it was on entry has to be taken from what memory holds now.
				d.C.Done, d.Settled = false, false
				a.Fn(d, a, at)
				d.C.Done = true
				if d.Settled {
					continue
				}
			}
		}
		if a.Phase == Out && d.C.Errno != 0 {
			d.Addr(d.C.Ptr(at))
			continue
		}
		a.Fn(d, a, at)
	}
}

func param(head, tail []Arg, k int) *Arg {
	if k < len(head) {
		return &head[k]
	}
	return &tail[k-len(head)]
}

func (a *Arg) begin(d *Dec) {
	if a.Named {
		d.NamedArg(a.Name)
	} else {
		d.Arg(a.Name)
	}
}

var regNames = [6]string{"arg0", "arg1", "arg2", "arg3", "arg4", "arg5"}

// Raw says the first n registers as hexadecimal numbers.
func Raw(d *Dec, n int) {
	for i := range n {
		d.Arg(regNames[i])
		d.Hex(d.C.Ulong(i))
	}
}

// Result says what the call returned: a number, what it refers to, and what
// explains it. The error of a failed call is the caller's to say; Result then
// only explains.
func Result(d *Dec, s *Desc) {
	ret, aux := s.Ret, s.Aux
	if k := s.pick(d.C); k != nil {
		ret, aux = k.Ret, k.Aux
	}
	if d.C.Errno == 0 {
		switch ret & retKind {
		case RetHex:
			d.Hex(uret(d.C))
		case RetOct:
			d.Oct(uret(d.C), 3)
		case RetFD:
			d.FD(int32(d.C.Ret))
		case RetPID:
			d.PID(int32(d.C.Ret))
		case RetGroup:
			d.IDOf(ctype.Group, int32(d.C.Ret))
		case RetSession:
			d.IDOf(ctype.Session, int32(d.C.Ret))
		case RetUint:
			d.Uint(uret(d.C))
		default:
			d.Int(d.C.Ret)
		}
	}
	if aux != nil && (d.C.Errno == 0 || ret&RetAuxErr != 0) {
		aux(d)
		d.EndAux()
	}
}

func uret(c *event.Call) uint64 {
	if c.ABI == event.I386 {
		return uint64(uint32(c.Ret))
	}
	return uint64(c.Ret)
}

// Return is the register that holds the call's result, as an unsigned number.
func Return(c *event.Call) uint64 { return uret(c) }
