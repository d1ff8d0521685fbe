package syscalls

// Calls about memory: mappings, policy, other processes' memory.
var (
	Brk                  = Desc{Name: "brk", Class: CMemory, Args: []Arg{hexlong("brk")}, Ret: RetHex}
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
	Mmap                 = Desc{Name: "mmap", Class: CDesc | CMemory, Args: []Arg{hexlong("addr"), hexlong("len"), hexlong("prot"), hexlong("flags"), fd("fd"), hexlong("off")}, Ret: RetHex}
	OldMmap              = Desc{Name: "mmap", Class: CDesc | CMemory, Args: []Arg{ptr("arg")}, Ret: RetHex}
	Mmap2                = Desc{Name: "mmap2", Class: CDesc | CMemory, Args: []Arg{hexlong("addr"), hexlong("len"), hexlong("prot"), hexlong("flags"), fd("fd"), hexlong("pgoff")}, Ret: RetHex}
	MovePages            = Desc{Name: "move_pages", Class: CMemory, Args: []Arg{pid("pid"), hexlong("nr_pages"), ptr("pages"), ptr("nodes"), ptr("status"), num("flags")}}
	Mprotect             = Desc{Name: "mprotect", Class: CMemory, Args: []Arg{hexlong("start"), size("len"), hexlong("prot")}}
	Mremap               = Desc{Name: "mremap", Class: CMemory, Args: []Arg{hexlong("addr"), hexlong("old_len"), hexlong("new_len"), hexlong("flags"), hexlong("new_addr")}, Ret: RetHex}
	Mseal                = Desc{Name: "mseal", Class: CMemory, Args: []Arg{hexlong("start"), size("len"), hexlong("flags")}}
	Msync                = Desc{Name: "msync", Class: CMemory, Args: []Arg{hexlong("start"), size("len"), num("flags")}}
	Munlock              = Desc{Name: "munlock", Class: CMemory, Args: []Arg{hexlong("start"), size("len")}}
	Munlockall           = Desc{Name: "munlockall", Class: CMemory}
	Munmap               = Desc{Name: "munmap", Class: CMemory, Args: []Arg{hexlong("addr"), size("len")}}
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
