package difftest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// tree fills a folder with files to list, search and pack.
func tree(t *testing.T, dir string) {
	for name, text := range map[string]string{
		"a.txt":          "alpha\nbeta\ngamma\n",
		"sub/b.txt":      "one\ntwo beta\n",
		"sub/deep/c.txt": strings.Repeat("a line of some length\n", 400),
		"sub/empty":      "",
		"data.awk":       "{ n += $2 } END { print n }\n",
		"in.dat":         "x 1\ny 2\nz 3\n",
		"main.c":         "#include <stdio.h>\nint main(void) { return puts(\"hello\") < 0; }\n",
		"t.py":           "import socket, json\nprint(json.dumps({'a': [1, 2, socket.AF_INET]}))\n",
		"sock.py": `import socket, threading
s = socket.socket()
s.bind(("127.0.0.1", 0))
s.listen(1)
c = socket.create_connection(s.getsockname())
a, _ = s.accept()
c.sendall(b"ping")
print(a.recv(10))
x, y = socket.socketpair()
x.send(b"u")
y.recv(5)
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.sendto(b"d", s.getsockname())
try:
    socket.create_connection(("::1", 9), 1)
except OSError as e:
    print(type(e))
`,
		"t.pl":   "my %h = map { $_ => 1 } qw(a b c); print join(',', sort keys %h), \"\\n\";\n",
		"one.sh": "/bin/true; /bin/cat missing 2>/dev/null; exit 4\n",
		"t.sh":   "cat in.dat | sort -r | head -2 > out.dat; x=$(wc -l < out.dat); echo $x; [ -d sub ] && (cd sub; ls >/dev/null); exit 3\n",
	} {
		f := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(f), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		when := time.Date(2001, 2, 3, 4, 5, len(name), 0, time.UTC)
		if err := os.Chtimes(f, when, when); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("a.txt", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
}

// repo fills a folder with a git repository of one commit.
func repo(t *testing.T, dir string) {
	tree(t, dir)
	for _, args := range [][]string{
		{"init", "-q"},
		{"add", "."},
		{"-c", "user.name=n", "-c", "user.email=e@e", "commit", "-q", "-m", "first"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(environment, "HOME="+dir, "GIT_AUTHOR_DATE=2001-02-03T04:05:06Z", "GIT_COMMITTER_DATE=2001-02-03T04:05:06Z", "GIT_CONFIG_NOSYSTEM=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args[0], err, out)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("changed\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// programs are real programs, and the options that strace and gotrace get.
var programs = []struct {
	name string
	opts string
	cmd  string
	run  run
}{
	{name: "ls", opts: "-f", cmd: "ls -la"},
	{name: "cat", opts: "-f", cmd: "cat a.txt sub/b.txt missing"},
	{name: "find", opts: "-f", cmd: "find . -name *.txt -type f -newer a.txt"},
	{name: "tar", opts: "-f", cmd: "tar -czf out.tgz sub a.txt"},
	{name: "grep", opts: "-f", cmd: "grep -r beta ."},
	{name: "python3", opts: "-f", cmd: "/usr/bin/python3 -B t.py", run: run{env: []string{"PYTHONHASHSEED=0"}}},
	{name: "perl", opts: "-f", cmd: "perl t.pl", run: run{env: []string{"PERL_HASH_SEED=0"}}},
	{name: "git", opts: "-f", cmd: "git --no-pager log -p", run: run{setup: repo}},
	{name: "git-status", opts: "-f -s 8", cmd: "git status", run: run{setup: repo}},
	{name: "awk", opts: "-f", cmd: "awk -f data.awk in.dat"},
	{name: "bash", opts: "-f", cmd: "bash t.sh", run: run{loose: true}},
	{name: "gcc", opts: "-f", cmd: "gcc -c main.c", run: run{loose: true}},
	{name: "ip", opts: "-f", cmd: "ip addr"},

	// The options, on what shows them.
	{name: "ls", opts: "", cmd: "ls -la"},
	{name: "ls", opts: "-y", cmd: "ls -la sub"},
	{name: "ls", opts: "-yy", cmd: "ls -la sub"},
	{name: "ls", opts: "-v", cmd: "ls -la sub"},
	{name: "ls", opts: "-x", cmd: "ls sub"},
	{name: "ls", opts: "-xx", cmd: "ls sub"},
	{name: "ls", opts: "-X raw", cmd: "ls sub"},
	{name: "ls", opts: "-X verbose", cmd: "ls sub"},
	{name: "ls", opts: "-s 5", cmd: "ls sub"},
	{name: "ls", opts: "-s 1000", cmd: "cat a.txt"},
	{name: "ls", opts: "-a 70", cmd: "ls sub"},
	{name: "ls", opts: "-t", cmd: "ls sub"},
	{name: "ls", opts: "-tt", cmd: "ls sub"},
	{name: "ls", opts: "-ttt -T", cmd: "ls sub"},
	{name: "ls", opts: "-r", cmd: "ls sub"},
	{name: "ls", opts: "-T", cmd: "ls sub"},
	{name: "ls", opts: "-i", cmd: "ls sub"},
	{name: "ls", opts: "-n", cmd: "ls sub"},
	{name: "ls", opts: "-z", cmd: "ls sub missing"},
	{name: "ls", opts: "-Z", cmd: "ls sub missing"},
	{name: "ls", opts: "-q", cmd: "ls sub"},
	{name: "ls", opts: "-qq", cmd: "ls sub"},
	{name: "cat", opts: "-e trace=%file", cmd: "cat a.txt missing"},
	{name: "cat", opts: "-e trace=%desc -e signal=none", cmd: "cat a.txt"},
	{name: "cat", opts: "-e trace=!%memory", cmd: "cat a.txt"},
	{name: "cat", opts: "-e trace=openat,/^read", cmd: "cat a.txt"},
	{name: "cat", opts: "-e raw=openat,read -e verbose=none", cmd: "cat a.txt"},
	{name: "cat", opts: "-e abbrev=none", cmd: "cat a.txt"},
	{name: "cat", opts: "-e status=failed", cmd: "cat missing"},
	{name: "cat", opts: "-P a.txt", cmd: "cat a.txt missing"},
	{name: "bash", opts: "-f -e trace=%process", cmd: "bash t.sh", run: run{loose: true}},
	{name: "bash", opts: "-e trace=%process", cmd: "bash t.sh", run: run{loose: true}},
	{name: "bash", opts: "-f -e trace=none", cmd: "bash t.sh", run: run{loose: true}},
	{name: "bash", opts: "-f --seccomp-bpf -e trace=openat", cmd: "bash t.sh", run: run{loose: true}},
	{name: "bash", opts: "-f -e trace=execve,exit_group -e signal=none", cmd: "bash one.sh", run: run{noFile: true}},
	{name: "bash", opts: "-f -q -e trace=execve -e signal=none", cmd: "bash one.sh", run: run{noFile: true}},
	{name: "bash", opts: "-b execve -f -e trace=%process", cmd: "bash t.sh", run: run{loose: true}},
	{name: "ls", opts: "-a 20 -s 3", cmd: "ls sub", run: run{noFile: true}},
	{name: "ls", opts: "-ttt -f", cmd: "ls sub", run: run{noFile: true}},
	{name: "ls", opts: "-r -T", cmd: "ls sub", run: run{noFile: true}},
	{name: "python3", opts: "-f -yy -e trace=%net,%desc", cmd: "/usr/bin/python3 -B sock.py", run: run{env: []string{"PYTHONHASHSEED=0"}}},
	{name: "ip", opts: "-yy", cmd: "ip addr"},
	{name: "sh", opts: "-e trace=exit_group", cmd: "sh -c kill\x00$$"},
	{name: "sh", opts: "-i -e trace=kill", cmd: "sh -c kill\x00-USR1\x00$$"},
	{name: "sh", opts: "-E X=1 -E HOME -v -e trace=execve", cmd: "sh -c exit\x005"},
}

// TestPrograms runs real programs under both tracers.
func TestPrograms(t *testing.T) {
	for _, p := range programs {
		t.Run(p.name+" "+p.opts, func(t *testing.T) {
			r := p.run
			r.opts = strings.Fields(p.opts)
			r.argv = strings.Fields(p.cmd)
			for i := range r.argv {
				r.argv[i] = strings.ReplaceAll(r.argv[i], "\x00", " ")
			}
			need(t, r.argv[0])
			if r.setup == nil {
				r.setup = tree
			}
			compare(t, r)
		})
	}
}

// TestCounts compares the table of -c: times differ, names, calls and errors
// don't.
func TestCounts(t *testing.T) {
	need(t, "strace")
	bin := build(t)
	table := func(tracer string) string {
		dir := t.TempDir()
		tree(t, dir)
		out := filepath.Join(t.TempDir(), "log")
		cmd := exec.Command(tracer, "-c", "-S", "name", "-U", "name,calls,errors", "-o", out, "ls", "-la", "sub", "missing")
		cmd.Dir, cmd.Env = dir, environment
		if msg, err := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != 2 {
			t.Fatalf("%s: %v\n%s", tracer, err, msg)
		}
		text, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if want, got := table("strace"), table(bin); got != want {
		t.Errorf("gotrace:\n%s\nstrace:\n%s", got, want)
	}
}
