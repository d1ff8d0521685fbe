package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/event"
	"gotrace/xlat"
)

// key is the serial number of a key, or a name for one.
func key(name string) Arg { return Arg{Name: name, Fn: sayEnum, Set: &xlat.KeySpecs} }

// keyctls are the operations of keyctl(2) (linux/keyctl.h).
var keyctls = Switch{Arg: 0, Cases: []Case{
	{V: 0, Args: []Arg{key("arg2"), num("arg3")}},                                  // KEYCTL_GET_KEYRING_ID
	{V: 1, Args: []Arg{str("arg2")}},                                               // KEYCTL_JOIN_SESSION_KEYRING
	{V: 2, Args: []Arg{key("arg2"), data("arg3", 3), size("arg4")}},                // KEYCTL_UPDATE
	{V: 3, Args: []Arg{key("arg2")}},                                               // KEYCTL_REVOKE
	{V: 4, Args: []Arg{key("arg2"), id("arg3"), id("arg4")}},                       // KEYCTL_CHOWN
	{V: 5, Args: []Arg{key("arg2"), flags("arg3", &xlat.KeyPerms)}},                // KEYCTL_SETPERM
	{V: 6, Args: []Arg{key("arg2"), outCustom("arg3", sayKeyText), size("arg4")}},  // KEYCTL_DESCRIBE
	{V: 7, Args: []Arg{key("arg2")}},                                               // KEYCTL_CLEAR
	{V: 8, Args: []Arg{key("arg2"), key("arg3")}},                                  // KEYCTL_LINK
	{V: 9, Args: []Arg{key("arg2"), key("arg3")}},                                  // KEYCTL_UNLINK
	{V: 10, Args: []Arg{key("arg2"), str("arg3"), str("arg4"), key("arg5")}},       // KEYCTL_SEARCH
	{V: 11, Args: []Arg{key("arg2"), outCustom("arg3", sayKeyData), size("arg4")}}, // KEYCTL_READ
	{V: 12, Args: []Arg{key("arg2"), data("arg3", 3), size("arg4"), key("arg5")}},  // KEYCTL_INSTANTIATE
	{V: 13, Args: []Arg{key("arg2"), unum("arg3"), key("arg4")}},                   // KEYCTL_NEGATE
	{V: 14, Args: []Arg{enum("arg2", &xlat.KeyReqkeys)}},                           // KEYCTL_SET_REQKEY_KEYRING
	{V: 15, Args: []Arg{key("arg2"), unum("arg3")}},                                // KEYCTL_SET_TIMEOUT
	{V: 16, Args: []Arg{key("arg2")}},                                              // KEYCTL_ASSUME_AUTHORITY
	{V: 17, Args: []Arg{key("arg2"), outCustom("arg3", sayKeyText), size("arg4")}}, // KEYCTL_GET_SECURITY
	{V: 18}, // KEYCTL_SESSION_TO_PARENT
	{V: 19, Args: []Arg{key("arg2"), unum("arg3"), inCustom("arg4", sayErrno), key("arg5")}}, // KEYCTL_REJECT
	{V: 20, Args: []Arg{key("arg2"), iovec("arg3", 3), size("arg4"), key("arg5")}},           // KEYCTL_INSTANTIATE_IOV
	{V: 21, Args: []Arg{key("arg2")}},             // KEYCTL_INVALIDATE
	{V: 22, Args: []Arg{id("arg2"), key("arg3")}}, // KEYCTL_GET_PERSISTENT
	{V: 23, Args: []Arg{in("arg2", &keyctlDHParams), outCustom("arg3", sayKeyData), size("arg4"), inCustom("arg5", sayKDF)}},  // KEYCTL_DH_COMPUTE
	{V: 24, Args: []Arg{key("arg2"), hexlong("arg3"), str("arg4"), out("arg5", &keyctlPkeyQuery)}},                            // KEYCTL_PKEY_QUERY
	{V: 25, Args: []Arg{in("arg2", &keyctlPkeyParams), str("arg3"), inCustom("arg4", sayPkey1), outCustom("arg5", sayPkey2)}}, // KEYCTL_PKEY_ENCRYPT
	{V: 26, Args: []Arg{in("arg2", &keyctlPkeyParams), str("arg3"), inCustom("arg4", sayPkey1), outCustom("arg5", sayPkey2)}}, // KEYCTL_PKEY_DECRYPT
	{V: 27, Args: []Arg{in("arg2", &keyctlPkeyParams), str("arg3"), inCustom("arg4", sayPkey1), outCustom("arg5", sayPkey2)}}, // KEYCTL_PKEY_SIGN
	{V: 28, Args: []Arg{in("arg2", &keyctlPkeyVerify), str("arg3"), inCustom("arg4", sayPkey1), inCustom("arg5", sayPkey2)}},  // KEYCTL_PKEY_VERIFY
	{V: 29, Args: []Arg{key("arg2"), str("arg3"), str("arg4")}},                                                               // KEYCTL_RESTRICT_KEYRING
	{V: 30, Args: []Arg{key("arg2"), key("arg3"), key("arg4"), flags("arg5", &xlat.KeyctlMove)}},                              // KEYCTL_MOVE
	{V: 31, Args: []Arg{outCustom("arg2", sayKeyCaps), size("arg3")}},                                                         // KEYCTL_CAPABILITIES
}}

// sayKeyText says the string that the kernel stores into a buffer whose size is
// in the next register. It returns the string's length, with its NUL, even where
// the buffer is shorter.
func sayKeyText(d *Dec, a *Arg, i int) {
	p, n := d.C.Ptr(i), min(d.C.Ulong(i+1), Return(d.C))
	s := d.ReadAll(p, int(min(n, uint64(d.O.StrLen)+1)))
	if p == 0 || s == nil && n > 0 {
		d.Addr(p)
		return
	}
	if len(s) > 0 && s[len(s)-1] == 0 {
		s = s[:len(s)-1]
	}
	d.Str(s[:min(len(s), d.O.StrLen)], len(s) > d.O.StrLen)
}

