package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Structs of the commands of seccomp(2)'s notifications and of userfaultfd(2).

var seccompNotif = ctype.Struct{CName: "seccomp_notif", Fields: []ctype.Field{
	ctype.Hex("id", ctype.U64),
	ctype.PID("pid"),
	ctype.Hex("flags", ctype.U32),
	ctype.Sub("data", &seccompCall),
}}

var seccompCall = ctype.Struct{CName: "seccomp_data", Fields: []ctype.Field{
	ctype.As("nr", ctype.S32, showSeccompNr),
	ctype.Enum("arch", ctype.U32, &xlat.AuditArch),
	ctype.As("instruction_pointer", ctype.U64, showAddr),
	{Name: "args", Kind: ctype.U64, N: 6, Show: ctype.ShowHex},
}}

// showSeccompNr shows the number of a call of the ABI that the field behind it, arch,
// tells.
func showSeccompNr(d *Dec, f *ctype.Field, p []byte) {
	sayCallNr(d, uint32(d.Number(f, p)), uint32(ctype.U32.Number(d.ABI, p[4:8])))
}

func showNegErrno(d *Dec, f *ctype.Field, p []byte) { d.NegErrno(int32(d.Number(f, p))) }

// zeroed reports whether all bytes are 0.
func zeroed(p []byte) bool {
	for _, c := range p {
		if c != 0 {
			return false
		}
	}
	return true
}

var seccompNotifResp = ctype.Struct{CName: "seccomp_notif_resp", Fields: []ctype.Field{
	ctype.Hex("id", ctype.U64),
	ctype.Num("val", ctype.S64),
	ctype.As("error", ctype.S32, showNegErrno),
	ctype.Flags("flags", ctype.U32, &xlat.NotifFlags),
}}

var seccompNotifAddfd = ctype.Struct{CName: "seccomp_notif_addfd", Fields: []ctype.Field{
	ctype.Hex("id", ctype.U64),
	ctype.Flags("flags", ctype.U32, &xlat.NotifAddfd),
	ctype.FD("srcfd"),
	ctype.FD("newfd"),
	ctype.Flags("newfd_flags", ctype.U32, &xlat.OpenFlags),
}}

// sayNotif says a notification: on entry only one that is not all zeros, as it has
// to be.
func sayNotif(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, seccompNotif.Size(d.ABI))
	switch {
	case !d.C.Done && (p == nil || !d.Deref):
		d.Addr(at)
		d.Settled = true
	case !d.C.Done:
		d.InOut()
		d.C.Saved[0] = 0
		if !zeroed(p) {
			d.C.Saved[0] = 1
			d.StructIn(&seccompNotif, p)
		}
	default:
		if d.C.Saved[0] != 0 {
			d.Changed()
		}
		if d.C.Errno == 0 && p != nil {
			d.StructIn(&seccompNotif, p)
		} else {
			d.Addr(at)
		}
		d.EndInOut()
	}
}

var uffdioRange = ctype.Struct{CName: "uffdio_range", Fields: []ctype.Field{
	ctype.Hex("start", ctype.U64),
	ctype.Hex("len", ctype.U64),
}}

var uffdioAPI = ctype.Struct{CName: "uffdio_api", Fields: []ctype.Field{
	ctype.Hex("api", ctype.U64),
	ctype.Flags("features", ctype.U64, &xlat.UserfaultFeatures),
	ctype.Flags("ioctls", ctype.U64, &xlat.UserfaultAPI),
}}

// sayUffdioAPI says the features that are asked for, and those that there are if
// these are others.
func sayUffdioAPI(d *Dec, _ *Arg, i int) {
	at := d.C.Ptr(i)
	p := d.ReadAll(at, uffdioAPI.Size(d.ABI))
	if !d.C.Done {
		if unshown(d, at, p) {
			return
		}
		d.C.Saved[0] = d.Member(&uffdioAPI, "features", p)
		d.Buf.Struct()
		d.Field("api")
		d.Hex(d.Member(&uffdioAPI, "api", p))
		d.Field("features")
		d.InOut()
		d.Flags(&xlat.UserfaultFeatures, d.C.Saved[0])
		return
	}
	ok := d.C.Errno == 0 && p != nil
	if v := d.Member(&uffdioAPI, "features", p); ok && v != d.C.Saved[0] {
		d.ChangedNamed("features")
		d.Flags(&xlat.UserfaultFeatures, v)
	}
	d.EndInOut()
	if ok {
		d.FieldOf(&uffdioAPI, "ioctls", p)
	}
	d.EndStruct()
}

var uffdioRegisterFields = []ctype.Field{
	ctype.Sub("range", &uffdioRange),
	ctype.Flags("mode", ctype.U64, &xlat.UserfaultModes),
	ctype.Flags("ioctls", ctype.U64, &xlat.UserfaultUse),
}

var (
	uffdioRegister    = ctype.Struct{CName: "uffdio_register", Fields: uffdioRegisterFields, Order: []string{"range", "mode"}}
	uffdioRegisterOut = ctype.Struct{CName: "uffdio_register", Fields: uffdioRegisterFields, Order: []string{"ioctls"}}
)

var uffdioZeroFields = []ctype.Field{
	ctype.Sub("range", &uffdioRange),
	ctype.Flags("mode", ctype.U64, &xlat.UserfaultZero),
	ctype.Hex("zeropage", ctype.S64),
}

var (
	uffdioZero    = ctype.Struct{CName: "uffdio_zeropage", Fields: uffdioZeroFields, Order: []string{"range", "mode"}}
	uffdioZeroOut = ctype.Struct{CName: "uffdio_zeropage", Fields: uffdioZeroFields, Order: []string{"zeropage"}}
)

var uffdioCopyFields = []ctype.Field{
	ctype.Hex("dst", ctype.U64),
	ctype.Hex("src", ctype.U64),
	ctype.Hex("len", ctype.U64),
	ctype.Flags("mode", ctype.U64, &xlat.UserfaultCopy),
	ctype.Hex("copy", ctype.S64),
}

var (
	uffdioCopy    = ctype.Struct{CName: "uffdio_copy", Fields: uffdioCopyFields, Order: []string{"dst", "src", "len", "mode"}}
	uffdioCopyOut = ctype.Struct{CName: "uffdio_copy", Fields: uffdioCopyFields, Order: []string{"copy"}}
)
