package xlat_test

import (
	"strings"
	"syscall"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/xlat"
)

func TestLookup(t *testing.T) {
	for _, test := range []struct {
		set  *xlat.Set
		abi  event.ABI
		v    uint64
		want string
	}{
		{&xlat.SeekWhence, event.AMD64, 0, "SEEK_SET"},
		{&xlat.SeekWhence, event.AMD64, 4, "SEEK_HOLE"},
		{&xlat.SeekWhence, event.AMD64, 5, ""},
		{&xlat.SeekWhence, event.AMD64, 1 << 63, ""},
		{&xlat.RusageWho, event.AMD64, 0xffffffff, "RUSAGE_CHILDREN"},
		{&xlat.KeySpecs, event.AMD64, ^uint64(0), "KEY_SPEC_THREAD_KEYRING"},
		{&xlat.PtraceRequests, event.AMD64, 30, "PTRACE_ARCH_PRCTL"},
		{&xlat.Ioctls, event.AMD64, 0x40086602, "FS_IOC_SETFLAGS"},
		{&xlat.Ioctls, event.AMD64, 0x5402, "SNDCTL_TMR_START or TCSETS"},
		{&xlat.Ioctls, event.I386, 0xc0445611, "VIDIOC_DQBUF"}, // time32
		{&xlat.Ioctls, event.I386, 0xc04c5611, "VIDIOC_DQBUF"}, // time64
		{&xlat.Ioctls, event.AMD64, 0xc0445611, ""},
	} {
		got, ok := test.set.Lookup(test.abi, test.v)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%s, %#x: got %q, %v, want %q", test.abi, test.v, got, ok, test.want)
		}
	}
}

func TestFlags(t *testing.T) {
	for _, test := range []struct {
		set  *xlat.Set
		v    uint64
		want string
	}{
		{&xlat.CloseRange, 0, "0"},
		{&xlat.CloseRange, 6, "CLOSE_RANGE_UNSHARE|CLOSE_RANGE_CLOEXEC"},
		{&xlat.CloseRange, 9, "0x9 /* CLOSE_RANGE_??? */"},
		{&xlat.CloseRange, 10, "CLOSE_RANGE_UNSHARE|0x8"},
		{&xlat.OpenFlags, 0x101000, "O_SYNC"},
		{&xlat.OpenFlags, 0x1000, "O_DSYNC"},
		{&xlat.OpenFlags, 0x100000, "__O_SYNC"},
		{&xlat.OpenFlags, 0x410000, "O_TMPFILE"},
		{&xlat.OpenFlags, 0x10000, "O_DIRECTORY"},
		{&xlat.AccessModes, 0, "F_OK"},
		{&xlat.AccessModes, 5, "R_OK|X_OK"},
		{&xlat.MmapProt, 0, "PROT_NONE"},
		{&xlat.StatxMask, 0xfff, "STATX_ALL"},
		{&xlat.StatxMask, 0x7ff, "STATX_BASIC_STATS"},
		{&xlat.Caps, 1<<0 | 1<<21, "1<<CAP_CHOWN|1<<CAP_SYS_ADMIN"},
		{&xlat.MountFlags, 1 << 31, "MS_NOUSER"},
		{&xlat.Futex2Flags, 0x82, "FUTEX2_SIZE_U32|FUTEX2_PRIVATE"},
		{&xlat.Futex2Flags, 0x80, "FUTEX2_SIZE_U8|FUTEX2_PRIVATE"},
	} {
		var b emit.Buf
		b.Init(emit.Options{})
		b.ABI = event.AMD64
		b.Flags(test.set, test.v)
		if got := string(b.B); got != test.want {
			t.Errorf("%#x: got %s, want %s", test.v, got, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{
		-1: "", 0: "", 1: "EPERM", 11: "EAGAIN", 35: "EDEADLK", 95: "EOPNOTSUPP", 133: "EHWPOISON", 135: "", 511: "",
		512: "ERESTARTSYS", 516: "ERESTART_RESTARTBLOCK", 520: "", 524: "ENOTSUPP", 531: "ENOGRACE", 532: "",
	} {
		if got := xlat.ErrnoName(n); got != want {
			t.Errorf("ErrnoName(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{
		0: "", 2: "No such file or directory", 512: "To be restarted if SA_RESTART is set", 515: "Unknown error 515",
	} {
		if got := xlat.ErrnoText(n); got != want {
			t.Errorf("ErrnoText(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{
		-1: "", 0: "", 1: "SIGHUP", 6: "SIGABRT", 29: "SIGIO", 31: "SIGSYS", 32: "SIGRTMIN", 33: "SIGRT_1", 64: "SIGRT_32", 65: "",
	} {
		if got := xlat.SignalName(n); got != want {
			t.Errorf("SignalName(%d) = %q, want %q", n, got, want)
		}
	}
}

// TestErrnos compares with package syscall, whose texts are the C library's in
// lower case.
func TestErrnos(t *testing.T) {
	for n := 1; n < 133; n++ {
		if text := xlat.ErrnoText(n); xlat.ErrnoName(n) != "" && !strings.EqualFold(text, syscall.Errno(n).Error()) {
			t.Errorf("ErrnoText(%d) = %q, package syscall has %q", n, text, syscall.Errno(n))
		}
	}
}

func TestNoAlloc(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() {
		xlat.Ioctls.Lookup(event.I386, 0x5401)
		xlat.OpenFlags.Zero(event.AMD64)
		xlat.ErrnoName(2)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
