package sink_test

import (
	"encoding/binary"
	"encoding/json"
	"strings"
	"testing"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/internal/vector"
	"gotrace/sink"
)

// machine is what the tests below make up about threads: descriptor 3 is virtual
// CPU 1, whose state is at 0x40000; processes have contexts.
type machine struct{ size uint64 }

func (m machine) VCPU(tid int, fd int32) (cpu int, run ctype.Span, ok bool) {
	return 1, ctype.Span{At: 0x40000, Len: m.size}, fd == 3
}

func (machine) FD(tid int, fd int32, l *emit.Label) bool {
	l.Context, l.Expected = append(l.Context[:0], "pipe_t"...), l.Expected[:0]
	return fd == 3
}

func (machine) File(tid int, dir int32, path []byte, l *emit.Label) bool {
	l.Context, l.Expected = append(l.Context[:0], "tmp_t"...), append(l.Expected[:0], "a]b_t"...)
	return dir == -100 || dir == 7
}

func (machine) Thread(tid int, l *emit.Label) bool {
	l.Context, l.Expected = append(l.Context[:0], "sh_t"...), l.Expected[:0]
	return tid != 2
}

// state is a struct kvm_run of which the first bytes are p.
func state(size int, p ...any) []byte {
	b := make([]byte, 0, size)
	for _, v := range p {
		b, _ = binary.Append(b, binary.LittleEndian, v)
	}
	return append(b, make([]byte, size-len(b))...)
}

func TestVCPUState(t *testing.T) {
	const size = 4096
	before := state(size, [8]byte{1}, uint32(0), [4]byte{1, 1, 2, 0}, uint64(0), uint64(0xfee00900))
	io := state(size, [8]byte{}, uint32(2), [4]byte{}, uint64(8), uint64(0), [2]byte{1, 2}, uint16(0x3f8), uint32(2), uint64(size-4))
	copy(io[size-4:], "ab\x00d")
	mmio := state(size, [8]byte{}, uint32(6), [4]byte{}, uint64(0), uint64(0), uint64(0x1000), [8]byte{7: 9}, uint32(4), [4]byte{1})
	far := state(size, [8]byte{}, uint32(2), [4]byte{}, uint64(0), uint64(0), [2]byte{0, 1}, uint16(0), uint32(9), uint64(size-8))

	const first = " VCPU:1< {request_interrupt_window=1, immediate_exit=0, exit_reason=0 /* KVM_EXIT_UNKNOWN */, ready_for_interrupt_injection=1, if_flag=1, flags=2, cr8=0000000000000000, apic_base=0x000000fee00900}\n"
	const rest = "ready_for_interrupt_injection=0, if_flag=0, flags=0, cr8="
	for _, c := range []struct {
		name  string
		after []byte
		want  string
	}{
		{"halted", state(size, [8]byte{}, uint32(5)), "ioctl(3, KVM_RUN, 0) = 0 (KVM_EXIT_HLT)\n" + first +
			" VCPU:1> {request_interrupt_window=0, immediate_exit=0, exit_reason=5 /* KVM_EXIT_HLT */, " + rest + "0000000000000000, apic_base=0000000000000000}\n"},
		{"io", io, "ioctl(3, KVM_RUN, 0) = 0 (KVM_EXIT_IO)\n" + first +
			" VCPU:1> {request_interrupt_window=0, immediate_exit=0, exit_reason=2 /* KVM_EXIT_IO */, " + rest + "0x00000000000008, apic_base=0000000000000000, {io={direction=KVM_EXIT_IO_OUT, size=2, port=0x3f8, count=2, data_offset=0x00000000000ffc, data=[0x61, 0x62, 0, 0x64]}}}\n"},
		{"mmio", mmio, "ioctl(3, KVM_RUN, 0) = 0 (KVM_EXIT_MMIO)\n" + first +
			" VCPU:1> {request_interrupt_window=0, immediate_exit=0, exit_reason=6 /* KVM_EXIT_MMIO */, " + rest + "0000000000000000, apic_base=0000000000000000, {mmio={phys_addr=0x00000000001000, data=[0, 0, 0, 0, 0, 0, 0, 0x9], len=4, is_write=1}}}\n"},
		{"beyond", far, "ioctl(3, KVM_RUN, 0) = 0 (KVM_EXIT_IO)\n" + first +
			" VCPU:1> {request_interrupt_window=0, immediate_exit=0, exit_reason=2 /* KVM_EXIT_IO */, " + rest + "0000000000000000, apic_base=0000000000000000, {io={direction=KVM_EXIT_IO_IN, size=1, port=0000, count=9, data_offset=0x00000000000ff8, data=[...]}}}\n"},
		{"unknown", state(size, [8]byte{}, uint32(99)), "ioctl(3, KVM_RUN, 0) = 0 (KVM_EXIT_???)\n" + first +
			" VCPU:1> {request_interrupt_window=0, immediate_exit=0, exit_reason=99 /* KVM_EXIT_??? */, " + rest + "0000000000000000, apic_base=0000000000000000}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlayer(t)
			p.dec.O.VCPUs, p.dec.O.Want = machine{size}, ctype.WantVCPU
			out := p.text(sink.TextOptions{}, emit.Options{})
			js := newPlayer(t)
			js.dec.O = p.dec.O
			jsOut := js.json()
			for _, q := range []*player{p, js} {
				q.play("1 born")
				now := append([]byte(nil), before...)
				q.threads[1].Mem = vector.Memory{{Addr: 0x40000, Data: now}}
				q.play("1 enter ioctl 3 0xae80 0")
				copy(now, c.after)
				q.play("1 leave 0")
			}
			check(t, out.String(), c.want)
			for line := range strings.Lines(jsOut.String()) {
				if !json.Valid([]byte(line)) {
					t.Errorf("not JSON: %s", line)
				}
			}
			if !strings.Contains(jsOut.String(), `"vcpu":{"cpu":1,"before":{"request_interrupt_window":1,`) || !strings.Contains(jsOut.String(), `"detail":{"exit_reason":`) {
				t.Errorf("JSON lacks the state: %s", jsOut)
			}
		})
	}
}

