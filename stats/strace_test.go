package stats_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gotrace/event"
	"gotrace/filter"
	"gotrace/stats"
	i386 "gotrace/syscalls/386"
	"gotrace/syscalls/amd64"
)

// A clock for strace: it stands still but for every second reading, by which
// it goes on 1234567 ns more than the time before. strace -w reads it when a call
// begins and when it ends.
const clockSource = `
#include <time.h>
int clock_gettime(clockid_t id, struct timespec *t)
{
	static long long n, now;
	if (n & 1)
		now += 1234567 * (n / 2 + 1);
	n++;
	t->tv_sec = now / 1000000000;
	t->tv_nsec = now % 1000000000;
	return 0;
}
`

const step = 1234567

// A program that makes the same calls each time, some of another ABI.
const programSource = `
static long call(long nr, long a, long b)
{
	long r;
	__asm__ volatile ("syscall" : "=a"(r) : "a"(nr), "D"(a), "S"(b), "d"(0L) : "rcx", "r11", "memory");
	return r;
}
static void call32(int nr, int a)
{
	int r;
	__asm__ volatile ("int $0x80" : "=a"(r) : "a"(nr), "b"(a) : "memory");
}
void _start(void)
{
	for (int i = 0; i < 3; i++)
		call(39, 0, 0); // getpid
	call(3, -1, 0); // close
	call(0, -1, 0); // read
	call32(20, 0); // getpid
	call32(6, -1); // close
	call(311, 0, 0); // process_vm_writev
	for (int i = 0; i < 4; i++)
		call(110, 0, 0); // getppid
	call(3, -1, 0);
	call32(20, 0);
	call(95, 022, 0); // umask
	call(450, 0, 0); // set_mempolicy_home_node
	call(60, 0, 0); // exit
}
`

// need ends the test where a tool is missing: in CI that is a failure.
func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
}

func build(t *testing.T, dir, file, source string, flags ...string) string {
	t.Helper()
	src, dst := filepath.Join(dir, file+".c"), filepath.Join(dir, file)
	if err := os.WriteFile(src, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("gcc", append(flags, "-O", "-o", dst, src)...).CombinedOutput(); err != nil {
		t.Fatalf("gcc: %v\n%s", err, out)
	}
	return dst
}

// made lists the calls that strace saw, with the times that its clock will have
// given them.
func made(t *testing.T, program string) []call {
	t.Helper()
	out, err := exec.Command("strace", "-n", program).CombinedOutput()
	if err != nil {
		t.Fatalf("strace: %v\n%s", err, out)
	}
	var list []call
	abi := event.AMD64
	for line := range strings.Lines(string(out)) {
		switch {
		case strings.Contains(line, "runs in 32 bit mode"):
			abi = event.I386
		case strings.Contains(line, "runs in 64 bit mode"):
			abi = event.AMD64
		case strings.Contains(line, ") = ") || strings.Contains(line, ")  "):
			var nr uint64
			for _, c := range strings.TrimSpace(line[1:strings.IndexByte(line, ']')]) {
				nr = nr*10 + uint64(c-'0')
			}
			_, result, _ := strings.Cut(line, "= ")
			if strings.HasPrefix(result, "?") {
				continue // exit
			}
			took := int64(step * (len(list) + 1))
			list = append(list, call{abi, nr, strings.HasPrefix(result, "-1 E"), 0, took})
		}
	}
	return list
}

func callName(abi event.ABI, nr uint64) string {
	if abi == event.I386 {
		return i386.Table()[nr].Name
	}
	return amd64.Table()[nr].Name
}

// With a clock that tells the same each time, the table is strace's byte for
// byte.
func TestStrace(t *testing.T) {
	need(t, "strace", "gcc")
	dir := t.TempDir()
	clock := build(t, dir, "clock.so", clockSource, "-shared", "-fPIC")
	program := build(t, dir, "program", programSource, "-static", "-nostdlib", "-ffreestanding")
	calls := made(t, program)
	if len(calls) != 17 {
		t.Fatalf("strace showed %d calls", len(calls))
	}
	all := "name,calls,errors,time-percent,total-time,min-time,max-time,avg-time"
	for _, opts := range [][]string{
		{},
		{"-S", "name"}, {"-S", "calls"}, {"-S", "errors"}, {"-S", "none"},
		{"-S", "min-time", "-U", all}, {"-S", "max-time", "-U", all}, {"-S", "avg-time", "-U", all},
		{"-U", "calls"}, {"-U", "name"}, {"-U", "errors,syscall,shortest"}, {"-U", "avg-time,time"},
		{"-O", "5ms"}, {"-O", "2.5"}, {"-O", "1s", "-U", all},
	} {
		o := stats.Options{Wall: true}
		for i := 0; i < len(opts); i += 2 {
			var err error
			switch opts[i] {
			case "-S":
				o.Sort, err = stats.ParseSort(opts[i+1])
			case "-U":
				o.Columns, err = stats.ParseColumns(opts[i+1])
			case "-O":
				o.Overhead, _ = filter.ParseTime(opts[i+1])
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		s := stats.New(o)
		for _, c := range calls {
			s.Add(c.abi, c.nr, c.failed, c.sys, c.wall)
		}
		var got bytes.Buffer
		if err := s.Write(&got, callName); err != nil {
			t.Fatal(err)
		}

		table := filepath.Join(dir, "table")
		args := append([]string{"-E", "LD_PRELOAD", "-c", "-w", "-o", table}, opts...)
		cmd := exec.Command("strace", append(args, program)...)
		cmd.Env = append(os.Environ(), "LD_PRELOAD="+clock)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("strace: %v\n%s", err, out)
		}
		want, err := os.ReadFile(table)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%v:\n%s\nstrace:\n%s", opts, got.Bytes(), want)
		}
	}
}
