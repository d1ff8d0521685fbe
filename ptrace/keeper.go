//go:build linux && amd64

package ptrace

import (
	"slices"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A keeper gives threads their CPU masks back if this process dies without
// having done so, as by SIGKILL. It is a process of its own that waits for the
// death, in this one's memory.
//
// The kernel must know pidfd_open(2), as from Linux 5.3 on; otherwise there is
// no keeper.
type keeper struct {
	cpu   *unix.CPUSet // that threads are narrowed to
	n     int
	first *keptMask
	masks []keptMask // of which n and first tell the process
	free  []int      // places in masks without a thread
	pid   chan int   // of the process, or an error; nil: there is none
	up    bool       // the process is known to be there
	stack []byte

	// The process's own.
	poll unix.PollFd
	name [64]byte // of itself, and of files
	buf  [1024]byte
	now  unix.CPUSet
}

// A keptMask is what a thread is to get. This process may die at any point: the
// thread's id is there only while the mask is right.
type keptMask struct {
	tid int // 0: nobody's
	set unix.CPUSet
}

// start starts the keeper, while the program goes on, and from a thread that is
// not the tracer's: wait4 of that would find it.
func (k *keeper) start(cpu *unix.CPUSet) {
	fd, _, errno := syscall.RawSyscall(unix.SYS_PIDFD_OPEN, uintptr(unix.Getpid()), 0, 0)
	if errno != 0 {
		return
	}
	k.cpu = cpu
	k.poll = unix.PollFd{Fd: int32(fd), Events: unix.POLLIN}
	k.stack = make([]byte, spawnStack)
	k.pid = make(chan int, 1)
	go func() {
		top := (uintptr(unsafe.Pointer(&k.stack[0])) + spawnStack) &^ 15
		syscall.ForkLock.Lock()
		runtimeBeforeFork() // blocks all signals
		pid := startKeeper(k, top)
		runtimeAfterFork()
		syscall.ForkLock.Unlock()
		k.pid <- pid
	}()
}

// end ends the keeper, when no mask is narrowed any more.
func (k *keeper) end() {
	if k.pid == nil {
		return
	}
	if pid := <-k.pid; pid > 0 {
		unix.Kill(pid, unix.SIGKILL)
		for {
			if _, err := unix.Wait4(pid, nil, unix.WALL, nil); err != unix.EINTR {
				break
			}
		}
	}
	unix.Close(int(k.poll.Fd))
	k.pid, k.up = nil, false
}

// keep notes the thread's mask, before it gets another one.
func (k *keeper) keep(th *thread) {
	if k.pid == nil {
		return
	}
	if !k.up && !th.filtered { // it would live on, narrowed, if this process died now
		pid := <-k.pid
		k.pid <- pid
		k.up = true
	}
	if th.kept == 0 {
		if len(k.free) == 0 {
			k.grow()
		}
		last := len(k.free) - 1
		th.kept = k.free[last] + 1
		k.free = k.free[:last]
	}
	m := &k.masks[th.kept-1]
	m.set = th.mask.set
	m.tid = th.TID
}

// drop forgets the thread, once it has its mask back.
func (k *keeper) drop(th *thread) {
	if th.kept == 0 {
		return
	}
	k.masks[th.kept-1].tid = 0
	k.free = append(k.free, th.kept-1)
	th.kept = 0
}

func (k *keeper) grow() {
	n := len(k.masks)
	masks := slices.Grow(k.masks, max(16, n))
	masks = masks[:cap(masks)]
	k.first, k.masks = &masks[0], masks
	k.n = len(masks)
	for i := len(masks) - 1; i >= n; i-- {
		k.free = append(k.free, i)
	}
}

// startKeeper makes the process, which runs keeperEntry(arg) on the given stack, and
// returns its id or a negative error number. It is in spawn_amd64.s.
func startKeeper(arg *keeper, stack uintptr) int

// keeperEntry is where the process begins. Like the child of a launch it must not
// allocate, grow its stack, take locks, or call anything that may.
//
//go:nosplit
//go:norace
//lint:ignore U1000 startKeeper calls it
func keeperEntry(k *keeper) {
	copy(k.name[:], "affinity-keeper\x00")
	syscall.RawSyscall(unix.SYS_PRCTL, unix.PR_SET_NAME, uintptr(unsafe.Pointer(&k.name)), 0)
	for {
		n, _, errno := syscall.RawSyscall(unix.SYS_POLL, uintptr(unsafe.Pointer(&k.poll)), 1, ^uintptr(0))
		if n == 1 {
			break
		}
		if errno != syscall.EINTR {
			k.exit()
		}
	}
	for i := range k.n {
		if m := k.at(i); m.tid != 0 {
			setMask(m.tid, &m.set)
		}
	}
	// Threads and children that this process had not heard of yet.
	for i := range k.n {
		if m := k.at(i); m.tid != 0 {
			k.threads(m)
			k.children(m)
		}
	}
	k.exit()
}

//go:nosplit
//go:norace
func (k *keeper) exit() {
	for {
		syscall.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
	}
}

//go:nosplit
//go:norace
func (k *keeper) at(i int) *keptMask {
	return (*keptMask)(unsafe.Add(unsafe.Pointer(k.first), uintptr(i)*unsafe.Sizeof(keptMask{})))
}

//go:nosplit
//go:norace
func setMask(tid int, set *unix.CPUSet) {
	syscall.RawSyscall(unix.SYS_SCHED_SETAFFINITY, uintptr(tid), unsafe.Sizeof(*set), uintptr(unsafe.Pointer(set)))
}

// unseen gives a thread m's mask if it has the narrow one.
//
//go:nosplit
//go:norace
func (k *keeper) unseen(tid int, m *keptMask) {
	_, _, errno := syscall.RawSyscall(unix.SYS_SCHED_GETAFFINITY, uintptr(tid), unsafe.Sizeof(k.now), uintptr(unsafe.Pointer(&k.now)))
	if errno != 0 {
		return
	}
	for i := range k.now {
		if k.now[i] != k.cpu[i] {
			return
		}
	}
	setMask(tid, &m.set)
}

// threads looks at all threads of the process.
//
//go:nosplit
//go:norace
func (k *keeper) threads(m *keptMask) {
	fd := k.open(k.task(m.tid))
	for {
		n, _, errno := syscall.RawSyscall(unix.SYS_GETDENTS64, fd, uintptr(unsafe.Pointer(&k.buf)), unsafe.Sizeof(k.buf))
		if errno != 0 || n == 0 {
			break
		}
		// struct linux_dirent64: d_reclen at 16, d_name at 19 (getdents64(2)).
		for at := uintptr(0); at < n; {
			if tid, _ := k.number(at+19, n); tid != 0 {
				k.unseen(tid, m)
			}
			at += uintptr(k.buf[at+16]) | uintptr(k.buf[at+17])<<8
		}
	}
	syscall.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
}

// children looks at the thread's children.
//
//go:nosplit
//go:norace
func (k *keeper) children(m *keptMask) {
	n := k.text(k.task(m.tid), "/")
	fd := k.open(k.text(k.decimal(n, m.tid), "/children"))
	size, _, errno := syscall.RawSyscall(unix.SYS_READ, fd, uintptr(unsafe.Pointer(&k.buf)), unsafe.Sizeof(k.buf))
	if errno == 0 {
		for at := uintptr(0); at < size; at++ {
			pid, end := k.number(at, size)
			if pid != 0 {
				k.unseen(pid, m)
			}
			at = end
		}
	}
	syscall.RawSyscall(unix.SYS_CLOSE, fd, 0, 0)
}

// number reads the number at a place of k.buf, up to n.
//
//go:nosplit
//go:norace
func (k *keeper) number(at, n uintptr) (v int, end uintptr) {
	for ; at < n && k.buf[at] >= '0' && k.buf[at] <= '9'; at++ {
		v = v*10 + int(k.buf[at]-'0')
	}
	return v, at
}

// task begins the name of a file with the folder of the threads of tid's process.
//
//go:nosplit
//go:norace
func (k *keeper) task(tid int) (n int) {
	return k.text(k.decimal(k.text(0, "/proc/"), tid), "/task")
}

// text puts s at k.name[n:] and returns where it ends.
//
//go:nosplit
//go:norace
func (k *keeper) text(n int, s string) int { return n + copy(k.name[n:], s) }

// decimal puts v there.
//
//go:nosplit
//go:norace
func (k *keeper) decimal(n, v int) int {
	end := n + 1
	for w := v; w >= 10; w /= 10 {
		end++
	}
	for i := end - 1; i >= n; i-- {
		k.name[i] = byte('0' + v%10)
		v /= 10
	}
	return end
}

// open opens the file whose name has been put, up to n.
//
//go:nosplit
//go:norace
func (k *keeper) open(n int) uintptr {
	k.name[n] = 0
	fd, _, _ := syscall.RawSyscall6(unix.SYS_OPEN, uintptr(unsafe.Pointer(&k.name)), unix.O_RDONLY, 0, 0, 0, 0)
	return fd
}
