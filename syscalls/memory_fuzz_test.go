package syscalls_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"
	"gotrace/xlat"
)

// memoryRunners decode in text and JSON, with structs abbreviated and not.
func memoryRunners() (rs [4]*vector.Runner) {
	for i := range rs {
		rs[i] = vector.NewRunner(emit.Options{Style: []emit.Style{emit.Text, emit.JSON}[i&1]})
		rs[i].Dec.Abbrev = i&2 == 0
		rs[i].Dec.O.FDs, rs[i].Dec.O.PIDs = someFDs{}, somePIDs{}
	}
	return rs
}

// decodeMemory decodes a call on both ABIs whose memory b is data: it never panics,
// is always JSON, and what it shows is bounded by the number of bytes.
func decodeMemory(t *testing.T, rs *[4]*vector.Runner, call, mem string, data []byte) {
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
	rs := memoryRunners()
	f.Fuzz(func(t *testing.T, data []byte, n int32) {
		decodeMemory(t, &rs, fmt.Sprintf("bind 3 $b %d -> 0", uint32(n)), "", data)
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
	rs := memoryRunners()
	f.Fuzz(func(t *testing.T, data []byte) {
		// IP_PKTOPTIONS is control messages.
		decodeMemory(t, &rs, "getsockopt 3 0 9 $b $l -> 0", fmt.Sprintf("l: u32:%d", len(data)), data)
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
	rs := memoryRunners()
	f.Fuzz(func(t *testing.T, level uint16, name uint32, n int32, data []byte) {
		decodeMemory(t, &rs, fmt.Sprintf("getsockopt 3 %d %d $b $l -> 0", level, name), fmt.Sprintf("l: u32:%d", uint32(n)), data)
		decodeMemory(t, &rs, fmt.Sprintf("setsockopt 3 %d %d $b %d -> 0", level, name, uint32(n)), "", data)
	})
}

// Commands with others in them, and where the union of struct ifreq and iwreq is.
const (
	siocEthtool     = 0x8946
	siocDevPrivate  = 0x89f0
	siocIwFirst     = 0x8b00
	binderWriteRead = 0xc0306201
	ifData          = 16
)

// within returns memory as p, but with the address of offset to at offset at, and v there.
func within(p []byte, at, to int, v uint64) []byte {
	p = bytes.Clone(p)
	binary.LittleEndian.PutUint64(p[at:], uint64(regionB+to))
	binary.LittleEndian.PutUint32(p[to:], uint32(v))
	return p
}

// regionB is where the first region of a vector's memory begins.
const regionB = 0x10000

// FuzzIoctl decodes the argument of any command, after a success and a failure.
func FuzzIoctl(f *testing.F) {
	p := make([]byte, 256)
	for i := range p {
		p[i] = byte(i)
	}
	for _, v := range xlat.Ioctls.On(event.AMD64) {
		f.Add(uint32(v.V), p)
	}
	for _, v := range xlat.EthtoolCmd.On(event.AMD64) {
		f.Add(uint32(siocEthtool), within(p, ifData, ifData+24, v.V))
	}
	for _, v := range xlat.BrctlCmd.On(event.AMD64) {
		f.Add(uint32(siocDevPrivate), within(p, ifData, ifData+24, v.V))
	}
	for cmd := uint32(siocIwFirst); cmd < siocIwFirst+0x40; cmd++ {
		f.Add(cmd, within(p, ifData, ifData+16, 64))
	}
	for _, s := range []*xlat.Set{&xlat.BinderCommand, &xlat.BinderReturn} {
		for _, v := range s.On(event.AMD64) {
			sent := within(p, 16, 48, v.V)
			copy(sent, make([]byte, 16)) // nothing of it is consumed
			sent[0] = 200
			copy(sent[24:], sent[:24]) // what is read is the same
			sent[32] = 200
			f.Add(uint32(binderWriteRead), sent)
		}
	}
	rs := memoryRunners()
	f.Fuzz(func(t *testing.T, cmd uint32, data []byte) {
		decodeMemory(t, &rs, fmt.Sprintf("ioctl 3 %d $b -> 0", cmd), "", data)
		decodeMemory(t, &rs, fmt.Sprintf("ioctl 3 %d $b -> ENOTTY", cmd), "", data)
	})
}

// FuzzBPF decodes the attribute of any command of bpf.
func FuzzBPF(f *testing.F) {
	for cmd := range uint32(40) {
		f.Add(cmd, uint32(144), make([]byte, 144))
		f.Add(cmd, uint32(20), []byte("\x01\x00\x00\x00\x02\x00\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x05\x00\x00\x00"))
	}
	rs := memoryRunners()
	f.Fuzz(func(t *testing.T, cmd, size uint32, data []byte) {
		decodeMemory(t, &rs, fmt.Sprintf("bpf %d $b %d -> 3", cmd, size), "", data)
		decodeMemory(t, &rs, "bpf 15 $a 16 -> 0", fmt.Sprintf("a: u32:%d u32:%d u64:$b", 140+cmd&3, size), data)
	})
}

// FuzzSiginfo decodes siginfo_t of any signal and code.
func FuzzSiginfo(f *testing.F) {
	for _, sig := range []uint32{0, 4, 5, 7, 8, 11, 17, 29, 31, 40, 1 << 31} {
		for _, code := range []int32{-60, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 0x80} {
			p := make([]byte, 128)
			binary.LittleEndian.PutUint32(p, sig)
			binary.LittleEndian.PutUint32(p[8:], uint32(code))
			f.Add(p)
		}
	}
	rs := memoryRunners()
	f.Fuzz(func(t *testing.T, data []byte) {
		decodeMemory(t, &rs, "rt_sigqueueinfo 1 2 $b -> 0", "", data)
		decodeMemory(t, &rs, "rt_sigtimedwait 0 $b 0 8 -> 5", "", data)
	})
}
