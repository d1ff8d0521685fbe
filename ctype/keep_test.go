package ctype_test

import (
	"testing"

	"gotrace/ctype"
	"gotrace/event"
)

// TestKeep has two calls of a thread under way, as a library's function and a
// handler's: each finds what it has kept, and memory is used again.
func TestKeep(t *testing.T) {
	var d ctype.Dec
	outer, inner := &event.Call{}, &event.Call{}
	keep := func() {
		d.C = outer
		d.Keep([]byte("outer"))
		d.C = inner
		d.Keep([]byte("in"))
		if string(d.Kept()) != "in" {
			t.Errorf("the inner call has kept %q", d.Kept())
		}
		d.C = outer
		if string(d.Kept()) != "outer" {
			t.Errorf("the outer call has kept %q", d.Kept())
		}
	}
	keep()
	if n := testing.AllocsPerRun(10, keep); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
