package syscalls

import (
	"encoding/binary"

	"gotrace/event"
)

// socketcall and ipc of i386 stand for other calls, which they name by their
// first argument. Such a call is shown, filtered and counted as what it stands
// for: it gets a key beside its number, and its arguments are put where the other
// call has them.

// SubBase is the key of Subcalls[0]. No register of i386 holds such a number.
const SubBase = 1 << 32

const (
	nrSocketcall = 102
	nrIPC        = 117
	ipcBase      = 32 // where ipc's calls begin in Subcalls
)

// Subcalls are the calls that others of i386 stand for: those of socketcall by
// their number (linux/net.h), those of ipc by their number and 32
// (linux/ipc.h). Their keys are SubBase and the index.
var Subcalls = [64]*Desc{
	1:  &Socket,
	2:  &Bind,
	3:  &Connect,
	4:  &Listen,
	5:  &Accept,
	6:  &Getsockname,
	7:  &Getpeername,
	8:  &Socketpair,
	9:  &Send,
	10: &Recv,
	11: &Sendto,
	12: &Recvfrom,
	13: &Shutdown,
	14: &Setsockopt,
	15: &Getsockopt,
	16: &Sendmsg,
	17: &Recvmsg,
	18: &Accept4,
	19: &Recvmmsg,
	20: &Sendmmsg,

	ipcBase + 1:      &Semop,
	ipcBase + 2:      &Semget,
	ipcBase + semctl: &Semctl,
	ipcBase + 4:      &Semtimedop,
	ipcBase + 11:     &Msgsnd,
	ipcBase + msgrcv: &Msgrcv,
	ipcBase + 13:     &Msgget,
	ipcBase + 14:     &Msgctl,
	ipcBase + shmat:  &Shmat,
	ipcBase + 22:     &Shmdt,
	ipcBase + 23:     &Shmget,
	ipcBase + 24:     &Shmctl,
}

// The calls of ipc that have an argument in memory.
const (
	semctl = 3
	msgrcv = 12
	shmat  = 21
)

// ipcCall tells, for each argument of a call behind ipc, which of ipc's it is:
// ipc(call, first, second, third, ptr, fifth), from 0 on (ipc/syscall.c). 0 ends
// the list. raw is the number of ipc's own, from first on, that it needs.
type ipcCall struct {
	args [6]uint8
	raw  uint8
}

var ipcCalls = [...]ipcCall{
	1:      {[6]uint8{1, 4, 2}, 4},
	2:      {[6]uint8{1, 2, 3}, 3},
	semctl: {[6]uint8{1, 2, 3, 4}, 4},
	4:      {[6]uint8{1, 4, 2, 5}, 5},
	11:     {[6]uint8{1, 4, 2, 3}, 4},
	msgrcv: {[6]uint8{1, 4, 2, 5, 3}, 5},
	13:     {[6]uint8{1, 2}, 2},
	14:     {[6]uint8{1, 2, 4}, 4},
	shmat:  {[6]uint8{1, 4, 2}, 4}, // the third is where the result goes
	22:     {[6]uint8{4}, 4},
	23:     {[6]uint8{1, 2, 3}, 3},
	24:     {[6]uint8{1, 2, 4}, 4},
}

// Key returns the number of the call c, or the key of the call that it stands
// for.
func Key(c *event.Call) uint64 {
	if c.ABI != event.I386 {
		return c.Nr
	}
	sub := -1
	switch c.Nr {
	case nrSocketcall:
		if n := c.Uint(0); n < ipcBase {
			sub = int(n)
		}
	case nrIPC:
		if n := c.Uint(0) & 0xffff; n < ipcBase { // the rest is a version
			sub = int(n) + ipcBase
		}
	}
	if sub < 0 || Subcalls[sub] == nil {
		return c.Nr
	}
	return SubBase + uint64(sub)
}

// Behind returns the number of the call that a key of a subcall comes through,
// and whether it is such a key.
func Behind(key uint64) (nr uint64, ok bool) {
	switch {
	case key-SubBase < ipcBase:
		return nrSocketcall, true
	case key-SubBase < uint64(len(Subcalls)):
		return nrIPC, true
	}
	return 0, false
}

// Unpack puts the arguments of the call that key names where it has them, and
// returns its description; nil if they cannot be read, and then nothing has
// changed. buf is scratch space of at least 24 bytes.
func Unpack(c *event.Call, key uint64, mem event.Memory, buf []byte) *Desc {
	sub := key - SubBase
	d := Subcalls[sub]
	if sub < ipcBase {
		n := d.Regs(event.I386)
		if !readWords(mem, c.Ptr(1), buf, n) {
			return nil
		}
		c.Args = [6]uint64{}
		for i := range n {
			c.Args[i] = word(buf, i)
		}
		return d
	}
	from := c.Args
	switch sub - ipcBase {
	case semctl:
		// The argument's value, or a pointer, is where ptr points to.
		if readWords(mem, c.Ptr(4), buf, 1) {
			// For saySemArg and saySemStruct.
			c.Saved[2], c.Saved[3] = from[4], 1
			from[4] = word(buf, 0)
		}
	case shmat:
		c.Saved[3] = from[3] // for Finish
	case msgrcv:
		// Version 0 has struct ipc_kludge: the buffer's address and the type.
		if c.Uint(0)>>16 == 0 {
			from[5] = 0
			if readWords(mem, c.Ptr(4), buf, 2) {
				from[4], from[5] = word(buf, 0), word(buf, 1)
			}
		}
	}
	c.Args = [6]uint64{}
	for i, k := range ipcCalls[sub-ipcBase].args {
		if k != 0 {
			c.Args[i] = from[k]
		}
	}
	return d
}

// UnpackRaw is Unpack for a call whose registers are shown as they are: those of
// ipc without the first. It also returns how many these are.
func UnpackRaw(c *event.Call, key uint64, mem event.Memory, buf []byte) (d *Desc, n int) {
	sub := key - SubBase
	if sub < ipcBase {
		if d = Unpack(c, key, mem, buf); d != nil {
			n = d.Regs(event.I386)
		}
		return d, n
	}
	c.Saved[3] = c.Args[3] // for Finish
	c.Args = [6]uint64{c.Args[1], c.Args[2], c.Args[3], c.Args[4], c.Args[5]}
	return Subcalls[sub], int(ipcCalls[sub-ipcBase].raw)
}

// Finish puts the result of a call that was unpacked where the call has it: the
// kernel stores the address that shmat gives, and returns 0 (ipc/syscall.c).
func Finish(c *event.Call, key uint64, mem event.Memory, buf []byte) {
	if key == SubBase+ipcBase+shmat && c.Errno == 0 && readWords(mem, event.Addr(c.Saved[3]), buf, 1) {
		c.Ret = int64(int32(word(buf, 0)))
	}
}

func readWords(mem event.Memory, a event.Addr, buf []byte, n int) bool {
	return mem.ReadMem(a, buf[:n*4]) == n*4
}

func word(buf []byte, i int) uint64 { return uint64(binary.LittleEndian.Uint32(buf[i*4:])) }
