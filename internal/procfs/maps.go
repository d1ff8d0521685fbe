package procfs

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"gotrace/event"
	"gotrace/unwind"

	"golang.org/x/sys/unix"
)

// Images implements unwind.System: what processes have mapped.
type Images struct {
	buf   []byte
	paths map[string]string // each path that was seen, so that it is made only once
}

// Maps implements unwind.System.
func (im *Images) Maps(pid int, dst []unwind.Mapping) []unwind.Mapping {
	fd, err := unix.Open("/proc/"+strconv.Itoa(pid)+"/maps", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return dst
	}
	defer unix.Close(fd)
	im.buf = readAll(fd, im.buf[:0])
	var base unwind.Mapping // the beginning of the file that was mapped last
	for line := range bytes.Lines(im.buf) {
		m, ok := im.parse(line)
		if !ok {
			continue
		}
		if m.Offset == 0 && m.Inode != 0 {
			base = m
		}
		if !m.Exec {
			continue
		}
		if m.Inode == base.Inode && m.Dev == base.Dev {
			m.Base = base.Start
		}
		dst = append(dst, m)
	}
	return dst
}

// readAll appends all that can be read from fd to buf.
func readAll(fd int, buf []byte) []byte {
	for {
		buf = room(buf, 1<<14)
		n, err := unix.Read(fd, buf[len(buf):cap(buf)])
		if err != nil || n <= 0 {
			return buf
		}
		buf = buf[:len(buf)+n]
	}
}

// parse reads a line of /proc/PID/maps (proc_pid_maps(5)).
func (im *Images) parse(line []byte) (m unwind.Mapping, ok bool) {
	line = bytes.TrimSuffix(line, []byte("\n"))
	hex := func(sep byte) (v uint64) {
		i := bytes.IndexByte(line, sep)
		if i < 0 || i > 16 {
			ok = false
			return 0
		}
		for _, c := range line[:i] {
			v = v<<4 | uint64(nibble(c))
		}
		line = line[i+1:]
		return v
	}
	ok = true
	m.Start, m.End = event.Addr(hex('-')), event.Addr(hex(' '))
	if len(line) < 5 {
		return m, false
	}
	m.Exec = line[2] == 'x'
	line = line[5:]
	m.Offset = hex(' ')
	major, minor := hex(':'), hex(' ')
	m.Dev = unix.Mkdev(uint32(major), uint32(minor))
	number, path, _ := bytes.Cut(line, []byte(" "))
	for _, c := range number {
		m.Inode = m.Inode*10 + uint64(c-'0')
	}
	if m.Exec && ok {
		m.Path = im.path(bytes.TrimLeft(path, " "))
	}
	return m, ok
}

func nibble(c byte) byte {
	if c >= 'a' {
		return c - 'a' + 10
	}
	return c - '0'
}

// maxPaths is how many paths are kept.
const maxPaths = 1 << 12

func (im *Images) path(b []byte) string {
	p, ok := im.paths[string(b)]
	if !ok {
		if im.paths == nil || len(im.paths) == maxPaths {
			im.paths = make(map[string]string)
		}
		p = string(b)
		im.paths[string(b)] = p
	}
	return p
}

// mapFile is the link to what m maps, whatever has become of its name.
func mapFile(pid int, m *unwind.Mapping) string {
	b := append(make([]byte, 0, 64), "/proc/"...)
	b = strconv.AppendInt(b, int64(pid), 10)
	b = append(b, "/map_files/"...)
	b = strconv.AppendUint(b, uint64(m.Start), 16)
	b = append(b, '-')
	return string(strconv.AppendUint(b, uint64(m.End), 16))
}

func fileID(st *unix.Stat_t) unwind.FileID {
	return unwind.FileID{Dev: st.Dev, Inode: st.Ino, Size: st.Size, MTime: st.Mtim.Nano(), CTime: st.Ctim.Nano()}
}

