package syscalls

import "gotrace/xlat"

// Arguments of commands that hold a length or an index (ioctlMacros), but for those of
// linux/input.h (ioctl_input.go).

// sayReport says a report for a HID device: its number and data (linux/hidraw.h).
func sayReport(d *Dec, _ *Arg, i int) { d.Bytes(d.C.Ptr(i), iocSize(d.C.Uint(i-1))) }

// sayGetReport says the number of a report, and the report as long as the result.
func sayGetReport(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	if !d.C.Done {
		if d.ReadAll(at, 1) == nil || !d.Deref {
			d.Addr(at)
			d.Settled = true
			return
		}
		d.InOut()
		d.Bytes(at, 1)
		return
	}
	if d.C.Ret > 0 {
		d.Changed()
		d.Bytes(at, uint64(d.C.Ret))
	}
	d.EndInOut()
}

// saySpiMessage says as many transfers as the command has bytes for.
func saySpiMessage(d *Dec, _ *Arg, i int) {
	at, n := d.C.Ptr(i), iocSize(d.C.Uint(i-1))/uint64(ioSpiIocTransfer.Size(d.ABI))
	switch {
	case !d.C.Done && (n == 0 || !d.Deref):
		d.Addr(at)
		d.Settled = true
		return
	case !d.C.Done:
		d.InOut()
		d.Going(&ioSpiIocTransfer, at, n)
		return
	case d.C.Errno == 0:
		d.Coming(&ioSpiIocTransfer, at, n)
	}
	d.EndInOut()
}

// mixerMasks is the first of the indices of an OSS mixer that stand for sets of
// channels, but for the capabilities (linux/soundcard.h).
const (
	mixerMasks = 0xf9 // SOUND_MIXER_OUTMASK
	mixerCaps  = 0xfc // SOUND_MIXER_CAPS
)

// sayMixer says an int of an OSS mixer: channels, or two levels of 0 to 100.
func sayMixer(d *Dec, _ *Arg, i int) {
	v, ok := mixerAt(d, i)
	if !ok {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Ref()
	sayMixerValue(d, i, v)
	d.EndRef()
}

// sayMixerSet says the value that is wanted and the one that the mixer took.
func sayMixerSet(d *Dec, _ *Arg, i int) {
	v, ok := mixerAt(d, i)
	if !d.C.Done {
		if d.Settled = !ok; !ok {
			d.Addr(d.C.Ptr(i))
			return
		}
		d.InOut()
		d.Ref()
		sayMixerValue(d, i, v)
		return
	}
	if d.C.Errno == 0 && ok {
		d.Changed()
		sayMixerValue(d, i, v)
	}
	d.EndRef()
	d.EndInOut()
}

func mixerAt(d *Dec, i int) (v uint32, ok bool) {
	v, ok = readUint32(d, d.C.Ptr(i))
	return v, ok && d.Deref && iocSize(d.C.Uint(i-1)) == 4
}

func sayMixerValue(d *Dec, i int, v uint32) {
	switch nr := d.C.Uint(i-1) & 0xff; {
	case nr == mixerCaps:
		d.Flags(&xlat.SoundCap, uint64(v))
	case nr >= mixerMasks:
		d.Flags(&xlat.SoundMask, uint64(v))
	default:
		d.Hex(uint64(v))
	}
}
