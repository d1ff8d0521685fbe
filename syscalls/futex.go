package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// futexOpMask is what of a futex operation is not a flag (linux/futex.h,
// FUTEX_CMD_MASK, without the bits that no operation uses).
const futexOpMask = 0x7f

// What follows the operations that have a timeout, of either width.
var (
	futexWait       = []Arg{unum("val"), in("utime", &Timespec)}
	futexWait64     = []Arg{unum("val"), in("utime", &Timespec64)}
	futexLock       = []Arg{skip(), in("utime", &Timespec)}
	futexLock64     = []Arg{skip(), in("utime", &Timespec64)}
	futexWaitMask   = []Arg{unum("val"), in("utime", &Timespec), skip(), inCustom("val3", sayFutexMask)}
	futexWaitMask64 = []Arg{unum("val"), in("utime", &Timespec64), skip(), inCustom("val3", sayFutexMask)}
	futexWaitPI     = []Arg{unum("val"), in("utime", &Timespec), ptr("uaddr2")}
	futexWaitPI64   = []Arg{unum("val"), in("utime", &Timespec64), ptr("uaddr2")}
)

// What follows the operations that have no timeout.
var (
	futexWake     = []Arg{unum("val")}
	futexWakeMask = []Arg{unum("val"), skip(), skip(), inCustom("val3", sayFutexMask)}
	futexRequeue  = []Arg{unum("val"), unum("val2"), ptr("uaddr2")}
	futexCmp      = []Arg{unum("val"), unum("val2"), ptr("uaddr2"), unum("val3")}
	futexWakeOp   = []Arg{unum("val"), unum("val2"), ptr("uaddr2"), inCustom("val3", sayWakeOp)}
)

// futexOps are the operations of futex, futexOps64 those of futex_time64. The two
// are spelt out so that they are static data.
var (
	futexOps = Switch{Arg: 1, Mask: futexOpMask, Cases: []Case{
		{V: 0, Args: futexWait},      // FUTEX_WAIT
		{V: 1, Args: futexWake},      // FUTEX_WAKE
		{V: 2, Args: futexWake},      // FUTEX_FD
		{V: 3, Args: futexRequeue},   // FUTEX_REQUEUE
		{V: 4, Args: futexCmp},       // FUTEX_CMP_REQUEUE
		{V: 5, Args: futexWakeOp},    // FUTEX_WAKE_OP
		{V: 6, Args: futexLock},      // FUTEX_LOCK_PI
		{V: 7},                       // FUTEX_UNLOCK_PI
		{V: 8},                       // FUTEX_TRYLOCK_PI
		{V: 9, Args: futexWaitMask},  // FUTEX_WAIT_BITSET
		{V: 10, Args: futexWakeMask}, // FUTEX_WAKE_BITSET
		{V: 11, Args: futexWaitPI},   // FUTEX_WAIT_REQUEUE_PI
		{V: 12, Args: futexCmp},      // FUTEX_CMP_REQUEUE_PI
		{V: 13, Args: futexLock},     // FUTEX_LOCK_PI2
	}}
	futexOps64 = Switch{Arg: 1, Mask: futexOpMask, Cases: []Case{
		{V: 0, Args: futexWait64},     // FUTEX_WAIT
		{V: 1, Args: futexWake},       // FUTEX_WAKE
		{V: 2, Args: futexWake},       // FUTEX_FD
		{V: 3, Args: futexRequeue},    // FUTEX_REQUEUE
		{V: 4, Args: futexCmp},        // FUTEX_CMP_REQUEUE
		{V: 5, Args: futexWakeOp},     // FUTEX_WAKE_OP
		{V: 6, Args: futexLock64},     // FUTEX_LOCK_PI
		{V: 7},                        // FUTEX_UNLOCK_PI
		{V: 8},                        // FUTEX_TRYLOCK_PI
		{V: 9, Args: futexWaitMask64}, // FUTEX_WAIT_BITSET
		{V: 10, Args: futexWakeMask},  // FUTEX_WAKE_BITSET
		{V: 11, Args: futexWaitPI64},  // FUTEX_WAIT_REQUEUE_PI
		{V: 12, Args: futexCmp},       // FUTEX_CMP_REQUEUE_PI
		{V: 13, Args: futexLock64},    // FUTEX_LOCK_PI2
	}}
)

func sayFutexMask(d *Dec, a *Arg, i int) { d.Enum(&xlat.FutexBitset, uint64(d.C.Uint(i))) }

// futexOpArgShift marks an operand that is a number of a bit (linux/futex.h).
const futexOpArgShift = 8

// sayWakeOp says what FUTEX_WAKE_OP does to the second word: operation,
// operand, comparison and what is compared with.
func sayWakeOp(d *Dec, a *Arg, i int) {
	v := uint64(d.C.Uint(i))
	d.BeginParts(v)
	op := v >> 28
	if op&futexOpArgShift != 0 {
		d.PartShifted(&xlat.FutexOpArgShift, futexOpArgShift, "28")
		op &^= futexOpArgShift
	}
	d.PartShifted(&xlat.FutexWakeOps, op, "28")
	d.PartHexShifted(v>>12&0xfff, "12")
	d.PartShifted(&xlat.FutexWakeCmps, v>>24&0xf, "24")
	d.PartHex(v & 0xfff)
	d.EndParts()
}

var futexWaiter = ctype.Struct{CName: "futex_waitv", Fields: []ctype.Field{
	ctype.Hex("val", ctype.AU64),
	ctype.As("uaddr", ctype.AU64, showAddr),
	ctype.Flags("flags", ctype.U32, &xlat.FutexWaitvFlags),
	{Name: "__reserved", Kind: ctype.U32, Show: ctype.ShowHex, How: ctype.NonZero},
}}

const futexWaitvMax = 128 // FUTEX_WAITV_MAX (linux/futex.h)

func sayFutexWaiters(d *Dec, a *Arg, i int) {
	d.ArrayMax(d.C.Ptr(i), uint64(d.C.Uint(i+1)), min(d.Limit(), futexWaitvMax), futexWaiter.Size(d.ABI), oneFutexWaiter)
}

func oneFutexWaiter(d *Dec, p []byte) { d.StructIn(&futexWaiter, p) }

// sayFutexPair says the two futexes of futex_requeue(2).
func sayFutexPair(d *Dec, a *Arg, i int) {
	d.ArrayOf(d.C.Ptr(i), 2, futexWaiter.Size(d.ABI), oneFutexWaiter)
}
