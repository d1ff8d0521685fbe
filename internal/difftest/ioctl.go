package difftest

import (
	"regexp"
	"strings"
)

// Lines of ioctl(2), of which strace decodes fewer arguments.

// bareArg is an ioctl's argument that is not decoded.
var bareArg = regexp.MustCompile(`^(?:NULL|0x[0-9a-f]+|0)\) +=`)

// moreOfIoctl reports whether gotrace decodes an argument of an ioctl that strace does
// not, and has everything else as strace has it: the descriptor, the command but for
// one that strace does not name, the result.
func moreOfIoctl(got, strace string) bool {
	want := ioctlArg(strace)
	if !strings.HasPrefix(strace, "ioctl(") || !bareArg.MatchString(want) || bareArg.MatchString(ioctlArg(got)) {
		return false
	}
	fd, cmd := ioctlCommand(strace)
	gotFD, gotCmd := ioctlCommand(got)
	return fd == gotFD && (cmd == gotCmd || unnamedCommand.MatchString(cmd)) && ioctlResult(got) == ioctlResult(strace)
}

// unnamedCommand is a command that strace has no name for.
var unnamedCommand = regexp.MustCompile(`^(?:_IOC\([^)]*\)|0x[0-9a-f]+(?: /\* .* \*/)?)$`)

// ioctlCommand is what stands before the argument in a line.
func ioctlCommand(line string) (fd, cmd string) {
	fd, cmd, _ = strings.Cut(strings.TrimSuffix(line, ", "+ioctlArg(line)), ", ")
	return fd, cmd
}

// ioctlResult is what stands behind the arguments in a line.
func ioctlResult(line string) string {
	i := strings.LastIndex(line, ") ")
	return strings.TrimLeft(line[i+1:], " ")
}

// ioctlArg is what stands behind the command in a line.
func ioctlArg(line string) string {
	_, s, _ := strings.Cut(line, ", ")
	depth := 0
	for i, c := range s {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				return s[i+2:]
			}
		}
	}
	return s
}
