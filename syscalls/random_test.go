package syscalls_test

import (
	"encoding/binary"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"
	"gotrace/syscalls"
	"gotrace/syscalls/386"
	"gotrace/syscalls/amd64"
)

// wild is memory between two addresses whose content follows from a seed: each
// page is of a kind of its own, one in eight is not mapped.
type wild struct {
	lo, hi event.Addr
	seed   uint64
}

const page = 0x1000

const wildText = "an\"tj {\\\x00=|\n,\x80\xc3(]#"

func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// ReadMem implements event.Memory.
func (w *wild) ReadMem(a event.Addr, p []byte) int {
	for i := range p {
		at := a + event.Addr(i)
		if at < w.lo || at >= w.hi {
			return i
		}
		word := mix(w.seed ^ uint64(at)/8)
		switch mix(w.seed+uint64(at)/page) % 8 {
		case 0:
			return i
		case 1:
			p[i] = 0
		case 2: // small numbers of 32 bits
			p[i] = 0
			if at%4 == 0 {
				p[i] = byte(word % 20)
			}
		case 3: // small numbers of 64 bits
			p[i] = 0
			if at%8 == 0 {
				p[i] = byte(word % 40)
			}
		case 4, 5: // pointers into this memory, and small numbers
			v := word % 7
			if v > 2 {
				v = uint64(w.lo) + word%uint64(w.hi-w.lo)
			}
			var b [8]byte
			binary.LittleEndian.PutUint64(b[:], v)
			p[i] = b[at%8]
		case 6: // text
			p[i] = wildText[byte(word>>(at%8*8))%byte(len(wildText))]
		default:
			p[i] = byte(word >> (at % 8 * 8))
		}
	}
	return len(p)
}

// wildNumber is a register that is likely to lead somewhere.
func wildNumber(r *rand.Rand, w *wild) uint64 {
	switch r.IntN(10) {
	case 0:
		return 0
	case 1:
		return ^uint64(0)
	case 2, 3:
		return r.Uint64N(70)
	case 4:
		return 1 << r.IntN(64)
	case 5:
		return r.Uint64()
	case 6:
		return uint64(r.Uint32())
	}
	return uint64(w.lo) + r.Uint64N(uint64(w.hi-w.lo))
}

// someFDs and somePIDs are what descriptors and processes mean in these tests.
type someFDs struct{}

func (someFDs) FD(tid int, fd int32, r *emit.Ref) bool {
	r.Path = append(r.Path[:0], "/a/file"...)
	return true
}

func (someFDs) Process(tid int, fd int32) (pid int, ok bool) { return tid, fd%2 == 0 }

func (someFDs) Cwd(tid int, r *emit.Ref) bool { return someFDs{}.FD(tid, 0, r) }

type somePIDs struct{}

func (somePIDs) PID(tid int, id int32, kind ctype.PIDKind, r *emit.PIDRef) bool {
	r.Comm, r.Outer = append(r.Comm[:0], "comm"...), id+1
	return true
}

// someKernel is what is asked of the kernel besides.
type someKernel struct{}

func (someKernel) Namespace(tid int, child int32, file string) (inode uint64, ok bool) {
	return 4026531840, child%2 == 0
}

func (someKernel) Opened(tid int, fd int32) (kind string, inode uint64, ok bool) {
	return "net", 1, fd%2 == 0
}

func (someKernel) VCPU(tid int, fd int32) (cpu int, run ctype.Span, ok bool) {
	return 1, ctype.Span{At: 0x1000, Len: 0x3000}, true
}

type someLabels struct{}

func (someLabels) FD(tid int, fd int32, l *emit.Label) bool {
	l.Context, l.Expected = append(l.Context[:0], "a_t"...), append(l.Expected[:0], "b_t"...)
	return fd%2 == 0
}

func (s someLabels) File(tid int, dir int32, path []byte, l *emit.Label) bool {
	return s.FD(tid, dir, l)
}

