package difftest

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// popular are command lines as people post them in answers and tutorials. Those with
// -o write to the file, the others to standard error. A blank within a word is \x00.
var popular = []struct {
	line string
	run  run
}{
	{line: "strace ls sub"},
	{line: "strace -f -e trace=network -s 10000 -o log /usr/bin/python3 -B sock.py"},
	{line: "strace -yy -f -e trace=%network -o log /usr/bin/python3 -B sock.py"},
	{line: "strace -tt -T -o log ls -la sub"},
	{line: "strace -ttt -f -o log ls sub"},
	{line: "strace -r -e trace=read,close cat a.txt"},
	{line: "strace -y -e write cat a.txt"},
	{line: "strace -P a.txt cat a.txt missing"},
	{line: "strace -e trace=open,openat,read -o log cat a.txt"},
	{line: "strace -e open,openat,close cat a.txt"},
	{line: "strace -e trace=!futex -o log cat a.txt"},
	{line: "strace -e trace=%file -Z -o log ls missing"},
	{line: "strace -e signal=none -o log sh -c kill\x00-USR1\x00$$"},
	{line: "strace -e trace=none -e signal=chld,usr1 -o log sh -c kill\x00-USR1\x00$$"},
	{line: "strace -e verbose=all -v -s 999 -o log ls -la sub"},
	{line: "strace -xx -s 100 -o log cat a.txt"},
	{line: "strace -i -o log cat a.txt"},
	{line: "strace -e inject=openat:error=ENOENT:when=3 -o log cat a.txt"},
	{line: "strace -e fault=read:error=EIO:when=2+ -o log cat a.txt"},
	{line: "strace -e inject=close:retval=0 -e trace=close -o log cat a.txt"},
	{line: "strace -f -e trace=execve,clone,fork,vfork -o log bash one.sh", run: run{loose: true}},
	{line: "strace -qq -f -e execve bash one.sh", run: run{loose: true}},
	{line: "strace -e abbrev=none -e trace=execve -o log ls sub"},
	{line: "strace -a 1 -s 80 -e trace=openat -o log cat a.txt"},
}

// TestPopular runs them side by side. -c and -p are in the tests below, -ff in
// TestSeparate, -k in TestStacks.
func TestPopular(t *testing.T) {
	for _, p := range popular {
		t.Run(strings.ReplaceAll(p.line, "\x00", " "), func(t *testing.T) {
			r := p.run
			words := strings.Fields(p.line)[1:]
			at := slices.IndexFunc(words, func(w string) bool { return w[0] != '-' && slices.Contains(programNames, filepath.Base(w)) })
			r.opts, r.argv = words[:at], words[at:]
			if i := slices.Index(r.opts, "-o"); i >= 0 {
				r.opts = slices.Delete(r.opts, i, i+2)
			} else {
				r.noFile = true
			}
			for i := range r.argv {
				r.argv[i] = strings.ReplaceAll(r.argv[i], "\x00", " ")
			}
			need(t, r.argv[0])
			r.setup, r.env = tree, []string{"PYTHONHASHSEED=0"}
			compare(t, r)
		})
	}
}

// programNames are what the lines run.
var programNames = []string{"ls", "cat", "sh", "bash", "python3"}

// rows are a table's names with their calls and errors, sorted.
func rows(table string) []string {
	var all []string
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) < 5 || strings.HasPrefix(f[0], "-") || f[0] == "%" {
			continue
		}
		all = append(all, strings.Join(f[3:], " "))
	}
	slices.Sort(all)
	return all
}

// TestPopularCounts compares the tables of -c: the times differ, and with them the
// order of the rows.
func TestPopularCounts(t *testing.T) {
	need(t, "strace")
	bin := build(t)
	for _, line := range []string{
		"-c ls -la sub missing",
		"-c -S time -f ls -la sub",
		"-c -w -S calls ls sub",
		"-C -e trace=openat,close ls sub",
	} {
		t.Run(line, func(t *testing.T) {
			table := func(tracer string) ([]string, int) {
				dir := t.TempDir()
				tree(t, dir)
				cmd := command(t, time.Minute, tracer, append([]string{"-o", filepath.Join(dir, "log")}, strings.Fields(line)...)...)
				cmd.Dir, cmd.Env = dir, environment
				cmd.Run()
				text, err := os.ReadFile(filepath.Join(dir, "log"))
				if err != nil {
					t.Fatal(tracer, err)
				}
				_, text2, _ := strings.Cut(string(text), "% time")
				return rows(text2), cmd.ProcessState.ExitCode()
			}
			want, wantCode := table("strace")
			got, code := table(bin)
			if len(want) < 3 || !slices.Equal(got, want) || code != wantCode {
				t.Errorf("status %d\n%s\nstrace: status %d\n%s", code, strings.Join(got, "\n"), wantCode, strings.Join(want, "\n"))
			}
		})
	}
}

// TestPopularAttach is -p PID -c on a process that waits, until it is interrupted.
func TestPopularAttach(t *testing.T) {
	need(t, "strace")
	bin := build(t)
	table := func(tracer string) string {
		cat := command(t, time.Minute, "cat")
		in, err := cat.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := cat.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cat.Start(); err != nil {
			t.Fatal(err)
		}
		pid := strconv.Itoa(cat.Process.Pid)
		log := filepath.Join(t.TempDir(), "log")
		cmd := command(t, time.Minute, tracer, "-p", pid, "-c", "-U", "name,calls,errors", "-S", "name", "-o", log)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		traced := func() bool {
			status, _ := os.ReadFile("/proc/" + pid + "/status")
			return !strings.Contains(string(status), "TracerPid:\t0\n")
		}
		await(t, tracer+" does not attach", traced)
		time.Sleep(100 * time.Millisecond)
		in.Write([]byte("hello\n"))
		out.Read(make([]byte, 6))
		time.Sleep(100 * time.Millisecond)
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
		in.Close()
		if err := cat.Wait(); err != nil {
			t.Errorf("%s: cat: %v", tracer, err)
		}
		text, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if want, got := table("strace"), table(bin); got != want {
		t.Errorf("gotrace:\n%s\nstrace:\n%s", got, want)
	}
}
