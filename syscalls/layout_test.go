package syscalls

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"gotrace/ctype"
	"gotrace/event"
)

// place is where a member is and how long.
type place struct{ off, size int }

// A golden is a struct as the kernel lays it out on an ABI.
type golden struct {
	size    int
	members map[string]place
}

// readGoldens reads ctype/testdata/layouts.txt: the layouts by ABI and name. A
// name may have several.
func readGoldens(t *testing.T) (g [event.NumABI]map[string][]*golden) {
	text, err := os.ReadFile("../ctype/testdata/layouts.txt")
	if err != nil {
		t.Fatal(err)
	}
	var now [event.NumABI]*golden
	for abi := range g {
		g[abi] = map[string][]*golden{}
	}
	for n, line := range strings.Split(string(text), "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || line[0] == '#' {
			continue
		}
		num := func(s string) int {
			v, err := strconv.Atoi(s)
			if err != nil {
				t.Fatalf("layouts.txt:%d: %v", n+1, err)
			}
			return v
		}
		for abi := range now {
			switch {
			case line[0] != '\t':
				now[abi] = nil
				if f[1+abi] != "-" {
					now[abi] = &golden{num(f[1+abi]), map[string]place{}}
					g[abi][f[0]] = append(g[abi][f[0]], now[abi])
				}
			case now[abi] != nil && f[1+2*abi] != "-" && f[2+2*abi] != "-":
				now[abi].members[f[0]] = place{num(f[1+2*abi]), num(f[2+2*abi])}
			}
		}
	}
	return g
}

// partial lists structs that are described only as far as they are shown, with
// the reason. The members that are described have to be right all the same.
var partial = map[string]string{}

// renamed lists members that are shown under a name of their own, as strace
// does: struct.name is the kernel's name.
var renamed = map[string]string{
	"compat_old_linux_dirent.d_off":    "d_offset",
	"compat_old_linux_dirent.d_reclen": "d_namlen",
	"nexthop_grp.resvd1":               "weight_high",
}

// TestLayouts holds each struct against the kernel's layout: the offset and
// size of each member that is shown, and the whole size, on both ABIs.
func TestLayouts(t *testing.T) {
	goldens := readGoldens(t)
	only386 := map[*ctype.Struct]bool{} // what another struct is on i386
	for _, s := range declaredStructs {
		if s.I386 != nil {
			only386[s.I386] = true
		}
	}
	for v, s := range declaredStructs {
		t.Run(v, func(t *testing.T) {
			if s.CName == "" {
				t.Skip("it has no name in the kernel: it is part of a union, checked where it is used")
			}
			found := false
			for abi := range event.NumABI {
				if abi != event.I386 && (only386[s] || strings.HasPrefix(s.CName, "compat_")) {
					continue
				}
				if abi == event.I386 && s.I386 != nil && s.I386.CName == "" {
					t.Errorf("what it is on i386 has no CName")
				}
				list := goldens[abi][s.On(abi).CName]
				if abi == event.I386 {
					list = append(list, goldens[abi]["compat_"+s.On(abi).CName]...)
				}
				why := ""
				for _, g := range list {
					found = true
					if why = mismatch(s, abi, g); why == "" {
						break
					}
				}
				if why != "" {
					t.Errorf("%s on %v: %s", s.CName, abi, why)
				}
			}
			if !found {
				t.Errorf("ctype/testdata/layouts.txt has no struct %s: add it with `go run ./internal/gen/layouts FOLDER`", s.CName)
			}
		})
	}
}

// mismatch describes the first difference between a struct and its golden.
func mismatch(s *ctype.Struct, abi event.ABI, g *golden) string {
	if why := members(s, abi, g, "", 0); why != "" {
		return why
	}
	if n := s.Size(abi); n != g.size && (partial[s.CName] == "" || n > g.size) {
		return fmt.Sprintf("it has %d bytes, the kernel's has %d", n, g.size)
	}
	return ""
}

// members checks the members of s, which is at offset base of the golden, under
// the name prefix.
func members(s *ctype.Struct, abi event.ABI, g *golden, prefix string, base int) string {
	cname := s.CName
	s = s.On(abi)
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Name == "" {
			continue
		}
		off, _ := s.Offset(abi, f.Name)
		n, _ := f.Layout(abi)
		name := prefix + f.Name
		if k, ok := renamed[cname+"."+name]; ok {
			name = k
		}
		at := place{base + off + int(f.Shift)/8, n} // of a bit-field: where its first bit is
		want, ok := g.members[name]
		if !ok {
			return fmt.Sprintf("the kernel's has no member %s (offset %d, size %d)", name, at.off, at.size)
		}
		if f.Width != 0 {
			at.size = want.size // bit-fields of several types share a number
		}
		if at != want {
			return fmt.Sprintf("%s has offset %d, size %d; the kernel's has %d, %d", name, at.off, at.size, want.off, want.size)
		}
		if f.Kind == ctype.Nested && f.Sub.CName == "" {
			if why := members(f.Sub, abi, g, name+".", at.off); why != "" {
				return why
			}
		}
	}
	return ""
}
