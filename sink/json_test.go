package sink_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gotrace/sink"
)

// TestSequencesJSON: each line of every sequence is an object, the calls of
// interrupted lines are whole, and each call is shown once.
func TestSequencesJSON(t *testing.T) {
	for _, s := range sequences {
		t.Run(s.name, func(t *testing.T) {
			p := newPlayer(t)
			out := p.json()
			p.play(s.script)
			calls := 0
			for line := range strings.Lines(out.String()) {
				var o struct {
					Event string
					Args  map[string]any
					Name  string
				}
				if err := json.Unmarshal([]byte(line), &o); err != nil {
					t.Errorf("%v in %s", err, line)
				}
				if o.Event == "call" {
					calls++
				}
			}
			want := 0
			for _, how := range []string{" enter", " hold ", " raw ", " missed "} {
				want += strings.Count(s.script, how)
			}
			if want -= strings.Count(s.script, " drop"); calls != want {
				t.Errorf("%d calls, want %d in\n%s", calls, want, out)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	p := newPlayer(t)
	out := p.json()
	p.play(`
		1 born
		2 cloned 1
		1 enter read 3 0x10000 5
		2 enter close 4
		1 leave 5
		2 fail EBADF
		1 missed close 3
		1 raw close 3
		1 leave 0
		1 signal SIGUSR1
		1 stop 19
		1 note no event
		2 enter pause
		1 enter read 3 0x10000 5
		1 superseded 2
		1 exec 2
		1 detached
		3 born
		3 dumped SIGSEGV
		4 born
		4 exit 2
		5 born
		5 enter read 3 0x10000 5
		5 quiet-exit 2`)
	check(t, out.String(), `
		{"event":"process","pid":1,"tid":1,"time":1700000000.123456789,"how":"started"}
		{"event":"process","pid":1,"tid":2,"time":1700000000.124456789,"how":"cloned","parent":1}
		{"event":"call","pid":1,"tid":1,"time":1700000000.125456789,"abi":"amd64","nr":0,"name":"read","ip":"0x401000","args":{"fd":{"fd":3},"buf":"hello","count":5},"ret":5,"duration":0.002000000}
		{"event":"call","pid":1,"tid":2,"time":1700000000.126456789,"abi":"amd64","nr":3,"name":"close","ip":"0x401000","args":{"fd":{"fd":4}},"ret":-1,"errno":{"name":"EBADF","value":9,"text":"Bad file descriptor"},"duration":0.002000000}
		{"event":"call","pid":1,"tid":1,"time":1700000000.129456789,"abi":"amd64","nr":3,"name":"close","ip":"0x401000","args":{},"ret":0}
		{"event":"call","pid":1,"tid":1,"time":1700000000.131456789,"abi":"amd64","nr":3,"name":"close","ip":"0x401000","args":{"arg0":3},"ret":0,"duration":0.001000000}
		{"event":"signal","pid":1,"tid":1,"time":1700000000.133456789,"signal":{"name":"SIGUSR1","value":10},"info":{"si_signo":{"name":"SIGUSR1","value":10},"si_code":{"name":"SI_USER","value":0},"si_pid":7,"si_uid":0},"ip":"0x401000"}
		{"event":"stop","pid":1,"tid":1,"time":1700000000.134456789,"signal":{"name":"SIGSTOP","value":19},"ip":"0x401000"}
		{"event":"call","pid":1,"tid":1,"time":1700000000.136456789,"abi":"amd64","nr":0,"name":"read","ip":"0x401000","args":{"fd":{"fd":3},"buf":null},"ret":null,"unfinished":true}
		{"event":"exit","pid":1,"tid":1,"time":1700000000.137456789,"superseded_by":2}
		{"event":"exec","pid":1,"tid":1,"time":1700000000.138456789,"former_tid":2}
		{"event":"call","pid":1,"tid":1,"time":1700000000.135456789,"abi":"amd64","nr":34,"name":"pause","ip":"0x401000","args":{},"ret":null,"unfinished":true}
		{"event":"detached","pid":1,"tid":1,"time":1700000000.139456789}
		{"event":"process","pid":3,"tid":3,"time":1700000000.140456789,"how":"started"}
		{"event":"exit","pid":3,"tid":3,"time":1700000000.141456789,"signal":{"name":"SIGSEGV","value":11},"core":true}
		{"event":"process","pid":4,"tid":4,"time":1700000000.142456789,"how":"started"}
		{"event":"exit","pid":4,"tid":4,"time":1700000000.143456789,"status":2}
		{"event":"process","pid":5,"tid":5,"time":1700000000.144456789,"how":"started"}
		{"event":"call","pid":5,"tid":5,"time":1700000000.145456789,"abi":"amd64","nr":0,"name":"read","ip":"0x401000","args":{"fd":{"fd":3},"buf":null},"ret":null,"unfinished":true}
		`)
}

// TestJSONThreadsAreReused: a thread's state may be opened again for another.
func TestJSONThreadsAreReused(t *testing.T) {
	p := newPlayer(t)
	out := p.json()
	p.play("1 born\n1 enter close 3")
	out.Reset()
	if err := p.sink.Open(p.threads[1]); err != nil {
		t.Fatal(err)
	}
	p.play("1 exit 0")
	check(t, out.String(), `{"event":"exit","pid":1,"tid":1,"time":1700000000.125456789,"status":0}`+"\n")
}

var _ sink.Sink = (*sink.JSON)(nil)
