package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Decoders of what only the calls in file.go and fds.go have.

// highLow is an offset in two registers, the high half first: that of _llseek.
func highLow(name string) Arg { return Arg{Name: name, Fn: sayHighLow, Words: 2} }

func sayHighLow(d *Dec, a *Arg, i int) {
	d.Buf.Int(int64(uint64(d.C.Uint(i))<<32 | uint64(d.C.Uint(i+1))))
}

// saySought says where _llseek has got to.
func saySought(d *Dec, a *Arg, i int) { uint64At(d, d.C.Ptr(i)) }

func sayCwd(d *Dec, a *Arg, i int) {
	if d.C.Ret <= 0 { // not of the kernel, which counts the NUL
		d.Path(d.C.Ptr(i))
		return
	}
	d.PathN(d.C.Ptr(i), int(min(d.C.Ret-1, 1<<16)))
}

const mfdHugeShift = 26 // MFD_HUGE_SHIFT (linux/memfd.h)

func sayMemfdFlags(d *Dec, a *Arg, i int) {
	v := uint64(d.C.Uint(i))
	huge := v >> mfdHugeShift
	d.BeginFlags(v)
	if low := v & (1<<mfdHugeShift - 1); low != 0 || huge == 0 {
		d.FlagSetNoted(&xlat.MemfdFlags, low)
	}
	if huge != 0 {
		d.FlagShifted(huge, "MFD_HUGE_SHIFT")
	}
	d.EndFlags()
}

var cachestatRange = ctype.Struct{CName: "cachestat_range", Fields: []ctype.Field{
	ctype.Num("off", ctype.U64),
	ctype.Num("len", ctype.U64),
}}

var cachestat = ctype.Struct{CName: "cachestat", Fields: []ctype.Field{
	ctype.Num("nr_cache", ctype.U64),
	ctype.Num("nr_dirty", ctype.U64),
	ctype.Num("nr_writeback", ctype.U64),
	ctype.Num("nr_evicted", ctype.U64),
	ctype.Num("nr_recently_evicted", ctype.U64),
}}

const swapPrio = 0x7fff // SWAP_FLAG_PRIO_MASK (linux/swap.h)

// saySwapFlags says the flags of swapon, of which the low bits are a priority.
func saySwapFlags(d *Dec, a *Arg, i int) {
	v := uint64(d.C.Uint(i))
	if v&^swapPrio == 0 {
		d.Buf.Uint(v)
		return
	}
	d.BeginParts(v)
	d.Part(&xlat.SwapFlags, v&^swapPrio)
	d.PartDec(v & swapPrio)
	d.EndParts()
}

// openHow is openat2's. Its mode counts only for a file to make.
var openHow = ctype.Struct{CName: "open_how", Least: 24, Fields: []ctype.Field{
	ctype.As("flags", ctype.U64, showOpenFlags),
	ctype.As("mode", ctype.U64, showMode),
	ctype.Flags("resolve", ctype.U64, &xlat.ResolveFlags),
}}

func showOpenFlags(d *Dec, f *ctype.Field, p []byte) { sayOpenFlags(d, d.Number(f, p)) }
func showMode(d *Dec, f *ctype.Field, p []byte)      { d.Oct(d.Number(f, p), 3) }

func sayOpenHow(d *Dec, a *Arg, i int) { openHowAt(d, d.C.Ptr(i), d.C.Ulong(i+1)) }

func openHowAt(d *Dec, at event.Addr, size uint64) {
	known := openHow.Size(d.ABI)
	p := d.ReadAll(at, known)
	if size < uint64(known) || p == nil || !d.Deref {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	for i := range openHow.Fields {
		f := &openHow.Fields[i]
		v := p[8*i:][:8]
		if f.Name == "mode" && d.Number(f, v) == 0 && d.Member(&openHow, "flags", p)&(oCreat|oTmpfile) == 0 {
			continue
		}
		d.Field(f.Name)
		f.Show(d, f, v)
	}
	sayRest(d, at, uint64(known), size)
	d.EndStruct()
}

// fileAttr is what file_getattr and file_setattr deal with.
var fileAttr = ctype.Struct{CName: "file_attr", Least: 24, Fields: []ctype.Field{
	ctype.Flags("fa_xflags", ctype.U64, &xlat.XFlags),
	ctype.Num("fa_extsize", ctype.U32),
	ctype.Num("fa_nextents", ctype.U32),
	ctype.Num("fa_projid", ctype.U32),
	ctype.Num("fa_cowextsize", ctype.U32),
}}
