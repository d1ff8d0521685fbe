package main

import (
	"strings"

	"gotrace"
	"gotrace/libcall"
)

// Options about calls of library functions.

// setExpr applies an argument of -e: filter knows all qualifiers but those of
// library functions.
func (c *config) setExpr(v string) error {
	name, value, _ := strings.Cut(v, "=")
	switch name {
	case "lib":
		return c.setLib(value)
	case "entry":
		return c.setEntries(value)
	case "from":
		return c.setInto(value)
	case "quiet", "silent", "silence", "q":
		c.given["--quiet"] = true
	case "decode-fd", "decode-fds":
		c.given["--decode-fds"] = true
	}
	return c.f.Expr(v)
}

// library returns the options about library functions, of which one was given.
func (c *config) library() *gotrace.LibraryOptions {
	if c.o.Library == nil {
		c.o.Library = &gotrace.LibraryOptions{}
	}
	return c.o.Library
}

func (c *config) setLib(v string) error { return c.library().Calls.Add(v) }

func (c *config) setEntries(v string) error { return c.library().Entries.Add(v) }

// setInto takes the name of a library; the filter's language has it after an @.
func (c *config) setInto(v string) error {
	if v == "" {
		return errInvalid
	}
	return c.library().Into.Add("@" + v)
}

func (c *config) setStubs(v string) (err error) {
	c.stubs, err = word[libcall.Stubs](v, "auto", libcall.AutoStubs, "stop", libcall.StopStubs, "fast", libcall.FastStubs)
	return err
}

func (c *config) setIndent(v string) (err error) {
	c.libIndent, err = number(v, 64)
	return err
}

func (c *config) setPrototypes(v string) error {
	c.protos = append(c.protos, strings.FieldsFunc(v, func(r rune) bool { return r == ':' })...)
	return nil
}

func (c *config) setArrayLimit(v string) (err error) {
	c.elems, err = number(v, maxColumn)
	return err
}

func (c *config) setDemangle(v string) (err error) {
	c.mangled, err = word[bool](v, "yes", false, "no", true)
	return err
}

// finishLibrary fills in how library functions are shown.
func (c *config) finishLibrary() {
	l := c.o.Library
	if l == nil {
		return
	}
	l.Stubs = c.stubs
	l.Indent, l.Elems, l.Protos, l.Mangled = c.libIndent, c.elems, c.protos, c.mangled
}
