package syscalls

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gotrace/ctype"
	"gotrace/event"
)

// typed is what headers.txt says of commands and types.
type typed struct {
	commands map[string]string // command: direction and type
	structs  map[string][event.NumABI]*golden
	bits     map[string]bool   // members of these structs that are bit fields
	unions   map[string]string // members of these structs that are a union with a tag
	union    map[string]bool   // which of these structs are unions
	pointers map[string]string // members of these structs that are a pointer to a struct
}

func readTyped(t *testing.T) *typed {
	text, err := os.ReadFile("ioctls/headers.txt")
	if err != nil {
		t.Fatal(err)
	}
	h := &typed{map[string]string{}, map[string][event.NumABI]*golden{}, map[string]bool{}, map[string]string{}, map[string]bool{}, map[string]string{}}
	num := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			return -1
		}
		return n
	}
	name := ""
	for _, line := range strings.Split(string(text), "\n") {
		f := strings.Fields(line)
		switch {
		case line == "" || line[0] == '#' || line[0] == '[':
		case line[0] == '\t':
			for abi, g := range h.structs[name] {
				g.members[f[0]] = place{num(f[1+2*abi]), num(f[2+2*abi])}
			}
			if f[7] == "union" {
				h.unions[name+"."+f[0]] = f[8]
			}
			if f[7] == "ptr" && len(f) > 9 && (f[8] == "struct" || f[8] == "union") {
				h.pointers[name+"."+f[0]] = f[9]
			}
			if strings.Contains(f[6], "b=") {
				h.bits[name+"."+f[0]] = true
			}
		case f[0] == "struct" || f[0] == "union":
			name = f[1]
			h.union[name] = f[0] == "union"
			h.structs[name] = [event.NumABI]*golden{{num(f[2]), map[string]place{}}, {num(f[3]), map[string]place{}}}
		default:
			h.commands[f[0]] = strings.Join(f[1:], " ")
		}
	}
	return h
}

// TestIoctlLayouts holds the structs of ioctl's commands against the headers: where each
// member is that is shown, how long it is, and the size of the whole, on both ABIs.
func TestIoctlLayouts(t *testing.T) {
	h := readTyped(t)
	seen := eachStruct(func(s *ctype.Struct) {
		for abi := range event.NumABI {
			if g := h.structs[s.CName][abi]; g != nil && g.size >= 0 {
				h.check(t, s.CName, s.On(abi), abi, g)
			}
		}
	})
	if seen < 1000 {
		t.Errorf("only %d structs are described", seen)
	}
}

// eachStruct calls do for the structs of ioctl's commands, and returns how many there are.
func eachStruct(do func(s *ctype.Struct)) int {
	seen := map[*ctype.Struct]bool{}
	var visit func(s *ctype.Struct)
	visit = func(s *ctype.Struct) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		for abi := range event.NumABI {
			on := s.On(abi)
			for i := range on.Fields {
				visit(on.Fields[i].Sub)
			}
		}
		do(s)
	}
	tables := [][]Case{ioctlCases[:]}
	for _, inner := range ioTables {
		tables = append(tables, *inner)
	}
	for _, table := range tables {
		for i := range table {
			for _, a := range table[i].Args {
				visit(a.Type)
				visit(a.Out)
			}
		}
	}
	return len(seen)
}

// addresses are members that are shown as addresses although the headers tell what struct
// they lead to, with the reason.
var addresses = map[string]string{
	"drm_radeon_clear.depth_boxes": "as many as memory shared with the driver says",
	"floppy_raw_cmd.next":          "the next command of a list, which the driver itself follows",
	"i2c_smbus_ioctl_data.data":    "where its size is none that is known",
	"media_links_enum.links":       "as many as the entity has, which another command tells",
	"hdspm_mixer_ioctl.mixer":      "32 KiB of levels",
}

// TestIoctlPointers: what the headers say is a pointer to a struct is followed.
func TestIoctlPointers(t *testing.T) {
	h := readTyped(t)
	bare := map[string]bool{}
	eachStruct(func(s *ctype.Struct) {
		for i := range s.Fields {
			f := &s.Fields[i]
			name := s.CName + "." + f.Name
			if f.Kind != ctype.Ptr || f.Via != ctype.NotFollowed || f.How == ctype.Hidden || h.pointers[name] == "" {
				continue
			}
			if bare[name] = true; addresses[name] == "" {
				t.Errorf("%s leads to struct %s and is not followed", name, h.pointers[name])
			}
		}
	})
	for name := range addresses {
		if !bare[name] {
			t.Errorf("%s is followed: remove it from the list", name)
		}
	}
}

