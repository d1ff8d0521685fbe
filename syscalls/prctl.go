package syscalls

import (
	"encoding/binary"

	"gotrace/event"
	"gotrace/xlat"
)

// rest3, rest4 and rest5 are the arguments of prctl from the third, fourth and
// fifth on, for options that want them to be 0 or do not say.
func rest3() Arg { return hexlong("arg3") }
func rest4() Arg { return hexlong("arg4") }
func rest5() Arg { return hexlong("arg5") }

// prctls are the options of prctl(2) (linux/prctl.h), each with what it takes
// and what its result means.
var prctls = Switch{Arg: 0, Cases: []Case{
	{V: 1, Args: []Arg{inCustom("arg2", saySignalUlong)}},    // PR_SET_PDEATHSIG
	{V: 2, Args: []Arg{outCustom("arg2", saySignalAt)}},      // PR_GET_PDEATHSIG
	{V: 3, Aux: auxDumpable},                                 // PR_GET_DUMPABLE
	{V: 4, Args: []Arg{enumUlong("arg2", &xlat.PrDumpable)}}, // PR_SET_DUMPABLE
	{V: 5, Args: []Arg{outFlags("arg2", &xlat.PrUnalign)}},   // PR_GET_UNALIGN
	{V: 6, Args: []Arg{flags("arg2", &xlat.PrUnalign)}},      // PR_SET_UNALIGN
	{V: 7},                                                  // PR_GET_KEEPCAPS
	{V: 8, Args: []Arg{size("arg2")}},                       // PR_SET_KEEPCAPS
	{V: 9, Args: []Arg{outUint("arg2")}},                    // PR_GET_FPEMU
	{V: 10, Args: []Arg{size("arg2")}},                      // PR_SET_FPEMU
	{V: 11, Args: []Arg{outUint("arg2")}},                   // PR_GET_FPEXC
	{V: 12, Args: []Arg{size("arg2")}},                      // PR_SET_FPEXC
	{V: 13},                                                 // PR_GET_TIMING
	{V: 14, Args: []Arg{size("arg2")}},                      // PR_SET_TIMING
	{V: 15, Args: []Arg{inCustom("arg2", sayTaskName)}},     // PR_SET_NAME
	{V: 16, Args: []Arg{outCustom("arg2", sayTaskNameOut)}}, // PR_GET_NAME
	{V: 19, Args: []Arg{outUint("arg2")}},                   // PR_GET_ENDIAN
	{V: 20, Args: []Arg{size("arg2")}},                      // PR_SET_ENDIAN
	{V: 21},                                                 // PR_GET_SECCOMP
	{V: 22, Args: []Arg{enumUlong("arg2", &xlat.SeccompModes), {Name: "arg3", Fn: sayFilterArg, When: modeNotStrict}, {Name: "arg4", Fn: sayHexLong, When: modeUnknown}, {Name: "arg5", Fn: sayHexLong, When: modeUnknown}}}, // PR_SET_SECCOMP
	{V: 23, Args: []Arg{enumUlong("arg2", &xlat.CapNames)}},   // PR_CAPBSET_READ
	{V: 24, Args: []Arg{enumUlong("arg2", &xlat.CapNames)}},   // PR_CAPBSET_DROP
	{V: 25, Args: []Arg{outEnum("arg2", &xlat.PrTsc)}},        // PR_GET_TSC
	{V: 26, Args: []Arg{enum("arg2", &xlat.PrTsc)}},           // PR_SET_TSC
	{V: 27, Ret: RetHex, Aux: auxSecurebits},                  // PR_GET_SECUREBITS
	{V: 28, Args: []Arg{flagslong("arg2", &xlat.Securebits)}}, // PR_SET_SECUREBITS
	{V: 29, Args: []Arg{inCustom("arg2", sayTimerslack)}},     // PR_SET_TIMERSLACK
	{V: 30, Ret: RetUint},                                     // PR_GET_TIMERSLACK
	{V: 31},                                                   // PR_TASK_PERF_EVENTS_DISABLE
	{V: 32},                                                   // PR_TASK_PERF_EVENTS_ENABLE
	{V: 33, Args: []Arg{enumUlong("arg2", &xlat.PrMceKill), inCustom("arg3", sayMcePolicy), rest4(), rest5()}}, // PR_MCE_KILL
	{V: 34, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}, Aux: auxMcePolicy},                        // PR_MCE_KILL_GET
	{V: 35, Args: []Arg{enum("arg2", &xlat.PrSetMm), rest3(), rest4(), rest5()}},                               // PR_SET_MM
	{V: 36, Args: []Arg{size("arg2")}},                                                                                                       // PR_SET_CHILD_SUBREAPER
	{V: 37, Args: []Arg{outUint("arg2")}},                                                                                                    // PR_GET_CHILD_SUBREAPER
	{V: 38, Args: []Arg{size("arg2"), rest3(), rest4(), rest5()}},                                                                            // PR_SET_NO_NEW_PRIVS
	{V: 39, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}},                                                                         // PR_GET_NO_NEW_PRIVS
	{V: 40, Args: []Arg{outPtr("arg2")}},                                                                                                     // PR_GET_TID_ADDRESS
	{V: 41, Args: []Arg{size("arg2"), rest3(), rest4(), rest5()}},                                                                            // PR_SET_THP_DISABLE
	{V: 42, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}},                                                                         // PR_GET_THP_DISABLE
	{V: 43, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}},                                                                         // PR_MPX_ENABLE_MANAGEMENT
	{V: 44, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}},                                                                         // PR_MPX_DISABLE_MANAGEMENT
	{V: 45, Args: []Arg{flags("arg2", &xlat.PrFpMode)}},                                                                                      // PR_SET_FP_MODE
	{V: 46, Ret: RetHex, Aux: auxFpMode},                                                                                                     // PR_GET_FP_MODE
	{V: 47, Args: []Arg{enumUlong("arg2", &xlat.PrCapAmbient), inCustom("arg3", sayAmbientCap), rest4(), rest5()}},                           // PR_CAP_AMBIENT
	{V: 50, Args: []Arg{inCustom("arg2", saySve)}, Ret: RetHex, Aux: auxSve},                                                                 // PR_SVE_SET_VL
	{V: 51, Ret: RetHex, Aux: auxSve},                                                                                                        // PR_SVE_GET_VL
	{V: 52, Args: []Arg{enumUlong("arg2", &xlat.PrSpec)}, Ret: RetHex, Aux: auxSpec},                                                         // PR_GET_SPECULATION_CTRL
	{V: 53, Args: []Arg{enumUlong("arg2", &xlat.PrSpec), inCustom("arg3", saySpecCtrl)}},                                                     // PR_SET_SPECULATION_CTRL
	{V: 54, Args: []Arg{flagslong("arg2", &xlat.PrPacKeys), rest3(), rest4(), rest5()}},                                                      // PR_PAC_RESET_KEYS
	{V: 55, Args: []Arg{inCustom("arg2", sayTaggedAddr), rest3(), rest4(), rest5()}},                                                         // PR_SET_TAGGED_ADDR_CTRL
	{V: 56, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}, Ret: RetHex, Aux: auxTaggedAddr},                                        // PR_GET_TAGGED_ADDR_CTRL
	{V: 57, Args: []Arg{size("arg2"), rest3(), rest4(), rest5()}},                                                                            // PR_SET_IO_FLUSHER
	{V: 58, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}},                                                                         // PR_GET_IO_FLUSHER
	{V: 59, Args: []Arg{enumUlong("arg2", &xlat.PrDispatch), rest3(), rest4(), ptr("arg5")}},                                                 // PR_SET_SYSCALL_USER_DISPATCH
	{V: 60, Args: []Arg{flagslong("arg2", &xlat.PrPacEnabled), flagslong("arg3", &xlat.PrPacEnabled), rest4(), rest5()}},                     // PR_PAC_SET_ENABLED_KEYS
	{V: 61, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}, Ret: RetHex, Aux: auxPacKeys},                                           // PR_PAC_GET_ENABLED_KEYS
	{V: 62, Args: []Arg{enum("arg2", &xlat.PrSchedCore), pid("arg3"), inCustom("arg4", sayPidType), outeCustom("arg5", sayCoreCookie)}},      // PR_SCHED_CORE
	{V: 63, Args: []Arg{inCustom("arg2", saySme)}, Ret: RetHex, Aux: auxSme},                                                                 // PR_SME_SET_VL
	{V: 64, Ret: RetHex, Aux: auxSme},                                                                                                        // PR_SME_GET_VL
	{V: 65, Args: []Arg{flagslong("arg2", &xlat.PrMdwe), rest3(), rest4(), rest5()}},                                                         // PR_SET_MDWE
	{V: 66, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}, Ret: RetHex, Aux: auxMdwe},                                              // PR_GET_MDWE
	{V: 67, Args: []Arg{size("arg2"), rest3(), rest4(), rest5()}},                                                                            // PR_SET_MEMORY_MERGE
	{V: 68, Args: []Arg{hexlong("arg2"), rest3(), rest4(), rest5()}},                                                                         // PR_GET_MEMORY_MERGE
	{V: 74, Args: []Arg{outCustom("arg2", sayShadowAt), rest3(), rest4(), rest5()}},                                                          // PR_GET_SHADOW_STACK_STATUS
	{V: 75, Args: []Arg{flagslong("arg2", &xlat.PrShadowStack), rest3(), rest4(), rest5()}},                                                  // PR_SET_SHADOW_STACK_STATUS
	{V: 76, Args: []Arg{flagslong("arg2", &xlat.PrShadowStack), rest3(), rest4(), rest5()}},                                                  // PR_LOCK_SHADOW_STACK_STATUS
	{V: 77, Args: []Arg{enumUlong("arg2", &xlat.PrTimerIds), rest3(), rest4(), rest5()}},                                                     // PR_TIMER_CREATE_RESTORE_IDS
	{V: 78, Args: []Arg{enumUlong("arg2", &xlat.PrFutexHash), size("arg3"), rest4(), rest5()}},                                               // PR_FUTEX_HASH
	{V: 79, Args: []Arg{enumUlong("arg2", &xlat.PrRseqSlice), flagslong("arg3", &xlat.PrRseqSliceFlags), rest4(), rest5()}},                  // PR_RSEQ_SLICE_EXTENSION
	{V: 0x41555856, Args: []Arg{ptr("arg2"), size("arg3"), rest4(), rest5()}},                                                                // PR_GET_AUXV
	{V: 0x53564d41, Args: []Arg{enumUlong("arg2", &xlat.PrSetVma), ptr("arg3"), inCustom("arg4", sayVmaSize), inCustom("arg5", sayVmaName)}}, // PR_SET_VMA
	{V: 0x59616d61, Args: []Arg{inCustom("arg2", sayPtracer)}},                                                                               // PR_SET_PTRACER
}}

