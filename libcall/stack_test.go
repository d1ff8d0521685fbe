//go:build linux && amd64

package libcall_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestStacks has stacks shown of programs that leave functions in every way: they
// do what they do alone, and no frame is in memory of ours.
func TestStacks(t *testing.T) {
	for _, abi := range abis {
		p := build(t, "flow.c", abi, "-O2", "-fno-builtin", "-rdynamic")
		for _, way := range []string{"sorts", "recursion", "longjumps", "faults", "tails", "forks", "vforks", "threads", "contexts", "walks"} {
			log := traced(t, "-f -k --stack-trace-frame-limit=2000 -e lib=@MAIN", p, way)
			if n := len(regexp.MustCompile(`(?m)^ > \[0x`).FindAllString(log, -1)); n > 0 {
				t.Errorf("%s%s: %d frames are in no file", way, abi, n)
			}
			if way != "recursion" {
				continue
			}
			// The first to be resumed is the second innermost of 301.
			_, stack, _ := strings.Cut(log, "resumed>")
			stack, _, _ = strings.Cut(stack, "resumed>")
			if n := strings.Count(stack, "(deeper+"); n != 299 {
				t.Errorf("%s%s: %d frames of deeper, want 299:\n%s", way, abi, n, stack)
			}
		}
	}
}