// TestVCPUUnknown: nothing is made up about a virtual CPU that is not known, or when the
// call failed, or nobody asked.
func TestVCPUUnknown(t *testing.T) {
	for _, c := range []struct {
		size   uint64
		want   ctype.Want
		script string
		text   string
	}{
		{4096, ctype.WantVCPU, "1 enter ioctl 4 0xae80 0\n1 leave 0", "ioctl(4, KVM_RUN, 0) = 0\n"},
		{4096, ctype.WantVCPU, "1 enter ioctl 3 0xae80 0\n1 fail EINTR", "ioctl(3, KVM_RUN, 0) = -1 EINTR (Interrupted system call)\n"},
		{64, ctype.WantVCPU, "1 enter ioctl 3 0xae80 0\n1 leave 0", "ioctl(3, KVM_RUN, 0) = 0\n"},
		{4096, 0, "1 enter ioctl 3 0xae80 0\n1 leave 0", "ioctl(3, KVM_RUN, 0) = 0 (KVM_EXIT_HLT)\n"},
		{4096, ctype.WantVCPU, "1 missed ioctl 3 0xae80 0", "<... ioctl resumed>) = 0 (KVM_EXIT_HLT)\n"},
	} {
		p := newPlayer(t)
		p.dec.O.VCPUs, p.dec.O.Want = machine{c.size}, c.want
		out := p.text(sink.TextOptions{}, emit.Options{})
		p.play("1 born")
		p.threads[1].Mem = vector.Memory{{Addr: 0x40000, Data: state(4096, [8]byte{}, uint32(5))}}
		p.play(c.script)
		check(t, out.String(), c.text)
	}
}

func TestLabels(t *testing.T) {
	p := newPlayer(t)
	p.dec.O.Labels = machine{}
	out := p.text(sink.TextOptions{PID: sink.PIDAlways, Time: sink.UnixTime, Labels: machine{}}, emit.Options{})
	p.play(`
		1 born
		1 enter openat -100 0x20000 0 0
		1 leave 3
		1 enter openat 7 0x20000 0 0
		1 fail ENOENT
		1 enter openat 8 0x20000 0 0
		1 fail ENOENT
		1 enter close 3
		1 leave 0
		1 enter close 4
		1 leave 0
		1 exit 0
		2 born
		2 exit 0
	`)
	check(t, out.String(), `
		[pid     1] [sh_t] 1700000000 openat(AT_FDCWD, "/tmp/x" [tmp_t!!a\135b_t], O_RDONLY) = 3 [pipe_t]
		[pid     1] [sh_t] 1700000000 openat(7, "/tmp/x" [tmp_t!!a\135b_t], O_RDONLY) = -1 ENOENT (No such file or directory)
		[pid     1] [sh_t] 1700000000 openat(8, "/tmp/x", O_RDONLY) = -1 ENOENT (No such file or directory)
		[pid     1] [sh_t] 1700000000 close(3 [pipe_t]) = 0
		[pid     1] [sh_t] 1700000000 close(4) = 0
		[pid     1] [sh_t] 1700000000 +++ exited with 0 +++
		[pid     2] 1700000000 +++ exited with 0 +++
	`)
}
