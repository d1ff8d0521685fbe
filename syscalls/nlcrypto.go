package syscalls

import (
	"bytes"

	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_CRYPTO (linux/cryptouser.h): the kernel's algorithms.

func cryptoFlags(kind uint16) *xlat.Set {
	switch kind - nlmsgMinType {
	case 0: // CRYPTO_MSG_NEWALG
		return &xlat.NlmsgNewFlags
	case 1, 4: // CRYPTO_MSG_DELALG, DELRNG
		return &xlat.NlmsgDelFlags
	case 3: // CRYPTO_MSG_GETALG
		return &xlat.NlmsgGetFlags
	}
	return &xlat.NlmsgFlags
}

func cryptoMessage(d *Dec, h nlHead, p []byte) {
	const delrng, getstat = 20, 21 // CRYPTO_MSG_DELRNG, CRYPTO_MSG_GETSTAT
	size := cryptoUserAlg.Size(d.ABI)
	switch {
	case h.kind == delrng || h.kind > getstat:
		nlBytes(d, p)
	case len(p) < size:
		nlString(d, p)
	default:
		d.StructIn(&cryptoUserAlg, p[:size])
		if p = p[size:]; len(p) > 0 {
			netlinkAttrs(d, nlContext{}, &cryptoAttrs, p)
		}
	}
}

var cryptoAttrs = nlAttrs{&xlat.CryptoAttrs, []nlAttr{
	{kind: 1, min: 4, say: nlU32},        // CRYPTOCFGA_PRIORITY_VAL
	{kind: 2, min: 1, say: nlReportType}, // CRYPTOCFGA_REPORT_LARVAL
	{kind: 3, min: 1, say: nlReport, typ: &cryptoReportHash},
	{kind: 4, min: 1, say: nlReport, typ: &cryptoReportBlkcipher},
	{kind: 5, min: 1, say: nlReport, typ: &cryptoReportAead},
	{kind: 6, min: 1, say: nlReportType}, // CRYPTOCFGA_REPORT_COMPRESS
	{kind: 7, min: 1, say: nlReport, typ: &cryptoReportRng},
	{kind: 8, min: 1, say: nlReport, typ: &cryptoReportCipher},
	{kind: 9, min: 1, say: nlReportType},  // CRYPTOCFGA_REPORT_AKCIPHER
	{kind: 10, min: 1, say: nlReportType}, // CRYPTOCFGA_REPORT_KPP
	{kind: 11, min: 1, say: nlReportType}, // CRYPTOCFGA_REPORT_ACOMP
	{kind: 12, min: 1, say: nlReportType}, // CRYPTOCFGA_STAT_LARVAL
	{kind: 13, min: 1, say: nlReport, typ: &cryptoStatHash},
	{kind: 14, min: 1, say: nlReport, typ: &cryptoStatCipher}, // CRYPTOCFGA_STAT_BLKCIPHER
	{kind: 15, min: 1, say: nlReport, typ: &cryptoStatAead},
	{kind: 16, min: 1, say: nlReport, typ: &cryptoStatCompress},
	{kind: 17, min: 1, say: nlReport, typ: &cryptoStatRng},
	{kind: 18, min: 1, say: nlReport, typ: &cryptoStatCipher},
	{kind: 19, min: 1, say: nlReport, typ: &cryptoStatAkcipher},
	{kind: 20, min: 1, say: nlReport, typ: &cryptoStatKpp},
	{kind: 21, min: 1, say: nlReport, typ: &cryptoStatCompress}, // CRYPTOCFGA_STAT_ACOMP
	{kind: 22, min: 1, say: nlReportType},                       // CRYPTOCFGA_REPORT_SIG
}}

// nlReport says what is known of a kind of algorithms.
func nlReport(d *Dec, c nlContext, a *nlAttr, p []byte) {
	if size := a.typ.Size(d.ABI); len(p) >= size {
		d.StructIn(a.typ, p[:size])
		return
	}
	nlString(d, p)
}

// nlReportType says such a struct that has no other member.
func nlReportType(d *Dec, c nlContext, a *nlAttr, p []byte) {
	d.Buf.Struct()
	d.Field("type")
	showWhole(d, nil, p[:min(len(p), cryptoMaxName)])
	d.EndStruct()
}

// showWhole shows a string up to its NUL, however long strings may be. Where there
// is none in CRYPTO_MAX_NAME bytes, the last is taken for one.
func showWhole(d *Dec, f *ctype.Field, p []byte) {
	s, _, ends := bytes.Cut(p, nul)
	if !ends && len(s) == cryptoMaxName {
		s = s[:len(s)-1]
	}
	d.Str(s, !ends)
}

const cryptoMaxName = 64 // CRYPTO_MAX_NAME

var cryptoUserAlg = ctype.Struct{CName: "crypto_user_alg", Fields: []ctype.Field{
	{Name: "cru_name", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	{Name: "cru_driver_name", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	{Name: "cru_module_name", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Hex("cru_type", ctype.U32),
	ctype.Hex("cru_mask", ctype.U32),
	ctype.Num("cru_refcnt", ctype.U32),
	ctype.Hex("cru_flags", ctype.U32),
}}

var cryptoReportHash = ctype.Struct{CName: "crypto_report_hash", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("blocksize", ctype.U32),
	ctype.Num("digestsize", ctype.U32),
}}

var cryptoReportBlkcipher = ctype.Struct{CName: "crypto_report_blkcipher", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	{Name: "geniv", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("blocksize", ctype.U32),
	ctype.Num("min_keysize", ctype.U32),
	ctype.Num("max_keysize", ctype.U32),
	ctype.Num("ivsize", ctype.U32),
}}

var cryptoReportAead = ctype.Struct{CName: "crypto_report_aead", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	{Name: "geniv", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("blocksize", ctype.U32),
	ctype.Num("maxauthsize", ctype.U32),
	ctype.Num("ivsize", ctype.U32),
}}

var cryptoReportRng = ctype.Struct{CName: "crypto_report_rng", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("seedsize", ctype.U32),
}}

var cryptoReportCipher = ctype.Struct{CName: "crypto_report_cipher", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("blocksize", ctype.U32),
	ctype.Num("min_keysize", ctype.U32),
	ctype.Num("max_keysize", ctype.U32),
}}

var cryptoStatHash = ctype.Struct{CName: "crypto_stat_hash", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("stat_hash_cnt", ctype.U64),
	ctype.Num("stat_hash_tlen", ctype.U64),
	ctype.Num("stat_err_cnt", ctype.U64),
}}

