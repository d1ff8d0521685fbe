package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Commands of video devices whose arguments are irregular (linux/videodev2.h).

// The parts of a buffer's flags that are no flags (V4L2_BUF_FLAG_TIMESTAMP_MASK and
// V4L2_BUF_FLAG_TSTAMP_SRC_MASK).
const (
	v4l2BufClock = 0xe000
	v4l2BufWhen  = 0x70000
)

func showV4l2BufFlags(d *Dec, f *ctype.Field, p []byte) {
	v := d.Number(f, p)
	if d.Numbers() {
		d.Hex(v)
		return
	}
	d.BeginParts(v)
	if flags := v &^ (v4l2BufClock | v4l2BufWhen); flags != 0 {
		d.Part(&xlat.V4l2BufFlag, flags)
	}
	d.PartEnum(&xlat.V4l2BufClock, v&v4l2BufClock)
	d.PartEnum(&xlat.V4l2BufWhen, v&v4l2BufWhen)
	d.EndParts()
}

var v4l2Controls = ctype.Struct{CName: "v4l2_ext_controls", Fields: []ctype.Field{
	{Name: "ctrl_class", Kind: ctype.U32, Show: ctype.ShowEnum, Set: &xlat.V4l2CtrlClass, How: ctype.Hidden},
	{Name: "count", Kind: ctype.U32, How: ctype.Hidden},
	{Name: "error_idx", Kind: ctype.U32, How: ctype.Hidden},
	{Name: "request_fd", Kind: ctype.S32, How: ctype.Hidden},
	{Name: "reserved", Kind: ctype.U32, N: 1, How: ctype.Hidden},
	{Name: "controls", Kind: ctype.Ptr, Via: ctype.ToMany, Sub: &ioV4l2ExtControl, Len: "count", If: &ctype.Cond{Field: "count", Not: true, Vals: []uint64{0}}},
}}

// sayV4l2GetControls says the controls that are asked for, and those that the kernel
// has filled or the one that it could not.
func sayV4l2GetControls(d *Dec, _ *Arg, i int) {
	p := v4l2ControlsAt(d, i)
	if !d.C.Done {
		if p != nil {
			d.Buf.Struct()
			v4l2ControlsHead(d, p)
		}
		return
	}
	if p != nil {
		v4l2ControlsTail(d, i, p)
	}
	d.EndStruct()
}

// sayV4l2SetControls says the controls that are set, and what they have become.
func sayV4l2SetControls(d *Dec, _ *Arg, i int) {
	p := v4l2ControlsAt(d, i)
	if !d.C.Done {
		if p != nil {
			d.InOut()
			d.Buf.Struct()
			v4l2ControlsHead(d, p)
			d.FieldsAt(&v4l2Controls, p, d.C.Ptr(i))
			d.EndStruct()
		}
		return
	}
	if p != nil && d.Member(&v4l2Controls, "count", p) != 0 && d.ReadAll(event.Addr(d.Member(&v4l2Controls, "controls", p)), ioV4l2ExtControl.Size(d.ABI)) != nil {
		d.Changed()
		d.Buf.Struct()
		v4l2ControlsTail(d, i, p)
		d.EndStruct()
	}
	d.EndInOut()
}

// v4l2ControlsAt reads struct v4l2_ext_controls. Where it cannot be read on entry, it
// says the address.
func v4l2ControlsAt(d *Dec, i int) []byte {
	p := d.ReadAll(d.C.Ptr(i), v4l2Controls.Size(d.ABI))
	if !d.C.Done && (p == nil || !d.Deref) {
		d.Addr(d.C.Ptr(i))
		d.Settled = true
		return nil
	}
	return p
}

func v4l2ControlsHead(d *Dec, p []byte) {
	d.FieldOf(&v4l2Controls, "ctrl_class", p)
	d.FieldOf(&v4l2Controls, "count", p)
}

func v4l2ControlsTail(d *Dec, i int, p []byte) {
	d.FieldsAt(&v4l2Controls, p, d.C.Ptr(i))
	if d.C.Errno != 0 && d.Member(&v4l2Controls, "count", p) != 0 {
		d.FieldOf(&v4l2Controls, "error_idx", p)
	}
}

// auxV4l2Buffers explains a result by the buffers that have been made.
func auxV4l2Buffers(d *Dec) {
	at := d.C.Ptr(2)
	p := d.ReadAll(at, 8)
	if p == nil || !d.Deref {
		return
	}
	d.AuxField("", "buffers")
	d.Buf.Struct()
	d.FieldOf(&ioV4l2CreateBuffers, "index", p)
	d.FieldOf(&ioV4l2CreateBuffers, "count", p)
	d.EndStruct()
}
