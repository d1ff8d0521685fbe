package emit

import (
	"encoding/json"
	"testing"
)

// TestVocabulary says with every method what [TestStyles] does not.
func TestVocabulary(t *testing.T) { runSayings(t, vocabulary) }

var vocabulary = []saying{
	// values.go
	{"a device", func(b *Buf) { b.Dev(0x801, 8, 1) }, "makedev(0x8, 0x1)", "0x801", "0x801 /* makedev(0x8, 0x1) */", `{"macro":"makedev","args":[8,1]}`},
	{"an octal number", func(b *Buf) { b.Oct(0o22, 3) }, "022", "022", "022", "18"},
	{"true", func(b *Buf) { b.Bool(true) }, "true", "true", "true", "true"},
	{"a wide number", func(b *Buf) { b.HexWide(0x1f, 6) }, "0x001f", "0x001f", "0x001f", "31"},
	{"a wide 0", func(b *Buf) { b.HexWide(0, 4) }, "0000", "0000", "0000", "0"},
	{"a multiple", func(b *Buf) { b.Multiple(8192*1024, 1024) }, "8192*1024", "8388608", "8388608 /* 8192*1024 */", "8388608"},
	{"no multiple", func(b *Buf) { b.Multiple(1025, 1024) }, "1025", "1025", "1025", "1025"},
	{"ticks", func(b *Buf) { b.Int(250); b.Ticks(250) }, "250 /* 2.50 s */", "250", "250 /* 2.50 s */", "250"},
	{"a count", func(b *Buf) { b.Addr(16); b.Count(2, false, "entries") }, "0x10 /* 2 entries */", "0x10 /* 2 entries */", "0x10 /* 2 entries */", `{"addr":"0x10"}`},
	{"a count of one and more", func(b *Buf) { b.Addr(16); b.Count(1, true, "entries") }, "0x10 /* 1+ entries */", "0x10 /* 1+ entries */", "0x10 /* 1+ entries */", `{"addr":"0x10"}`},
	{"a string in hexadecimal", func(b *Buf) { b.Hexed([]byte("a\x01"), true) }, `"\x61\x01"...`, `"\x61\x01"...`, `"\x61\x01"...`, `{"str":"a\u0001","truncated":true}`},
	{"a constant of two pieces", func(b *Buf) { b.Const2("SIG", "RT_1", 35) }, "SIGRT_1", "35", "35 /* SIGRT_1 */", `{"name":"SIGRT_1","value":35}`},
	{"an unsigned constant", func(b *Buf) { b.UConst("MAX", 1<<64-1) }, "MAX", "18446744073709551615", "18446744073709551615 /* MAX */", `{"name":"MAX","value":18446744073709551615}`},
	{"a constant in hexadecimal", func(b *Buf) { b.HexConst("MAX", 17) }, "MAX", "0x11", "0x11 /* MAX */", `{"name":"MAX","value":17}`},
	{"a negative error", func(b *Buf) { b.NegErrno(-2) }, "-ENOENT", "-2", "-2 /* -ENOENT */", `{"name":"-ENOENT","value":-2}`},
	{"no error", func(b *Buf) { b.NegErrno(2) }, "2", "2", "2", "2"},
	{"an unknown error", func(b *Buf) { b.NegErrno(-9999) }, "-9999", "-9999", "-9999", "-9999"},
	{"an offset", func(b *Buf) { b.Offset(20, "offsetof(s, m)", 4) }, "offsetof(s, m)+4", "0x14", "0x14 /* offsetof(s, m)+4 */", `{"name":"offsetof(s, m)+4","value":20}`},
	{"an offset of 0", func(b *Buf) { b.Offset(0, "offsetof(s, m)", 0) }, "offsetof(s, m)", "NULL", "NULL /* offsetof(s, m) */", `{"name":"offsetof(s, m)","value":0}`},
	{"a word", func(b *Buf) { b.Word("SIG_DFL") }, "SIG_DFL", "SIG_DFL", "SIG_DFL", `"SIG_DFL"`},
	{"what is not known", func(b *Buf) { b.Unreadable() }, "???", "???", "???", "null"},
	// ids.go
	{"an identifier", func(b *Buf) { b.UUID([]byte("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\xff")) }, "00010203-0405-0607-0809-0a0b0c0d0eff", "00010203-0405-0607-0809-0a0b0c0d0eff", "00010203-0405-0607-0809-0a0b0c0d0eff", `"00010203-0405-0607-0809-0a0b0c0d0eff"`},
	{"a format", func(b *Buf) { b.Fourcc(0x0327c259) }, `v4l2_fourcc('Y', '\xc2', '\'', '\x03')`, "0x327c259", `v4l2_fourcc('Y', '\xc2', '\'', '\x03')`, `{"macro":"v4l2_fourcc","args":["Y",{"base64":"wg=="},"'","\u0003"]}`},
	{"a fraction", func(b *Buf) { b.Fraction(1, 25) }, "1/25", "1/25", "1/25", `"1/25"`},
	// names.go
	{"a number with names in a comment", func(b *Buf) { b.FlagsNoted(&bits, 3) }, "0x3 /* B_1|B_2 */", "0x3", "0x3 /* B_1|B_2 */", `{"flags":["B_1","B_2"],"value":3}`},
	{"a number with its name in a comment", func(b *Buf) { b.EnumNoted(&kinds, 7) }, "0x7 /* K_7 */", "0x7", "0x7 /* K_7 */", `{"name":"K_7","value":7}`},
	{"the same in every style", func(b *Buf) { b.EnumCommented(&kinds, 7) }, "0x7 /* K_7 */", "0x7 /* K_7 */", "0x7 /* K_7 */", `{"name":"K_7","value":7}`},
	{"a mode", func(b *Buf) { b.BeginMode(0o107); b.FlagName("S_X"); b.FlagOct(7, 3); b.EndFlags() }, "S_X|007", "0107", "0107 /* S_X|007 */", `{"flags":["S_X",7],"value":71}`},
	{"names in every style", func(b *Buf) { b.Plain(); b.Enum(&kinds, 7); b.Styled() }, "K_7", "K_7", "K_7", `{"name":"K_7","value":7}`},
	{"all kinds of parts of flags", func(b *Buf) {
		b.BeginFlags(0x77)
		b.FlagEnum(&kinds, 7)
		b.FlagEnum(&kinds, 8)
		b.FlagDec(9)
		b.FlagShifted(21, "S")
		b.FlagEnumShifted(&kinds, 7, "28")
		b.FlagHexShifted(0x345, "12")
		b.FlagHexShifted(0, "12")
		b.EndFlags()
	}, "K_7|0x8 /* K_??? */|9|21<<S|K_7<<28|0x345<<12|0<<12", "0x77", "0x77 /* K_7|0x8|9|21<<S|K_7<<28|0x345<<12|0<<12 */", `{"flags":["K_7",8,9,"21<<S","K_7<<28","0x345<<12","0<<12"],"value":119}`},
	{"an unnamed set within flags", func(b *Buf) {
		b.BeginFlags(0x17)
		b.FlagName("X")
		b.FlagSetNoted(&bits, 0x10)
		b.FlagSetNoted(&bits, 1)
		b.EndFlags()
	}, "X|0x10 /* B_??? */|B_1", "0x17", "0x17 /* X|0x10|B_1 */", `{"flags":["X",16,"B_1"],"value":23}`},
	{"a name of pieces", func(b *Buf) {
		if b.BeginName(0x5401) {
			b.NameCall("_IOC")
			b.NameEnum(&kinds, 7)
			b.NameFlag()
			b.NameWord("W")
			b.NameComma()
			b.NameHex(0x54)
			b.NameComma()
			b.NameHex(0)
			b.NameComma()
			b.NameDec(10)
			b.NameEnd()
			b.NameOr()
			b.NameEnum(&kinds, 8)
			b.EndName()
		}
	}, "_IOC(K_7|W, 0x54, 0, 10) or 0x8 /* K_??? */", "0x5401", "0x5401 /* _IOC(K_7|W, 0x54, 0, 10) or 0x8 */", `{"name":"_IOC(K_7|W, 0x54, 0, 10) or 0x8","value":21505}`},
	// parts.go
	{"all kinds of parts", func(b *Buf) {
		b.BeginParts(0x77)
		b.Part(&bits, 3)
		b.PartNoted(&bits, 0x10)
		b.PartEnum(&kinds, 7)
		b.PartSignal(17)
		b.PartSignal(99)
		b.PartHex(0x20)
		b.PartOct(0o17, 3)
		b.PartConst("C", 16)
		b.EndParts()
	}, "B_1|B_2|0x10 /* B_??? */|K_7|SIGCHLD|99|0x20|017|C", "0x3|0x10|0x7|17|99|0x20|017|0x10", "0x3 /* B_1|B_2 */|0x10 /* B_??? */|0x7 /* K_7 */|17 /* SIGCHLD */|99|0x20|017|0x10 /* C */", `{"flags":["B_1","B_2",16,"K_7","SIGCHLD",99,32,15,"C"],"value":119}`},
	{"all kinds of shifted parts", func(b *Buf) {
		b.BeginParts(0x77)
		b.PartShifted(&kinds, 7, "28")
		b.PartShifted(&kinds, 8, "28")
		b.PartHexShifted(0x345, "12")
		b.PartEnumShifted(&kinds, 7, "24")
		b.PartEnumShifted(&kinds, 8, "24")
		b.PartNamedShift(21, 26, "S")
		b.EndParts()
	}, "K_7<<28|0x8<<28 /* K_??? */|0x345<<12|K_7<<24|0x8 /* K_??? */<<24|21<<S", "0x7<<28|0x8<<28|0x345<<12|0x7<<24|0x8<<24|21<<26", "0x7 /* K_7 */<<28|0x8<<28 /* K_??? */|0x345<<12|0x7 /* K_7 */<<24|0x8 /* K_??? */<<24|21<<26 /* S */", `{"flags":["K_7<<28","0x8<<28","0x345<<12","K_7<<24","0x8<<24","21<<S"],"value":119}`},
	{"an enumeration and flags", func(b *Buf) { b.EnumFlags(&kinds, 7, &bits, 1) }, "K_7|B_1", "0x7|0x1", "0x7 /* K_7 */|0x1 /* B_1 */", `{"flags":["K_7","B_1"],"value":7}`},
	{"an unknown one and flags", func(b *Buf) { b.EnumFlags(&kinds, 8, &bits, 1) }, "B_1|0x8", "0x9", "0x9 /* B_1|0x8 */", `{"flags":["B_1",8],"value":9}`},
	{"an enumeration and unknown flags", func(b *Buf) { b.EnumFlags(&kinds, 7, &bits, 0x10) }, "K_7|0x10 /* B_??? */", "0x7|0x10", "0x7 /* K_7 */|0x10 /* B_??? */", `{"flags":["K_7",16],"value":23}`},
	{"bits that are numbered", func(b *Buf) { b.ShiftedFlags(&kinds, 1<<7|1<<1, "1<<", "", 0) }, "1<<K_7|0x2", "0x82", "0x82 /* 1<<K_7|0x2 */", `{"flags":["K_7",2],"value":130}`},
	{"no numbered bit", func(b *Buf) { b.ShiftedFlags(&kinds, 0, "1<<", "", 0) }, "0", "0", "0", `{"flags":[],"value":0}`},
	{"enumerations in bits", func(b *Buf) {
		b.Bits(0x70f, []Part{{Mask: 0xf0, Shift: 4, Set: &kinds, Name: "SHIFT"}, {Mask: 0xf00, Shift: 8, Set: &kinds, Name: "SHIFT"}}, &bits)
	}, "K_7<<SHIFT|B_1|B_2|0xc", "0x7<<0x8|0xf", "0x7 /* K_7 */<<0x8 /* SHIFT */|0xf /* B_1|B_2|0xc */", `{"flags":["K_7<<SHIFT","B_1","B_2",12],"value":1807}`},
	// emit.go
	{"a set", func(b *Buf) { b.List(false); b.Item("A", 1); b.Int(2); b.EndList() }, "[A 2]", "[1 2]", "[1 /* A */ 2]", `["A",2]`},
	{"all but a set", func(b *Buf) { b.List(true); b.Item("A", 1); b.EndList() }, "~[A]", "~[1]", "~[1 /* A */]", `{"not":["A"]}`},
	{"places of an array", func(b *Buf) {
		b.Array()
		b.Index(3, "THREE", "?")
		b.Int(1)
		b.EndIndex()
		b.Index(4, "", "K_???")
		b.Int(2)
		b.EndIndex()
		b.IndexHex(&kinds, 7, 3)
		b.IndexHex(&kinds, 8, 0)
		b.EndArray()
	}, "[[THREE]=1, [4 /* K_??? */]=2, [K_7]=0x3, [8]=0]", "[[3]=1, [4]=2, [K_7]=0x3, [8]=0]", "[[3 /* THREE */]=1, [4 /* K_??? */]=2, [K_7]=0x3, [8]=0]", "[1,2,3,0]"},
	{"a member whose name text leaves out", func(b *Buf) {
		b.Struct()
		b.BareField("a")
		b.Int(1)
		b.BareField("b")
		b.Int(2)
		b.EndStruct()
	}, "{1, 2}", "{1, 2}", "{1, 2}", `{"a":1,"b":2}`},
	{"a member that changed", func(b *Buf) {
		b.Struct()
		b.Field("a")
		b.InOut()
		b.Int(1)
		b.ChangedNamed("a")
		b.Int(2)
		b.EndInOut()
		b.EndStruct()
	}, "{a=1 => a=2}", "{a=1 => a=2}", "{a=1 => a=2}", `{"a":{"in":1,"out":2}}`},
	{"the rest of a struct", func(b *Buf) { b.Struct(); b.Rest([]byte("ab"), 8, 11); b.EndStruct() }, `{/* bytes 8..10 */ "\x61\x62"...}`, `{/* bytes 8..10 */ "\x61\x62"...}`, `{/* bytes 8..10 */ "\x61\x62"...}`, `{"rest":{"str":"ab","truncated":true}}`},
	{"the rest of a struct, unreadable", func(b *Buf) { b.Struct(); b.RestUnreadable(); b.EndStruct() }, "{???}", "{???}", "{???}", `{"rest":null}`},
	// net.go
	{"an address", func(b *Buf) { b.IP([]byte{127, 0, 0, 1}) }, `inet_addr("127.0.0.1")`, `"\x7f\x00\x00\x01"`, `"\x7f\x00\x00\x01" /* inet_addr("127.0.0.1") */`, `"127.0.0.1"`},
	{"a longer address", func(b *Buf) { b.IP(loopback6) }, `inet_pton(AF_INET6, "::1")`, `"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01"`, `"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01" /* inet_pton(AF_INET6, "::1") */`, `"::1"`},
	{"the beginning of bytes as an address", func(b *Buf) { b.IPIn([]byte{10, 0, 0, 1, 7}, 4) }, `inet_addr("10.0.0.1")`, `"\x0a\x00\x00\x01\x07"`, `"\x0a\x00\x00\x01\x07" /* inet_addr("10.0.0.1") */`, `"10.0.0.1"`},
	{"members that are addresses", func(b *Buf) {
		b.Struct()
		b.IP4Field("a", loopback4)
		b.IP6Field("b", loopback6)
		b.EndStruct()
	}, `{a=inet_addr("127.0.0.1"), inet_pton(AF_INET6, "::1", &b)}`, `{a="\x7f\x00\x00\x01", b="\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01"}`, `{a="\x7f\x00\x00\x01" /* inet_addr("127.0.0.1") */, b="\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01" /* inet_pton(AF_INET6, "::1") */}`, `{"a":"127.0.0.1","b":"::1"}`},
	{"a swapped number", func(b *Buf) { b.Swapped("htons", port) }, "htons(80)", `"\x00\x50"`, `"\x00\x50" /* htons(80) */`, "80"},
	{"a swapped name", func(b *Buf) { b.SwappedEnum("htons", &kinds, seven) }, "htons(K_7)", `"\x00\x07"`, `"\x00\x07" /* htons(K_7) */`, `{"name":"K_7","value":7}`},
	{"an interface", func(b *Buf) { b.Interface(1, lo) }, `if_nametoindex("lo")`, "1", `1 /* if_nametoindex("lo") */`, `{"name":"lo","value":1}`},
	{"an unknown interface", func(b *Buf) { b.Interface(9, nil) }, "9", "9", "9", "9"},
	{"a hardware address", func(b *Buf) { b.Octets(port) }, "00:50", `"\x00\x50"`, `"\x00\x50" /* 00:50 */`, `"00:50"`},
	{"an abstract name", func(b *Buf) { b.Abstract(abstract) }, `@"x"`, `@"x"`, `@"x"`, `"\u0000x"`},
	// wait.go
	{"an exit", func(b *Buf) { b.WaitStatus(0x700) }, "{WIFEXITED(s) && WEXITSTATUS(s) == 7}", "{WIFEXITED(s) && WEXITSTATUS(s) == 7}", "{WIFEXITED(s) && WEXITSTATUS(s) == 7}", `{"value":1792,"exited":7}`},
	{"a death", func(b *Buf) { b.WaitStatus(11 | 0x80) }, "{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}", "{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}", "{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}", `{"value":139,"signaled":"SIGSEGV","core":true}`},
	{"a stop", func(b *Buf) { b.WaitStatus(0x137f) }, "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}", "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}", "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}", `{"value":4991,"stopped":"SIGSTOP"}`},
	{"a stop at a system call", func(b *Buf) { b.WaitStatus(0x857f) }, "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | 0x80}", "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | 0x80}", "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | 0x80}", `{"value":34175,"stopped":"SIGTRAP","syscall":true}`},
	{"an event", func(b *Buf) { b.WaitStatus(0x4057f) }, "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP}|PTRACE_EVENT_EXEC<<16", "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP}|0x4<<16", "{WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP}|0x4 /* PTRACE_EVENT_EXEC */<<16", `{"value":263551,"stopped":"SIGTRAP","event":"PTRACE_EVENT_EXEC"}`},
	{"a continuation", func(b *Buf) { b.WaitStatus(0xffff) }, "{WIFCONTINUED(s)}", "{WIFCONTINUED(s)}", "{WIFCONTINUED(s)}", `{"value":65535,"continued":true}`},
	{"no status", func(b *Buf) { b.WaitStatus(0x1ffff) }, "0x1ffff", "0x1ffff", "0x1ffff", `{"value":131071}`},
	// call.go
	{"which call is made again", func(b *Buf) { b.Resuming("poll") }, "<... resuming interrupted poll ...>", "<... resuming interrupted poll ...>", "<... resuming interrupted poll ...>", `"poll"`},
	{"some call is made again", func(b *Buf) { b.Resuming("") }, "<... resuming interrupted system call ...>", "<... resuming interrupted system call ...>", "<... resuming interrupted system call ...>", `""`},
}

