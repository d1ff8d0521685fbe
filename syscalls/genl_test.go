package syscalls_test

import (
	"maps"
	"testing"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/internal/vector"
)

// learnt are the families that were told of.
type learnt struct {
	ctype.Net
	names map[uint16]string
}

func (l *learnt) LearnFamily(id uint16, name []byte) { l.names[id] = string(name) }
func (l *learnt) Family(id uint16) string            { return l.names[id] }

// TestLearnFamily decodes messages of nlctrl: what is received tells of families,
// whatever is cut off, nothing else does.
func TestLearnFamily(t *testing.T) {
	const family = "u16:6 u16:1 u16:0x33 u16:0 u16:6 u16:2 \"x\\x00\" u16:0"
	for _, test := range []struct {
		call, mem string
		want      map[uint16]string
	}{
		{"amd64 recvfrom 116 $b 36 0 0 0 -> 36", "b: u32:36 u16:0x10 u16:2 u32:7 u32:9 u8:1 u8:2 u16:0 " + family, map[uint16]string{0x33: "x"}},
		{"i386 recvfrom 116 $b 72 0 0 0 -> 72", "b: u32:36 u16:0x10 u16:2 u32:7 u32:9 u8:1 u8:2 u16:0 " + family + " u32:36 u16:0x10 u16:2 u32:7 u32:9 u8:1 u8:2 u16:0 u16:6 u16:2 \"yz\" u16:0 u16:6 u16:1 u16:0x44 u16:0", map[uint16]string{0x33: "x", 0x44: "yz"}},
		{"amd64 recvfrom 116 $b 28 0 0 0 -> 28", "b: u32:28 u16:0x10 u16:2 u32:7 u32:9 u8:1 u8:2 u16:0 u16:6 u16:1 u16:0x33 u16:0", nil},
		{"amd64 recvfrom 116 $b 36 0 0 0 -> 36", "b: u32:36 u16:0x10 u16:2 u32:7 u32:9 u8:1 u8:2 u16:0 u16:7 u16:1 u16:0x33 u16:0 u16:6 u16:2 \"x\\x00\" u16:0", nil},
		{"amd64 recvfrom 116 $b 36 0 0 0 -> 36", "b: u32:36 u16:0x10 u16:2 u32:7 u32:9 u8:2 u8:2 u16:0 " + family, nil}, // DELFAMILY
		{"amd64 recvfrom 116 $b 36 0 0 0 -> 36", "b: u32:36 u16:0x33 u16:2 u32:7 u32:9 u8:1 u8:2 u16:0 " + family, nil}, // another family's
		{"amd64 sendto 116 $b 36 0 0 0 -> 36", "b: u32:36 u16:0x10 u16:1 u32:7 u32:0 u8:1 u8:2 u16:0 " + family, nil},   // a request
		{"amd64 recvfrom 100 $b 36 0 0 0 -> 36", "b: u32:36 u16:0x10 u16:2 u32:7 u32:9 u8:1 u8:2 u16:0 " + family, nil}, // NETLINK_ROUTE
	} {
		v, err := vector.Parse(test.call, test.mem, "")
		if err != nil {
			t.Fatal(err)
		}
		r := vector.NewRunner(emit.Options{})
		l := &learnt{Net: r.Dec.O.Net, names: map[uint16]string{}}
		r.Dec.O.Net = l
		r.Run(v, v.Entry, v.Exit)
		if !maps.Equal(l.names, test.want) {
			t.Errorf("%s of %s tells of %v, want %v", test.call, test.mem, l.names, test.want)
		}
	}
}
