package robust

import (
	"strings"
	"testing"
)

func TestCount(t *testing.T) {
	const good = `100 execve("/bin/x", ["x"], 0x1 /* 5 vars */) = 0
100 vfork( <unfinished ...>
101 exit_group(0)                     = ?
101 +++ exited with 0 +++
100 <... vfork resumed>)              = 101
100 wait4(-1, 0x1, 0, NULL)           = ? ERESTARTSYS (To be restarted if SA_RESTART is set)
100 --- SIGCHLD {si_signo=SIGCHLD} ---
100 +++ killed by SIGKILL +++
`
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"101 +++ exited with 0 +++\n", "", "101 has no end"},
		{" <unfinished ...>", "", "not a whole line"},
		{"100 <... vfork resumed>)              = 101\n", "", "vfork was under way"},
		{"SIGKILL +++\n", "SIGKILL", "the last line is cut"},
		{"<... vfork", "<... fork", "fork is resumed"},
		{"101 exit_group", "exit_group", "no thread"},
		{" = 0\n", "\n", "not a whole line"},
	} {
		got, err := Count(strings.NewReader(strings.Replace(good, c.old, c.new, 1)), false)
		if err != nil {
			t.Fatal(err)
		}
		if faults := strings.Join(got.Faults, "\n"); (faults == "") != (c.want == "") || !strings.Contains(faults, c.want) {
			t.Errorf("without %q: %s, want %s", c.old, faults, c.want)
		}
		if c.old == "" && (got.Threads != 2 || got.Born != 1 || got.Lines != 8) {
			t.Errorf("%+v", got)
		}
	}
}
