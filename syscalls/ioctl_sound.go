package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Parameters of sound devices (sound/asound.h, struct snd_pcm_hw_params): what they may
// still be, a set of bits for those that have names and an interval for numbers.

// pcmMasks are the names of the bits of the masks, by their place.
var pcmMasks = [...]*xlat.Set{&xlat.SndrvPcmAccess, &xlat.SndrvPcmFormat, &xlat.SndrvPcmSubformat}

// pcmIntervals is the number of the first parameter that has an interval
// (SNDRV_PCM_HW_PARAM_FIRST_INTERVAL).
const pcmIntervals = 8

func pcmParam(d *Dec, n int) {
	name, _ := xlat.SndrvPcmHwParam.Lookup(d.ABI, uint64(n))
	d.Index(uint64(n), name, xlat.SndrvPcmHwParam.Unknown)
}

func showSndInterval(d *Dec, f *ctype.Field, p []byte) {
	pcmParam(d, pcmIntervals+d.Nth)
	d.StructIn(f.Sub, p)
	d.EndIndex()
}

// showSndMask shows the names of the bits that are set, or that are not where most are:
// a program begins with all.
func showSndMask(d *Dec, f *ctype.Field, p []byte) {
	names := pcmMasks[d.Nth%len(pcmMasks)]
	pcmParam(d, d.Nth)
	if d.Numbers() {
		d.StructIn(f.Sub, p)
		d.EndIndex()
		return
	}
	set := 0
	for i := range 8 * len(p) {
		set += int(p[i/8] >> (i % 8) & 1)
	}
	not := set > 4*len(p)
	d.List(not)
	for i := range 8 * len(p) {
		if p[i/8]>>(i%8)&1 == 0 == not {
			d.Enum(names, uint64(i))
		}
	}
	d.EndList()
	d.EndIndex()
}
