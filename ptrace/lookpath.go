//go:build linux && amd64

package ptrace

import (
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// LookPath finds the file of a program as a shell does: a name with a slash is
// taken as it is; any other is looked for in the folders of PATH, of which an
// empty one is the current folder. What cannot be executed is skipped there. An
// error is a syscall.Errno.
func LookPath(name string) (string, error) {
	if name == "" {
		return "", syscall.ENOENT
	}
	if strings.Contains(name, "/") {
		var st unix.Stat_t
		if err := unix.Stat(name, &st); err != nil {
			return "", err
		}
		return name, nil
	}
	path := os.Getenv("PATH")
	if path == "" {
		return "", syscall.ENOENT
	}
	for dir := range strings.SplitSeq(path, ":") {
		if dir == "" {
			dir, _ = os.Getwd()
		}
		file := dir + "/" + name
		var st unix.Stat_t
		if unix.Stat(file, &st) == nil && st.Mode&unix.S_IFMT == unix.S_IFREG && st.Mode&0o111 != 0 {
			return file, nil
		}
	}
	return "", syscall.ENOENT
}
