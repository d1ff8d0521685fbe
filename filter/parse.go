package filter

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"gotrace/event"
	"gotrace/syscalls"
)

func errorf(format string, args ...any) error { return fmt.Errorf(format, args...) }

// A usageError is about how an option is written; strace points to its help
// after such a message.
type usageError string

func (e usageError) Error() string { return string(e) }

// Usage tells the command to name its help option after the message.
func (usageError) Usage() bool { return true }

// list is the grammar that all sets share: [!]ITEM[,ITEM]..., all, none. Several
// ! cancel out, as in strace. It returns the items that are not empty, all as
// one item, nothing for none; a list without an item is an error.
func list(text, what string) (items []string, not bool, err error) {
	rest := text
	for strings.HasPrefix(rest, "!") {
		not = !not
		rest = rest[1:]
	}
	if rest == "none" {
		return nil, not, nil
	}
	for item := range strings.SplitSeq(rest, ",") {
		if item != "" {
			items = append(items, item)
		}
	}
	if items == nil {
		if rest == "" {
			rest = text
		}
		return nil, not, errorf("invalid %s '%s'", what, rest)
	}
	return items, not, nil
}

// ParseCalls parses a set of system calls:
//
//	[!]ITEM[,ITEM]...
//	ITEM: [?]{name | number | %class | /POSIX-ERE}[@64 | @32 | @x32] | all
//
// or none. With ? an item need not match any call. A number without a
// description is not a call. Calls of x32 programs have no descriptions: items
// for @x32 are checked and select nothing.
func ParseCalls(t Tables, text string) (Set, error) {
	var s Set
	items, not, err := list(text, "system call")
	if err != nil {
		return s, err
	}
	for _, item := range items {
		if err := s.addItem(t, item); err != nil {
			return Set{}, err
		}
	}
	if not {
		s.invert(t)
	}
	return s, nil
}

// x32 stands for the ABI that has no table.
const x32 = event.NumABI

// addItem adds the calls that an item of a set names.
func (s *Set) addItem(t Tables, item string) error {
	name := strings.TrimLeft(item, "?")
	optional := name != item
	only, on := event.ABI(0), false
	if at := strings.LastIndexByte(name, '@'); at >= 0 {
		switch bits := name[at+1:]; bits {
		case "64":
			only = event.AMD64
		case "32":
			only = event.I386
		case "x32":
			only = x32
		default:
			return usageError(fmt.Sprintf("incorrect personality designator '%s' in qualification '%s'",
				bits, name))
		}
		name, on = name[:at], true
	}
	match, err := matcher(name)
	if err != nil {
		return err
	}
	found := false
	t.each(func(abi event.ABI, nr uint64, d *syscalls.Desc) {
		as := abi
		if on && only == x32 && abi == event.AMD64 {
			as = x32
		}
		if on && as != only || !match(nr, d) {
			return
		}
		found = true
		if as != x32 {
			s.Add(abi, nr)
		}
	})
	if !found && !optional {
		return errorf("invalid system call '%s'", strings.TrimLeft(item, "?"))
	}
	return nil
}

// barewords are the classes that may be written without %, as in old strace.
var barewords = [...]string{"file", "process", "network", "signal", "ipc", "desc", "memory"}

// matcher returns what tells the calls that name stands for.
func matcher(name string) (func(uint64, *syscalls.Desc) bool, error) {
	if name == "all" {
		return func(uint64, *syscalls.Desc) bool { return true }, nil
	}
	if text, ok := strings.CutPrefix(name, "/"); ok {
		re, err := regexp.CompilePOSIX(text)
		if err != nil {
			return nil, errorf("regcomp: %s: %s", text, reason(err))
		}
		return func(_ uint64, d *syscalls.Desc) bool { return re.MatchString(d.Name) }, nil
	}
	if class := findClass(name); class != 0 {
		return func(_ uint64, d *syscalls.Desc) bool { return d.Class&class != 0 }, nil
	}
	if isNumber(name) {
		want, err := strconv.ParseUint(name, 10, 32)
		if err != nil {
			want = 1<<64 - 1 // larger than any call's, and than the keys of those without a number
		}
		return func(nr uint64, _ *syscalls.Desc) bool { return nr == want }, nil
	}
	return func(_ uint64, d *syscalls.Desc) bool { return d.Name == name }, nil
}

// reason words an error as the C library's regcomp(3) does.
func reason(err error) string {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	for _, w := range regcompWords {
		if w.code == e.Code && strings.HasPrefix(e.Expr, w.expr) {
			return w.text
		}
	}
	return string(e.Code)
}

var regcompWords = [...]struct {
	code syntax.ErrorCode
	expr string // how what is wrong begins
	text string
}{
	{syntax.ErrMissingBracket, "", "Unmatched [, [^, [:, [., or [="},
	{syntax.ErrMissingParen, "", `Unmatched ( or \(`},
	{syntax.ErrMissingRepeatArgument, "", "Invalid preceding regular expression"},
	{syntax.ErrInvalidRepeatSize, "", `Invalid content of \{\}`},
	{syntax.ErrTrailingBackslash, "", "Trailing backslash"},
	{syntax.ErrInvalidCharRange, "[:", "Invalid character class name"},
	{syntax.ErrInvalidCharRange, "", "Invalid range end"},
}

// findClass returns the class that name stands for, or 0.
func findClass(name string) syscalls.Class {
	class, ok := strings.CutPrefix(name, "%")
	if !ok && !slices.Contains(barewords[:], name) {
		return 0
	}
	if class == "network" {
		class = "net"
	}
	for bit, n := range syscalls.ClassNames {
		if n == class {
			return 1 << bit
		}
	}
	return 0
}

func isNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
