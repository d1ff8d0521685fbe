package syscalls

import (
	"fmt"
	"slices"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// What the tables that only decoders look into say, for lists of what is decoded
// (internal/gen/calldoc). Nothing that traces calls these functions.

// A Group is a table of things within what calls are given: commands within commands,
// operations, messages, options.
type Group struct {
	Title, Note string
	Of, Part    string   // what the things belong to, and what they are
	Columns     []string // what is said of each
	Parts       []Part
}

// A Part is one of them: Args describe it as if it were an argument, or Cells say what is
// shown, one for each of the group's columns.
type Part struct {
	Of, Name string
	Args     []Arg
	Cells    [][]Shown
}

// Shown is how a thing is shown.
type Shown struct {
	Name  string
	Fn    any // the function that says it; nil: a number
	Type  *ctype.Struct
	Set   *xlat.Set
	Attrs *Attributes
	Plain string // what it is, where no function tells
}

// Attributes are those of a netlink message.
type Attributes struct {
	Names *xlat.Set
	Kinds int // how many are more than bytes
	Deep  int // levels of attributes within attributes
}

// Groups returns all of them.
func Groups() []Group {
	return []Group{innerGroup(), attrGroup(), sqeGroup(), optGroup(), cmsgGroup(), netlinkGroup(), genlGroup()}
}

// An innerTable is a table of commands within commands, and where they are met.
type innerTable struct {
	of    string
	cases *[]Case
}

var innerTables = [...]innerTable{
	{"SIOCETHTOOL", &ioEthtoolCases},
	{"BINDER_WRITE_READ: to the driver", &ioBinderCommandCases},
	{"BINDER_WRITE_READ: from the driver", &ioBinderReturnCases},
	{"ioctl: struct ifreq", &ioIfreqCases},
	{"ioctl: data of struct ifreq", &ioIfreqDataCases},
	{"ioctl: struct iwreq", &ioIwreqCases},
	{"IFLA_WIRELESS, SIOCGIWSCAN", &ioIwEventCases},
	{"TIOCLINUX", &ioTioclinuxCases},
	{"ioctl: vfio devices", &ioVfioDeviceCases},
	{"ioctl: vfio containers", &ioVfioIommuCases},
	{"VFIO_DEVICE_GET_INFO: capabilities", &ioVfioDeviceCapsCases},
	{"VFIO_DEVICE_GET_REGION_INFO: capabilities", &ioVfioRegionCapsCases},
	{"VFIO_IOMMU_GET_INFO: capabilities", &ioVfioIommuCapsCases},
}

func innerGroup() Group {
	g := Group{Title: "Commands within commands of ioctl", Of: "within", Part: "command", Columns: []string{"what it takes"}}
	for _, t := range innerTables {
		for _, k := range *t.cases {
			g.Parts = append(g.Parts, Part{Of: t.of, Name: k.Name, Args: k.Args})
		}
	}
	return g
}

// nameOf is the name of a value, or its number.
func nameOf(s *xlat.Set, v uint64) string {
	if i := slices.IndexFunc(s.Vals, func(w xlat.Val) bool { return w.V == v }); i >= 0 {
		return s.Vals[i].Name
	}
	return fmt.Sprint(v)
}

// shownFields are the fields of a struct that are ever shown.
func shownFields(s *ctype.Struct) (all []Shown) {
	for i := range s.Fields {
		if f := &s.Fields[i]; f.Name != "" && f.How != ctype.Hidden {
			w := Shown{Name: f.Name, Type: f.Sub, Set: f.Set}
			switch {
			case f.Show != nil:
				w.Fn = f.Show
			case f.Kind == ctype.Chars:
				w.Plain = "string"
			}
			all = append(all, w)
		}
	}
	return all
}

func attrGroup() Group {
	g := Group{Title: "Attributes of bpf's commands", Of: "call", Part: "command", Columns: []string{"members of union bpf_attr"}}
	for i := range bpfAttrs {
		a := &bpfAttrs[i]
		cells := shownFields(&a.s)
		for k := range a.arms {
			for _, w := range shownFields(&a.arms[k].s) {
				if !slices.ContainsFunc(cells, func(v Shown) bool { return v.Name == w.Name }) {
					cells = append(cells, w)
				}
			}
		}
		g.Parts = append(g.Parts, Part{Of: "bpf", Name: nameOf(&xlat.BpfCmds, uint64(i)), Cells: [][]Shown{cells}})
	}
	return g
}

func sqeGroup() Group {
	g := Group{Title: "Operations of io_uring", Note: "At io_uring_enter, the entries of the submission ring; see `-e io_uring=`.", Of: "call", Part: "operation", Columns: []string{"members of struct io_uring_sqe"}}
	for op, fields := range sqeOps {
		var cells []Shown
		for i := range fields {
			f := &fields[i]
			w := Shown{Name: f.Name, Set: f.Set}
			if f.Show != nil {
				w.Fn = f.Show
			}
			cells = append(cells, w)
		}
		g.Parts = append(g.Parts, Part{Of: "io_uring_enter", Name: nameOf(&xlat.UringOps, uint64(op)), Cells: [][]Shown{cells}})
	}
	return g
}

func optGroup() Group {
	g := Group{Title: "Socket options", Note: "Levels of Bluetooth that have the numbers of the internet's are told apart by the socket.", Of: "level", Part: "option", Columns: []string{"got", "set"}}
	for i := range optLevels {
		g.Parts = append(g.Parts, options(&optLevels[i], &xlat.SockLevels)...)
	}
	for i := range btLevels {
		g.Parts = append(g.Parts, options(&btLevels[i], &xlat.BtLevels)...)
	}
	return g
}

// options are those of a level, by number, with how their values are shown.
func options(l *optLevel, levels *xlat.Set) (parts []Part) {
	names := map[uint64]string{}
	var order []uint64
	for _, s := range []*xlat.Set{l.get, l.set} {
		for _, v := range s.Vals {
			if names[v.V] == "" {
				order = append(order, v.V)
			}
			names[v.V] = v.Name
		}
	}
	for _, v := range order {
		o := findOption(l, uint32(v))
		parts = append(parts, Part{Of: nameOf(levels, uint64(l.level)), Name: names[v], Cells: [][]Shown{o.shown(o.get, l.get, v), o.shown(o.set, l.set, v)}})
	}
	return parts
}

// shown says how the value is shown where the option has a name in set.
func (o *sockopt) shown(fn optFunc, set *xlat.Set, v uint64) []Shown {
	if _, ok := set.Lookup(event.AMD64, v); !ok {
		return nil
	}
	if fn == nil {
		return []Shown{{Plain: "number or bytes"}}
	}
	return []Shown{{Fn: fn, Type: o.t, Set: o.names}}
}

func cmsgGroup() Group {
	g := Group{Title: "Control messages", Of: "level", Part: "type", Columns: []string{"data"}}
	for i := range cmsgLevels {
		l := &cmsgLevels[i]
		for k := range l.kinds {
			c := &l.kinds[k]
			g.Parts = append(g.Parts, Part{Of: nameOf(&xlat.SockLevels, uint64(l.level)), Name: nameOf(l.names, uint64(c.kind)), Cells: [][]Shown{{{Fn: c.say, Type: c.t, Set: c.names}}}})
		}
	}
	return g
}

// attributes sums up what a message's attributes are.
func attributes(s *nlAttrs) []Shown {
	if s == nil {
		return nil
	}
	return []Shown{{Attrs: &Attributes{s.names, len(s.kinds), s.deep(map[*nlAttrs]int{})}}}
}

// deep is how many levels of attributes there are; those that hold themselves count once.
func (s *nlAttrs) deep(seen map[*nlAttrs]int) int {
	if n, ok := seen[s]; ok {
		return n
	}
	seen[s] = 1
	n := 1
	for i := range s.kinds {
		n = max(n, 1+s.kinds[i].deep(seen))
	}
	seen[s] = n
	return n
}

// deep is how many levels there are within an attribute.
func (a *nlAttr) deep(seen map[*nlAttrs]int) (n int) {
	if a.nested != nil {
		n = a.nested.deep(seen)
	}
	if a.choice != nil {
		for i := range *a.choice {
			n = max(n, (*a.choice)[i].attr.deep(seen))
		}
	}
	return n
}

func netlinkGroup() Group {
	g := Group{Title: "Netlink messages", Note: "What follows struct nlmsghdr. All protocols have errors, acknowledgements and the ends of dumps besides.", Of: "protocol", Part: "message", Columns: []string{"header", "attributes"}}
	g.Parts = slices.Concat(routeParts(), diagParts(), xfrmParts(), netfilterParts(), cryptoParts(), rdmaParts(), connectorParts(), otherParts())
	return g
}

// netlinkPart is a type of messages: a struct, or what say says, and attributes.
func netlinkPart(of, name string, typ *ctype.Struct, say any, attrs *nlAttrs) Part {
	var head []Shown
	if typ != nil || say != nil {
		head = []Shown{{Type: typ, Fn: say}}
	}
	return Part{Of: of, Name: name, Cells: [][]Shown{head, attributes(attrs)}}
}

func routeParts() (parts []Part) {
	for i := range routes {
		r := &routes[i]
		for n := range uint16(4) {
			if r.does>>n&1 != 0 {
				parts = append(parts, netlinkPart("NETLINK_ROUTE", nameOf(&xlat.RouteTypes, uint64(r.first+n)), r.typ, nil, r.attrs))
			}
		}
	}
	return parts
}

func diagParts() (parts []Part) {
	add := func(family uint8, what string, p *diagPart) {
		var say any
		if p.say != nil {
			say = p.say
		}
		parts = append(parts, netlinkPart("NETLINK_SOCK_DIAG", nameOf(&xlat.SocketFamilies, uint64(family))+": "+what, p.typ, say, p.attrs))
	}
	for i := range diagFamilies {
		f := &diagFamilies[i]
		add(f.family, "request", &f.request)
		add(f.family, "answer", &f.answer)
	}
	return parts
}

func xfrmParts() (parts []Part) {
	for i, k := range xfrmKinds {
		parts = append(parts, netlinkPart("NETLINK_XFRM", nameOf(&xlat.XfrmTypes, uint64(nlmsgMinType+i)), k.typ, nil, k.attrs))
	}
	return parts
}

func netfilterParts() (parts []Part) {
	for i, s := range nfSubsystems {
		for n, m := range s.messages {
			if m.attrs != nil {
				parts = append(parts, netlinkPart("NETLINK_NETFILTER: "+nameOf(&xlat.NfnlSubsys, uint64(i)), nameOf(s.names, uint64(n)), &nfgenmsg, nil, m.attrs))
			}
		}
	}
	return parts
}

func cryptoParts() (parts []Part) {
	for _, v := range xlat.CryptoTypes.Vals {
		parts = append(parts, netlinkPart("NETLINK_CRYPTO", v.Name, &cryptoUserAlg, nil, &cryptoAttrs))
	}
	return parts
}

func rdmaParts() (parts []Part) {
	for client, ops := range rdmaOps {
		if ops == nil {
			continue
		}
		for _, v := range ops.Vals {
			parts = append(parts, netlinkPart("NETLINK_RDMA: "+nameOf(&xlat.RdmaClients, uint64(client)), v.Name, nil, rdmaMessage, nil))
		}
	}
	return parts
}

func connectorParts() (parts []Part) {
	for _, e := range procEvents {
		parts = append(parts, netlinkPart("NETLINK_CONNECTOR: CN_IDX_PROC", nameOf(&xlat.ProcEvents, uint64(e.what)), e.typ, nil, nil))
	}
	return parts
}

// otherParts are the protocols whose types have no table: one decoder says all.
func otherParts() (parts []Part) {
	for _, proto := range []int{nlSelinux, nlIscsi, nlAudit, nlFibLookup, nlScsi} {
		p := &nlProtocols[proto]
		name := "all"
		if p.types != nil {
			name = fmt.Sprintf("%d types", len(p.types.Vals))
		}
		part := netlinkPart(nameOf(&xlat.NetlinkProtocols, uint64(proto)), name, nil, p.say, nil)
		if p.say == nil {
			part.Cells[0] = []Shown{{Plain: "bytes"}}
		}
		parts = append(parts, part)
	}
	return parts
}

func genlGroup() Group {
	g := Group{Title: "Families of generic netlink", Note: "Their numbers are those that the kernel tells. Attributes of what is sent to the kernel, and of what it sends.", Of: "family", Part: "command", Columns: []string{"asked", "told"}}
	for i := range genlFamilies {
		f := &genlFamilies[i]
		for _, name := range genlCommands(f) {
			g.Parts = append(g.Parts, Part{Of: f.name, Name: name.Name, Cells: [][]Shown{f.cell(f.ask, genlAsk, name), f.cell(f.tell, genlTell, name)}})
		}
	}
	return g
}

// genlCommands are a family's commands, those that are asked before those that are told.
func genlCommands(f *genlFamily) (all []xlat.Val) {
	for _, s := range []*xlat.Set{f.ask, f.tell} {
		if s == nil {
			continue
		}
		for _, v := range s.Vals {
			if !slices.Contains(all, v) {
				all = append(all, v)
			}
		}
	}
	return all
}

// cell says what a command's message holds, if it is one of s.
func (f *genlFamily) cell(s *xlat.Set, from uint8, v xlat.Val) (cell []Shown) {
	if s == nil || !slices.Contains(s.Vals, v) {
		return nil
	}
	if f.head != nil {
		cell = []Shown{{Type: f.head}}
	}
	return append(cell, attributes(f.attrsOf(uint8(v.V), from))...)
}
