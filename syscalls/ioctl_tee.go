package syscalls

import (
	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// Calls of trusted environments (linux/tee.h): a buffer has a struct with parameters
// behind it.

// The kinds of parameters that are not three values.
const (
	teeNone      = 0 // TEE_IOCTL_PARAM_ATTR_TYPE_NONE
	teeMemrefs   = 5 // TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT
	teeMemrefsTo = 7 // TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INOUT

	teeMeta = 0x100 // TEE_IOCTL_PARAM_ATTR_META
)

var teeParam = ctype.Struct{CName: "tee_ioctl_param", Fields: []ctype.Field{
	ctype.As("attr", ctype.U64, showTeeAttr),
	ctype.Hex("a", ctype.U64),
	ctype.Hex("b", ctype.U64),
	ctype.Hex("c", ctype.U64),
}}

var teeInvokeFields = []ctype.Field{
	ctype.Num("func", ctype.U32),
	ctype.Hex("session", ctype.U32),
	ctype.Num("cancel_id", ctype.U32),
	ctype.Num("ret", ctype.U32),
	ctype.Enum("ret_origin", ctype.U32, &xlat.TeeOrigin),
	ctype.Num("num_params", ctype.U32),
}

var (
	teeInvoke    = ctype.Struct{CName: "tee_ioctl_invoke_arg", Fields: teeInvokeFields, Order: []string{"func", "session", "cancel_id", "num_params"}}
	teeInvokeOut = ctype.Struct{CName: "tee_ioctl_invoke_arg", Fields: teeInvokeFields, Order: []string{"ret", "ret_origin"}}
)

// Who opens a session, which is the group whose id is in clnt_uuid, or has no need of it.
const (
	teePublic           = 0 // TEE_IOCTL_LOGIN_PUBLIC
	teeUser             = 1 // TEE_IOCTL_LOGIN_USER
	teeGroup            = 2 // TEE_IOCTL_LOGIN_GROUP
	teeApplication      = 4 // TEE_IOCTL_LOGIN_APPLICATION
	teeUserApplication  = 5 // TEE_IOCTL_LOGIN_USER_APPLICATION
	teeGroupApplication = 6 // TEE_IOCTL_LOGIN_GROUP_APPLICATION
)

var teeOpenFields = []ctype.Field{
	{Name: "uuid", Kind: ctype.Chars, N: 16, Show: showUUID},
	{Name: "clnt_uuid", Kind: ctype.Chars, N: 16, Show: showTeeGroup, If: &ctype.Cond{Field: "clnt_login", Vals: []uint64{teeGroup, teeGroupApplication}}},
	{Name: "clnt_uuid", Kind: ctype.U8, N: 16, Show: ctype.ShowHex, If: &ctype.Cond{Field: "clnt_login", Not: true,
		Vals: []uint64{teePublic, teeUser, teeGroup, teeApplication, teeUserApplication, teeGroupApplication}}},
	ctype.Enum("clnt_login", ctype.U32, &xlat.TeeLogin),
	ctype.Num("cancel_id", ctype.U32),
	ctype.Hex("session", ctype.U32),
	ctype.Num("ret", ctype.U32),
	ctype.Enum("ret_origin", ctype.U32, &xlat.TeeOrigin),
	ctype.Num("num_params", ctype.U32),
}

var teeOpenPlaces = ctype.Places{At: [event.NumABI][]uint16{{0, 16, 16, 32, 36, 40, 44, 48, 52}, {0, 16, 16, 32, 36, 40, 44, 48, 52}}, Size: [event.NumABI]int{56, 56}}

var (
	teeOpen = ctype.Struct{CName: "tee_ioctl_open_session_arg", Fields: teeOpenFields, Places: &teeOpenPlaces,
		Order: []string{"uuid", "clnt_login", "clnt_uuid", "cancel_id", "num_params"}}
	teeOpenOut = ctype.Struct{CName: "tee_ioctl_open_session_arg", Fields: teeOpenFields, Places: &teeOpenPlaces, Order: []string{"session", "ret", "ret_origin"}}
)

var teeReceiveFields = []ctype.Field{
	ctype.Num("func", ctype.U32),
	ctype.Num("num_params", ctype.U32),
}

var (
	teeReceive    = ctype.Struct{CName: "tee_iocl_supp_recv_arg", Fields: teeReceiveFields}
	teeReceiveOut = ctype.Struct{CName: "tee_iocl_supp_recv_arg", Fields: teeReceiveFields, Order: []string{"num_params"}}
)

var teeSendFields = []ctype.Field{
	ctype.Num("ret", ctype.U32),
	ctype.Num("num_params", ctype.U32),
}

var (
	teeSend    = ctype.Struct{CName: "tee_iocl_supp_send_arg", Fields: teeSendFields, Order: []string{"num_params"}}
	teeSendOut = ctype.Struct{CName: "tee_iocl_supp_send_arg", Fields: teeSendFields, Order: []string{"ret"}}
)

var teeObjectFields = []ctype.Field{
	ctype.Hex("id", ctype.U64),
	ctype.Num("op", ctype.U32),
	ctype.Num("ret", ctype.U32),
	ctype.Num("num_params", ctype.U32),
	ctype.Pad(ctype.U32, 1),
}

var (
	teeObject    = ctype.Struct{CName: "tee_ioctl_object_invoke_arg", Fields: teeObjectFields, Order: []string{"id", "op", "num_params"}}
	teeObjectOut = ctype.Struct{CName: "tee_ioctl_object_invoke_arg", Fields: teeObjectFields, Order: []string{"ret"}}
)

// teeCall is a buffer that begins with a struct: in is what the environment reads of it,
// out what it stores.
func teeCall(name string, in, out *ctype.Struct) Arg {
	return Arg{Name: name, Fn: sayTeeCall, Type: in, Out: out, Phase: InOut}
}

func sayTeeCall(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), ioTeeIoctlBufData.Size(d.ABI))
	if !d.C.Done {
		if d.Settled = p == nil || !d.Deref; d.Settled {
			d.Addr(d.C.Ptr(i))
			return
		}
		d.Buf.Struct()
		d.FieldOf(&ioTeeIoctlBufData, "buf_len", p)
		d.Field("buf_ptr")
		at, q := teeBuffer(d, a.Type, p)
		if q == nil {
			d.Addr(at)
			d.EndStruct()
			d.Settled = true
			return
		}
		d.InOut()
		sayTeeStruct(d, a.Type, at, q)
		return
	}
	if d.C.Errno == 0 && p != nil {
		if at, q := teeBuffer(d, a.Out, p); q != nil {
			d.Changed()
			sayTeeStruct(d, a.Out, at, q)
		}
	}
	d.EndInOut()
	d.EndStruct()
}

