package procfs

import "bytes"

// Namespaces tells which namespaces threads are in. It implements
// ctype.Namespaces. The zero value is not ready: see NewNamespaces.
type Namespaces struct {
	pids *PIDs // finds children
	n    name
	link []byte
}

// NewNamespaces returns a Namespaces.
func NewNamespaces() *Namespaces { return &Namespaces{pids: NewPIDs(0)} }

// Namespace implements ctype.Namespaces.
func (s *Namespaces) Namespace(tid int, child int32, file string) (inode uint64, ok bool) {
	if child != 0 {
		tid = int(s.pids.outer(tid, child))
	}
	if tid == 0 {
		return 0, false
	}
	s.n.set(tid, "/ns/", -1).add(file)
	s.link = s.n.readlink(s.link[:0])
	_, inode, ok = namespaceLink(s.link)
	return inode, ok
}

// Opened implements ctype.Namespaces.
func (s *Namespaces) Opened(tid int, fd int32) (kind string, inode uint64, ok bool) {
	if fd < 0 {
		return "", 0, false
	}
	s.link = s.n.set(tid, "/fd/", fd).readlink(s.link[:0])
	text, inode, ok := namespaceLink(s.link)
	if !ok {
		return "", 0, false
	}
	for _, k := range [...]string{"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"} {
		if string(text) == k {
			return k, inode, true
		}
	}
	return "", 0, false
}

// namespaceLink takes apart the link of a namespace: net:[4026531840].
func namespaceLink(link []byte) (kind []byte, inode uint64, ok bool) {
	kind, rest, _ := bytes.Cut(link, []byte(":["))
	inode, ok = number(bytes.TrimSuffix(rest, []byte("]")))
	return kind, inode, ok
}
