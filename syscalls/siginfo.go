package syscalls

import (
	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/xlat"
)

// Codes that tell where a signal comes from (asm-generic/siginfo.h).
const (
	siUser  = 0
	siTimer = -2
	siSigIO = -5
	siTkill = -6

	cldExited = 1

	trapPerf      = 6 // TRAP_PERF
	segvBounds    = 3 // SEGV_BNDERR
	segvPkey      = 4 // SEGV_PKUERR
	busMemErrorAR = 4 // BUS_MCEERR_AR
	busMemErrorAO = 5 // BUS_MCEERR_AO

	pollIn  = 1
	pollHup = 6
)

// Signals whose information has a layout of its own (asm/signal.h).
const (
	sigILL  = 4
	sigTRAP = 5
	sigBUS  = 7
	sigFPE  = 8
	sigSEGV = 11
	sigCHLD = 17
	sigIO   = 29
	sigSYS  = 31
)

// Siginfo says a siginfo_t whose bytes are p, in the layout of abi. p is 128
// bytes long.
func Siginfo(d *Dec, p []byte, abi event.ABI) {
	s := info{d: d, abi: abi, w: abi.PtrSize(), sig: int32In(p), errno: uint32In(p[4:]), code: int32In(p[8:])}
	s.u = p[12:]
	if s.w == 8 {
		s.u = p[16:]
	}
	d.Buf.Struct()
	defer d.EndStruct()
	if s.sig == 0 {
		return
	}
	s.head()
	switch {
	case s.code == siUser || s.code == siTkill:
		s.sender()
	case s.code == siTimer:
		d.Field("si_timerid")
		d.Hex(uint64(s.u32(0)))
		d.Field("si_overrun")
		d.Int(int64(int32(s.u32(4))))
		s.value(8)
	case s.code == siSigIO:
		s.band()
	case s.code < 0:
		s.sender()
		s.queued()
	default:
		s.fromKernel()
	}
}

// info is a siginfo_t being said.
type info struct {
	d     *Dec
	abi   event.ABI
	w     int    // size of a pointer
	u     []byte // what depends on signal and code
	sig   int32
	code  int32
	errno uint32
}

func (s *info) u32(off int) uint32      { return uint32In(s.u[off:]) }
func (s *info) word(off int) uint64     { return ctype.Ulong.Number(s.abi, s.u[off:]) }
func (s *info) addr(off int) event.Addr { return event.Addr(s.word(off)) }

// head says what every siginfo_t has.
func (s *info) head() {
	d := s.d
	d.Field("si_signo")
	sayNamedSignal(d, s.sig)
	d.Field("si_code")
	codes := siCodes(s.sig)
	if name, ok := codes.Lookup(s.abi, uint64(uint32(s.code))); ok && d.JSON() {
		d.Const(name, int64(s.code))
	} else {
		d.Enum(codes, uint64(uint32(s.code)))
	}
	if s.errno == 0 {
		return
	}
	d.Field("si_errno")
	if name := xlat.ErrnoName(int(s.errno)); name != "" {
		d.Const(name, int64(s.errno))
		return
	}
	d.Uint(uint64(s.errno))
}

// siCodes are the names of a signal's codes.
func siCodes(sig int32) *xlat.Set {
	switch sig {
	case sigILL:
		return &xlat.SiCodesILL
	case sigTRAP:
		return &xlat.SiCodesTRAP
	case sigBUS:
		return &xlat.SiCodesBUS
	case sigFPE:
		return &xlat.SiCodesFPE
	case sigSEGV:
		return &xlat.SiCodesSEGV
	case sigCHLD:
		return &xlat.SiCodesCHLD
	case sigIO:
		return &xlat.SiCodesIO
	case sigSYS:
		return &xlat.SiCodesSYS
	}
	return &xlat.SiCodes
}

