package syscalls

import (
	"encoding/binary"
	"gotrace/ctype"

	"gotrace/event"
	"gotrace/xlat"
)

// Calls about memory: mappings, policy, other processes' memory.
var (
	Brk                  = Desc{Name: "brk", Class: CMemory, Args: []Arg{ptr("brk")}, Ret: RetHex}
	GetMempolicy         = Desc{Name: "get_mempolicy", Class: CMemory, Args: []Arg{outCustom("policy", sayPolicyAt), outeCustom("nmask", sayNodemaskOut), size("maxnode"), ptr("addr"), flagslong("flags", &xlat.GetMempolicyFlags)}}
	Madvise              = Desc{Name: "madvise", Class: CMemory, Args: []Arg{ptr("start"), size("len_in"), enum("behavior", &xlat.Madvise)}}
	MapShadowStack       = Desc{Name: "map_shadow_stack", Class: CMemory, Args: []Arg{ptr("addr"), size("size"), flags("flags", &xlat.ShadowStack)}, Ret: RetHex}
	Mbind                = Desc{Name: "mbind", Class: CMemory, Args: []Arg{ptr("start"), size("len"), inCustom("mode", sayPolicy), inCustom("nmask", sayNodemask4), size("maxnode"), flags("flags", &xlat.MbindFlags)}}
	Membarrier           = Desc{Name: "membarrier", Args: []Arg{enum("cmd", &xlat.MembarrierCmds), flags("flags", &xlat.MembarrierFlags), {Name: "cpu_id", Fn: sayInt, When: membarrierCPU}}, Switch: &membarriers}
	MigratePages         = Desc{Name: "migrate_pages", Class: CMemory, Args: []Arg{pid("pid"), size("maxnode"), inCustom("old_nodes", sayNodemask1), inCustom("new_nodes", sayNodemask1)}}
	Mincore              = Desc{Name: "mincore", Class: CMemory, Args: []Arg{ptr("start"), size("len"), outCustom("vec", sayResident)}}
	Mlock                = Desc{Name: "mlock", Class: CMemory, Args: []Arg{ptr("start"), size("len")}}
	Mlock2               = Desc{Name: "mlock2", Class: CMemory, Args: []Arg{ptr("start"), size("len"), flags("flags", &xlat.MlockFlags)}}
	Mlockall             = Desc{Name: "mlockall", Class: CMemory, Args: []Arg{flags("flags", &xlat.MlockallFlags)}}
	Mmap                 = Desc{Name: "mmap", Class: CDesc | CMemory, Args: []Arg{ptr("addr"), size("len"), flagslong("prot", &xlat.MmapProt), inCustom("flags", sayMmapFlags), fd("fd"), hexlong("off")}, Ret: RetHex}
	OldMmap              = Desc{Name: "mmap", Class: CDesc | CMemory, Args: []Arg{inCustom("addr", sayMmapStruct), mmapMember("len", 1, sayMmapLen), mmapMember("prot", 2, sayMmapProt), mmapMember("flags", 3, sayMmapOldFlags), mmapMember("fd", 4, sayMmapFD), mmapMember("off", 5, sayMmapOff)}, Ret: RetHex}
	Mmap2                = Desc{Name: "mmap2", Class: CDesc | CMemory, Args: []Arg{ptr("addr"), size("len"), flagslong("prot", &xlat.MmapProt), inCustom("flags", sayMmapFlags), fd("fd"), inCustom("pgoff", sayPages)}, Ret: RetHex}
	MovePages            = Desc{Name: "move_pages", Class: CMemory, Args: []Arg{pid("pid"), size("nr_pages"), inCustom("pages", sayPagesAt), inCustom("nodes", sayNodesAt), outeCustom("status", sayPageStatus), flags("flags", &xlat.MovePagesFlags)}}
	Mprotect             = Desc{Name: "mprotect", Class: CMemory, Args: []Arg{ptr("start"), size("len"), flagslong("prot", &xlat.MmapProt)}}
	Mremap               = Desc{Name: "mremap", Class: CMemory, Args: []Arg{ptr("addr"), size("old_len"), size("new_len"), flagslong("flags", &xlat.MremapFlags), {Name: "new_addr", Fn: sayPtr, When: mremapTarget}}, Ret: RetHex}
	Mseal                = Desc{Name: "mseal", Class: CMemory, Args: []Arg{ptr("start"), size("len"), hexlong("flags")}}
	Msync                = Desc{Name: "msync", Class: CMemory, Args: []Arg{ptr("start"), size("len"), flags("flags", &xlat.MsyncFlags)}}
	Munlock              = Desc{Name: "munlock", Class: CMemory, Args: []Arg{ptr("start"), size("len")}}
	Munlockall           = Desc{Name: "munlockall", Class: CMemory}
	Munmap               = Desc{Name: "munmap", Class: CMemory, Args: []Arg{ptr("addr"), size("len")}}
	PkeyAlloc            = Desc{Name: "pkey_alloc", Args: []Arg{hexlong("flags"), flagslong("init_val", &xlat.PkeyRights)}}
	PkeyFree             = Desc{Name: "pkey_free", Args: []Arg{num("pkey")}}
	PkeyMprotect         = Desc{Name: "pkey_mprotect", Class: CMemory, Args: []Arg{ptr("start"), size("len"), flagslong("prot", &xlat.MmapProt), num("pkey")}}
	ProcessMadvise       = Desc{Name: "process_madvise", Class: CDesc, Args: []Arg{fd("pidfd"), ins("vec", &kiovec, 2), size("vlen"), enum("behavior", &xlat.Madvise), hex("flags")}}
	ProcessMrelease      = Desc{Name: "process_mrelease", Class: CDesc, Args: []Arg{fd("pidfd"), hex("flags")}}
	ProcessVmReadv       = Desc{Name: "process_vm_readv", Args: []Arg{pid("pid"), outIovec("lvec", 2), size("liovcnt"), ins("rvec", &kiovec, 4), size("riovcnt"), size("flags")}}
	ProcessVmWritev      = Desc{Name: "process_vm_writev", Args: []Arg{pid("pid"), iovec("lvec", 2), size("liovcnt"), ins("rvec", &kiovec, 4), size("riovcnt"), size("flags")}}
	RemapFilePages       = Desc{Name: "remap_file_pages", Class: CMemory, Args: []Arg{ptr("start"), size("size"), flagslong("prot", &xlat.MmapProt), size("pgoff"), inCustom("flags", sayMmapFlags)}}
	SetMempolicy         = Desc{Name: "set_mempolicy", Class: CMemory, Args: []Arg{inCustom("mode", sayPolicyInt), inCustom("nmask", sayNodemask2), size("maxnode")}}
	SetMempolicyHomeNode = Desc{Name: "set_mempolicy_home_node", Class: CMemory, Args: []Arg{ptr("start"), size("len"), size("home_node"), hexlong("flags")}}
	Userfaultfd          = Desc{Name: "userfaultfd", Class: CDesc, Args: []Arg{flags("flags", &xlat.Userfaultfd)}, Ret: RetFD}
)