var (
	loopback4 = []byte{127, 0, 0, 1}
	loopback6 = []byte{15: 1}
	port      = []byte{0, 80}
	seven     = []byte{0, 7}
	lo        = []byte("lo")
	abstract  = []byte("\x00x")
)

// TestDetail explains results.
func TestDetail(t *testing.T) {
	say := func(o Options) string {
		var b Buf
		b.Init(o)
		b.BeginCall("f")
		b.Arg("a")
		b.Int(1)
		if n := b.Args(); n != 1 {
			t.Errorf("%d arguments", n)
		}
		b.EndCall(0, 0)
		b.Int(2)
		b.AuxField("left", "left")
		b.Int(3)
		b.AuxNamed("out")
		b.Int(4)
		b.AuxWord("Timeout")
		b.AuxName("K_7", "kind", 7)
		b.EndAux()
		b.EndAux()
		return string(b.B)
	}
	if got, want := say(Options{}), "f(1) = 2 (left 3, out=4, Timeout, K_7)"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	const want = `{"a":1},"ret":2,"detail":{"left":3,"out":4,"note":"Timeout","kind":{"name":"K_7","value":7}}`
	got := "{" + say(Options{Style: JSON})
	if got != want || !json.Valid([]byte(`{"args":`+got+`}`)) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestAsked: a Buf tells how it writes.
func TestAsked(t *testing.T) {
	for _, c := range []struct {
		o                    Options
		json, numbers, named bool
	}{
		{Options{}, false, false, false},
		{Options{Const: Raw}, false, true, false},
		{Options{Const: Both}, false, false, true},
		{Options{Style: JSON, Const: Raw}, true, false, false},
		{Options{Style: JSON, Const: Both}, true, false, false},
	} {
		var b Buf
		b.Init(c.o)
		if b.JSON() != c.json || b.Numbers() != c.numbers || b.Named() != c.named || *b.Options() != c.o {
			t.Errorf("%+v: JSON %v, Numbers %v, Named %v, Options %+v", c.o, b.JSON(), b.Numbers(), b.Named(), *b.Options())
		}
	}
}

// TestWidth: what colours add takes no room.
func TestWidth(t *testing.T) {
	var b Buf
	b.Init(Options{Palette: &DefaultPalette})
	b.BeginCall("f")
	b.Arg("a")
	b.Enum(&kinds, 7)
	if b.Invisible() == 0 || b.Visible() != len("f(K_7") || b.Visible()+b.Invisible() != len(b.B) {
		t.Errorf("%q: %d visible, %d invisible", b.B, b.Visible(), b.Invisible())
	}
}

func TestAppendCount(t *testing.T) {
	for n, want := range []string{"0 vars", "1 var", "2 vars"} {
		if got := string(AppendCount(nil, uint64(n), "var")); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
