package syscalls

import (
	"testing"

	"gotrace/event"
)

// TestNetfilterTables walks the attributes of netfilter: each has a name among
// those of its table, something that says it, and the length that this reads.
func TestNetfilterTables(t *testing.T) {
	seen := map[*nlAttrs]bool{}
	var walk func(s *nlAttrs)
	each := func(s *nlAttrs, a *nlAttr) {
		if a.say == nil {
			t.Errorf("%s: attribute %d has nothing that says it", s.names.Unknown, a.kind)
		}
		if a.typ != nil && a.min < a.typ.Size(event.AMD64) {
			t.Errorf("%s: attribute %d may be shorter than %s", s.names.Unknown, a.kind, a.typ.CName)
		}
		if a.nested != nil {
			walk(a.nested)
		}
	}
	walk = func(s *nlAttrs) {
		if seen[s] {
			return
		}
		seen[s] = true
		kinds := map[uint16]bool{}
		for i := range s.kinds {
			a := &s.kinds[i]
			if _, ok := s.names.Lookup(event.AMD64, uint64(a.kind)); !ok && a.kind != nlEach || kinds[a.kind] {
				t.Errorf("%s: attribute %d has no name or is there twice", s.names.Unknown, a.kind)
			}
			kinds[a.kind] = true
			each(s, a)
			if a.choice != nil {
				for j := range *a.choice {
					each(s, &(*a.choice)[j].attr)
				}
			}
		}
	}
	for i := range nfSubsystems {
		for j := range nfSubsystems[i].messages {
			if m := &nfSubsystems[i].messages[j]; m.attrs != nil {
				walk(m.attrs)
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("%d tables are too few", len(seen))
	}
}
