//go:build linux && amd64

package gotrace

import (
	"gotrace/event"
	"gotrace/ptrace"
	"gotrace/sink"
	"gotrace/syscalls"
)

type Options struct {
	Command *ptrace.Command
	Warn    func(error)
}

func Run(o *Options, text sink.TextOptions) error {
	dec := &syscalls.Dec{Abbrev: true, Deref: true}
	dec.O.StrLen = 32
	s := &session{o: o, dec: dec, names: map[uint64]string{}}
	for abi := range event.NumABI {
		s.tables[abi] = Calls(abi)
	}
	var err error
	if s.sink, err = sink.NewText(text, dec); err != nil {
		return err
	}
	t := ptrace.New(s, ptrace.Options{Follow: true})
	if err := t.Start(o.Command); err != nil {
		return err
	}
	if err := t.Run(); err != nil {
		return err
	}
	return s.sink.Close()
}
