package difftest

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gotrace"
	"gotrace/event"
)

// Where the image of the socket sweep has socket addresses, of each family in
// turn and of each filling.
const (
	addrs    = sockun
	addrSize = 144 // more than struct sockaddr_storage has
	fillings = 3
)

// socketFamilies are the families of addresses, and some numbers beyond them.
const socketFamilies = 49

// addrImage is the image with socket addresses.
func addrImage(abi event.ABI, first int) []byte {
	img := image(abi)
	at := img[addrs-base:]
	for f := first; f < socketFamilies && len(at) >= fillings*addrSize; f++ {
		for fill := range fillings {
			p := at[:addrSize]
			at = at[addrSize:]
			for i := range p {
				p[i] = [fillings]byte{0, byte(i*7 + 1), byte('a' + i%26)}[fill]
			}
			binary.LittleEndian.PutUint16(p, uint16(f))
		}
	}
	return img
}

// sweep makes the calls of p under both tracers and returns the lines that
// differ where they must not.
func sweep(t *testing.T, abi event.ABI, img []byte, p []made, errno int, options ...string) (diffs []diff) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "calls")
	for _, c := range p {
		img = binary.LittleEndian.AppendUint64(img, c.nr)
		for _, r := range c.regs {
			img = binary.LittleEndian.AppendUint64(img, r)
		}
	}
	if err := os.WriteFile(file, img, 0o666); err != nil {
		t.Fatal(err)
	}
	player := compile(t, "testdata/player.c", abi)
	want := straceLines(t, player, file, abi, options, errno, p)
	got := play(t, append([]string{build(t)}, options...), player, file, errno, p)
	for i, c := range p {
		if c.nr != marker && want[i] != got[i] && !differences.allow(got[i], true, func(s string) bool { return like(s, bare(want[i])) }) {
			diffs = append(diffs, diff{fmt.Sprintf("%v/%d", abi, errno), want[i], got[i]})
		}
	}
	return diffs
}

// numbers returns the numbers of calls by name.
func numbers(abi event.ABI) map[string]uint64 {
	byName := map[string]uint64{}
	for nr, d := range gotrace.Calls(abi) {
		if d != nil {
			byName[d.Name] = uint64(nr)
		}
	}
	return byName
}

func reportDiffs(t *testing.T, lines int, diffs []diff) {
	t.Helper()
	limit, _ := strconv.Atoi(os.Getenv("GOTRACE_SWEEP_MAX"))
	if limit == 0 {
		limit = 20
	}
	t.Logf("%d of %d lines differ", len(diffs), lines)
	var b strings.Builder
	step := max(1, len(diffs)/limit)
	for i := 0; i < len(diffs); i += step {
		fmt.Fprintf(&b, "(%s)\n  - %s\n  + %s\n", diffs[i].where, diffs[i].want, diffs[i].got)
	}
	if len(diffs) > 0 {
		t.Errorf("- strace, + gotrace\n%s", b.String())
	}
}

// TestAddressSweep shows addresses of every family and length to both tracers.
func TestAddressSweep(t *testing.T) {
	need(t, "strace", "setarch")
	const atOnce = (imageSize - (addrs - base)) / (fillings * addrSize)
	for abi := range event.NumABI {
		t.Run(abi.String(), func(t *testing.T) {
			connect := numbers(abi)["connect"]
			lines := 0
			var diffs []diff
			for first := 0; first < socketFamilies; first += atOnce {
				p := []made{{nr: marker}}
				for i := range min(atOnce, socketFamilies-first) * fillings {
					for n := range uint64(addrSize + 1) {
						p = append(p, made{connect, [6]uint64{3, addrs + uint64(i*addrSize), n}})
					}
				}
				lines += len(p)
				diffs = append(diffs, sweep(t, abi, addrImage(abi, first), p, 0)...)
			}
			reportDiffs(t, lines, diffs)
		})
	}
}

// A level of socket options, and how many of its numbers are tried.
type optLevel struct{ level, options uint64 }

var optLevels = []optLevel{
	{0, 216}, {1, 90}, {6, 50}, {17, 110}, {18, 8}, {40, 12}, {41, 216}, {58, 8}, {100, 8}, {101, 12}, {103, 8}, {106, 8}, {107, 8},
	{132, 144}, {136, 16}, {255, 8}, {256, 8}, {257, 16}, {258, 8}, {259, 12}, {260, 12}, {261, 8}, {262, 12}, {263, 32}, {264, 8},
	{265, 8}, {266, 16}, {267, 8}, {268, 16}, {269, 24}, {270, 16}, {271, 24}, {272, 12}, {273, 8}, {274, 24}, {275, 8}, {276, 16},
	{277, 8}, {278, 8}, {279, 12}, {280, 8}, {281, 8}, {282, 10}, {283, 12}, {284, 8}, {285, 8}, {286, 8}, {287, 12}, {288, 4},
}

// optLengths are the lengths of values that are tried: of none, of parts of an int,
// of ints, and of the structs that options have.
var optLengths = []uint64{0, 1, 3, 4, 5, 8, 12, 16, 20, 24, 28, 40, 136, 1000, 0xffffffff}

// TestOptionSweep shows options of every level to both tracers.
func TestOptionSweep(t *testing.T) {
	need(t, "strace", "setarch")
	for abi := range event.NumABI {
		t.Run(abi.String(), func(t *testing.T) {
			nrs := numbers(abi)
			// The lengths that getsockopt points to: the page of ints has the small
			// ones, and the one of all ones the last.
			length := func(n uint64) uint64 {
				if n == 0xffffffff {
					return ones
				}
				return ints + 4*n
			}
			p := []made{{nr: marker}}
			for _, l := range optLevels {
				for o := range l.options {
					for _, at := range []uint64{ints + 4, ones, nowhere} {
						for _, n := range optLengths {
							if at == nowhere && n != 4 {
								continue
							}
							p = append(p, made{nrs["getsockopt"], [6]uint64{3, l.level, o, at, length(n)}},
								made{nrs["setsockopt"], [6]uint64{3, l.level, o, at, n}})
						}
					}
				}
			}
			diffs := sweep(t, abi, image(abi), p, 0)
			reportDiffs(t, len(p), diffs)
		})
	}
}
