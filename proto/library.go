package proto

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gotrace/event"
	"gotrace/syscalls"
	"gotrace/unwind"
)

// Calls are the tables of system calls, by ABI and number, from which prototypes
// take descriptions.
type Calls [event.NumABI][]*syscalls.Desc

// find returns the description of the system call with that name, as amd64 has it:
// the C library's functions take what amd64's calls do.
func (c *Calls) find(name string) *syscalls.Desc {
	for _, s := range c[event.AMD64] {
		if s != nil && s.Name == name {
			return s
		}
	}
	return nil
}

// Options are what a Library is made of.
type Options struct {
	// Paths are files, which tell of functions of any library, and folders, in which
	// libc.so.h or libc.so.conf tells of those of libc.so.6 (--prototypes).
	Paths []string
	// Dirs are further folders, which need not exist. See Dirs.
	Dirs  []string
	Calls Calls
	// Files are where debugging information is read from. nil: nowhere.
	Files Files
	// Warn is told what is wrong with files, once each. nil: nobody is.
	Warn func(error)
}

// A Library looks prototypes up. It reads files when it is first asked about their
// library.
type Library struct {
	o       Options
	types   *scope                       // what every file may use
	always  *scope                       // the files in Options.Paths
	folders []string                     // where other files are looked for
	libs    map[string]*shelf            // by the name that files have: libc.so
	names   map[string]string            // the same by SONAME
	debug   map[unwind.FileID]*debugInfo // nil: a file has none
}

// shelf is what is known of one library, in the order in which it counts.
type shelf struct{ scopes []*scope }

func (s *shelf) find(name string) *Func {
	for _, sc := range s.scopes {
		if f := sc.funcs[name]; f != nil {
			return f
		}
	}
	return nil
}

//go:embed lib
var shipped embed.FS

const shippedDir = "lib"

// NewLibrary returns a Library.
func NewLibrary(o Options) *Library {
	l := &Library{o: o, libs: map[string]*shelf{}, names: map[string]string{}, debug: map[unwind.FileID]*debugInfo{}}
	l.types = newScope(nil, o.Calls)
	l.read(l.types, shipped, shippedDir, "types.h")
	l.always = l.scope()
	for _, p := range o.Paths {
		switch info, err := os.Stat(p); {
		case err != nil:
			l.warn(err)
		case info.IsDir():
			l.folders = append(l.folders, p)
		default:
			l.read(l.always, nil, filepath.Dir(p), filepath.Base(p))
		}
	}
	for _, d := range o.Dirs {
		if info, err := os.Stat(d); err == nil && info.IsDir() {
			l.folders = append(l.folders, d)
		}
	}
	return l
}

// Dirs returns the folders in which the user and the system keep prototypes, by
// the XDG Base Directory Specification: gotrace's and ltrace's.
func Dirs(getenv func(string) string) []string {
	home := getenv("XDG_CONFIG_HOME")
	if h := getenv("HOME"); home == "" && h != "" {
		home = filepath.Join(h, ".config")
	}
	dirs := []string{home}
	if d := getenv("XDG_CONFIG_DIRS"); d != "" {
		dirs = append(dirs, filepath.SplitList(d)...)
	} else {
		dirs = append(dirs, "/etc/xdg")
	}
	var out []string
	for _, d := range dirs {
		if filepath.IsAbs(d) {
			out = append(out, filepath.Join(d, "gotrace"), filepath.Join(d, "ltrace"))
		}
	}
	return out
}

func (l *Library) scope() *scope { return newScope(l.types, l.o.Calls) }

func (l *Library) warn(err error) {
	if l.o.Warn != nil {
		l.o.Warn(err)
	}
}

// read adds to sc what a file says, from fsys, or where that is nil from the
// system; it reports whether the file exists.
func (l *Library) read(sc *scope, fsys fs.FS, dir, name string) bool {
	readFile := func(name string) (file, text string, err error) {
		var b []byte
		if fsys == nil {
			file = name
			if !filepath.IsAbs(file) {
				file = filepath.Join(dir, name)
			}
			b, err = os.ReadFile(file)
		} else {
			file = dir + "/" + name
			b, err = fs.ReadFile(fsys, file)
		}
		if err == nil && len(b) > maxFile {
			err = fmt.Errorf("%s: a file of %d bytes is too large", file, len(b))
		}
		return file, string(b), err
	}
	file, text, err := readFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if err != nil {
		l.warn(err)
		return true
	}
	sc.open = func(from, name string) (string, string, error) {
		if fsys == nil && !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(from), name)
			if !filepath.IsAbs(name) {
				if rel, err := filepath.Rel(dir, name); err == nil {
					name = rel
				}
			}
		}
		return readFile(name)
	}
	sc.seen[file] = true
	sc.parse(file, text)
	for _, err := range sc.errs {
		l.warn(err)
	}
	sc.errs = nil
	return true
}

// maxFile bounds what is read of a file.
const maxFile = 16 << 20

// fileName returns the name that a library's prototypes have: libc.so for
// libc.so.6 or /lib/libc-2.36.so.
func fileName(soname string) string {
	base := filepath.Base(soname)
	if strings.HasPrefix(base, "libc.musl") || strings.HasPrefix(base, "ld-musl") {
		return "libc.so"
	}
	if i := strings.Index(base, ".so"); i > 0 {
		base = base[:i]
	}
	if i := strings.LastIndexByte(base, '-'); i > 0 && strings.HasPrefix(base[i+1:], "2.") {
		base = base[:i] // glibc's before 2.34 have their version there
	}
	return base + ".so"
}

// shelf returns what is known of a library.
func (l *Library) shelf(name string) *shelf {
	if s := l.libs[name]; s != nil {
		return s
	}
	s := &shelf{}
	for _, d := range l.folders {
		for _, ext := range []string{".h", ".conf"} {
			sc := l.scope()
			if l.read(sc, nil, d, name+ext) {
				s.scopes = append(s.scopes, sc)
			}
		}
	}
	sc := l.scope()
	if l.read(sc, shipped, shippedDir, name+".h") {
		s.scopes = append(s.scopes, sc)
	}
	l.libs[name] = s
	return s
}

// Shipped are the libraries of which gotrace knows functions without being told,
// those first in which a function of unknown origin is looked for first.
var Shipped = [...]string{"libc.so", "libm.so", "libstdc++.so", "libgcc_s.so", "libz.so", "libssl.so", "libcrypto.so", "libreadline.so", "libncurses.so", "libtinfo.so"}

// Find returns the prototype of a library's function, or nil. The library is given
// by its SONAME; an empty one is not known.
func (l *Library) Find(soname, name string) *Func {
	if f := l.always.funcs[name]; f != nil {
		return f
	}
	if soname == "" {
		for _, lib := range Shipped {
			if f := l.shelf(lib).find(name); f != nil {
				return f
			}
		}
		return nil
	}
	file := l.names[soname]
	if file == "" {
		file = fileName(soname)
		l.names[soname] = file
	}
	return l.shelf(file).find(name)
}

// Names returns the names of the functions of a library that are known, sorted; of
// an empty one those that Options.Paths has for any.
func (l *Library) Names(soname string) []string {
	var names []string
	scopes := []*scope{l.always}
	if soname != "" {
		scopes = l.shelf(fileName(soname)).scopes
	}
	for _, sc := range scopes {
		for name := range sc.funcs {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
