// Ioctls makes the tables of ioctl's commands (syscalls/zioctls.go) from what the
// kernel's headers say of them and from annotations. Run it in the module's root
// after a change to syscalls/ioctls:
//
//	go run ./internal/gen/ioctls
//	go run ./internal/gen/ioctls -facts FOLDER internal/gen/constsgen/xfs
//
// syscalls/ioctls/headers.txt has every command, the direction and type of its
// argument, and the layouts of these types on both ABIs; it is renewed, once per
// version of the kernel and when an annotation speaks of another struct, with -facts
// from an extractor's tables. syscalls/ioctls/README says how annotations look.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	renew := flag.Bool("facts", false, "renew headers.txt from the tables in the folders that follow")
	flag.Parse()
	if *renew != (flag.NArg() > 0) {
		fmt.Fprintln(os.Stderr, "usage: ioctls [-facts FOLDER...]")
		os.Exit(2)
	}
	if err := run(".", flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "ioctls:", err)
		os.Exit(1)
	}
}

// in and out are the folder with the sources and the file that is made.
const (
	in  = "syscalls/ioctls"
	out = "syscalls/zioctls.go"
)

func run(root string, dirs []string) error {
	notes, err := readNotes(filepath.Join(root, in))
	if err != nil {
		return err
	}
	if len(dirs) > 0 {
		b, err := facts(dirs, notes.structs())
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, in, "headers.txt"), b, 0o666); err != nil {
			return err
		}
	}
	b, err := generate(root)
	if err != nil {
		return err
	}
	if old, _ := os.ReadFile(filepath.Join(root, out)); bytes.Equal(old, b) {
		return nil
	}
	return os.WriteFile(filepath.Join(root, out), b, 0o666)
}
