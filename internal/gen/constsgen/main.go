// Constsgen writes the lists of the kernel's constants that the tables of
// package xlat are made from: consts.txt, errnos.txt and signals.txt. It is run
// once per kernel version, by hand:
//
//	go run ./internal/gen/constsgen -o xlat FOLDER internal/gen/constsgen/xfs
//
// FOLDER holds tab-separated tables with a header line, as an extractor of the
// kernel's headers wrote them:
//
//	consts.tsv   name value_amd64 value_i386 kind enum_name header ioc
//	errnos.tsv   nr name text kernel_internal alias_of header
//	signals.tsv  nr name text alias_of
//	ioctls_i386_time64.tsv  name value_time32 value_time64 header ioc
//
// The extractor compiled every header of Linux 7.3.4 (and, for names that have
// gone since, of 7.2 and 6.1) for both ABIs and took the value of every
// object-like macro and enumerator from the object file. A header written
// internal:PATH is not one of the interface: the kernel's own. glibc:PATH is
// the C library's, for names that the kernel's headers lack.
//
// Further folders, with the first and the last table, have what the interface's headers
// lack: xfs is of fs/xfs/libxfs/xfs_fs.h and xfs_errortag.h (Linux 7.0, and the commands
// that 5.17 dropped), which the kernel does not install; xfsprogs does.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

func main() {
	out := flag.String("o", "xlat", "write the lists to this `folder`")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: constsgen [-o FOLDER] FOLDER...")
		os.Exit(2)
	}
	if err := run(flag.Args(), *out); err != nil {
		fmt.Fprintln(os.Stderr, "constsgen:", err)
		os.Exit(1)
	}
}

func run(in []string, out string) error {
	for _, f := range []struct {
		name string
		make func(in []string) ([]byte, error)
	}{
		{"consts.txt", consts},
		{"errnos.txt", errnos},
		{"signals.txt", signals},
	} {
		b, err := f.make(in)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, f.name), b, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// readTSV returns the rows of a table without its header line. Rows with fewer
// than n columns are an error.
func readTSV(file string, n int) ([][]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var rows [][]string
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		row := strings.Split(sc.Text(), "\t")
		if len(row) < n {
			return nil, fmt.Errorf("%s:%d: %d columns, want %d", file, line, len(row), n)
		}
		if line > 1 {
			rows = append(rows, row)
		}
	}
	return rows, sc.Err()
}

// readAll returns the rows of the tables of this name in all folders.
func readAll(in []string, name string, n int) ([][]string, error) {
	var all [][]string
	for _, dir := range in {
		rows, err := readTSV(filepath.Join(dir, name), n)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}

type konst struct {
	name, amd64, i386, enum, header, ioc string
	sort                                 int64
}

func consts(in []string) ([]byte, error) {
	rows, err := readAll(in, "consts.tsv", 7)
	if err != nil {
		return nil, err
	}
	alt, err := readAll(in, "ioctls_i386_time64.tsv", 3)
	if err != nil {
		return nil, err
	}
	time64 := map[string]string{}
	for _, r := range alt {
		time64[r[0]] = r[2]
	}

	var all []konst
	for _, r := range rows {
		k := konst{name: r[0], amd64: r[1], i386: r[2], enum: r[4], header: r[5]}
		if r[6] != "" {
			k.ioc = " ioctl"
		}
		if t := time64[k.name]; t != "" {
			k.ioc = " ioctl " + t
			if strings.HasPrefix(k.name, "SO_") || strings.HasPrefix(k.name, "SCM_") {
				k.ioc = ""
			}
		}
		v := cmp.Or(k.amd64, k.i386)
		if k.sort, err = strconv.ParseInt(v, 0, 64); err != nil {
			u, err := strconv.ParseUint(v, 0, 64)
			if err != nil {
				return nil, fmt.Errorf("consts.tsv: %s: %v", k.name, err)
			}
			k.sort = int64(u)
		}
		all = append(all, k)
	}
	slices.SortStableFunc(all, func(a, b konst) int {
		return cmp.Or(
			cmp.Compare(a.header, b.header),
			cmp.Compare(a.enum, b.enum),
			cmp.Compare(a.sort, b.sort),
			cmp.Compare(a.name, b.name))
	})

	var b bytes.Buffer
	b.WriteString(`# Constants of the Linux kernel's interface, by header. Made by constsgen; see
# internal/gen/constsgen for where from. Lines are
#
#	[HEADER]                                what follows is in this header
#	enum NAME                               what follows, up to the next blank line, is in this enum
#	NAME VALUE [I386VALUE] [ioctl [TIME64]] I386VALUE where it differs; a value of - does not exist
#
# A line with "ioctl" is an ioctl command; TIME64 is its second value on i386,
# for programs with a 64-bit time_t. A name with (...) is a function-like macro
# with every argument 0.
`)
	header, enum := "", ""
	for _, k := range all {
		switch {
		case k.header != header:
			fmt.Fprintf(&b, "\n[%s]\n", k.header)
			if k.enum != "" {
				fmt.Fprintf(&b, "enum %s\n", k.enum)
			}
		case k.enum != enum:
			fmt.Fprintf(&b, "\nenum %s\n", k.enum)
		}
		header, enum = k.header, k.enum
		fmt.Fprintf(&b, "%s %s", k.name, cmp.Or(k.amd64, "-"))
		if k.i386 != k.amd64 {
			fmt.Fprintf(&b, " %s", cmp.Or(k.i386, "-"))
		}
		fmt.Fprintf(&b, "%s\n", k.ioc)
	}
	return b.Bytes(), nil
}

// restart are the texts of errors that only a tracer sees, as strace says them.
var restart = map[string]string{
	"ERESTARTSYS":           "To be restarted if SA_RESTART is set",
	"ERESTARTNOINTR":        "To be restarted",
	"ERESTARTNOHAND":        "To be restarted if no handler",
	"ERESTART_RESTARTBLOCK": "Interrupted by signal",
}

func errnos(in []string) ([]byte, error) {
	rows, err := readTSV(filepath.Join(in[0], "errnos.tsv"), 6)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(`# Error numbers: NUMBER NAME [TEXT]. The text is the GNU C library's; those that
# the kernel keeps to itself have none, but what strace says of the ones that
# restart a call. Made by constsgen.

`)
	for _, r := range rows {
		if alias := r[4]; alias == "" {
			text := cmp.Or(restart[r[1]], r[2])
			b.WriteString(strings.TrimSpace(r[0]+" "+r[1]+" "+text) + "\n")
		}
	}
	return b.Bytes(), nil
}

func signals(in []string) ([]byte, error) {
	rows, err := readTSV(filepath.Join(in[0], "signals.tsv"), 4)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(`# Signals: NUMBER NAME [TEXT]. Real-time signals are named by their distance from
# the kernel's first, 32. The text is the GNU C library's. Made by constsgen.

`)
	for _, r := range rows {
		name := r[1]
		if r[3] != "" {
			// The kernel's headers name SIGIO first, the C library SIGPOLL.
			if name != "SIGIO" {
				continue
			}
		} else if name == "SIGPOLL" {
			continue
		}
		if name == "SIGRT_0" {
			name = "SIGRTMIN"
		}
		b.WriteString(strings.TrimSpace(r[0]+" "+name+" "+r[2]) + "\n")
	}
	return b.Bytes(), nil
}
