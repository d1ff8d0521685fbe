// Package vector reads and runs the decoders' test vectors: a system call, the
// memory it finds, and what is to be shown of it. Vectors stand in txtar
// archives; CONTRIBUTING.md describes the format.
package vector

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/syscalls/386"
	"gotrace/syscalls/amd64"
	"gotrace/xlat"
)

// A Vector is one call.
type Vector struct {
	Call  event.Call
	Desc  *syscalls.Desc
	Entry Memory // as it is when the call begins
	Exit  Memory // as it is when the call ends
	Ends  bool   // the call returns
	Rings *Rings // nil: no ring is shown
}

// A Region is a piece of memory.
type Region struct {
	Name string
	Addr event.Addr
	Data []byte
}

// Memory is a traced program's memory: what is outside its regions cannot be
// read.
type Memory []Region

// ReadMem implements event.Memory.
func (m Memory) ReadMem(a event.Addr, p []byte) int {
	for i := range m {
		if r := &m[i]; a >= r.Addr && a < r.Addr+event.Addr(len(r.Data)) {
			return copy(p, r.Data[a-r.Addr:])
		}
	}
	return 0
}

// Cut returns m with region i cut to n bytes.
func (m Memory) Cut(i, n int) Memory {
	c := slices.Clone(m)
	c[i].Data = c[i].Data[:n]
	return c
}

// spacing is the distance between the beginnings of regions.
const spacing = 0x10000

// Parse reads a vector. call is a line "abi name register... -> result", mem has
// a line "name: item..." for each region, exit those lines that are different
// when the call ends. The region sp is what the stack pointer points to.
func Parse(call, mem, exit string) (*Vector, error) {
	f := strings.Fields(call)
	if len(f) < 2 {
		return nil, fmt.Errorf("want an ABI and the name of a call: %q", call)
	}
	v := &Vector{}
	c := &v.Call
	table := amd64.Table()
	switch f[0] {
	case "amd64":
	case "i386":
		c.ABI, table = event.I386, i386.Table()
	default:
		return nil, fmt.Errorf("unknown ABI %q", f[0])
	}
	c.Nr = uint64(slices.IndexFunc(table, func(s *syscalls.Desc) bool { return s != nil && s.Name == f[1] }))
	if int64(c.Nr) < 0 {
		return nil, fmt.Errorf("%s has no call %q", f[0], f[1])
	}
	v.Desc = table[c.Nr]
	var err error
	if v.Entry, err = ParseMemory(mem, c.ABI, nil); err != nil {
		return nil, err
	}
	if v.Exit, err = ParseMemory(exit, c.ABI, v.Entry); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(v.Entry, func(r Region) bool { return r.Name == "sp" }); i >= 0 {
		c.SP = v.Entry[i].Addr
	}
	for i, w := range f[2:] {
		if w == "->" {
			if i+4 != len(f) {
				return nil, fmt.Errorf("want one result: %q", call)
			}
			return v, v.result(f[i+3])
		}
		if i == len(c.Args) {
			return nil, fmt.Errorf("too many registers: %q", call)
		}
		if c.Args[i], err = Number(w, v.Entry); err != nil {
			return nil, err
		}
		if c.ABI == event.I386 {
			c.Args[i] = uint64(uint32(c.Args[i]))
		}
	}
	return nil, fmt.Errorf("want -> and a result: %q", call)
}

// result sets what the call returns: a number, an error's name, or ? for a call
// that does not return.
func (v *Vector) result(w string) error {
	c := &v.Call
	if w == "?" {
		return nil
	}
	v.Ends = true
	if w[0] == 'E' {
		for n := range 600 {
			if xlat.ErrnoName(n) == w {
				c.Errno, c.Ret = n, int64(-n)
				return nil
			}
		}
		return fmt.Errorf("no error is called %s", w)
	}
	n, err := Number(w, v.Entry)
	c.Ret = int64(n)
	if c.ABI == event.I386 {
		c.Ret = int64(int32(n))
	}
	return err
}

