package syscalls_test

import (
	"encoding/json"
	"math/bits"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"
)

// FuzzRings decodes rings of random content, which a program may give them, but of
// a possible shape, which the kernel gives them: nothing panics, what is said has
// an end, and JSON is valid.
func FuzzRings(f *testing.F) {
	f.Add(uint32(0), uint32(3), uint8(0x22), []byte("\x00\x00\x00\x00\x03\x00\x00\x00"), []byte("\x17\x01"))
	f.Add(uint32(0x10c00), uint32(9), uint8(0x31), []byte{}, []byte("\x2e"))
	f.Add(uint32(0xd0000), uint32(1<<32-1), uint8(0x13), []byte("\xff\xff\xff\xff"), []byte("\x40\x3f"))
	rings, buf := make([]byte, 1<<14), make([]byte, 256)
	entries := make([]byte, 1<<12)
	text := vector.NewRunner(emit.Options{Const: emit.Both, ArgNames: true})
	text.Dec.Abbrev = false
	js := vector.NewRunner(emit.Options{Style: emit.JSON})
	f.Fuzz(func(t *testing.T, flags, submit uint32, shape uint8, ring, entry []byte) {
		clear(rings)
		clear(entries)
		clear(buf)
		copy(rings, ring)
		copy(buf, entry)
		for i := range entries {
			if len(entry) > 0 {
				entries[i] = entry[i%len(entry)]
			}
		}
		mem := vector.Memory{{Name: "r", Addr: 0x10000, Data: rings}, {Name: "s", Addr: 0x20000, Data: entries}, {Name: "b", Addr: 0x100, Data: buf}}
		for abi := range event.NumABI {
			v, err := vector.Parse(abi.String()+" io_uring_enter 3 0 0 0 0 0 -> 1", "", "")
			if err != nil {
				t.Fatal(err)
			}
			v.Call.Args[1] = uint64(submit)
			v.Entry = mem
			if err := v.DeclareRing("fd=3 rings=0x10000 entries=0x20000 array=8192"); err != nil {
				t.Fatal(err)
			}
			of := &v.Rings.Of
			of.Flags = flags
			of.SQEntries, of.CQEntries = 1<<(shape&7), 1<<(shape>>4&7)
			of.SQESize, of.CQESize = 64<<(flags>>10&1), 16<<(flags>>11&1)
			// No call is longer than its entries can be: each has some pointers, each of
			// these at most -s elements or bytes.
			limit := 1 << 14 * int(of.SQEntries+of.CQEntries+1)
			if out := text.Run(v, mem, mem); len(out) > limit {
				t.Errorf("%d entries: %d bytes of text", bits.Len32(of.SQEntries), len(out))
			}
			if out := js.Run(v, mem, mem); !json.Valid(out) || len(out) > limit {
				t.Errorf("%d bytes: not JSON or too long: %.2000s", len(out), out)
			}
		}
	})
}
