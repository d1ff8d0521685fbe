//go:build linux && amd64

package libcall

import "testing"

// TestRoom takes places for code from an area, and gives some back.
func TestRoom(t *testing.T) {
	a := &area{base: 0x1000_0000, used: codeSize - 3*copySize}
	sp := &space{areas: []*area{{base: 0x2000_0000}, a}}
	var got []uint64
	for range 3 {
		at, ok := a.room()
		if !ok {
			t.Fatal("no room")
		}
		got = append(got, uint64(at))
	}
	if got[1] != got[0]+copySize || got[2]+copySize != 0x1000_0000+codeSize {
		t.Errorf("places %#x", got)
	}
	if at, ok := a.room(); ok {
		t.Errorf("there is room at %#x behind the end", at)
	}
	sp.giveBack(0)
	b := a.copy()
	sp.giveBack(0x1000_0000 + codeSize - 2*copySize)
	if at, ok := a.room(); !ok || uint64(at) != got[1] {
		t.Errorf("%#x, %t, want what was given back", at, ok)
	}
	if _, ok := b.room(); ok {
		t.Error("a child's area has what its parent was given back")
	}
}