// runners decode in every style: text and JSON, with the three styles of numbers,
// abbreviated and not, with descriptors explained and not. The line of one call may
// not be longer than a limit.
func runners() []styled {
	var rs []styled
	for _, style := range []emit.Style{emit.Text, emit.JSON} {
		for _, numbers := range []emit.ConstStyle{emit.Names, emit.Raw, emit.Both} {
			for _, whole := range []bool{false, true} {
				for _, asks := range []bool{false, true} {
					r := styled{vector.NewRunner(emit.Options{Style: style, Const: numbers, ArgNames: whole}), 1 << 20}
					r.Dec.Abbrev = !whole
					if whole {
						r.limit = 64 << 20
					}
					if asks { // three sets of select(2) have 65,536 descriptors each
						r.limit *= 4
						askAll(&r.Dec)
					}
					rs = append(rs, r)
				}
			}
		}
	}
	for _, style := range []emit.Style{emit.Text, emit.JSON} {
		bare := vector.NewRunner(emit.Options{Style: style, Hex: emit.HexAll})
		bare.Dec.Deref = false
		short := vector.NewRunner(emit.Options{Style: style, Hex: emit.HexNonASCII})
		short.Dec.O.StrLen = 0
		rs = append(rs, styled{bare, 1 << 20}, styled{short, 1 << 20})
	}
	return rs
}

// askAll lets d ask for all that there is to ask for.
func askAll(d *syscalls.Dec) {
	o := &d.O
	o.FDs, o.PIDs, o.Labels, o.Namespaces, o.VCPUs = someFDs{}, somePIDs{}, someLabels{}, someKernel{}, someKernel{}
}

type styled struct {
	*vector.Runner
	limit int
}

// decode runs a call through r, with the memory that it begins and ends with, and
// reports what must not be.
func (r styled) decode(t testing.TB, v *vector.Vector, entry, exit event.Memory) {
	defer func() {
		if e := recover(); e != nil {
			t.Errorf("%v %s%#x: %v", v.Call.ABI, v.Desc.Name, v.Call.Args, e)
			panic(e)
		}
	}()
	out := r.Run(v, entry, exit)
	if r.Buf.JSON() && !json.Valid(out) {
		t.Errorf("%v %s%#x -> %d: not JSON: %.2000s", v.Call.ABI, v.Desc.Name, v.Call.Args, v.Call.Ret, out)
	}
	if len(out) > r.limit {
		t.Errorf("%v %s%#x -> %d: %d bytes", v.Call.ABI, v.Desc.Name, v.Call.Args, v.Call.Ret, len(out))
	}
}

func tables() [event.NumABI][]*syscalls.Desc {
	return [event.NumABI][]*syscalls.Desc{amd64.Table(), i386.Table()}
}

// wildCall makes a call of d with random registers and a random end.
func wildCall(r *rand.Rand, abi event.ABI, d *syscalls.Desc, w *wild) *vector.Vector {
	v := &vector.Vector{Desc: d, Ends: r.IntN(8) > 0}
	v.Call.ABI = abi
	for i := range v.Call.Args {
		v.Call.Args[i] = wildNumber(r, w)
	}
	if s := d.Switch; s != nil && len(s.Cases) > 0 && r.IntN(4) > 0 {
		v.Call.Args[s.Arg] = uint64(s.Cases[r.IntN(len(s.Cases))].V)
	}
	if abi == event.I386 {
		for i := range v.Call.Args {
			v.Call.Args[i] = uint64(uint32(v.Call.Args[i]))
		}
	}
	switch {
	case !v.Ends:
	case r.IntN(3) == 0:
		v.Call.Errno = 1 + r.IntN(600)
		v.Call.Ret = -int64(v.Call.Errno)
	default:
		v.Call.Ret = int64(wildNumber(r, w))
		if abi == event.I386 {
			v.Call.Ret = int64(int32(v.Call.Ret))
		}
	}
	return v
}

// eachWild makes n random calls of every call of both ABIs, ten times as many of
// those that are several, and passes them on with the memory that they begin and end
// with, which is often the same.
func eachWild(n int, fn func(k int, v *vector.Vector, entry, exit *wild)) {
	for abi, table := range tables() {
		for nr, d := range table {
			if d == nil {
				continue
			}
			r := rand.New(rand.NewPCG(uint64(abi), uint64(nr)))
			count := n
			if d.Switch != nil {
				count *= 10
			}
			for k := range count {
				entry := &wild{0x10000, 0x30000, r.Uint64()}
				v := wildCall(r, event.ABI(abi), d, entry)
				v.Call.Nr = uint64(nr)
				exit := entry
				if r.IntN(3) == 0 {
					exit = &wild{entry.lo, entry.hi, r.Uint64()}
				}
				fn(k, v, entry, exit)
			}
		}
	}
}