// The parts of mmap's flags (asm-generic/mman-common.h, asm-generic/hugetlb_encode.h).
const (
	mapType      = 0xf
	mapHugeShift = 26
	mapHuge      = 0x3f << mapHugeShift
)

func sayMmapFlags(d *Dec, a *Arg, i int) { mmapFlags(d, d.C.Ulong(i)) }

func mmapFlags(d *Dec, v uint64) {
	d.BeginFlags(v)
	v &= 1<<32 - 1
	d.FlagEnum(&xlat.MmapTypes, v&mapType)
	d.FlagSet(&xlat.MmapFlags, v&^(mapType|mapHuge))
	if huge := v & mapHuge >> mapHugeShift; huge != 0 {
		d.FlagShifted(huge, "MAP_HUGE_SHIFT")
	}
	d.EndFlags()
}

// sayPages says an offset that is given in units of 4096 bytes (mmap2(2)).
func sayPages(d *Dec, a *Arg, i int) { d.Hex(d.C.Ulong(i) << 12) }

// i386's mmap has its arguments behind the only one, which is shown alone where
// they cannot be read (mm/mmap.c, struct mmap_arg_struct). mmapMember makes the
// one that is word n there.
func mmapMember(name string, n int8, fn func(*Dec, *Arg, int)) Arg {
	return Arg{Name: name, Fn: fn, Len: n, When: hasMmapArgs, Kind: StackKind}
}

func hasMmapArgs(c *event.Call) bool { return c.Saved[0] != 0 }

func sayMmapStruct(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(0), 24)
	if p == nil {
		d.Addr(d.C.Ptr(0))
		return
	}
	d.C.Saved[0] = 1
	d.Addr(event.Addr(binary.LittleEndian.Uint32(p)))
}

// mmapWord returns the word of the struct that a stands for.
func mmapWord(d *Dec, a *Arg) uint64 {
	v, _ := readUint32(d, d.C.Ptr(0)+event.Addr(4*int(a.Len)))
	return uint64(v)
}

func sayMmapLen(d *Dec, a *Arg, i int)      { d.Buf.Uint(mmapWord(d, a)) }
func sayMmapProt(d *Dec, a *Arg, i int)     { d.Flags(&xlat.MmapProt, mmapWord(d, a)) }
func sayMmapOldFlags(d *Dec, a *Arg, i int) { mmapFlags(d, mmapWord(d, a)) }
func sayMmapFD(d *Dec, a *Arg, i int)       { d.FD(int32(mmapWord(d, a))) }
func sayMmapOff(d *Dec, a *Arg, i int)      { d.Hex(mmapWord(d, a)) }

// Flags of mremap(2) that make its last argument count (linux/mman.h).
const (
	mremapMaymove = 1
	mremapFixed   = 2
)

func mremapTarget(c *event.Call) bool {
	return c.Args[3]&(mremapMaymove|mremapFixed) == mremapMaymove|mremapFixed
}