func saySignalUlong(d *Dec, a *Arg, i int) {
	if v := d.C.Ulong(i); v < 1<<31 {
		sayNamedSignal(d, int32(v))
	} else {
		d.Buf.Uint(v)
	}
}

func saySignalAt(d *Dec, a *Arg, i int) {
	v, ok := readUint32(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	sayNamedSignal(d, int32(v))
	d.EndRef()
}

// taskNameLen is the length of a thread's name (linux/sched.h, TASK_COMM_LEN).
const taskNameLen = 16

// sayTaskName says a name that prctl sets: the kernel reads one byte less than
// it has room for.
func sayTaskName(d *Dec, a *Arg, i int) { d.StringN(d.C.Ptr(i), taskNameLen-1) }

func sayTaskNameOut(d *Dec, a *Arg, i int) { d.StringN(d.C.Ptr(i), taskNameLen) }

func auxEnum(d *Dec, s *xlat.Set, name string) {
	if n, ok := s.Lookup(d.ABI, uint64(d.C.Ret)); ok {
		d.AuxName(n, name, d.C.Ret)
	}
}

// auxNamedFlags explains a result made of flags, unless none of it has a name.
func auxNamedFlags(d *Dec, s *xlat.Set, name string) {
	if d.Numbers() || !s.Has(d.ABI, Return(d.C)) {
		return
	}
	d.AuxField("", name)
	d.Plain()
	d.Flags(s, Return(d.C))
	d.Styled()
}

func auxDumpable(d *Dec)   { auxEnum(d, &xlat.PrDumpable, "dumpable") }
func auxMcePolicy(d *Dec)  { auxEnum(d, &xlat.PrMcePolicy, "policy") }
func auxSecurebits(d *Dec) { auxNamedFlags(d, &xlat.Securebits, "securebits") }
func auxFpMode(d *Dec)     { auxNamedFlags(d, &xlat.PrFpMode, "mode") }
func auxPacKeys(d *Dec)    { auxNamedFlags(d, &xlat.PrPacEnabled, "keys") }
func auxMdwe(d *Dec)       { auxNamedFlags(d, &xlat.PrMdwe, "mdwe") }

func auxSpec(d *Dec) {
	if d.C.Uint(1) > 2 { // none that linux/prctl.h has
		return
	}
	if d.C.Ret == 0 && !d.Numbers() {
		d.AuxName("PR_SPEC_NOT_AFFECTED", "state", 0)
		return
	}
	auxNamedFlags(d, &xlat.PrSpecState, "state")
}

func saySpecCtrl(d *Dec, a *Arg, i int) {
	if _, ok := xlat.PrSpec.Lookup(d.ABI, d.C.Ulong(i-1)); !ok {
		d.Hex(d.C.Ulong(i))
		return
	}
	d.Enum(&xlat.PrSpecCtrl, d.C.Ulong(i))
}

func sayTimerslack(d *Dec, a *Arg, i int) { d.Buf.Int(int64(d.C.Ulong(i))) }

// seccompModeFilter is SECCOMP_MODE_FILTER, seccompModeStrict SECCOMP_MODE_STRICT
// (linux/seccomp.h).
const (
	seccompModeStrict = 1
	seccompModeFilter = 2
)

func modeNotStrict(c *event.Call) bool { return c.Ulong(1) != seccompModeStrict }
func modeUnknown(c *event.Call) bool {
	return c.Ulong(1) != seccompModeStrict && c.Ulong(1) != seccompModeFilter
}

func sayFilterArg(d *Dec, a *Arg, i int) {
	if modeUnknown(d.C) {
		d.Hex(d.C.Ulong(i))
		return
	}
	filterProgAt(d, d.C.Ptr(i), true)
}

func sayMcePolicy(d *Dec, a *Arg, i int) {
	if d.C.Ulong(i-1) != 1 { // PR_MCE_KILL_SET
		d.Hex(d.C.Ulong(i))
		return
	}
	d.Enum(&xlat.PrMcePolicy, d.C.Ulong(i))
}

func sayAmbientCap(d *Dec, a *Arg, i int) {
	if op := d.C.Ulong(i - 1); op < 1 || op > 3 { // not PR_CAP_AMBIENT_IS_SET, _RAISE, _LOWER
		d.Hex(d.C.Ulong(i))
		return
	}
	d.Enum(&xlat.CapNames, d.C.Ulong(i))
}

// vectorLen is PR_SVE_VL_LEN_MASK and PR_SME_VL_LEN_MASK.
const vectorLen = 0xffff

func saySve(d *Dec, a *Arg, i int) { vectorLength(d, &xlat.PrSve, d.C.Ulong(i)) }
func saySme(d *Dec, a *Arg, i int) { vectorLength(d, &xlat.PrSme, d.C.Ulong(i)) }

// vectorLength says the length of vector registers, with flags.
func vectorLength(d *Dec, s *xlat.Set, v uint64) {
	flags := v &^ vectorLen
	if flags == 0 && d.Named() {
		d.Hex(v)
		return
	}
	d.BeginFlags(v)
	switch {
	case flags == 0:
	case d.Named() && !s.Has(d.ABI, flags):
		d.FlagHex(flags)
	default:
		d.FlagSet(s, flags)
	}
	d.FlagHex(v & vectorLen)
	d.EndFlags()
}

func auxSve(d *Dec) { auxVector(d, &xlat.PrSve) }
func auxSme(d *Dec) { auxVector(d, &xlat.PrSme) }

func auxVector(d *Dec, s *xlat.Set) {
	if v := Return(d.C); v&^vectorLen != 0 && !d.Numbers() {
		d.AuxField("", "length")
		d.Plain()
		vectorLength(d, s, v)
		d.Styled()
	}
}

// The parts of a tagged address mode (linux/prctl.h).
const (
	taggedEnable = 1
	mteTcfMask   = 6
	mteTagShift  = 3
	mteTagMask   = 0x7fff8
)

func sayTaggedAddr(d *Dec, a *Arg, i int) { taggedAddr(d, d.C.Ulong(i)) }

func auxTaggedAddr(d *Dec) {
	if d.Numbers() {
		return
	}
	d.AuxField("", "mode")
	d.Plain()
	taggedAddr(d, Return(d.C))
	d.Styled()
}

func taggedAddr(d *Dec, v uint64) {
	d.BeginFlags(v)
	if v&taggedEnable != 0 {
		d.FlagName("PR_TAGGED_ADDR_ENABLE")
	} else {
		d.FlagName("!PR_TAGGED_ADDR_ENABLE")
	}
	d.FlagEnum(&xlat.PrMteTcf, v&mteTcfMask)
	if tags := v & mteTagMask >> mteTagShift; tags != 0 {
		d.FlagHexShifted(tags, "PR_MTE_TAG_SHIFT")
	}
	if rest := v &^ (taggedEnable | mteTcfMask | mteTagMask); rest != 0 {
		d.FlagSet(&xlat.PrTaggedAddr, rest)
	}
	d.EndFlags()
}

func sayPidType(d *Dec, a *Arg, i int) { d.EnumNoted(&xlat.PrPidTypes, uint64(d.C.Uint(i))) }

// sayCoreCookie says what PR_SCHED_CORE_GET stores.
func sayCoreCookie(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(i)
	v := d.ReadAll(p, 8)
	switch {
	case d.C.Uint(1) != 0 || d.C.Errno != 0 || v == nil || !d.Deref:
		d.Addr(p)
	default:
		d.Ref()
		d.Hex(binary.LittleEndian.Uint64(v))
		d.EndRef()
	}
}

func sayShadowAt(d *Dec, a *Arg, i int) {
	v, ok := readUlong(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	d.Flags(&xlat.PrShadowStack, v)
	d.EndRef()
}

// sayVmaSize and sayVmaName say what PR_SET_VMA_ANON_NAME, the only attribute
// that there is, takes.
func sayVmaSize(d *Dec, a *Arg, i int) {
	if d.C.Ulong(1) == 0 {
		d.Buf.Uint(d.C.Ulong(i))
	} else {
		d.Hex(d.C.Ulong(i))
	}
}

func sayVmaName(d *Dec, a *Arg, i int) {
	if d.C.Ulong(1) == 0 {
		d.String(d.C.Ptr(i))
	} else {
		d.Hex(d.C.Ulong(i))
	}
}

func sayPtracer(d *Dec, a *Arg, i int) {
	if v := d.C.Ulong(i); v == 1<<d.ABI.Bits()-1 {
		d.Const("PR_SET_PTRACER_ANY", -1)
	} else if int64(v) == int64(int32(v)) {
		d.PID(int32(v))
	} else {
		d.Buf.Uint(v)
	}
}
