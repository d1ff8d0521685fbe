package schema

import (
	"strings"
	"testing"
)

const ends = `,"pid":1,"tid":1,"time":1.000000000`

func TestCheck(t *testing.T) {
	const call = `{"event":"call"` + ends + `,"abi":"amd64","nr":1,"name":"write","ip":"0x1",`
	for _, c := range []struct{ line, want string }{
		{`{"event":"process"` + ends + `,"how":"started"}`, ""},
		{call + `"args":{"fd":{"fd":1},"buf":{"str":"a","truncated":true}},"ret":1}`, ""},
		{call + `"args":{"addr":{"name":"x","value":[1]}},"ret":null}`, ""}, // a struct
		{call + `"args":{},"ret":-1,"errno":{"name":"EBADF","value":9,"text":"Bad file descriptor"}}`, ""},
		{call + `"args":{}`, "EOF"},
		{`{"event":"call"}`, "no args"},
		{`{"event":"lunch"` + ends + `}`, "unknown event"},
		{call + `"args":{},"ret":0,"extra":1}`, "extra of the event is not documented"},
		{call + `"args":[],"ret":0}`, "args is no object"},
		{call + `"args":{},"ret":0,"errno":{"name":"EBADF","value":9,"text":"x"}}`, "a failure returns 0"},
		{call + `"args":{},"ret":-1,"errno":{"name":"EBADF"}}`, "errno has no value"},
		{call + `"args":{"buf":{"addr":"7f"}},"ret":0}`, "addr is not an address"},
		{call + `"args":{"v":[{"flags":"O_RDWR","value":2}]},"ret":0}`, "flags is not an array"},
		{call + `"args":{},"ret":0,"stack":[{"ip":"0x1","symbol":"main"}]}`, "only one of symbol and offset"},
	} {
		_, wrong := Check(c.line)
		if got := strings.Join(wrong, "; "); (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}
