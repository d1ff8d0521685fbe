package emit

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"testing"
	"unicode/utf8"
)

func TestAppendQuoted(t *testing.T) {
	for _, c := range []struct {
		in   string
		hex  HexStyle
		want string
	}{
		{"", HexNone, `""`},
		{"plain", HexNone, `"plain"`},
		{"a\"b\\c", HexNone, `"a\"b\\c"`},
		{"\t\n\v\f\r", HexNone, `"\t\n\v\f\r"`},
		{"\x00", HexNone, `"\0"`},
		{"\x008", HexNone, `"\08"`},
		{"\x007", HexNone, `"\0007"`},
		{"\x1b[0m", HexNone, `"\33[0m"`},
		{"\x1b0", HexNone, `"\0330"`},
		{"\x7f\xff", HexNone, `"\177\377"`},
		{"é", HexNone, `"\303\251"`},
		{"é", HexNonASCIIChars, `"\xc3\xa9"`},
		{"aé\n", HexNonASCIIChars, `"a\xc3\xa9\n"`},
		{"a\n", HexNonASCII, `"a\n"`},
		{"aé", HexNonASCII, `"\x61\xc3\xa9"`},
		{"a", HexAll, `"\x61"`},
	} {
		if got := string(AppendQuoted(nil, []byte(c.in), c.hex)); got != c.want {
			t.Errorf("AppendQuoted(%q, %d) = %s, want %s", c.in, c.hex, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		got  []byte
		want string
	}{
		{AppendHex(nil, 0), "0x0"},
		{AppendHex(nil, 0xdeadbeef), "0xdeadbeef"},
		{AppendOct(nil, 0, 0), "0"},
		{AppendOct(nil, 0, 3), "000"},
		{AppendOct(nil, 07, 3), "007"},
		{AppendOct(nil, 0644, 3), "0644"},
		{AppendOct(nil, 0100644, 0), "0100644"},
	} {
		if string(c.got) != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestJSONBytes(t *testing.T) {
	for _, c := range []struct {
		in   string
		more bool
		want string
	}{
		{"", false, `""`},
		{"a\"\\\n\x00\x7f", false, `"a\"\\\n\u0000\u007f"`},
		{"é", false, `"é"`},
		{"a", true, `{"str":"a","truncated":true}`},
		{"\xff", false, `{"base64":"/w=="}`},
		{"\xff", true, `{"base64":"/w==","truncated":true}`},
		{"a\xc3", true, `{"str":"a","truncated":true}`}, // cut within a character
		{"a\xc3", false, `{"base64":"YcM="}`},           // not cut: no character
		{"\xffa\xc3", true, `{"base64":"/2HD","truncated":true}`},
	} {
		if got := string(appendJSONBytes(nil, []byte(c.in), c.more)); got != c.want {
			t.Errorf("appendJSONBytes(%q, %v) = %s, want %s", c.in, c.more, got, c.want)
		}
	}
}

// unquote reads what AppendQuoted wrote, as a C compiler would.
func unquote(t *testing.T, s string) string {
	var out []byte
	for i := 1; i < len(s)-1; i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		i++
		switch c := s[i]; {
		case c >= '0' && c <= '7':
			j := i
			for j < len(s) && j < i+3 && s[j] >= '0' && s[j] <= '7' {
				j++
			}
			n, err := strconv.ParseUint(s[i:j], 8, 8)
			if err != nil {
				t.Fatalf("%s: %v", s, err)
			}
			out = append(out, byte(n))
			i = j - 1
		case c == 'x':
			n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				t.Fatalf("%s: %v", s, err)
			}
			out = append(out, byte(n))
			i += 2
		default:
			out = append(out, map[byte]byte{'t': '\t', 'n': '\n', 'v': '\v', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}[c])
		}
	}
	return string(out)
}

// FuzzStrings: what is quoted can be read back, in text and in JSON.
func FuzzStrings(f *testing.F) {
	f.Add([]byte("a\x001\xff\"\\"), uint8(0), true)
	f.Add([]byte("é\n"), uint8(2), false)
	f.Fuzz(func(t *testing.T, p []byte, hex uint8, more bool) {
		text := string(AppendQuoted(nil, p, HexStyle(hex%4)))
		for _, c := range []byte(text) {
			if c < ' ' || c > '~' {
				t.Fatalf("%q is not printable", text)
			}
		}
		if got := unquote(t, text); got != string(p) {
			t.Fatalf("%q became %s, which is %q", p, text, got)
		}
		var v any
		js := appendJSONBytes(nil, p, more)
		if err := json.Unmarshal(js, &v); err != nil {
			t.Fatalf("%v in %s", err, js)
		}
		if more {
			return // a cut character is dropped
		}
		switch v := v.(type) {
		case string:
			if v != string(p) || !utf8.Valid(p) {
				t.Fatalf("%q became %q", p, v)
			}
		case map[string]any:
			b, err := base64.StdEncoding.DecodeString(v["base64"].(string))
			if err != nil || string(b) != string(p) {
				t.Fatalf("%q became %q", p, b)
			}
		}
	})
}

func TestAppendDump(t *testing.T) {
	data := make([]byte, 40)
	for i := range data {
		data[i] = byte('A' + i)
	}
	data[3], data[4] = 0, 0x80
	for _, c := range []struct {
		n         int
		off, size uint64
		want      string
	}{
		{0, 0, 0, ""},
		{1, 0, 1, " | 00000  41                                                A                |\n"},
		{16, 0, 16, " | 00000  41 42 43 00 80 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABC..FGHIJKLMNOP |\n"},
		{17, 0, 17, " | 00000  41 42 43 00 80 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABC..FGHIJKLMNOP |\n" +
			" | 00010  51                                                Q                |\n"},
		{1, 0xffff0, 1 << 20, " | ffff0  41                                                A                |\n"},
		{1, 0, 1<<20 + 1, " | 000000  41                                                A                |\n"},
		{1, 1 << 40, 1<<40 + 1, " | 10000000000  41                                                A                |\n"},
	} {
		if got := string(AppendDump(nil, data[:c.n], c.off, c.size)); got != c.want {
			t.Errorf("%d bytes at %#x of %#x:\n%swant\n%s", c.n, c.off, c.size, got, c.want)
		}
	}
}
