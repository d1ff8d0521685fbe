package emit

import (
	"encoding/json"
	"testing"

	"gotrace/xlat"
)

var (
	modes = xlat.Set{Unknown: "M_???", Vals: []xlat.Val{{V: 0, Mask: 3, Name: "M_READ"}, {V: 1, Mask: 3, Name: "M_WRITE"}, {V: 6, Name: "M_BOTH"}, {V: 4, Name: "M_A"}, {V: 8, Name: "M_B"}}}
	bits  = xlat.Set{Unknown: "B_???", Vals: []xlat.Val{{V: 1, Name: "B_1"}, {V: 2, Name: "B_2"}}}
	kinds = xlat.Set{Unknown: "K_???", Vals: []xlat.Val{{V: 0, Name: "K_0"}, {V: 7, Name: "K_7"}}}
	nums  = xlat.Set{Unknown: "N_???", Dec: true, Signed: true, Vals: []xlat.Val{{V: 5, Name: "N_5"}}}
)

// A saying is a value and how each style shows it.
type saying struct {
	what             string
	say              func(b *Buf)
	names, raw, both string
	json             string
}

func runSayings(t *testing.T, all []saying) {
	for _, c := range all {
		for _, s := range []struct {
			o    Options
			want string
		}{
			{Options{}, c.names}, {Options{Const: Raw}, c.raw}, {Options{Const: Both}, c.both}, {Options{Style: JSON}, c.json},
		} {
			var b Buf
			b.Init(s.o)
			b.Arg("x")
			skip := len(b.B)
			c.say(&b)
			if got := string(b.B[skip:]); got != s.want {
				t.Errorf("%s, %+v: got %s, want %s", c.what, s.o, got, s.want)
			}
			if b.depth != 0 {
				t.Errorf("%s, %+v: something did not end", c.what, s.o)
			}
			if n := testing.AllocsPerRun(10, func() { b.Reset(); c.say(&b) }); n != 0 {
				t.Errorf("%s, %+v: %v allocations", c.what, s.o, n)
			}
		}
	}
}

