package libcall

import (
	"bytes"
	"encoding/hex"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"gotrace/event"
)

// TestDecode compares the lengths of the C library's instructions, of both ABIs,
// with the disassembler's.
func TestDecode(t *testing.T) {
	for _, lib := range []struct {
		path string
		abi  event.ABI
	}{{"/lib/x86_64-linux-gnu/libc.so.6", event.AMD64}, {"/lib/x86_64-linux-gnu/libm.so.6", event.AMD64}, {"/lib32/libc.so.6", event.I386}} {
		out, err := exec.Command("objdump", "-d", "-w", "--no-addresses", lib.path).Output()
		if err != nil {
			t.Skipf("objdump -d %s: %v", lib.path, err)
		}
		line := regexp.MustCompile(`^\s*((?:[0-9a-f]{2} )+)\s+(\S.*)$`)
		n := 0
		for l := range strings.Lines(string(out)) {
			m := line.FindStringSubmatch(strings.TrimRight(l, "\n"))
			// fwait is an instruction of its own, which objdump shows with the next.
			if m == nil || strings.Contains(m[2], "(bad)") || strings.HasPrefix(m[1], "9b ") {
				continue
			}
			code, err := hex.DecodeString(strings.ReplaceAll(m[1], " ", ""))
			if err != nil {
				t.Fatal(err)
			}
			n++
			in, ok := decode(append(bytes.Clone(code), make([]byte, 16)...), lib.abi)
			if !ok || in.len != len(code) {
				t.Errorf("%s: % x (%s): length %d, %t", lib.path, code, m[2], in.len, ok)
			}
		}
		if n < 10000 {
			t.Errorf("%s: only %d instructions", lib.path, n)
		}
	}
}
