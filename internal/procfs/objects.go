package procfs

import (
	"bytes"
	"time"

	"golang.org/x/sys/unix"
)

// Objects tells which objects of the kernel's descriptors are. It implements
// ctype.Objects. The zero value is ready.
type Objects struct {
	n    name
	link []byte
}

// Anonymous implements ctype.Objects.
func (o *Objects) Anonymous(tid int, fd int32) []byte {
	if fd < 0 {
		return nil
	}
	o.link = o.n.set(tid, "/fd/", fd).readlink(o.link[:0])
	if s, ok := bytes.CutPrefix(o.link, []byte("anon_inode:")); ok {
		return s
	}
	return nil
}

// Boot returns when the machine has started, in nanoseconds since the epoch, or 0.
func Boot() int64 {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &t) != nil {
		return 0
	}
	return time.Now().UnixNano() - t.Nano()
}