// find returns where a member of a struct is. One of a union that is a member itself has a
// name in two parts.
func (h *typed) find(name, member string, abi event.ABI) (p place, ok bool) {
	if p, ok = h.structs[name][abi].members[member]; ok {
		return p, true
	}
	for i, c := range member {
		union := ""
		if c == '.' {
			union = h.unions[name+"."+member[:i]]
		}
		if union == "" {
			continue
		}
		outer := h.structs[name][abi].members[member[:i]]
		p, ok = h.find(union, member[i+1:], abi)
		p.off += outer.off
		return p, ok
	}
	return p, false
}

// endsInTail reports whether an array that is not a part of s begins at offset n.
func endsInTail(s *ctype.Struct, abi event.ABI, n int) bool {
	for i := range s.Fields {
		if off, _ := s.Offset(abi, s.Fields[i].Name); s.Fields[i].Via >= ctype.Tail && off == n {
			return true
		}
	}
	return false
}

func (h *typed) check(t *testing.T, name string, s *ctype.Struct, abi event.ABI, g *golden) {
	if n := s.Size(abi); n != g.size && !endsInTail(s, abi, n) && (n > g.size || !h.union[name]) {
		t.Errorf("%s on %v has %d bytes, the kernel's has %d", name, abi, n, g.size)
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		want, ok := h.find(name, f.Name, abi)
		off, _ := s.Offset(abi, f.Name)
		n, _ := f.Layout(abi)
		switch {
		case !ok:
			t.Errorf("%s has no member %s in the headers", name, f.Name)
		case want.off < 0 || h.bits[name+"."+f.Name]:
		case off != want.off || n != want.size && f.Via < ctype.Tail:
			t.Errorf("%s.%s on %v has offset %d, size %d; the kernel's has %d, %d", name, f.Name, abi, off, n, want.off, want.size)
		}
	}
}

// bare are commands whose argument is not decoded although their number tells its size,
// with the reason.
var bare = map[string]string{
	"SONET_GETSTAT":       "linux/sonet.h has gone with ATM",
	"SONET_GETSTATZ":      "linux/sonet.h has gone with ATM",
	"SONET_SETDIAG":       "linux/sonet.h has gone with ATM",
	"SONET_CLRDIAG":       "linux/sonet.h has gone with ATM",
	"SONET_GETDIAG":       "linux/sonet.h has gone with ATM",
	"SONET_GETFRAMING":    "linux/sonet.h has gone with ATM",
	"SONET_SETFRAMING":    "linux/sonet.h has gone with ATM",
	"SONET_GETFRSENSE":    "linux/sonet.h has gone with ATM",
	"MGSL_IOCGPARAMS":     "linux/synclink.h has gone",
	"MGSL_IOCSPARAMS":     "linux/synclink.h has gone",
	"MGSL_IOCWAITEVENT":   "linux/synclink.h has gone",
	"MGSL_IOCSGPIO":       "linux/synclink.h has gone",
	"MGSL_IOCGGPIO":       "linux/synclink.h has gone",
	"MGSL_IOCWAITGPIO":    "linux/synclink.h has gone",
	"SOUND_MIXER_ACCESS":  "no header says what struct it has",
	"CM_IOCGATR":          "linux/cm4000_cs.h has gone",
	"CM_IOCSPTS":          "linux/cm4000_cs.h has gone",
	"REISERFS_IOC_UNPACK": "linux/reiserfs_fs.h has gone",
}

// TestIoctlArguments: every command whose number tells the size of its argument has a
// decoder for it.
func TestIoctlArguments(t *testing.T) {
	known := IoctlCases()
	for name, typ := range readTyped(t).commands {
		if dir, _, _ := strings.Cut(typ, " "); dir == "none" {
			continue
		}
		_, ok := slices.BinarySearchFunc(known, name, func(k Case, name string) int { return strings.Compare(k.Name, name) })
		switch why := bare[name]; {
		case !ok && why == "":
			t.Errorf("%s (%s) has no decoder", name, typ)
		case ok && why != "":
			t.Errorf("%s is decoded: remove it from the list", name)
		}
	}
}

// TestInnerTables: every table of commands within commands is in the lists.
func TestInnerTables(t *testing.T) {
	for i, table := range ioTables {
		if !slices.ContainsFunc(innerTables[:], func(l innerTable) bool { return l.cases == table }) {
			t.Errorf("table %d, which begins with %s, is in no list", i, (*table)[0].Name)
		}
	}
}