// Number reads a number, or the address of a region of m: $name+offset.
func Number(w string, m Memory) (uint64, error) {
	if rest, ok := strings.CutPrefix(w, "$"); ok {
		name, off, _ := strings.Cut(rest, "+")
		for _, r := range m {
			if r.Name == name {
				n, err := strconv.ParseUint("0"+off, 0, 64)
				if off != "" {
					n, err = strconv.ParseUint(off, 0, 64)
				}
				return uint64(r.Addr) + n, err
			}
		}
		return 0, fmt.Errorf("no region is called %q", name)
	}
	if strings.HasPrefix(w, "-") {
		n, err := strconv.ParseInt(w, 0, 64)
		return uint64(n), err
	}
	return strconv.ParseUint(w, 0, 64)
}

// ParseMemory reads regions. Those of base that text does not name are kept.
func ParseMemory(text string, abi event.ABI, base Memory) (Memory, error) {
	m := slices.Clone(base)
	type line struct {
		region int
		items  string
	}
	var lines []line
	for _, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		name, items, ok := strings.Cut(l, ":")
		if !ok {
			return nil, fmt.Errorf("want name: item...: %q", l)
		}
		i := slices.IndexFunc(m, func(r Region) bool { return r.Name == name })
		if i < 0 {
			i = len(m)
			m = append(m, Region{Name: name, Addr: event.Addr(spacing * (i + 1))})
		}
		lines = append(lines, line{i, items})
	}
	for _, l := range lines {
		data, err := parseItems(l.items, abi, m)
		if err != nil {
			return nil, err
		}
		m[l.region].Data = data
	}
	return m, nil
}

// parseItems reads memory's content: strings in Go's syntax, and
// kind:value for the kinds u8, u16, u32, u64, be16, be32, long, ptr, zero
// (value bytes of 0) and hex.
func parseItems(text string, abi event.ABI, m Memory) ([]byte, error) {
	var p []byte
	for {
		text = strings.TrimLeft(text, " \t")
		if text == "" {
			return p, nil
		}
		if text[0] == '"' {
			q, err := strconv.QuotedPrefix(text)
			if err != nil {
				return nil, fmt.Errorf("%v: %s", err, text)
			}
			s, err := strconv.Unquote(q)
			if err != nil {
				return nil, err
			}
			p = append(p, s...)
			text = text[len(q):]
			continue
		}
		item, rest, _ := strings.Cut(text, " ")
		text = rest
		kind, val, ok := strings.Cut(item, ":")
		if !ok {
			return nil, fmt.Errorf("want kind:value or a string: %q", item)
		}
		if kind == "hex" {
			b, err := hex.DecodeString(val)
			if err != nil {
				return nil, err
			}
			p = append(p, b...)
			continue
		}
		n, err := Number(val, m)
		if err != nil {
			return nil, err
		}
		if kind == "long" || kind == "ptr" {
			kind = "u" + strconv.Itoa(abi.Bits())
		}
		switch kind {
		case "u8":
			p = append(p, byte(n))
		case "u16":
			p = binary.LittleEndian.AppendUint16(p, uint16(n))
		case "u32":
			p = binary.LittleEndian.AppendUint32(p, uint32(n))
		case "u64":
			p = binary.LittleEndian.AppendUint64(p, n)
		case "be16":
			p = binary.BigEndian.AppendUint16(p, uint16(n))
		case "be32":
			p = binary.BigEndian.AppendUint32(p, uint32(n))
		case "zero":
			p = append(p, make([]byte, n)...)
		default:
			return nil, fmt.Errorf("unknown kind of memory %q", kind)
		}
	}
}

// A Runner decodes vectors. It may be used for many, one after the other.
type Runner struct {
	Dec syscalls.Dec
	Buf emit.Buf
	thr event.Thread

	words [24]byte // scratch space
}

func callName(abi event.ABI, nr uint64) string {
	table := amd64.Table()
	if abi == event.I386 {
		table = i386.Table()
	}
	if nr < uint64(len(table)) && table[nr] != nil {
		return table[nr].Name
	}
	return ""
}

// sockets says that descriptor 100+n is a netlink socket of protocol n, 140+n one of
// Bluetooth and 160+n one of CAIF, names interface 1, and numbers the families of generic netlink.
type sockets struct{}

