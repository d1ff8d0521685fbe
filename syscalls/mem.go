package syscalls

import (
	"encoding/binary"

	"gotrace/event"
	"gotrace/xlat"
)

// Calls about memory: mappings, policy, other processes' memory.
var (
	Brk                  = Desc{Name: "brk", Class: CMemory, Args: []Arg{ptr("brk")}, Ret: RetHex}
	GetMempolicy         = Desc{Name: "get_mempolicy", Class: CMemory, Args: []Arg{ptr("policy"), ptr("nmask"), hexlong("maxnode"), hexlong("addr"), hexlong("flags")}}
	Madvise              = Desc{Name: "madvise", Class: CMemory, Args: []Arg{hexlong("start"), size("len_in"), num("behavior")}}
	MapShadowStack       = Desc{Name: "map_shadow_stack", Class: CMemory, Args: []Arg{hexlong("addr"), hexlong("size"), hex("flags")}}
	Mbind                = Desc{Name: "mbind", Class: CMemory, Args: []Arg{hexlong("start"), hexlong("len"), mode("mode"), ptr("nmask"), hexlong("maxnode"), hex("flags")}}
	Membarrier           = Desc{Name: "membarrier", Args: []Arg{num("cmd"), hex("flags"), num("cpu_id")}}
	MigratePages         = Desc{Name: "migrate_pages", Class: CMemory, Args: []Arg{pid("pid"), hexlong("maxnode"), ptr("old_nodes"), ptr("new_nodes")}}
	Mincore              = Desc{Name: "mincore", Class: CMemory, Args: []Arg{hexlong("start"), size("len"), ptr("vec")}}
	Mlock                = Desc{Name: "mlock", Class: CMemory, Args: []Arg{hexlong("start"), size("len")}}
	Mlock2               = Desc{Name: "mlock2", Class: CMemory, Args: []Arg{hexlong("start"), size("len"), num("flags")}}
	Mlockall             = Desc{Name: "mlockall", Class: CMemory, Args: []Arg{num("flags")}}
	Mmap                 = Desc{Name: "mmap", Class: CDesc | CMemory, Args: []Arg{ptr("addr"), size("len"), flagslong("prot", &xlat.MmapProt), inCustom("flags", sayMmapFlags), fd("fd"), hexlong("off")}, Ret: RetHex}
	OldMmap              = Desc{Name: "mmap", Class: CDesc | CMemory, Args: []Arg{inCustom("addr", sayMmapStruct), mmapMember("len", 1, sayMmapLen), mmapMember("prot", 2, sayMmapProt), mmapMember("flags", 3, sayMmapOldFlags), mmapMember("fd", 4, sayMmapFD), mmapMember("off", 5, sayMmapOff)}, Ret: RetHex}
	Mmap2                = Desc{Name: "mmap2", Class: CDesc | CMemory, Args: []Arg{ptr("addr"), size("len"), flagslong("prot", &xlat.MmapProt), inCustom("flags", sayMmapFlags), fd("fd"), inCustom("pgoff", sayPages)}, Ret: RetHex}
	MovePages            = Desc{Name: "move_pages", Class: CMemory, Args: []Arg{pid("pid"), hexlong("nr_pages"), ptr("pages"), ptr("nodes"), ptr("status"), num("flags")}}
	Mprotect             = Desc{Name: "mprotect", Class: CMemory, Args: []Arg{ptr("start"), size("len"), flagslong("prot", &xlat.MmapProt)}}
	Mremap               = Desc{Name: "mremap", Class: CMemory, Args: []Arg{hexlong("addr"), hexlong("old_len"), hexlong("new_len"), hexlong("flags"), hexlong("new_addr")}, Ret: RetHex}
	Mseal                = Desc{Name: "mseal", Class: CMemory, Args: []Arg{hexlong("start"), size("len"), hexlong("flags")}}
	Msync                = Desc{Name: "msync", Class: CMemory, Args: []Arg{hexlong("start"), size("len"), num("flags")}}
	Munlock              = Desc{Name: "munlock", Class: CMemory, Args: []Arg{hexlong("start"), size("len")}}
	Munlockall           = Desc{Name: "munlockall", Class: CMemory}
	Munmap               = Desc{Name: "munmap", Class: CMemory, Args: []Arg{ptr("addr"), size("len")}}
	PkeyAlloc            = Desc{Name: "pkey_alloc", Args: []Arg{hexlong("flags"), hexlong("init_val")}}
	PkeyFree             = Desc{Name: "pkey_free", Args: []Arg{num("pkey")}}
	PkeyMprotect         = Desc{Name: "pkey_mprotect", Class: CMemory, Args: []Arg{hexlong("start"), size("len"), hexlong("prot"), num("pkey")}}
	ProcessMadvise       = Desc{Name: "process_madvise", Class: CDesc, Args: []Arg{fd("pidfd"), ptr("vec"), size("vlen"), num("behavior"), hex("flags")}}
	ProcessMrelease      = Desc{Name: "process_mrelease", Class: CDesc, Args: []Arg{fd("pidfd"), hex("flags")}}
	ProcessVmReadv       = Desc{Name: "process_vm_readv", Args: []Arg{pid("pid"), ptr("lvec"), hexlong("liovcnt"), ptr("rvec"), hexlong("riovcnt"), hexlong("flags")}}
	ProcessVmWritev      = Desc{Name: "process_vm_writev", Args: []Arg{pid("pid"), ptr("lvec"), hexlong("liovcnt"), ptr("rvec"), hexlong("riovcnt"), hexlong("flags")}}
	RemapFilePages       = Desc{Name: "remap_file_pages", Class: CMemory, Args: []Arg{hexlong("start"), hexlong("size"), hexlong("prot"), hexlong("pgoff"), hexlong("flags")}}
	SetMempolicy         = Desc{Name: "set_mempolicy", Class: CMemory, Args: []Arg{mode("mode"), ptr("nmask"), hexlong("maxnode")}}
	SetMempolicyHomeNode = Desc{Name: "set_mempolicy_home_node", Class: CMemory, Args: []Arg{hexlong("start"), hexlong("len"), hexlong("home_node"), hexlong("flags")}}
	Userfaultfd          = Desc{Name: "userfaultfd", Class: CDesc, Args: []Arg{num("flags")}, Ret: RetFD}
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
	return Arg{Name: name, Fn: fn, Len: n, When: hasMmapArgs}
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
