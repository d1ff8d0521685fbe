package syscalls_test

import (
	"testing"

	"gotrace/emit"
	"gotrace/internal/vector"
)

// fakeNamespaces are those of thread 0 and of its child 77: each has a number, by the
// name of its file. Descriptor 5 is a namespace.
type fakeNamespaces struct{}

func (fakeNamespaces) Namespace(tid int, child int32, file string) (inode uint64, ok bool) {
	files := [...]string{"cgroup", "ipc", "mnt", "net", "pid", "pid_for_children", "time", "time_for_children", "user", "uts"}
	for i, f := range files {
		if f == file {
			return uint64(100*child) + uint64(i), child == 0 || child == 77
		}
	}
	return 0, false
}

func (fakeNamespaces) Opened(tid int, fd int32) (kind string, inode uint64, ok bool) {
	return "uts", 55, fd == 5
}

func TestNamespaces(t *testing.T) {
	text, js := vector.NewRunner(emit.Options{}), vector.NewRunner(emit.Options{Style: emit.JSON})
	text.Dec.O.Namespaces, js.Dec.O.Namespaces = fakeNamespaces{}, fakeNamespaces{}
	const clone3 = "a: u64:0x50000080 u64:0 u64:0 u64:0 u64:17 u64:0 u64:0 u64:0"
	for _, c := range []struct{ call, mem, text, json string }{
		{"amd64 unshare 0x6e020000 -> 0", "", "unshare(CLONE_NEWNS|CLONE_NEWCGROUP|CLONE_NEWUTS|CLONE_NEWIPC|CLONE_NEWPID|CLONE_NEWNET) = 0 (cgroup:[0], ipc:[1], mnt:[2], net:[3], pid:[5], uts:[9])", `"ret":0,"detail":{"cgroup":0,"ipc":1,"mnt":2,"net":3,"pid":5,"uts":9}`},
		{"i386 unshare 0x10000080 -> 0", "", "unshare(CLONE_NEWTIME|CLONE_NEWUSER) = 0 (time:[7], user:[8])", `"detail":{"time":7,"user":8}`},
		{"amd64 unshare 0x400 -> 0", "", "unshare(CLONE_FILES) = 0", `"ret":0}`},
		{"amd64 unshare 0x40000000 -> EPERM", "", "unshare(CLONE_NEWNET) = -1 EPERM (Operation not permitted)", `"errno"`},
		{"amd64 clone 0x30020011 0 -> 77", "", "clone(child_stack=NULL, flags=CLONE_NEWNS|CLONE_NEWUSER|CLONE_NEWPID|SIGCHLD) = 77 (mnt:[7702], pid:[7704], user:[7708])", `"detail":{"mnt":7702,"pid":7704,"user":7708}`},
		{"amd64 clone 0x30020011 0 -> 78", "", "clone(child_stack=NULL, flags=CLONE_NEWNS|CLONE_NEWUSER|CLONE_NEWPID|SIGCHLD) = 78", `"ret":78}`},
		{"amd64 clone 0x80 0 -> 77", "", "clone(child_stack=NULL, flags=128) = 77", `"ret":77}`}, // a signal's number, no CLONE_NEWTIME
		{"amd64 clone3 $a 64 -> 77", clone3, "clone3({flags=CLONE_NEWUSER|CLONE_NEWNET|CLONE_NEWTIME, exit_signal=SIGCHLD, stack=NULL, stack_size=0}, 64) = 77 (net:[7703], time:[7706], user:[7708])", `"detail":{"net":7703,"time":7706,"user":7708}`},
		{"amd64 setns 5 0 -> 0", "", "setns(5, 0) = 0 (uts:[55])", `"detail":{"uts":55}`},
		{"amd64 setns 6 0x60000000 -> 0", "", "setns(6, CLONE_NEWPID|CLONE_NEWNET) = 0 (net:[3], pid:[5])", `"detail":{"net":3,"pid":5}`},
		{"amd64 setns 6 0 -> EBADF", "", "setns(6, 0) = -1 EBADF (Bad file descriptor)", `"errno"`},
	} {
		checkAsked(t, text, js, c.call, c.mem, c.text, c.json)
	}
}