// fromKernel says what comes with a code above 0, which only the kernel gives.
func (s *info) fromKernel() {
	d := s.d
	switch s.sig {
	case sigILL, sigTRAP, sigBUS, sigFPE, sigSEGV:
		d.Field("si_addr")
		d.Addr(s.addr(0))
		s.fault()
	case sigCHLD:
		s.child()
	case sigIO:
		if s.code >= pollIn && s.code <= pollHup {
			s.band()
		}
	case sigSYS:
		s.syscall()
	default:
		if s.u32(0) != 0 || s.u32(4) != 0 {
			s.sender()
		}
		s.queued()
	}
}

func (s *info) sender() {
	s.d.Field("si_pid")
	s.d.PID(int32(s.u32(0)))
	s.d.Field("si_uid")
	if uid := s.u32(4); uid == 1<<32-1 {
		s.d.Int(-1)
	} else {
		s.d.Uint(uint64(uid))
	}
}

// queued says the value that came with a signal, unless it is 0.
func (s *info) queued() {
	if s.word(8) != 0 {
		s.value(8)
	}
}

func (s *info) value(off int) {
	s.d.Field("si_int")
	s.d.Int(int64(int32(s.u32(off))))
	s.d.Field("si_ptr")
	s.d.Addr(s.addr(off))
}

func (s *info) band() {
	s.d.Field("si_band")
	s.d.Int(int64(ctype.Long.Number(s.abi, s.u)))
	s.d.Field("si_fd")
	s.d.FD(int32(s.u32(s.w)))
}

// fault says what some codes have besides the address.
func (s *info) fault() {
	d := s.d
	switch {
	case s.sig == sigTRAP && s.code == trapPerf:
		d.Field("si_perf_data")
		d.Hex(s.word(s.w))
		d.Field("si_perf_type")
		d.Enum(&xlat.PerfTypes, uint64(s.u32(2*s.w)))
		d.Field("si_perf_flags")
		d.Flags(&xlat.SiPerfFlags, uint64(s.u32(2*s.w+4)))
	case s.sig == sigSEGV && s.code == segvBounds:
		d.Field("si_lower")
		d.Addr(s.addr(2 * s.w))
		d.Field("si_upper")
		d.Addr(s.addr(3 * s.w))
	case s.sig == sigSEGV && s.code == segvPkey:
		d.Field("si_pkey")
		d.Uint(uint64(s.u32(2 * s.w)))
	case s.sig == sigBUS && (s.code == busMemErrorAR || s.code == busMemErrorAO):
		d.Field("si_addr_lsb")
		d.Hex(uint64(s.u32(s.w) & 0xffff))
	}
}

func (s *info) child() {
	d := s.d
	s.sender()
	d.Field("si_status")
	if status := int32(s.u32(8)); s.code == cldExited {
		d.Int(int64(status))
	} else {
		sayNamedSignal(d, status)
	}
	off := 12
	if s.w == 8 {
		off = 16
	}
	d.Field("si_utime")
	s.ticks(off)
	d.Field("si_stime")
	s.ticks(off + s.w)
}

func (s *info) ticks(off int) {
	n := ctype.Long.Number(s.abi, s.u[off:])
	s.d.Uint(n)
	s.d.Ticks(n)
}

func (s *info) syscall() {
	d := s.d
	nr, arch := s.u32(s.w), s.u32(s.w+4)
	d.Field("si_call_addr")
	d.Addr(s.addr(0))
	d.Field("si_syscall")
	sayCallNr(d, uint32(nr), uint32(arch))
	d.Field("si_arch")
	d.Enum(&xlat.AuditArch, uint64(arch))
}

// sayCallNr says the number of a call by its name, which is that of an ABI by its
// audit number.
func sayCallNr(d *Dec, nr, arch uint32) {
	abi, known := event.AMD64, true
	switch arch {
	case event.ArchAMD64:
	case event.ArchI386:
		abi = event.I386
	default:
		known = false
	}
	name := ""
	if known {
		name = d.CallName(abi, uint64(nr))
	}
	switch {
	case name == "":
		d.Uint(uint64(nr))
	case abi == d.ABI:
		d.Const2("__NR_", name, int64(int32(nr)))
	default:
		d.Uint(uint64(nr))
		if d.Options().Const != emit.Raw {
			d.Comment(name)
		}
	}
}