// families have the numbers from GENL_MIN_ID, 0x10, on.
var families = [...]string{
	"nlctrl", "ethtool", "nl80211", "devlink", "TASKSTATS", "wireguard", "mptcp_pm", "ovs_datapath", "ovs_vport", "ovs_flow", "ovs_packet", "ovs_meter",
	"ovs_ct_limit", "team", "macsec", "tcp_metrics", "thermal", "netdev", "net-shaper", "handshake", "nfsd", "l2tp", "gtp", "batadv", "fou", "ila", "SEG6",
	"NLBL_MGMT", "NLBL_CIPSOv4", "NLBL_CALIPSO", "NLBL_UNLBL", "IPVS", "TIPCv2", "NCSI", "psample", "dpll", "ovpn", "psp", "IOAM6", "lockd", "NET_DM",
	"nbd", "VFS_DQUOT", "HSR", "acpi_event", "unheard-of", "vdpa", "nfc", "TCM-USER", "cifs", "SMC_PNETID", "SMC_GEN_NETLINK", "binder",
}

func (sockets) NetlinkProtocol(tid int, fd int32) (protocol int, ok bool) {
	return int(fd) - 100, fd >= 100 && fd < 132
}

func (sockets) Socket(tid int, fd int32) (family, protocol int, ok bool) {
	const bluetooth, caif = 31, 37 // AF_BLUETOOTH, AF_CAIF
	switch {
	case fd >= 140 && fd < 160:
		return bluetooth, int(fd) - 140, true
	case fd >= 160 && fd < 180:
		return caif, int(fd) - 160, true
	}
	return 0, 0, false
}

func (sockets) AppendInterface(dst []byte, tid int, index uint32) []byte {
	if index != 1 {
		return dst
	}
	return append(dst, "lo"...)
}

func (sockets) Family(id uint16) string {
	if i := int(id) - 0x10; i >= 0 && i < len(families) {
		return families[i]
	}
	return ""
}

func (sockets) LearnFamily(id uint16, name []byte) {}

// objects says that descriptors from 140 on are objects of bpf(2).
type objects struct{}

var bpfObjects = [...][]byte{[]byte("bpf-map"), []byte("bpf-prog"), []byte("btf"), []byte("bpf_link")}

func (objects) Anonymous(tid int, fd int32) []byte {
	if i := int(fd) - 140; i >= 0 && i < len(bpfObjects) {
		return bpfObjects[i]
	}
	return nil
}

// NewRunner returns a Runner with strace's defaults.
func NewRunner(o emit.Options) *Runner {
	r := &Runner{}
	r.Buf.Init(o)
	r.Dec.O.StrLen = 32
	r.Dec.O.Call = callName
	r.Dec.O.Net = sockets{}
	r.Dec.O.Objects = objects{}
	r.Dec.O.Boot = 1e18
	r.Dec.Abbrev, r.Dec.Deref = true, true
	return r
}

// Run decodes v with the given memories and returns what is shown: in text the
// call as strace shows it, in JSON an object.
func (r *Runner) Run(v *Vector, entry, exit event.Memory) []byte {
	b, d, c := &r.Buf, &r.Dec, &r.thr.Call
	b.Reset()
	kept := c.Kept[:0]
	d.O.Want, d.O.Rings = 0, nil
	if v.Rings != nil {
		d.O.Want, d.O.Rings = ctype.WantSQEs|ctype.WantCQEs, v.Rings
	}
	*c = v.Call
	c.Kept = kept
	c.Done, c.Errno, c.Ret = false, 0, 0
	r.thr.Mem = entry
	d.Begin(&r.thr, b)
	desc := v.Desc
	if key := syscalls.Key(c); key != c.Nr {
		if sub := syscalls.Unpack(c, key, entry, r.words[:]); sub != nil {
			desc = sub
		}
	}
	if b.JSON() {
		b.B = append(b.B, `{"args":{`...)
	} else {
		b.BeginCall(desc.Name)
	}
	next := syscalls.Enter(d, desc)
	if !v.Ends {
		b.Cut()
		b.EndCall(0, 0)
		if b.JSON() {
			b.B = append(b.B, "null}"...)
		} else {
			b.B = append(b.B, '?')
		}
		return b.B
	}
	c.Done, c.Errno, c.Ret = true, v.Call.Errno, v.Call.Ret
	r.thr.Mem = exit
	d.Begin(&r.thr, b)
	syscalls.Leave(d, desc, next)
	b.EndCall(0, 0)
	if c.Errno != 0 {
		b.Error(c.Ret, xlat.ErrnoName(c.Errno), xlat.ErrnoText(c.Errno), c.Errno >= 512)
	}
	syscalls.Result(d, desc)
	if b.JSON() {
		b.B = append(b.B, '}')
	}
	return b.B
}
