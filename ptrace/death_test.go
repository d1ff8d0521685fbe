//go:build linux && amd64

package ptrace

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"

	"gotrace/event"
)

func TestEndAs(t *testing.T) {
	if s := os.Getenv("PTRACE_TEST_END"); s != "" {
		n, _ := strconv.Atoi(s)
		if n < 0 {
			EndAs(&event.Exit{Signal: -n, Core: true})
		}
		EndAs(&event.Exit{Status: n})
	}
	for _, n := range []int{0, 1, 77, 255, -1, -2, -3, -6, -9, -11, -13, -15, -17, -34, -59, -64} {
		cmd := exec.Command(os.Args[0], "-test.run=TestEndAs")
		cmd.Env = append(os.Environ(), "PTRACE_TEST_END="+strconv.Itoa(n))
		out, _ := cmd.CombinedOutput()
		ws := cmd.ProcessState.Sys().(syscall.WaitStatus)
		switch {
		case n == -17: // SIGCHLD kills no one
			if ws.ExitStatus() != 128+17 {
				t.Errorf("%d: ended with %#x\n%s", n, ws, out)
			}
		case n >= 0 && ws.ExitStatus() != n, n < 0 && (!ws.Signaled() || int(ws.Signal()) != -n || ws.CoreDump()):
			t.Errorf("%d: ended with %#x\n%s", n, ws, out)
		}
	}
}
