package syscalls

import (
	"encoding/binary"

	"gotrace/event"
	"gotrace/xlat"
)

// perfBits are the flags of struct perf_event_attr (linux/perf_event.h), from bit
// 0 on; precise_ip has two bits.
var perfBits = [...]string{
	"disabled", "inherit", "pinned", "exclusive", "exclude_user", "exclude_kernel", "exclude_hv", "exclude_idle",
	"mmap", "comm", "freq", "inherit_stat", "enable_on_exec", "task", "watermark", "precise_ip", "",
	"mmap_data", "sample_id_all", "exclude_host", "exclude_guest", "exclude_callchain_kernel",
	"exclude_callchain_user", "mmap2", "comm_exec", "use_clockid", "context_switch", "write_backward", "namespaces",
	"ksymbol", "bpf_event", "aux_output", "cgroup", "text_poke", "build_id", "inherit_thread", "remove_on_exec",
	"sigtrap", "defer_callchain", "defer_output",
}

var perfSkids = [4]string{"arbitrary skid", "constant skid", "requested to have 0 skid", "must have 0 skid"}

// Bits of perf_event_attr's flags that decide what else it has, and those that
// came after the ones that are always shown.
const (
	perfFreq       = 10
	perfWatermark  = 14
	perfPrecise    = 15
	perfUseClockid = 25
	perfLaterBits  = 38
)

// Values of perf_event_attr.type, and flags of its sample_type.
const (
	perfTypeHardware   = 0
	perfTypeSoftware   = 1
	perfTypeTracepoint = 2
	perfTypeHWCache    = 3
	perfTypeBreakpoint = 5

	perfSampleBranchStack = 0x800
	perfSampleStackUser   = 0x2000
)

// Sizes of struct perf_event_attr: of the first form, which 0 stands for, and of
// the one that is known here.
const (
	perfAttrV0    = 64
	perfAttrKnown = 144
)

// sayPerfAttr says what perf_event_open(2) is given. Where the struct is larger
// than what the kernel knows, it stores the size that it does know; so all waits
// for the end.
func sayPerfAttr(d *Dec, a *Arg, i int) {
	p := d.C.Ptr(i)
	if !d.C.Done {
		size, ok := readUint32(d, p+4)
		if ok {
			d.C.Saved[0] = 1<<32 | uint64(size)
		}
		return
	}
	size := uint32(d.C.Saved[0])
	n := size
	if n == 0 {
		n = perfAttrV0
	}
	known := min(n, perfAttrKnown)
	buf := d.ReadAll(p, int(known))
	if d.C.Saved[0] == 0 || n < perfAttrV0 || buf == nil || !d.Deref {
		d.Addr(p)
		return
	}
	d.Buf.Struct()
	perfAttrHead(d, buf, size)
	bits := binary.LittleEndian.Uint64(buf[40:])
	perfAttrBits(d, bits)
	if d.Abbrev {
		d.More()
	} else {
		perfAttrTail(d, buf, bits)
		if n > perfAttrKnown {
			d.More()
		}
	}
	d.EndStruct()
}

func perfAttrHead(d *Dec, p []byte, size uint32) {
	le := binary.LittleEndian
	kind := le.Uint32(p)
	d.Field("type")
	d.Enum(&xlat.PerfTypes, uint64(kind))
	d.Field("size")
	if now := le.Uint32(p[4:]); d.C.Errno == e2big && now != size {
		d.InOut()
		d.Enum(&xlat.PerfAttrSizes, uint64(size))
		d.Changed()
		d.Enum(&xlat.PerfAttrSizes, uint64(now))
		d.EndInOut()
	} else {
		d.Enum(&xlat.PerfAttrSizes, uint64(size))
	}
	d.Field("config")
	perfConfig(d, kind, le.Uint64(p[8:]))
	if le.Uint64(p[40:])>>perfFreq&1 != 0 {
		d.Field("sample_freq")
	} else {
		d.Field("sample_period")
	}
	d.Buf.Uint(le.Uint64(p[16:]))
	d.Field("sample_type")
	d.Flags(&xlat.PerfSampleTypes, le.Uint64(p[24:]))
	d.Field("read_format")
	d.Flags(&xlat.PerfReadFormat, le.Uint64(p[32:]))
}

