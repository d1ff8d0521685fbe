package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Commands of input devices that hold a length: what they return is as long as the
// result says.

// An inputBits is the set that names the bits of a kind of event, and its highest
// number (linux/input-event-codes.h, the names with _MAX).
type inputBits struct {
	set *xlat.Set
	max int
}

// inputCodes are those of the types of events, by their number.
var inputCodes = [...]inputBits{
	0x00: {&xlat.InputEvents, 0x1f},
	0x01: {&xlat.InputKeys, 0x2ff},
	0x02: {&xlat.InputRel, 0x0f},
	0x03: {&xlat.InputAbs, 0x3f},
	0x04: {&xlat.InputMsc, 0x07},
	0x05: {&xlat.InputSw, 0x11},
	0x11: {&xlat.InputLed, 0x0f},
	0x12: {&xlat.InputSnd, 0x07},
	0x14: {&xlat.InputRep, 0x01},
	0x15: {&xlat.FfTypes, 0x7f},
	0x1f: {},
}

var inputProps = inputBits{&xlat.InputProps, 0x1f}

// sayInputBit says the bits that EVIOCGBIT asks for.
func sayInputBit(d *Dec, _ *Arg, i int) {
	k := inputCodes[d.C.Uint(i-1)&0x1f]
	switch {
	case d.C.Ret <= 0:
		d.Addr(d.C.Ptr(i))
	case k.set == nil:
		intAt(d, d.C.Ptr(i))
	default:
		sayInputBits(d, i, k)
	}
}

func sayInputProp(d *Dec, _ *Arg, i int) { sayInputState(d, i, inputProps) }
func sayInputKey(d *Dec, _ *Arg, i int)  { sayInputState(d, i, inputCodes[0x01]) }
func sayInputLed(d *Dec, _ *Arg, i int)  { sayInputState(d, i, inputCodes[0x11]) }
func sayInputSnd(d *Dec, _ *Arg, i int)  { sayInputState(d, i, inputCodes[0x12]) }
func sayInputSw(d *Dec, _ *Arg, i int)   { sayInputState(d, i, inputCodes[0x05]) }

func sayInputState(d *Dec, i int, k inputBits) {
	if d.C.Ret <= 0 {
		d.Addr(d.C.Ptr(i))
		return
	}
	sayInputBits(d, i, k)
}

// inputShown is how many bits are shown in an abbreviated set.
const inputShown = 4

func sayInputBits(d *Dec, i int, k inputBits) {
	n := min(int(d.C.Ret), k.max/8+1)
	p := d.ReadAll(d.C.Ptr(i), n)
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	if d.Numbers() {
		inputWords(d, i, n)
		return
	}
	shown := 0
	d.List(false)
	for b := range min(8*n, k.max) {
		if p[b/8]>>(b%8)&1 == 0 {
			continue
		}
		if shown == inputShown && d.Abbrev {
			d.More()
			break
		}
		d.Enum(k.set, uint64(b))
		shown++
	}
	d.EndList()
	if d.Named() {
		d.BeginComment()
		inputWords(d, i, n)
		d.EndComment()
	}
}

// inputWords says n bytes of bits as the numbers that the kernel has them in.
func inputWords(d *Dec, i, n int) {
	size := d.ABI.PtrSize()
	d.ArrayOf(d.C.Ptr(i), uint64((n+size-1)/size), size, func(d *Dec, p []byte) { d.Hex(ctype.Ulong.Number(d.ABI, p)) })
}

// sayInputName says a string as long as the result.
func sayInputName(d *Dec, _ *Arg, i int) { d.Bytes(d.C.Ptr(i), uint64(max(d.C.Ret, 0))) }

// sayInputSlots says a code and its value in each slot.
func sayInputSlots(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	n := iocSize(d.C.Uint(i-1)) / 4
	code, ok := readUint32(d, at)
	if !ok || !d.Deref || n < 1 {
		d.Addr(at)
		return
	}
	d.Buf.Struct()
	d.Field("code")
	d.Enum(&xlat.InputMt, uint64(code))
	d.Field("values")
	d.ArrayOf(at+event.Addr(4), n-1, 4, func(d *Dec, p []byte) { d.Int(int64(ctype.S32.Number(d.ABI, p))) })
	d.EndStruct()
}

// sayUsbConninfo says as much of where a device is connected as the command has room for.
func sayUsbConninfo(d *Dec, _ *Arg, i int) {
	sayExtensible(d, &ioUsbdevfsConninfoEx, d.C.Ptr(i), iocSize(d.C.Uint(i-1)))
}
