package syscalls

import (
	"encoding/binary"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_AUDIT (linux/audit.h) and of NETLINK_SELINUX
// (linux/selinux_netlink.h).

// Types of messages that have a meaning of their own.
const (
	auditGet        = 1000
	auditSet        = 1001
	auditUser       = 1005 // text, too
	auditLogin      = 1006 // text, too
	auditSignalInfo = 1010
	auditAddRule    = 1011
	auditDelRule    = 1012
	auditListRules  = 1013
	auditTTYGet     = 1016
	auditTTYSet     = 1017
	auditSetFeature = 1018
	auditGetFeature = 1019
)

// auditMessage says what follows the header: a struct, or text, which records are
// made of.
func auditMessage(d *Dec, h nlHead, p []byte) {
	var typ *ctype.Struct
	switch h.kind {
	case auditGet, auditSet:
		typ = &auditStatus
	case auditTTYGet, auditTTYSet:
		typ = &auditTTYStatus
	case auditSetFeature, auditGetFeature:
		typ = &auditFeatures
	case auditSignalInfo:
		if len(p) >= auditSigInfo.Size(d.ABI) {
			auditSignal(d, p)
			return
		}
	case auditAddRule, auditDelRule, auditListRules:
		if len(p) >= auditRuleSize {
			auditRule(d, p)
			return
		}
	}
	const firstUser = 1100 // AUDIT_FIRST_USER_MSG
	switch {
	case typ != nil && len(p) >= 8:
		d.StructIn(typ, p[:min(len(p), typ.Size(d.ABI))])
	case h.kind >= firstUser || h.kind == auditUser || h.kind == auditLogin:
		nlString(d, p)
	default:
		nlBytes(d, p)
	}
}

// auditSignal says who sent auditd a signal, and that one's security context.
func auditSignal(d *Dec, p []byte) {
	size := auditSigInfo.Size(d.ABI)
	d.Buf.Struct()
	d.Fields(&auditSigInfo, p[:size])
	if ctx := p[size:]; len(ctx) > 0 {
		d.Field("ctx")
		nlString(d, ctx)
	}
	d.EndStruct()
}

// struct audit_rule_data: the numbers of its arrays' members, and where it ends.
const (
	auditMaxFields = 64 // AUDIT_MAX_FIELDS, AUDIT_BITMASK_SIZE
	auditRuleSize  = 4 * (4 + 4*auditMaxFields)
)

// auditRule says struct audit_rule_data: the system calls that it is for, as far as
// any are, and what it compares.
func auditRule(d *Dec, p []byte) {
	word := func(i int) uint32 { return binary.LittleEndian.Uint32(p[4*i:]) }
	const mask, fields, values, ops = 3, 3 + auditMaxFields, 3 + 2*auditMaxFields, 3 + 3*auditMaxFields
	d.Buf.Struct()
	d.Field("flags")
	d.Enum(&xlat.AuditFilters, uint64(word(0)))
	d.Field("action")
	d.Enum(&xlat.AuditActions, uint64(word(1)))
	d.Field("field_count")
	d.Uint(uint64(word(2)))
	d.Field("mask")
	d.Array()
	last := auditMaxFields
	for last > 0 && word(mask+last-1) == 0 {
		last--
	}
	for i := range last {
		if uint64(i) >= d.Limit() {
			d.More()
			break
		}
		d.Hex(uint64(word(mask + i)))
	}
	d.EndArray()
	d.Field("fields")
	d.Array()
	for i := range int(min(word(2), auditMaxFields)) {
		if uint64(i) >= d.Limit() {
			d.More()
			break
		}
		d.Buf.Struct()
		d.Field("field")
		d.Enum(&xlat.AuditFields, uint64(word(fields+i)))
		d.Field("op")
		d.Enum(&xlat.AuditOps, uint64(word(ops+i)))
		d.Field("value")
		d.Uint(uint64(word(values + i)))
		d.EndStruct()
	}
	d.EndArray()
	d.Field("buflen")
	d.Uint(uint64(word(3 + 4*auditMaxFields)))
	if buf := p[auditRuleSize:]; len(buf) > 0 {
		d.Field("buf")
		nlString(d, buf)
	}
	d.EndStruct()
}

// selinuxMessage says what SELinux tells of its state.
func selinuxMessage(d *Dec, h nlHead, p []byte) {
	typ := &selnlSetenforce
	if h.kind == nlmsgMinType+1 { // SELNL_MSG_POLICYLOAD
		typ = &selnlPolicyload
	}
	if len(p) < 4 || h.kind > nlmsgMinType+1 {
		nlBytes(d, p)
		return
	}
	d.StructIn(typ, p[:4])
}

var auditStatus = ctype.Struct{CName: "audit_status", Fields: []ctype.Field{
	ctype.Flags("mask", ctype.U32, &xlat.AuditStatusMask),
	ctype.Enum("enabled", ctype.U32, &xlat.AuditEnabled),
	ctype.Enum("failure", ctype.U32, &xlat.AuditFailures),
	ctype.Num("pid", ctype.U32),
	ctype.Num("rate_limit", ctype.U32),
	ctype.Num("backlog_limit", ctype.U32),
	ctype.Num("lost", ctype.U32),
	ctype.Num("backlog", ctype.U32),
	ctype.Flags("feature_bitmap", ctype.U32, &xlat.AuditFeatureBits),
	ctype.Num("backlog_wait_time", ctype.U32),
	ctype.Num("backlog_wait_time_actual", ctype.U32),
}}

var auditTTYStatus = ctype.Struct{CName: "audit_tty_status", Fields: []ctype.Field{
	ctype.Num("enabled", ctype.U32),
	ctype.Num("log_passwd", ctype.U32),
}}

var auditFeatures = ctype.Struct{CName: "audit_features", Fields: []ctype.Field{
	ctype.Num("vers", ctype.U32),
	ctype.Hex("mask", ctype.U32),
	ctype.Hex("features", ctype.U32),
	ctype.Hex("lock", ctype.U32),
}}

// auditSigInfo is what struct audit_sig_info begins with, which only the kernel has.
var auditSigInfo = ctype.Struct{Fields: []ctype.Field{
	ctype.ID("uid", ctype.U32),
	ctype.PID("pid"),
}}

var selnlSetenforce = ctype.Struct{CName: "selnl_msg_setenforce", Fields: []ctype.Field{
	ctype.Num("val", ctype.S32),
}}

var selnlPolicyload = ctype.Struct{CName: "selnl_msg_policyload", Fields: []ctype.Field{
	ctype.Num("seqno", ctype.U32),
}}
