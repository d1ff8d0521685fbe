package procfs

import (
	"bytes"

	"gotrace/ctype"
)

// VCPUs tells where threads have the state of virtual CPUs (-e kvm=vcpu). It
// implements ctype.VCPUs. The zero value is ready.
type VCPUs struct {
	n    name
	link []byte
	buf  []byte // of /proc/PID/maps
}

// VCPU implements ctype.VCPUs. All virtual CPUs share an inode: what has mapped
// which is told by its name alone (since Linux 4.16), and not where a process has
// two machines with a CPU of that number.
func (v *VCPUs) VCPU(tid int, fd int32) (cpu int, run ctype.Span, ok bool) {
	if fd < 0 {
		return 0, run, false
	}
	v.link = v.n.set(tid, "/fd/", fd).readlink(v.link[:0])
	text, _ := bytes.CutPrefix(v.link, []byte("anon_inode:kvm-vcpu:"))
	n, ok := number(text)
	if !ok || len(text) == len(v.link) {
		return 0, run, false
	}
	found := 0
	v.n.set(tid, "/maps", -1).lines(&v.buf, func(line []byte) {
		if s, ok := vcpuLine(line, v.link); ok {
			run = s
			found++
		}
	})
	return int(n), run, found == 1
}

// vcpuLine tells whether a line of /proc/PID/maps is about the file called link, and
// where that is mapped.
func vcpuLine(line, link []byte) (run ctype.Span, ok bool) {
	before, ok := bytes.CutSuffix(line, link)
	if !ok || !bytes.HasSuffix(before, []byte(" ")) {
		return run, false
	}
	run, _, ok = mappedAt(line)
	return run, ok
}