// sayKeyData is sayKeyText for data.
func sayKeyData(d *Dec, a *Arg, i int) {
	d.Bytes(d.C.Ptr(i), min(d.C.Ulong(i+1), Return(d.C)))
}

// sayErrno says the number of an error.
func sayErrno(d *Dec, a *Arg, i int) {
	v := d.C.Uint(i)
	if name := xlat.ErrnoName(int(v)); name != "" {
		d.Const(name, int64(v))
		return
	}
	d.Buf.Uint(uint64(v))
}

var keyctlDHParams = ctype.Struct{CName: "keyctl_dh_params", Fields: []ctype.Field{
	ctype.Enum("private", ctype.S32, &xlat.KeySpecs),
	ctype.Enum("prime", ctype.S32, &xlat.KeySpecs),
	ctype.Enum("base", ctype.S32, &xlat.KeySpecs),
}}

var keyctlKDFParams = ctype.Struct{CName: "keyctl_kdf_params", Fields: []ctype.Field{
	ctype.Pointer("hashname"),
	ctype.Pointer("otherinfo"),
	ctype.Num("otherinfolen", ctype.U32),
	{Name: "__spare", Kind: ctype.U32, N: 8, Show: ctype.ShowHex, How: ctype.NonZero},
}}

// sayKDF says how KEYCTL_DH_COMPUTE derives a key, with what the pointers point
// to, even where structs are not shown.
func sayKDF(d *Dec, a *Arg, i int) {
	p := d.ReadAll(d.C.Ptr(i), keyctlKDFParams.Size(d.ABI))
	if p == nil {
		d.Addr(d.C.Ptr(i))
		return
	}
	w := d.ABI.PtrSize()
	n := binary.LittleEndian.Uint32(p[2*w:])
	d.Buf.Struct()
	d.Field("hashname")
	d.String(event.Addr(ctype.Ptr.Number(d.ABI, p)))
	d.Field("otherinfo")
	if info := event.Addr(ctype.Ptr.Number(d.ABI, p[w:])); n == 0 {
		d.Addr(info)
	} else {
		d.Bytes(info, uint64(n))
	}
	d.FieldOf(&keyctlKDFParams, "otherinfolen", p)
	d.NonZeroOf(&keyctlKDFParams, "__spare", p)
	d.EndStruct()
}

var keyctlPkeyQuery = ctype.Struct{CName: "keyctl_pkey_query", Fields: []ctype.Field{
	ctype.Flags("supported_ops", ctype.U32, &xlat.KeyctlPkey),
	ctype.Num("key_size", ctype.U32),
	ctype.Num("max_data_size", ctype.U16),
	ctype.Num("max_sig_size", ctype.U16),
	ctype.Num("max_enc_size", ctype.U16),
	ctype.Num("max_dec_size", ctype.U16),
	{Name: "__spare", Kind: ctype.U32, N: 10, Show: ctype.ShowHex, How: ctype.NonZero},
}}

// keyctlPkeyParams and keyctlPkeyVerify are one struct, of which a member has
// two names.
var keyctlPkeyParams = ctype.Struct{CName: "keyctl_pkey_params", Fields: []ctype.Field{
	ctype.Enum("key_id", ctype.S32, &xlat.KeySpecs),
	ctype.Num("in_len", ctype.U32),
	ctype.Num("out_len", ctype.U32),
	{Name: "__spare", Kind: ctype.U32, N: 7, Show: ctype.ShowHex, How: ctype.NonZero},
}}

var keyctlPkeyVerify = ctype.Struct{CName: "keyctl_pkey_params", Fields: []ctype.Field{
	ctype.Enum("key_id", ctype.S32, &xlat.KeySpecs),
	ctype.Num("in_len", ctype.U32),
	ctype.Num("in2_len", ctype.U32),
	{Name: "__spare", Kind: ctype.U32, N: 7, Show: ctype.ShowHex, How: ctype.NonZero},
}}

// pkeyLen returns the length that is word k of the second argument's struct.
func pkeyLen(d *Dec, k int) (uint64, bool) {
	v, ok := readUint32(d, d.C.Ptr(1)+event.Addr(4*k))
	return uint64(v), ok
}

// sayPkey1 and sayPkey2 say the data whose lengths the struct's second and third
// word are: what goes in, and what comes out or goes in too.
func sayPkey1(d *Dec, a *Arg, i int) { pkeyData(d, i, 1) }
func sayPkey2(d *Dec, a *Arg, i int) { pkeyData(d, i, 2) }

func pkeyData(d *Dec, i, k int) {
	n, ok := pkeyLen(d, k)
	if !ok || !d.Deref {
		d.Addr(d.C.Ptr(i))
		return
	}
	d.Bytes(d.C.Ptr(i), n)
}

// sayKeyCaps says the bytes of flags that KEYCTL_CAPABILITIES stores.
func sayKeyCaps(d *Dec, a *Arg, i int) {
	n := 0
	d.ArrayOf(d.C.Ptr(i), min(d.C.Ulong(i+1), Return(d.C)), 1, func(d *Dec, p []byte) {
		switch n {
		case 0:
			d.Flags(&xlat.KeyctlCaps0, uint64(p[0]))
		case 1:
			d.Flags(&xlat.KeyctlCaps1, uint64(p[0]))
		default:
			d.Hex(uint64(p[0]))
		}
		n++
	})
}
