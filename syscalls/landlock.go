package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Structs of the Landlock and LSM calls.

// landlockCreates tells the calls that ask for a version or for errata, whose
// results are no descriptors.
var landlockCreates = Switch{Arg: 2, Cases: []Case{
	{V: 1}, // LANDLOCK_CREATE_RULESET_VERSION
	{V: 2}, // LANDLOCK_CREATE_RULESET_ERRATA
}}

var landlockRules = Switch{Arg: 1, Cases: []Case{
	{V: 1, Args: []Arg{in("rule_attr", &landlockPathBeneath), flags("flags", &xlat.LandlockRuleFlags)}}, // LANDLOCK_RULE_PATH_BENEATH
	{V: 2, Args: []Arg{in("rule_attr", &landlockNetPort), flags("flags", &xlat.LandlockRuleFlags)}},     // LANDLOCK_RULE_NET_PORT
}}

var landlockRuleset = ctype.Struct{CName: "landlock_ruleset_attr", Fields: []ctype.Field{
	ctype.Flags("handled_access_fs", ctype.U64, &xlat.LandlockFs),
	ctype.Flags("handled_access_net", ctype.U64, &xlat.LandlockNet),
	ctype.Flags("scoped", ctype.U64, &xlat.LandlockScope),
	ctype.Flags("quiet_access_fs", ctype.U64, &xlat.LandlockFs),
	ctype.Flags("quiet_access_net", ctype.U64, &xlat.LandlockNet),
	ctype.Flags("quiet_scoped", ctype.U64, &xlat.LandlockScope),
}}

var landlockPathBeneath = ctype.Struct{CName: "landlock_path_beneath_attr", Packed: true, Fields: []ctype.Field{
	ctype.Flags("allowed_access", ctype.U64, &xlat.LandlockFs),
	ctype.FD("parent_fd"),
}}

var landlockNetPort = ctype.Struct{CName: "landlock_net_port_attr", Fields: []ctype.Field{
	ctype.Flags("allowed_access", ctype.U64, &xlat.LandlockNet),
	ctype.Num("port", ctype.U64),
}}

// landlockRulesetV1 is the size of the first struct landlock_ruleset_attr.
const landlockRulesetV1 = 8

func sayLandlockRuleset(d *Dec, a *Arg, i int) {
	n, known := d.C.Ulong(i+1), uint64(landlockRuleset.Size(d.ABI))
	if n < landlockRulesetV1 {
		d.Addr(d.C.Ptr(i))
		return
	}
	p := d.ReadAll(d.C.Ptr(i), int(min(n, known)))
	if p == nil || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Buf.Struct()
	d.Fields(&landlockRuleset, p)
	sayRest(d, d.C.Ptr(i), known, n)
	d.EndStruct()
}

// lsmCtx is struct lsm_ctx without the context that follows.
var lsmCtx = ctype.Struct{CName: "lsm_ctx", Fields: []ctype.Field{
	ctype.Enum("id", ctype.U64, &xlat.LsmIDs),
	ctype.Hex("flags", ctype.U64),
	ctype.Num("len", ctype.U64),
	ctype.Num("ctx_len", ctype.U64),
}}

// oneLsmContext says the struct lsm_ctx at a with its context and returns its
// length, or 0 where it cannot be read or is shorter than itself.
func oneLsmContext(d *Dec, a event.Addr) uint64 {
	p := d.ReadAll(a, lsmCtx.Size(d.ABI))
	if p == nil {
		d.Addr(a)
		return 0
	}
	d.Buf.Struct()
	d.Fields(&lsmCtx, p)
	d.Field("ctx")
	d.Bytes(a+event.Addr(len(p)), binary.LittleEndian.Uint64(p[24:]))
	d.EndStruct()
	if n := binary.LittleEndian.Uint64(p[16:]); n >= uint64(len(p)) {
		return n
	}
	return 0
}

func sayLsmContext(d *Dec, a *Arg, i int) {
	if !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	oneLsmContext(d, d.C.Ptr(i))
}

// sayLsmContexts says the contexts that the kernel has stored, as many as it
// returned.
func sayLsmContexts(d *Dec, a *Arg, i int) {
	at := d.C.Ptr(i)
	if at == 0 || !d.Deref {
		d.Addr(at)
		return
	}
	mark := d.Mark()
	d.Array()
	for n := uint64(0); n < Return(d.C); n++ {
		if n == d.Limit() {
			d.More()
			break
		}
		size := oneLsmContext(d, at)
		d.Release(mark)
		if size == 0 {
			break
		}
		at += event.Addr(size)
	}
	d.EndArray()
}

func sayLsmIDs(d *Dec, a *Arg, i int) {
	d.ArrayOf(d.C.Ptr(i), Return(d.C), 8, func(d *Dec, p []byte) {
		d.Enum(&xlat.LsmIDs, binary.LittleEndian.Uint64(p))
	})
}
