package sink

import (
	"fmt"
	"io"
	"os"
	"os/exec"
)

// flushAt is how much output is gathered before it is written.
const flushAt = 64 << 10

// An Out is a destination for lines. It gathers what is written to it until
// Flush, or until there is much. An error is remembered and reported once; the
// traced program goes on whatever happens to the output.
type Out struct {
	w     io.Writer
	buf   []byte
	eager bool // written at every event: someone is looking
	err   error
	warn  func(error)
	close func() error
	cur   *Thread // whose line has begun and not ended
}

// Dest says where output goes.
type Dest struct {
	Name   string      // of a file; empty: Stderr. "|cmd" and "!cmd" are a command's input
	Append bool        // add to the file
	Split  bool        // a file of its own for each thread: NAME.TID
	Stderr io.Writer   // where messages go
	Warn   func(error) // reports an error of the output
}

// open opens the output of thread tid, or of all threads where d does not split.
func (d *Dest) open(tid int) (*Out, error) {
	o := &Out{warn: d.Warn}
	switch {
	case d.Name == "":
		o.w, o.eager = d.Stderr, true
		return o, nil
	case d.Name[0] == '|' || d.Name[0] == '!':
		return o, o.pipe(d.Name[1:], d.Stderr)
	}
	name := d.Name
	if d.Split {
		name = fmt.Sprintf("%s.%d", name, tid)
	}
	mode := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if d.Append {
		mode = os.O_WRONLY | os.O_CREATE | os.O_APPEND
	}
	f, err := os.OpenFile(name, mode, 0o666)
	if err != nil {
		return nil, fmt.Errorf("Can't fopen '%s': %w", name, errno(err))
	}
	o.w, o.close = f, f.Close
	if st, err := f.Stat(); err == nil && st.Mode()&os.ModeCharDevice != 0 && name != os.DevNull {
		o.eager = true
	}
	return o, nil
}

func errno(err error) error {
	if e, ok := err.(*os.PathError); ok {
		return e.Err
	}
	return err
}

func (o *Out) pipe(command string, stderr io.Writer) error {
	cmd := exec.Command("/bin/sh", "-c", command)
	cmd.Stdout, cmd.Stderr = os.Stdout, stderr
	w, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
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
	if o.err == nil {
		if _, err := o.w.Write(o.buf); err != nil {
			o.err = err
			if o.warn != nil {
				o.warn(err)
			}
		}
	}
	o.buf = o.buf[:0]
}

// done is called after each event.
func (o *Out) done() {
	if o.eager || len(o.buf) >= flushAt {
		o.Flush()
	}
}

// Close flushes and closes o.
func (o *Out) Close() error {
	o.Flush()
	if o.close != nil {
		if err := o.close(); err != nil && o.err == nil {
			o.err = err
		}
	}
	return o.err
}
