package syscalls

// Which namespaces a call has made or entered, as an explanation of its result.

// A namespace is a kind of namespaces.
type namespace struct {
	flag uint64 // CLONE_NEW* (linux/sched.h)
	kind string
	own  string // the file in /proc/PID/ns that tells the caller's, if that is not called after the kind
}

// namespaces are all kinds, in the order in which they are shown. unshare(2) and
// setns(2) leave the caller in its own pid and time namespaces: only its children
// will be in the new ones (namespaces(7)).
var namespaces = [...]namespace{
	{flag: 0x02000000, kind: "cgroup"},
	{flag: 0x08000000, kind: "ipc"},
	{flag: 0x00020000, kind: "mnt"},
	{flag: 0x40000000, kind: "net"},
	{flag: 0x20000000, kind: "pid", own: "pid_for_children"},
	{flag: cloneNewTime, kind: "time", own: "time_for_children"},
	{flag: 0x10000000, kind: "user"},
	{flag: 0x04000000, kind: "uts"},
}

// cloneNewTime is CLONE_NEWTIME. clone(2) takes it for a part of a signal's number.
const cloneNewTime = 0x80

// auxNamespaces says the namespaces that flags name, of the caller or of the
// process that it has made.
func auxNamespaces(d *Dec, flags uint64, child int32) {
	if d.O.Namespaces == nil {
		return
	}
	for i := range namespaces {
		n := &namespaces[i]
		if flags&n.flag == 0 {
			continue
		}
		file := n.kind
		if child == 0 && n.own != "" {
			file = n.own
		}
		if inode, ok := d.O.Namespaces.Namespace(d.TID, child, file); ok {
			d.AuxNamespace(n.kind, inode)
		}
	}
}

func auxUnshare(d *Dec) { auxNamespaces(d, d.C.Ulong(0), 0) }

func auxClone(d *Dec) { auxNamespaces(d, d.C.Ulong(0)&^cloneSignal, int32(d.C.Ret)) }

func auxClone3(d *Dec) {
	if v, _, ok := readCloneArgs(d); ok {
		auxNamespaces(d, v[caFlags], int32(d.C.Ret))
	}
}

// auxSetns explains setns(2): its descriptor is a namespace, whose kind need not be
// said, or a process, whose namespaces are chosen by the flags.
func auxSetns(d *Dec) {
	if d.O.Namespaces == nil {
		return
	}
	if kind, inode, ok := d.O.Namespaces.Opened(d.TID, d.C.Int(0)); ok {
		d.AuxNamespace(kind, inode)
		return
	}
	auxNamespaces(d, uint64(d.C.Uint(1)), 0)
}