func perfConfig(d *Dec, kind uint32, v uint64) {
	switch kind {
	case perfTypeHardware:
		d.BeginParts(v)
		if v>>32 != 0 { // PERF_PMU_TYPE_SHIFT
			d.PartHexShifted(v>>32, "32")
		}
		d.PartEnum(&xlat.PerfHardware, v&(1<<32-1))
		d.EndParts()
	case perfTypeSoftware:
		d.Enum(&xlat.PerfSoftware, v)
	case perfTypeTracepoint:
		d.Buf.Uint(v)
	case perfTypeHWCache:
		d.BeginParts(v)
		if v>>32 != 0 { // PERF_PMU_TYPE_SHIFT
			d.PartHexShifted(v>>32, "32")
		}
		if v>>24&0xff != 0 {
			d.PartHexShifted(v>>24&0xff, "24")
		}
		d.PartEnumShifted(&xlat.PerfCacheResults, v>>16&0xff, "16")
		d.PartEnumShifted(&xlat.PerfCacheOps, v>>8&0xff, "8")
		d.PartEnum(&xlat.PerfCaches, v&0xff)
		d.EndParts()
	default:
		d.Hex(v)
	}
}

// perfAttrBits says the flags; those that are not set only where all is wanted.
func perfAttrBits(d *Dec, bits uint64) {
	for k, name := range perfBits {
		v := bits >> k & 1
		switch {
		case name == "" || v == 0 && (d.Abbrev && k != perfPrecise || k >= perfLaterBits):
			continue
		case k == perfPrecise:
			v = bits >> k & 3
		}
		d.Field(name)
		d.Buf.Uint(v)
		if k == perfPrecise {
			d.Comment(perfSkids[v])
		}
	}
	if rest := bits >> len(perfBits); rest != 0 {
		d.Field("__reserved_1")
		d.Hex(rest)
		d.Comment("Bits 63..40")
	}
}

// perfAttrTail says the members behind the flags that p holds whole and that the
// flags and types before make count.
func perfAttrTail(d *Dec, p []byte, bits uint64) {
	le := binary.LittleEndian
	sample := le.Uint64(p[24:])
	if bits>>perfWatermark&1 != 0 {
		d.Field("wakeup_watermark")
	} else {
		d.Field("wakeup_events")
	}
	d.Buf.Uint(uint64(le.Uint32(p[48:])))
	breakpoint := le.Uint32(p) == perfTypeBreakpoint
	if breakpoint {
		d.Field("bp_type")
		d.Enum(&xlat.PerfBreakpoints, uint64(le.Uint32(p[52:])))
	}
	if breakpoint {
		perfAddr(d, p, "bp_addr", 56)
	} else {
		perfHex(d, p, "config1", 56)
	}
	if breakpoint && len(p) >= 72 {
		d.Field("bp_len")
		d.Buf.Uint(le.Uint64(p[64:]))
	} else {
		perfHex(d, p, "config2", 64)
	}
	if sample&perfSampleBranchStack != 0 && len(p) >= 80 {
		d.Field("branch_sample_type")
		d.Flags(&xlat.PerfBranchTypes, le.Uint64(p[72:]))
	}
	perfHex(d, p, "sample_regs_user", 80)
	if sample&perfSampleStackUser != 0 && len(p) >= 92 {
		d.Field("sample_stack_user")
		d.Hex(uint64(le.Uint32(p[88:])))
	}
	if bits>>perfUseClockid&1 != 0 && len(p) >= 96 {
		d.Field("clockid")
		d.Enum(&xlat.Clocks, uint64(le.Uint32(p[92:])))
	}
	perfHex(d, p, "sample_regs_intr", 96)
	perfUint(d, p, "aux_watermark", 104)
	if len(p) >= 110 {
		d.Field("sample_max_stack")
		d.Buf.Uint(uint64(le.Uint16(p[108:])))
		if len(p) >= 112 && le.Uint16(p[110:]) != 0 && !d.JSON() {
			d.BeginComment()
			d.NameWord("bytes 110..111: ")
			d.NameHex(uint64(le.Uint16(p[110:])))
			d.EndComment()
		}
	}
	perfUint(d, p, "aux_sample_size", 112)
	if len(p) >= 120 && le.Uint32(p[116:]) != 0 {
		d.Field("aux_action")
		d.Hex(uint64(le.Uint32(p[116:])))
	}
	perfHex(d, p, "sig_data", 120)
	perfHex(d, p, "config3", 128)
	perfHex(d, p, "config4", 136)
}

func perfHex(d *Dec, p []byte, name string, at int) {
	if len(p) >= at+8 {
		d.Field(name)
		d.Hex(binary.LittleEndian.Uint64(p[at:]))
	}
}

func perfAddr(d *Dec, p []byte, name string, at int) {
	if len(p) >= at+8 {
		d.Field(name)
		d.Addr(event.Addr(binary.LittleEndian.Uint64(p[at:])))
	}
}

func perfUint(d *Dec, p []byte, name string, at int) {
	if len(p) >= at+4 {
		d.Field(name)
		d.Buf.Uint(uint64(binary.LittleEndian.Uint32(p[at:])))
	}
}