var cryptoStatCipher = ctype.Struct{CName: "crypto_stat_cipher", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("stat_encrypt_cnt", ctype.U64),
	ctype.Num("stat_encrypt_tlen", ctype.U64),
	ctype.Num("stat_decrypt_cnt", ctype.U64),
	ctype.Num("stat_decrypt_tlen", ctype.U64),
	ctype.Num("stat_err_cnt", ctype.U64),
}}

var cryptoStatAead = ctype.Struct{CName: "crypto_stat_aead", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("stat_encrypt_cnt", ctype.U64),
	ctype.Num("stat_encrypt_tlen", ctype.U64),
	ctype.Num("stat_decrypt_cnt", ctype.U64),
	ctype.Num("stat_decrypt_tlen", ctype.U64),
	ctype.Num("stat_err_cnt", ctype.U64),
}}

var cryptoStatCompress = ctype.Struct{CName: "crypto_stat_compress", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("stat_compress_cnt", ctype.U64),
	ctype.Num("stat_compress_tlen", ctype.U64),
	ctype.Num("stat_decompress_cnt", ctype.U64),
	ctype.Num("stat_decompress_tlen", ctype.U64),
	ctype.Num("stat_err_cnt", ctype.U64),
}}

var cryptoStatRng = ctype.Struct{CName: "crypto_stat_rng", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("stat_generate_cnt", ctype.U64),
	ctype.Num("stat_generate_tlen", ctype.U64),
	ctype.Num("stat_seed_cnt", ctype.U64),
	ctype.Num("stat_err_cnt", ctype.U64),
}}

var cryptoStatAkcipher = ctype.Struct{CName: "crypto_stat_akcipher", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("stat_encrypt_cnt", ctype.U64),
	ctype.Num("stat_encrypt_tlen", ctype.U64),
	ctype.Num("stat_decrypt_cnt", ctype.U64),
	ctype.Num("stat_decrypt_tlen", ctype.U64),
	ctype.Num("stat_verify_cnt", ctype.U64),
	ctype.Num("stat_sign_cnt", ctype.U64),
	ctype.Num("stat_err_cnt", ctype.U64),
}}

var cryptoStatKpp = ctype.Struct{CName: "crypto_stat_kpp", Fields: []ctype.Field{
	{Name: "type", Kind: ctype.Chars, N: cryptoMaxName, Show: showWhole},
	ctype.Num("stat_setsecret_cnt", ctype.U64),
	ctype.Num("stat_generate_public_key_cnt", ctype.U64),
	ctype.Num("stat_compute_shared_secret_cnt", ctype.U64),
	ctype.Num("stat_err_cnt", ctype.U64),
}}
