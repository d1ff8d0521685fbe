package syscalls_test

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"testing"

	"gotrace/emit"
	"gotrace/internal/vector"
)

// socketRunners decode in text and JSON, with structs abbreviated and not.
func socketRunners() (rs [4]*vector.Runner) {
	for i := range rs {
		rs[i] = vector.NewRunner(emit.Options{Style: []emit.Style{emit.Text, emit.JSON}[i&1]})
		rs[i].Dec.Abbrev = i&2 == 0
		rs[i].Dec.O.FDs, rs[i].Dec.O.PIDs = someFDs{}, somePIDs{}
	}
	return rs
}

// decodeSocket decodes a call on both ABIs whose memory b is data: it never panics,
// is always JSON, and what it shows is bounded by the number of bytes.
func decodeSocket(t *testing.T, rs *[4]*vector.Runner, call, mem string, data []byte) {
	for _, abi := range []string{"amd64", "i386"} {
		v, err := vector.Parse(abi+" "+call, "b:\n"+mem, "")
		if err != nil {
			t.Fatal(err)
		}
		v.Entry[0].Data, v.Exit[0].Data = data, data
		for _, r := range rs {
			got := r.Run(v, v.Entry, v.Exit)
			if r.Buf.JSON() && !json.Valid(got) {
				t.Errorf("%s %s: not JSON: %s", abi, call, got)
			}
			if most := 8192 + 512*len(data); len(got) > most {
				t.Errorf("%s %s: %d bytes for %d: %.200s", abi, call, len(got), len(data), got)
			}
		}
	}
}

// FuzzSockaddr decodes socket addresses of any family and length.
func FuzzSockaddr(f *testing.F) {
	for af := range uint16(50) {
		for _, n := range []int{2, 8, 16, 28, 36, 38, 46, 50, 58, 72, 96, 128} {
			p := make([]byte, n)
			for i := range p {
				p[i] = byte(i)
			}
			binary.LittleEndian.PutUint16(p, af)
			f.Add(p, int32(n))
		}
	}
	rs := socketRunners()
	f.Fuzz(func(t *testing.T, data []byte, n int32) {
		decodeSocket(t, &rs, fmt.Sprintf("bind 3 $b %d -> 0", uint32(n)), "", data)
	})
}

// FuzzControl decodes control messages.
func FuzzControl(f *testing.F) {
	for _, level := range []uint32{0, 1, 6, 17, 41, 107, 132, 263, 270, 271, 272, 276, 279, 282, 287} {
		for kind := range uint32(20) {
			p := binary.LittleEndian.AppendUint64(nil, 16+32)
			p = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(p, level), kind)
			p = append(p, make([]byte, 32)...)
			f.Add(append(p, p[:20]...))
		}
	}
	rs := socketRunners()
	f.Fuzz(func(t *testing.T, data []byte) {
		// IP_PKTOPTIONS is control messages.
		decodeSocket(t, &rs, "getsockopt 3 0 9 $b $l -> 0", fmt.Sprintf("l: u32:%d", len(data)), data)
	})
}

// FuzzSockopt decodes any option of any level.
func FuzzSockopt(f *testing.F) {
	for _, level := range []uint16{0, 1, 6, 17, 18, 40, 41, 58, 101, 106, 107, 132, 255, 263, 264, 270, 271, 272, 274, 276, 282, 283, 284} {
		for name := range uint32(40) {
			f.Add(level, name, int32(40), make([]byte, 40))
		}
		f.Add(level, uint32(64), int32(100), make([]byte, 100))
	}
	rs := socketRunners()
	f.Fuzz(func(t *testing.T, level uint16, name uint32, n int32, data []byte) {
		decodeSocket(t, &rs, fmt.Sprintf("getsockopt 3 %d %d $b $l -> 0", level, name), fmt.Sprintf("l: u32:%d", uint32(n)), data)
		decodeSocket(t, &rs, fmt.Sprintf("setsockopt 3 %d %d $b %d -> 0", level, name, uint32(n)), "", data)
	})
}