// teeBuffer returns the struct of type t that a struct tee_ioctl_buf_data, p, leads to,
// nil where it and its parameters are not as long as that says.
func teeBuffer(d *Dec, t *ctype.Struct, p []byte) (at event.Addr, q []byte) {
	at = event.Addr(d.Member(&ioTeeIoctlBufData, "buf_ptr", p))
	size := t.Size(d.ABI)
	q = d.ReadAll(at, size)
	if q == nil || d.Member(&ioTeeIoctlBufData, "buf_len", p) != uint64(size)+d.Member(t, "num_params", q)*uint64(teeParam.Size(d.ABI)) {
		return at, nil
	}
	return at, q
}

func sayTeeStruct(d *Dec, t *ctype.Struct, at event.Addr, q []byte) {
	d.Buf.Struct()
	d.Fields(t, q)
	d.Field("params")
	sayTeeParams(d, at+event.Addr(len(q)), d.Member(t, "num_params", q))
	d.EndStruct()
}

func sayTeeParams(d *Dec, at event.Addr, n uint64) {
	if n == 0 {
		at = 0
	}
	d.ArrayOf(at, n, teeParam.Size(d.ABI), func(d *Dec, p []byte) {
		d.Buf.Struct()
		d.FieldOf(&teeParam, "attr", p)
		switch kind := d.Member(&teeParam, "attr", p) &^ teeMeta; {
		case kind == teeNone:
		case kind >= teeMemrefs && kind <= teeMemrefsTo:
			d.Field("shm_offs")
			d.Hex(d.Member(&teeParam, "a", p))
			d.Field("size")
			d.Hex(d.Member(&teeParam, "b", p))
			d.Field("shm_id")
			d.Uint(d.Member(&teeParam, "c", p))
		default:
			d.FieldOf(&teeParam, "a", p)
			d.FieldOf(&teeParam, "b", p)
			d.FieldOf(&teeParam, "c", p)
		}
		d.EndStruct()
	})
}

// showTeeAttr shows the low half, as strace does: no bit of the other one is valid.
func showTeeAttr(d *Dec, _ *ctype.Field, p []byte) {
	v := ctype.U32.Number(d.ABI, p)
	if v&teeMeta == 0 {
		d.Enum(&xlat.TeeParamType, v)
		return
	}
	d.BeginParts(v)
	d.PartEnum(&xlat.TeeParamType, v&^teeMeta)
	d.Part(&xlat.TeeParamMeta, teeMeta)
	d.EndParts()
}

// showTeeGroup shows the id of a group at the beginning of an array of bytes.
func showTeeGroup(d *Dec, _ *ctype.Field, p []byte) { ctype.ShowID(d, &teeGroupID, p) }

var teeGroupID = ctype.Field{Kind: ctype.U32}
