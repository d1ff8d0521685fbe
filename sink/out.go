package sink

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"

	"gotrace/xlat"
)

// flushAt is how much output is gathered before it is written.
const flushAt = 64 << 10

// An Out is a destination for lines. It gathers what is written to it until
// Flush, or until there is much. An error is remembered and reported once; the
// traced program goes on whatever happens to the output.
type Out struct {
	w      io.Writer
	buf    []byte
	eager  bool // written at every event: someone is looking
	broken bool // an error was reported
	warn   func(error)
	close  func() error
	cur    *line // which has begun and not ended
	last   int64 // when the last line of text began, Stamp.Mono
}

// Dest says where output goes.
type Dest struct {
	Name   string      // of a file; empty: Stderr. "|cmd" and "!cmd" are a command's input
	Append bool        // add to the file
	Split  bool        // a file of its own for each thread, NAME.TID: of text only
	Stderr io.Writer   // output without a Name, and a command's messages; nil: os.Stderr
	Warn   func(error) // is told of the first error of each output; nil: nobody is
}

// Open opens the output, or nothing where each thread gets a file of its own.
func (d *Dest) Open() (*Out, error) {
	switch {
	case d.Split:
		return &Out{w: io.Discard}, nil
	case d.Name == "":
		return d.stderr(), nil
	case d.Name[0] == '|' || d.Name[0] == '!':
		o := &Out{warn: d.Warn}
		return o, o.pipe(d.Name[1:], d.stderr().w)
	}
	return d.create(d.Name)
}

func (d *Dest) stderr() *Out {
	o := &Out{w: d.Stderr, warn: d.Warn, eager: true}
	if o.w == nil {
		o.w = os.Stderr
	}
	return o
}

// file opens the file of thread tid. Where it cannot be opened what is written
// is lost.
func (d *Dest) file(tid int) (*Out, error) {
	if d.Name == "" {
		return d.stderr(), nil
	}
	o, err := d.create(fmt.Sprintf("%s.%d", d.Name, tid))
	if err != nil {
		return &Out{w: io.Discard}, err
	}
	return o, nil
}

func (d *Dest) create(name string) (*Out, error) {
	mode := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if d.Append {
		mode = os.O_WRONLY | os.O_CREATE | os.O_APPEND
	}
	f, err := openBlocking(name, mode)
	if err != nil {
		return nil, fmt.Errorf("Can't fopen '%s': %w", name, word(err))
	}
	o := &Out{w: f, warn: d.Warn, close: f.Close}
	if st, err := f.Stat(); err == nil && st.Mode()&os.ModeCharDevice != 0 && name != os.DevNull {
		o.eager = true
	}
	return o, nil
}

// openBlocking is os.OpenFile without the runtime's poller, which takes two
// descriptors more and ends the process if there are none.
func openBlocking(name string, mode int) (*os.File, error) {
	for {
		fd, err := syscall.Open(name, mode|syscall.O_CLOEXEC, 0o666)
		if err == nil {
			return os.NewFile(uintptr(fd), name), nil
		}
		if err != syscall.EINTR {
			return nil, err
		}
	}
}

// word words an error of the system as the C library does.
func word(err error) error {
	var n syscall.Errno
	if errors.As(err, &n) {
		return errors.New(xlat.ErrnoText(int(n)))
	}
	return err
}

// Write implements io.Writer.
func (o *Out) Write(p []byte) (int, error) {
	o.buf = append(o.buf, p...)
	return len(p), nil
}

func (o *Out) pipe(command string, stderr io.Writer) error {
	cmd := exec.Command("/bin/sh", "-c", command)
	cmd.Stdout, cmd.Stderr = os.Stdout, stderr
	w, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	// Not as a child of this thread, which may be a tracer's: that waits for
	// all of its thread's children.
	started := make(chan error)
	go func() { started <- cmd.Start() }()
	if err := <-started; err != nil {
		return err
	}
	o.w = w
	o.close = func() error {
		w.Close()
		cmd.Wait() // its exit status is its own business
		return nil
	}
	return nil
}

// Flush writes what has been gathered.
func (o *Out) Flush() {
	if len(o.buf) == 0 {
		return
	}
	if !o.broken {
		if _, err := o.w.Write(o.buf); err != nil {
			o.fail(err)
		}
	}
	o.buf = o.buf[:0]
}

// fail reports the first error of the output; what is written after it is lost.
func (o *Out) fail(err error) {
	if !o.broken && o.warn != nil {
		o.warn(word(err))
	}
	o.broken = true
}

// done is called after each event.
func (o *Out) done() {
	if o.eager || len(o.buf) >= flushAt {
		o.Flush()
	}
}

// Close flushes and closes o.
func (o *Out) Close() {
	o.Flush()
	if o.close == nil {
		return
	}
	if err := o.close(); err != nil {
		o.fail(err)
	}
}
