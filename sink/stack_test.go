package sink

import (
	"testing"

	"gotrace/unwind"
)

// TestFrames checks the lines of stacks.
func TestFrames(t *testing.T) {
	for want, f := range map[string]unwind.Frame{
		" > /lib/libc.so.6(write+0x10) [0xf8350]\n": {IP: 0x7f0000f8350, File: "/lib/libc.so.6", FileOffset: 0xf8350, Symbol: "write", Offset: 0x10},
		" > /a(f(int)+0x0) [0x10] /x.c:7\n":         {IP: 0x10, File: "/a", FileOffset: 0x10, Symbol: "f(int)", Source: "/x.c", Line: 7},
		" > /a (deleted)() [0x10]\n":                {IP: 0x10, File: "/a (deleted)", FileOffset: 0x10},
		" > [0x7f0012]\n":                           {IP: 0x7f0012, FileOffset: 0x12},
		" > unexpected_backtracing_error [0x10]\n":  {IP: 0x10, Lost: true},
		" > /?[31m?(a?b+0x1) [0x1] ?:1\n":           {IP: 1, File: "/\x1b[31m\n", FileOffset: 1, Symbol: "a\x7fb", Offset: 1, Source: "\r", Line: 1},
	} {
		if got := string(appendFrame(nil, &f)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