// sayResident says the vector of mincore(2): a byte for each page, of which one
// bit means something.
func sayResident(d *Dec, a *Arg, i int) {
	pages := (d.C.Ulong(1)-1)/pageSize + 1
	if d.C.Ulong(1) == 0 {
		pages = 0
	}
	d.ArrayOf(d.C.Ptr(i), pages, 1, func(d *Dec, p []byte) { d.Buf.Uint(uint64(p[0] & 1)) })
}

const pageSize = 4096

// membarriers tells MEMBARRIER_CMD_QUERY and MEMBARRIER_CMD_GET_REGISTRATIONS,
// whose results are commands.
var membarriers = Switch{Arg: 0, Cases: []Case{
	{V: 0, Args: []Arg{flags("flags", &xlat.MembarrierFlags), {Name: "cpu_id", Fn: sayInt, When: membarrierCPU}}, Ret: RetHex, Aux: auxMembarrier},
	{V: 512, Args: []Arg{flags("flags", &xlat.MembarrierFlags), {Name: "cpu_id", Fn: sayInt, When: membarrierCPU}}, Ret: RetHex, Aux: auxMembarrier},
}}

func membarrierCPU(c *event.Call) bool { return c.Uint(1)&1 != 0 } // MEMBARRIER_CMD_FLAG_CPU

func auxMembarrier(d *Dec) {
	if d.C.Ret == 0 {
		return
	}
	d.AuxField("", "commands")
	d.Flags(&xlat.MembarrierCmdFlags, uint64(d.C.Ret))
}

// The mode flags of memory policies (linux/mempolicy.h, MPOL_MODE_FLAGS).
const mpolModeFlags = 0xe000

func sayPolicy(d *Dec, a *Arg, i int)    { policy(d, d.C.Ulong(i)) }
func sayPolicyInt(d *Dec, a *Arg, i int) { policy(d, uint64(d.C.Uint(i))) }

// policy says a memory policy: a mode and flags.
func policy(d *Dec, v uint64) {
	mode := v &^ mpolModeFlags
	name, ok := xlat.MpolModes.Lookup(d.ABI, mode)
	if !ok && v&mpolModeFlags == 0 {
		d.Enum(&xlat.MpolModes, v)
		return
	}
	d.BeginFlags(v)
	if ok {
		d.FlagName(name)
		v &= mpolModeFlags
	}
	if v != 0 {
		d.FlagSet(&xlat.MpolModeFlags, v)
	}
	d.EndFlags()
}

func sayPolicyAt(d *Dec, a *Arg, i int) {
	v, ok := readUint32(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Enum(&xlat.MpolModes, uint64(v))
	d.EndRef()
}

// The register of maxnode is the first, the third or the fifth.
func sayNodemask1(d *Dec, a *Arg, i int) { nodemask(d, d.C.Ptr(i), d.C.Ulong(1)) }
func sayNodemask2(d *Dec, a *Arg, i int) { nodemask(d, d.C.Ptr(i), d.C.Ulong(2)) }
func sayNodemask4(d *Dec, a *Arg, i int) { nodemask(d, d.C.Ptr(i), d.C.Ulong(4)) }

// sayNodemaskOut says the set that get_mempolicy(2) stores; one of no nodes is also
// shown where the call has failed.
func sayNodemaskOut(d *Dec, a *Arg, i int) {
	if d.C.Errno != 0 && d.C.Ulong(2) != 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	sayNodemask2(d, a, i)
}

// nodemask says a set of memory nodes as its words. The kernel counts one node
// less than it is told (mm/mempolicy.c, get_nodes).
func nodemask(d *Dec, a event.Addr, maxnode uint64) {
	bits := uint64(d.ABI.Bits())
	words := uint64(0)
	switch {
	case maxnode == 1 || maxnode > -bits:
		d.Addr(a)
		return
	case maxnode > 1:
		words = (maxnode-2)/bits + 1
	}
	d.ArrayOf(a, words, d.ABI.PtrSize(), oneMask)
}

func oneMask(d *Dec, p []byte) {
	d.HexWide(ctype.Ulong.Number(d.ABI, p), 2*len(p))
}

func sayPagesAt(d *Dec, a *Arg, i int) {
	d.ArrayOf(d.C.Ptr(i), d.C.Ulong(1), d.ABI.PtrSize(), onePtr)
}

func onePtr(d *Dec, p []byte) { d.Addr(event.Addr(ctype.Ptr.Number(d.ABI, p))) }

func sayNodesAt(d *Dec, a *Arg, i int) { d.ArrayOf(d.C.Ptr(i), d.C.Ulong(1), 4, oneInt) }

func oneInt(d *Dec, p []byte) { d.Buf.Int(int64(int32(binary.LittleEndian.Uint32(p)))) }

func sayPageStatus(d *Dec, a *Arg, i int) {
	if d.C.Errno != 0 && d.C.Ulong(1) != 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.ArrayOf(d.C.Ptr(i), d.C.Ulong(1), 4, oneStatus)
}

func oneStatus(d *Dec, p []byte) { d.NegErrno(int32(binary.LittleEndian.Uint32(p))) }