// Stat implements unwind.System.
func (im *Images) Stat(pid int, m *unwind.Mapping) (id unwind.FileID, ok bool) {
	var st unix.Stat_t
	for i, name := range names(pid, m) {
		if unix.Stat(name, &st) == nil && regular(&st) {
			id = fileID(&st)
			return id, i == 0 || id.Dev == m.Dev && id.Inode == m.Inode
		}
	}
	return id, false
}

// names are those under which m's file may be found, the best first. The link in
// map_files needs CAP_CHECKPOINT_RESTORE (fs/proc/base.c).
func names(pid int, m *unwind.Mapping) []string {
	proc := "/proc/" + strconv.Itoa(pid)
	list := []string{mapFile(pid, m)}
	if path, deleted := strings.CutSuffix(m.Path, " (deleted)"); !deleted {
		// Only newlines are escaped (fs/proc/task_mmu.c, show_map_vma).
		list = append(list, proc+"/root"+strings.ReplaceAll(path, `\012`, "\n"))
	}
	return append(list, proc+"/exe")
}

func regular(st *unix.Stat_t) bool { return st.Mode&unix.S_IFMT == unix.S_IFREG }

// Open implements unwind.System.
func (im *Images) Open(pid int, m *unwind.Mapping) (unwind.File, unwind.FileID, bool, error) {
	err := error(unix.ENOENT)
	for i, name := range names(pid, m) {
		f, id, openErr := open(name)
		if openErr != nil {
			err = openErr
			continue
		}
		same := id.Dev == m.Dev && id.Inode == m.Inode
		if i > 0 && !same && strings.HasSuffix(name, "/exe") {
			f.Close()
			continue
		}
		return f, id, i == 0 || same, nil
	}
	return nil, unwind.FileID{}, false, err
}

// file is an open file, which the Go runtime does not know of: it would make an
// epoll instance for it.
type file struct{ fd int }

// ReadAt implements io.ReaderAt.
func (f file) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		m, err := unix.Pread(f.fd, p[n:], off+int64(n))
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return n, err
		}
		if m == 0 {
			return n, io.EOF
		}
		n += m
	}
	return n, nil
}

// Close implements io.Closer.
func (f file) Close() error { return unix.Close(f.fd) }

// open opens a regular file.
func open(name string) (unwind.File, unwind.FileID, error) {
	// O_NONBLOCK: not to wait for the writer of a FIFO.
	fd, err := unix.Open(name, unix.O_RDONLY|unix.O_CLOEXEC|unix.O_NONBLOCK|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, unwind.FileID{}, err
	}
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil || !regular(&st) {
		unix.Close(fd)
		return nil, unwind.FileID{}, unix.EINVAL
	}
	return file{fd}, fileID(&st), nil
}

// OpenPath implements unwind.System.
func (im *Images) OpenPath(pid int, path string) (unwind.File, error) {
	f, _, err := open("/proc/" + strconv.Itoa(pid) + "/root" + path)
	if err != nil {
		f, _, err = open(path)
	}
	return f, err
}

// StatPath implements proto.Files.
func (im *Images) StatPath(pid int, path string) (id unwind.FileID, ok bool) {
	var st unix.Stat_t
	if unix.Stat("/proc/"+strconv.Itoa(pid)+"/root"+path, &st) != nil && unix.Stat(path, &st) != nil {
		return id, false
	}
	return fileID(&st), regular(&st)
}

// Threads implements unwind.System. A folder has two links, and one for each folder in it.
func (im *Images) Threads(pid int) int {
	var st unix.Stat_t
	if unix.Stat("/proc/"+strconv.Itoa(pid)+"/task", &st) != nil {
		return 0
	}
	return int(st.Nlink) - 2
}

// SameMemory reports whether two processes have one memory, as after vfork(2).
func SameMemory(a, b int) bool {
	const kcmpVM = 1 // linux/kcmp.h, KCMP_VM
	r, _, errno := unix.RawSyscall6(unix.SYS_KCMP, uintptr(a), uintptr(b), kcmpVM, 0, 0, 0)
	return errno == 0 && r == 0
}
