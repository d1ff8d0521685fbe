package libcall

import (
	"encoding/hex"
	"strings"
	"testing"

	"gotrace/event"
)

// TestMayCall follows an address that is in %rsi (%esi), or in %r12 where the name
// says so.
func TestMayCall(t *testing.T) {
	for _, c := range []struct {
		name, code string
		abi        event.ABI
		want       bool
	}{
		{"call *%rsi", "ffd6", event.AMD64, true},
		{"call *%rdx; ret", "ffd2 c3", event.AMD64, false},
		{"jmp *%rsi", "ffe6", event.AMD64, true},
		{"mov %rsi,%r13; call *%rdx; call *%r13", "4989f5 ffd2 41ffd5", event.AMD64, true},
		{"mov %rsi,%r13; call *%rdx; call *%rbp; ret", "4989f5 ffd2 ffd5 c3", event.AMD64, false},
		{"xor %esi,%esi; call *%rsi; ret", "31f6 ffd6 c3", event.AMD64, false},
		{"call *slot; call *%rsi; ret: a call spoils it", "ff1500000000 ffd6 c3", event.AMD64, false},
		{"r12: call *slot; call *%r12: a call keeps it", "ff1500000000 41ffd4", event.AMD64, true},
		{"je 1f; ret; 1: call *%rsi", "7401 c3 ffd6", event.AMD64, true},
		{"je 1f; ret; 1: ret", "7401 c3 c3", event.AMD64, false},
		{"1: mov %rdx,%rsi; jmp 1b", "4889d6 ebfb", event.AMD64, false},
		{"call plt; call *%rsi; ret; plt: endbr64; jmp *slot", "e803000000 ffd6 c3 f30f1efa ff2500000000", event.AMD64, false},
		{"call f; call *%rsi; ret; f: ret, which may be known to keep it", "e803000000 ffd6 c3 c3", event.AMD64, true},
		{"jmp *table(,%rax,8): to anywhere in the function", "ff24c500000000", event.AMD64, true},
		{"jmp *slot(%rip): out of it", "ff2500000000", event.AMD64, false},
		{"cmove %rsi,%rax; call *%rax", "480f44c6 ffd0", event.AMD64, true},
		{"mov %rsi,(%rsp); mov $1,%esi; call *%rsi; ret: memory is not followed", "48893424 be01000000 ffd6 c3", event.AMD64, false},
		{"call *%esi", "ffd6", event.I386, true},
		{"esi: call f; call *%esi", "ff9300000000 ffd6", event.I386, true},
		{"pop %esi; call *%esi; ret", "5e ffd6 c3", event.I386, false},
		{"no instruction", "0f04", event.AMD64, true},
	} {
		code, err := hex.DecodeString(strings.ReplaceAll(c.code, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		f := &flow{code: code, abi: c.abi, seen: map[int]registers{}}
		reg := 6
		if strings.HasPrefix(c.name, "r12:") {
			reg = 12
		}
		if got := f.mayCall(0, reg); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}