// TestWild decodes every call of both ABIs with random registers on random memory, in
// every style: nothing panics, JSON is JSON, lines are of bounded length.
func TestWild(t *testing.T) {
	rounds := 30
	if testing.Short() {
		rounds = 2
	}
	rs := runners()
	eachWild(rounds, func(_ int, v *vector.Vector, entry, exit *wild) {
		for _, s := range rs {
			s.decode(t, v, entry, exit)
		}
		if t.Failed() {
			t.FailNow()
		}
	})
}

// TestWildAllocates checks that decoding costs no allocation, once the buffers have
// grown. Each call is decoded in one style; every style has its turn.
func TestWildAllocates(t *testing.T) {
	rs := runners()
	turn := 0
	eachWild(len(rs), func(_ int, v *vector.Vector, entry, exit *wild) {
		s := rs[turn%len(rs)]
		turn++
		s.Run(v, entry, exit)
		if n := testing.AllocsPerRun(1, func() { s.Run(v, entry, exit) }); n != 0 {
			t.Errorf("%v %s%#x, style %d: %v allocations", v.Call.ABI, v.Desc.Name, v.Call.Args, turn%len(rs), n)
		}
	})
}

// region is fuzzed memory.
type region struct {
	at   event.Addr
	data []byte
}

// ReadMem implements event.Memory.
func (g *region) ReadMem(a event.Addr, p []byte) int {
	if a < g.at || a-g.at >= event.Addr(len(g.data)) {
		return 0
	}
	return copy(p, g.data[a-g.at:])
}

// FuzzDecode decodes any call with any registers and memory. A register and a
// word of memory that is 0x1000 to 0x1fff points into the memory.
func FuzzDecode(f *testing.F) {
	regs := func(v ...uint64) []byte {
		var p []byte
		for _, x := range v {
			p = binary.LittleEndian.AppendUint64(p, x)
		}
		return p
	}
	text := []byte("a name\x00\x01\x00\x00\x00\x10\x00\x00\x00\x00\x10\x00\x00\x08\x00\x00\x00")
	f.Add(uint16(0), false, int64(4), regs(3, 0x1000, 16), text)
	f.Add(uint16(16), false, int64(0), regs(3, 0x5401, 0x1000), text)
	f.Add(uint16(46), false, int64(0), regs(3, 0x1000, 0), regs(0x1000, 16, 0x1010, 2, 0x1020, 32, 0x10, 8, 1))
	f.Add(uint16(59), false, int64(0), regs(0x1000, 0x1008, 0x1010), regs(0x7461632f, 0x1000, 0x1000, 0))
	f.Add(uint16(102), true, int64(-22), regs(3, 0x1000), regs(0x1000_0000_0003, 0x10))
	f.Add(uint16(117), true, int64(0), regs(2, 1, 2, 3, 0x1000), text)
	f.Add(uint16(321), false, int64(-1), regs(5, 0x1000, 64), text)
	rs := runners()
	all := tables()
	f.Fuzz(func(t *testing.T, nr uint16, is386 bool, ret int64, reg, mem []byte) {
		abi := event.AMD64
		if is386 {
			abi = event.I386
		}
		table := all[abi]
		d := table[int(nr)%len(table)]
		if d == nil {
			return
		}
		v := &vector.Vector{Desc: d, Ends: true}
		c := &v.Call
		c.ABI, c.Nr, c.Ret = abi, uint64(nr), ret
		if ret < 0 && ret > -4096 {
			c.Errno = int(-ret)
		}
		for i := range c.Args {
			if len(reg) >= 8*i+8 {
				c.Args[i] = binary.LittleEndian.Uint64(reg[8*i:])
			}
			if is386 {
				c.Args[i] = uint64(uint32(c.Args[i]))
			}
		}
		m := &region{0x1000, mem}
		for _, s := range rs {
			s.decode(t, v, m, m)
		}
	})
}
