//go:build linux && amd64

package libcall

import "testing"

// TestWatchFor holds how functions' returns are noticed. No machine of ours has
// shadow stacks: with one, no return address may be replaced.
func TestWatchFor(t *testing.T) {
	for _, name := range []string{"malloc", "qsort", "vfork", "setjmp", "dlopen", "exit", "longjmp", "main"} {
		plain, shadow := watchFor(name, false), watchFor(name, true)
		if shadow == watchSlot {
			t.Errorf("%s: its return address would be replaced beside a shadow stack", name)
		}
		if plain != watchSlot && shadow != plain {
			t.Errorf("%s: %d beside a shadow stack, %d without", name, shadow, plain)
		}
	}
	if watchFor("malloc", false) != watchSlot || watchFor("malloc", true) != watchSite {
		t.Error("malloc is watched in the wrong way")
	}
}
