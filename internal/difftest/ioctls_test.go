package difftest

import (
	"encoding/binary"
	"fmt"
	"testing"

	"gotrace/event"
	"gotrace/xlat"
)

// The image of ioctl's sweep has a buffer of each of these contents. A buffer is
// larger than any struct that a command's number can tell of (_IOC_SIZEBITS).
const (
	bufSize = 0x4000

	empty    = base                 // zeros
	small    = base + 1*bufSize     // 32-bit numbers from 1 to 9
	mixed    = base + 2*bufSize     // bytes of all values
	pointing = base + 3*bufSize     // 2, a pointer, 2, a pointer... as longs
	short    = base + imageSize - 6 // nothing is mapped behind it
)

var ioctlArgs = []uint64{0, empty, small, mixed, pointing, short}

func ioctlImage(abi event.ABI) []byte {
	img := make([]byte, imageSize)
	for i := range bufSize / 4 {
		img[small-base+4*i] = byte(1 + i%9)
	}
	for i := range bufSize {
		img[mixed-base+i] = byte(i*37 + 11)
	}
	p := img[pointing-base : pointing-base]
	for i := range uint64(bufSize / 16) {
		if to := small + 8*i; abi == event.I386 {
			p = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(p, 2), uint32(to))
		} else {
			p = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(p, 2), to)
		}
	}
	return img
}

// sizedIoctls are commands that hold a length or an index, of which xlat has none.
var sizedIoctls = []uint64{
	0x80084506, 0x80084507, 0x80084508, 0x80044509, 0x8010450a, 0x80604518, 0x80014519, 0x8001451a, 0x8002451b, 0x80044520, 0x80604521,
	0x80024522, 0x80084523, 0x80014524, 0x80024525, 0x80024531, 0x80014532, 0x80014534, 0x80104535, 0x8004453f, 0x80184540, 0x8018457f,
	0x401845c0, 0x401845ff, 0x80204804, 0x80204805, 0xc0084806, 0xc0084807, 0x80204808, 0x80204812, 0x80044d00, 0xc0044d04, 0x8020552c,
	0x80206a13, 0x40206b00, 0x40406b00, 0x81004806, 0xc0084809, 0xc008480a, 0xc008480b, 0xc008480c,
}

// An ioctlRun makes every command with every argument.
type ioctlRun struct {
	errno   int
	options []string
}

var ioctlRuns = []ioctlRun{{}, {errno: 1}, {options: []string{"-v"}}}

// TestIoctlSweep shows the commands of ioctl(2), each with arguments of several
// kinds, to both tracers. What strace shows as a number or an address it does not
// decode: there gotrace may say more.
func TestIoctlSweep(t *testing.T) {
	need(t, "strace", "setarch")
	for abi := range event.NumABI {
		t.Run(abi.String(), func(t *testing.T) {
			nr := numbers(abi)["ioctl"]
			p := []made{{nr: marker}}
			add := func(cmd uint64) {
				for _, arg := range ioctlArgs {
					p = append(p, made{nr, [6]uint64{3, cmd, arg}})
				}
			}
			for _, v := range xlat.Ioctls.On(abi) {
				add(v.V)
			}
			for _, cmd := range sizedIoctls {
				add(cmd)
			}
			for _, r := range ioctlRuns {
				t.Run(fmt.Sprint(r.errno, r.options), func(t *testing.T) {
					diffs := sweep(t, abi, ioctlImage(abi), p, r.errno, r.options...)
					reportDiffs(t, len(p), undecoded(diffs))
				})
			}
		})
	}
}

// undecoded leaves those differences where strace decodes the argument, and the
// names of commands to package xlat's tests.
func undecoded(diffs []diff) (left []diff) {
	for _, d := range diffs {
		want, got := ioctlArg(d.want), ioctlArg(d.got)
		if !bareArg.MatchString(want) && want != got {
			left = append(left, d)
		}
	}
	return left
}
