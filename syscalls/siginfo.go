package syscalls

import (
	"encoding/binary"

	"gotrace/event"
)

// Siginfo says a siginfo_t whose bytes are p, in the layout of abi.
func Siginfo(d *Dec, p []byte, abi event.ABI) {
	d.Buf.Struct()
	d.Field("si_signo")
	sayNamedSignal(d, int32(binary.LittleEndian.Uint32(p)))
	d.EndStruct()
}
