package emit

import (
	"strconv"

	"gotrace/xlat"
)

// WaitStatus says the status of a process that wait(2) reports: text as the
// macros that take it apart, JSON as an object with the members exited,
// signaled, core, stopped, continued and event.
func (b *Buf) WaitStatus(status uint32) {
	if b.o.Style == JSON {
		b.value()
		b.jsonStatus(status)
		return
	}
	sig, code, event := status&0x7f, status>>8&0xff, status>>16
	rest := status &^ 0xffff00ff // what no macro accounts for
	switch {
	case status == 0xffff:
		b.status("WIFCONTINUED(s)", "", -1)
		b.punct("}")
		return
	case status&0xffff == 0xffff:
		b.Hex(uint64(status))
		return
	case status&0xff == 0x7f:
		syscall := code == 5|0x80
		if syscall {
			code = 5
		}
		b.status("WIFSTOPPED(s)", "WSTOPSIG(s)", int(code))
		if syscall {
			b.B = append(b.B, " | 0x80"...)
		}
		rest = 0
	case sig != 0:
		b.status("WIFSIGNALED(s)", "WTERMSIG(s)", int(sig))
		if status&0x80 != 0 {
			b.B = append(b.B, " && WCOREDUMP(s)"...)
		}
	default:
		b.value()
		b.punct("{")
		b.B = append(b.B, "WIFEXITED(s) && WEXITSTATUS(s) == "...)
		b.B = strconv.AppendUint(b.B, uint64(code), 10)
		rest = status & 0x80
	}
	b.punct("}")
	if event != 0 {
		b.punct("|")
		b.enum(&xlat.PtraceEvents, uint64(event))
		b.B = append(b.B, "<<16"...)
	}
	if rest != 0 {
		b.punct("|")
		b.hex(uint64(rest))
	}
}

func (b *Buf) status(is, what string, sig int) {
	b.value()
	b.punct("{")
	b.B = append(b.B, is...)
	if what == "" {
		return
	}
	b.B = append(b.B, " && "...)
	b.B = append(b.B, what...)
	b.B = append(b.B, " == "...)
	b.signal(sig)
}

func (b *Buf) signal(sig int) {
	if name := xlat.SignalName(sig); name != "" {
		b.name(name)
		return
	}
	b.B = strconv.AppendInt(b.B, int64(sig), 10)
}

func (b *Buf) jsonStatus(status uint32) {
	sig, code, event := status&0x7f, status>>8&0xff, status>>16
	b.B = append(b.B, `{"value":`...)
	b.B = strconv.AppendUint(b.B, uint64(status), 10)
	switch {
	case status == 0xffff:
		b.B = append(b.B, `,"continued":true`...)
	case status&0xffff == 0xffff:
	case sig == 0x7f:
		b.B = append(b.B, `,"stopped":`...)
		if code == 5|0x80 {
			code, event = 5, event|0x80<<16
		}
		b.signal(int(code))
		if event>>16 != 0 {
			b.B = append(b.B, `,"syscall":true`...)
			event &= 0xffff
		}
	case sig != 0:
		b.B = append(b.B, `,"signaled":`...)
		b.signal(int(sig))
		if status&0x80 != 0 {
			b.B = append(b.B, `,"core":true`...)
		}
	default:
		b.B = append(b.B, `,"exited":`...)
		b.B = strconv.AppendUint(b.B, uint64(code), 10)
	}
	if name, ok := xlat.PtraceEvents.Lookup(b.ABI, uint64(event)); ok && event != 0 && status&0xffff != 0xffff {
		b.B = append(b.B, `,"event":`...)
		b.name(name)
	}
	b.B = append(b.B, '}')
}