// TestStyles says the same values in every style.
func TestStyles(t *testing.T) {
	runSayings(t, []saying{
		{"flags", func(b *Buf) { b.Flags(&bits, 3) }, "B_1|B_2", "0x3", "0x3 /* B_1|B_2 */", `{"flags":["B_1","B_2"],"value":3}`},
		{"flags and a rest", func(b *Buf) { b.Flags(&bits, 0x11) }, "B_1|0x10", "0x11", "0x11 /* B_1|0x10 */", `{"flags":["B_1",16],"value":17}`},
		{"only a rest", func(b *Buf) { b.Flags(&bits, 0x10) }, "0x10 /* B_??? */", "0x10", "0x10 /* B_??? */", `{"flags":[16],"value":16}`},
		{"no flags", func(b *Buf) { b.Flags(&bits, 0) }, "0", "0", "0", `{"flags":[],"value":0}`},
		{"a field within", func(b *Buf) { b.Flags(&modes, 9) }, "M_WRITE|M_B", "0x9", "0x9 /* M_WRITE|M_B */", `{"flags":["M_WRITE","M_B"],"value":9}`},
		{"a field of 0", func(b *Buf) { b.Flags(&modes, 0) }, "M_READ", "0", "0 /* M_READ */", `{"flags":["M_READ"],"value":0}`},
		{"an enumeration", func(b *Buf) { b.Enum(&kinds, 7) }, "K_7", "0x7", "0x7 /* K_7 */", `{"name":"K_7","value":7}`},
		{"an unknown one", func(b *Buf) { b.Enum(&kinds, 8) }, "0x8 /* K_??? */", "0x8", "0x8 /* K_??? */", "8"},
		{"a decimal one", func(b *Buf) { b.Enum(&nums, 5) }, "N_5", "5", "5 /* N_5 */", `{"name":"N_5","value":5}`},
		{"a negative one", func(b *Buf) { b.Enum(&nums, ^uint64(0)) }, "-1 /* N_??? */", "-1", "-1 /* N_??? */", "-1"},
		{"a constant", func(b *Buf) { b.Const("X", -100) }, "X", "-100", "-100 /* X */", `{"name":"X","value":-100}`},
		{"a struct", func(b *Buf) {
			b.Struct()
			b.Field("a")
			b.Int(-1)
			b.Field("b")
			b.Addr(0)
			b.More()
			b.EndStruct()
		},
			"{a=-1, b=NULL, ...}", "{a=-1, b=NULL, ...}", "{a=-1, b=NULL, ...}", `{"a":-1,"b":null,"truncated":true}`},
		{"an array", func(b *Buf) { b.Array(); b.Int(1); b.Str([]byte("x"), true); b.More(); b.EndArray() },
			`[1, "x"..., ...]`, `[1, "x"..., ...]`, `[1, "x"..., ...]`, `[1,{"str":"x","truncated":true},{"truncated":true}]`},
		{"a reference", func(b *Buf) { b.Ref(); b.Int(5); b.EndRef() }, "[5]", "[5]", "[5]", "5"},
		{"a wrapper", func(b *Buf) { b.Wrap("htons"); b.Uint(80); b.EndWrap() }, "htons(80)", "htons(80)", "htons(80)", "80"},
		{"a macro", func(b *Buf) { b.Macro("m"); b.Hex(8); b.Hex(1); b.EndMacro() }, "m(0x8, 0x1)", "m(0x8, 0x1)", "m(0x8, 0x1)", `{"macro":"m","args":[8,1]}`},
		{"in and out", func(b *Buf) { b.InOut(); b.Int(1); b.Changed(); b.Int(2); b.EndInOut() }, "1 => 2", "1 => 2", "1 => 2", `{"in":1,"out":2}`},
		{"a descriptor", func(b *Buf) { b.FD(3, "", &Ref{Path: []byte("/a<b>")}) }, `3</a\74b\76>`, `3</a\74b\76>`, `3</a\74b\76>`, `{"fd":3,"path":"/a<b>"}`},
		{"a deleted file", func(b *Buf) { b.FD(3, "", &Ref{Path: []byte("/a (deleted)")}) }, `3</a>(deleted)`, `3</a>(deleted)`, `3</a>(deleted)`, `{"fd":3,"path":"/a (deleted)"}`},
		{"a device", func(b *Buf) { b.FD(3, "", &Ref{Path: []byte("/d"), Kind: "device", Detail: []byte("char 1:3")}) },
			`3</d<char 1:3>>`, `3</d<char 1:3>>`, `3</d<char 1:3>>`, `{"fd":3,"path":"/d","device":"char 1:3"}`},
		{"a socket", func(b *Buf) { b.FD(3, "", &Ref{Kind: "socket", Detail: []byte("TCP:[1->2]")}) },
			`3<TCP:[1->2]>`, `3<TCP:[1->2]>`, `3<TCP:[1->2]>`, `{"fd":3,"socket":"TCP:[1->2]"}`},
	})
}

// TestCall says a whole call: where the result stands, and with colours the same
// place on the screen.
func TestCall(t *testing.T) {
	say := func(o Options) *Buf {
		b := &Buf{}
		b.Init(o)
		b.BeginCall("call")
		b.Arg("a")
		b.Int(1)
		b.NamedArg("flags")
		b.Flags(&bits, 1)
		b.EndCall(4, 40)
		b.Error(-2, "ENOENT", "No such file or directory", false)
		return b
	}
	const want = "call(1, flags=B_1)                  = -1 ENOENT (No such file or directory)"
	if got := string(say(Options{}).B); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := say(Options{Palette: &DefaultPalette}).Visible(); got != len(want) {
		t.Errorf("with colours it is %d wide, want %d", got, len(want))
	}
	if got, want := string(say(Options{ArgNames: true}).B[:20]), "call(a=1, flags=B_1)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestCut: whatever was begun, JSON can be ended.
func TestCut(t *testing.T) {
	var b Buf
	b.Init(Options{Style: JSON})
	steps := []func(){
		func() { b.Arg("s") }, b.Struct, func() { b.Field("f") }, b.Array, func() { b.Int(1) },
		b.Struct, func() { b.Field("g") }, func() { b.BeginFlags(3) }, func() { b.FlagName("A") },
	}
	for n := range steps {
		b.Reset()
		for _, step := range steps[:n+1] {
			step()
		}
		b.Cut()
		if js := "{" + string(b.B) + "}"; !json.Valid([]byte(js)) {
			t.Errorf("after %d steps: %s", n+1, js)
		}
	}
}
