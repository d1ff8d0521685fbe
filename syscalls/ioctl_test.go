package syscalls

import (
	"slices"
	"strings"
	"testing"

	"gotrace/event"
	"gotrace/xlat"
)

// TestIoctlTables: the tables are sorted, and each name is one of a command, of the
// type under which the table stands.
func TestIoctlTables(t *testing.T) {
	types := map[string][]int{}
	for abi := range event.NumABI {
		for _, v := range xlat.Ioctls.On(abi) {
			for _, name := range strings.Split(v.Name, " or ") {
				types[name] = append(types[name], int(v.V>>8&0xff))
			}
		}
	}
	for typ, table := range ioctlTables {
		if table == nil {
			continue
		}
		cases := *table
		for i := range cases {
			name := cases[i].Name
			if i > 0 && name <= cases[i-1].Name {
				t.Errorf("%s stands behind %s", name, cases[i-1].Name)
			}
			if types[name] == nil {
				t.Errorf("no command is called %s", name)
			}
			if !slices.ContainsFunc(types[name], func(n int) bool { return ioctlTables[n] == table }) {
				t.Errorf("%s is in a table of type %#x and can never be found there", name, typ)
			}
		}
	}
}
