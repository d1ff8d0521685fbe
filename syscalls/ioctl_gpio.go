package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Commands of GPIO lines, clocks on the network and counters of performance whose
// arguments are irregular.

// sayGpioOffset says the number of a line.
func sayGpioOffset(d *Dec, _ *Arg, i int) {
	v, ok := readUint32(d, d.C.Ptr(i))
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Buf.Struct()
	d.Field("offset")
	d.Uint(uint64(v))
	d.EndStruct()
}

// Attributes of lines (linux/gpio.h, enum gpio_v2_line_attr_id).
const (
	gpioFlags    = 1
	gpioValues   = 2
	gpioDebounce = 3
)

// showGpioAttribute shows struct gpio_v2_line_attribute: what the id says, the id
// itself where it is not known.
func showGpioAttribute(d *Dec, _ *ctype.Field, p []byte) {
	d.Buf.Struct()
	if !gpioAttribute(d, p) {
		gpioUnknown(d, p)
	}
	d.EndStruct()
}

// showGpioConfig shows struct gpio_v2_line_config_attribute: an attribute and the
// lines that it is for.
func showGpioConfig(d *Dec, _ *ctype.Field, p []byte) {
	d.Buf.Struct()
	if !gpioAttribute(d, p) {
		d.Field("attr")
		d.Buf.Struct()
		gpioUnknown(d, p)
		d.EndStruct()
	}
	d.Field("mask")
	d.Hex(binary.LittleEndian.Uint64(p[16:]))
	d.EndStruct()
}

func gpioAttribute(d *Dec, p []byte) bool {
	if binary.LittleEndian.Uint32(p[4:]) != 0 { // padding
		return false
	}
	switch v := binary.LittleEndian.Uint64(p[8:]); binary.LittleEndian.Uint32(p) {
	case gpioFlags:
		d.Field("flags")
		d.Flags(&xlat.GpioV2Flags, v)
	case gpioValues:
		d.Field("values")
		d.Hex(v)
	case gpioDebounce:
		d.Field("debounce_period_us")
		d.Uint(uint64(uint32(v)))
	default:
		return false
	}
	return true
}

func gpioUnknown(d *Dec, p []byte) {
	d.Field("id")
	d.Uint(uint64(binary.LittleEndian.Uint32(p)))
	if pad := binary.LittleEndian.Uint32(p[4:]); pad != 0 {
		d.Field("padding")
		d.Hex(uint64(pad))
	}
	d.Field("data")
	d.Hex(binary.LittleEndian.Uint64(p[8:]))
}

// ptpSamples are what struct ptp_sys_offset and ptp_sys_offset_extended begin with.
var ptpSamples = ctype.Struct{Fields: []ctype.Field{
	ctype.Num("n_samples", ctype.U32),
	{Name: "rsv", Kind: ctype.U32, N: 3, Show: ctype.ShowHex, How: ctype.NonZero},
}}

const ptpMaxSamples = 25 // PTP_MAX_SAMPLES (linux/ptp_clock.h)

// sayPtpOffset says times of the system and of the clock, in turn: a time of the
// system is first and last.
func sayPtpOffset(d *Dec, _ *Arg, i int) {
	sayPtpTimes(d, i, 2*ptpMaxSamples+1, func(d *Dec, p []byte, n uint64) {
		d.Array()
		sayPtpSample(d, p, 2*min(n, ptpMaxSamples)+1)
		d.EndArray()
	})
}

// sayPtpExtended says such times in groups: one before, the clock's, one after.
func sayPtpExtended(d *Dec, _ *Arg, i int) {
	sayPtpTimes(d, i, 3*ptpMaxSamples, func(d *Dec, p []byte, n uint64) {
		group := 3 * ptpTime.Size(d.ABI)
		d.Array()
		for k := range min(n, ptpMaxSamples) {
			if k == d.Limit() {
				d.More()
				break
			}
			d.Array()
			sayPtpSample(d, p[:group], 3)
			d.EndArray()
			p = p[group:]
		}
		d.EndArray()
	})
}

// sayPtpTimes says how many samples are asked for, and on exit those that p holds.
func sayPtpTimes(d *Dec, i, times int, say func(d *Dec, p []byte, n uint64)) {
	head := ptpSamples.Size(d.ABI)
	p := d.ReadAll(d.C.Ptr(i), head+times*ptpTime.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, d.C.Ptr(i), p) {
			return
		}
		d.Buf.Struct()
		d.Fields(&ptpSamples, p[:head])
		return
	}
	if p != nil && d.C.Errno == 0 {
		d.Field("ts")
		say(d, p[head:], d.Member(&ptpSamples, "n_samples", p))
	}
	d.EndStruct()
}

// sayPtpSample says the first n times of p as elements of an array.
func sayPtpSample(d *Dec, p []byte, n uint64) {
	size := ptpTime.Size(d.ABI)
	for k := range n {
		if k == d.Limit() {
			d.More()
			break
		}
		showPtpTime(d, nil, p[:size])
		p = p[size:]
	}
}

// sayPerfBpf says the programs of an event: how many there is room for, then how
// many there are (linux/perf_event.h, struct perf_event_query_bpf).
func sayPerfBpf(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		n, ok := readUint32(d, at)
		if !ok || !d.Deref {
			d.Addr(at)
			d.Settled = true
			return
		}
		d.Buf.Struct()
		d.Field("ids_len")
		d.Uint(uint64(n))
		return
	}
	if n, ok := readUint32(d, at+4); ok && d.C.Errno == 0 {
		d.Field("prog_cnt")
		d.Uint(uint64(n))
		d.Field("ids")
		d.ArrayOf(at+event.Addr(8), uint64(n), 4, func(d *Dec, p []byte) { d.Uint(ctype.U32.Number(d.ABI, p)) })
	} else {
		d.More()
	}
	d.EndStruct()
}

// sayBridgePort says the interface that is put into a bridge or taken from it.
func sayBridgePort(d *Dec, _ *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), ifReqSize(d))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Buf.Struct()
	d.Field("ifr_ifindex")
	d.Interface(binary.LittleEndian.Uint32(p[ifName:]))
	d.EndStruct()
}
