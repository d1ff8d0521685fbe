package difftest

import "testing"

func TestAttrBytes(t *testing.T) {
	const head = `send(3, [{nlmsg_len=40, nlmsg_type=0xa<<8|0, nlmsg_flags=0x1, nlmsg_seq=0, nlmsg_pid=0}, {nfgen_family=0x2, version=0, res_id=htons(0)}, `
	for _, test := range []struct{ from, want string }{
		{`[{nla_len=6, nla_type=0x1}, "t"]`, `[{nla_len=6, nla_type=0x1}, "\x74\x00"]`},
		{`[{nla_len=7, nla_type=0x1}, "\x01\2\n"]`, `[{nla_len=7, nla_type=0x1}, "\x01\x02\x0a"]`},
		{`[{nla_len=8, nla_type=0x1}, -2]`, `[{nla_len=8, nla_type=0x1}, "\xfe\xff\xff\xff"]`},
		{`{nla_len=4, nla_type=0x1}`, `{nla_len=4, nla_type=0x1}`},
		{`[[{nla_len=5, nla_type=0x1}, 0x7], {nla_len=4, nla_type=0x2}]`, `[[{nla_len=5, nla_type=0x1}, "\x07"], {nla_len=4, nla_type=0x2}]`},
		{`[{nla_len=20, nla_type=0x8000|0x7}, [[{nla_len=6, nla_type=0x4000|0x4}, "\x00\x50"], [{nla_len=8, nla_type=0x8}, 5]]]`,
			`[{nla_len=20, nla_type=0x8000|0x7}, "\x06\x00\x04\x40\x00\x50\x00\x00\x08\x00\x08\x00\x05\x00\x00\x00"]`},
		{`[{nla_len=12, nla_type=0x2}, {verdict="\x00\x00\x00\x01", id="\x00\x00\x00\x07"}]`, `[{nla_len=12, nla_type=0x2}, "\x00\x00\x00\x01\x00\x00\x00\x07"]`},
		{`[{nla_len=8, nla_type=0x1}, {command=0x1, pf="\x00\x02"}]`, `[{nla_len=8, nla_type=0x1}, "\x01\x00\x00\x02"]`},
		{`[{nla_len=6, nla_type=NFTA_TABLE_NAME}, "t"]`, `[{nla_len=6, nla_type=NFTA_TABLE_NAME}, "t"]`},
		{`[{nla_len=8, nla_type=0x1}, {command=NAME}]`, `[{nla_len=8, nla_type=0x1}, {command=NAME}]`},
		{`[{nla_len=8, nla_type=0x1}, htonl(1)]`, `[{nla_len=8, nla_type=0x1}, htonl(1)]`},
	} {
		if got := AttrBytes(head + test.from + "], 40, 0) = 40"); got != head+test.want+"], 40, 0) = 40" {
			t.Errorf("%s\n got %s\nwant %s", test.from, got[len(head):], test.want)
		}
	}
	const batch = `{nlmsg_type=0x10, nlmsg_flags=0x1}, {nfgen_family=0, version=0, res_id=htons(10)}, `
	if got, want := AttrBytes(batch+`[{nla_len=8, nla_type=0x1}, "\x00\x00\x00\x01"]`), batch+`"\x08\x00\x01\x00\x00\x00\x00\x01"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
