package syscalls_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gotrace/ctype"
	"gotrace/emit"
	"gotrace/internal/vector"

	"github.com/rogpeppe/go-internal/txtar"
)

// everyNet says that every descriptor n is a netlink socket of protocol n.
type everyNet struct{ ctype.Net }

func (everyNet) Socket(tid int, fd int32) (int, int, bool) {
	const bluetooth, caif = 31, 37 // AF_BLUETOOTH, AF_CAIF
	return bluetooth + int(fd)&1*(caif-bluetooth), int(fd) >> 1 & 7, true
}

func (everyNet) NetlinkProtocol(tid int, fd int32) (int, bool) { return int(fd), true }

// addNetlinkVectors adds the messages of vectors: descriptor 100+n is a socket of
// protocol n.
func addNetlinkVectors(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for i, part := range ar.Files {
			call := strings.Fields(string(part.Data))
			if part.Name != "call" || len(call) < 3 || call[1] != "sendto" && call[1] != "recvfrom" || i+1 == len(ar.Files) {
				continue
			}
			fd, err := strconv.Atoi(call[2])
			if err != nil || fd < 100 || fd > 122 {
				continue
			}
			v, err := vector.Parse(strings.TrimSpace(string(part.Data)), string(ar.Files[i+1].Data), "")
			if err != nil {
				f.Fatal(err)
			}
			f.Add(uint8(fd-100), v.Exit[0].Data)
		}
	}
}

// FuzzNetlink decodes what is sent to and received from sockets of any netlink
// protocol: bytes never panic, are always JSON, and are shown in a space that
// their number bounds.
func FuzzNetlink(f *testing.F) {
	for _, test := range netlinkTests {
		v, err := vector.Parse(test.call, test.mem, "")
		if err != nil {
			f.Fatal(err)
		}
		for proto := range uint8(23) {
			f.Add(proto, v.Exit[0].Data)
		}
	}
	addNetlinkVectors(f)
	var runners [4]*vector.Runner
	for i := range runners {
		runners[i] = vector.NewRunner(emit.Options{Style: []emit.Style{emit.Text, emit.JSON}[i&1]})
		runners[i].Dec.O.Net = everyNet{runners[i].Dec.O.Net}
		runners[i].Dec.Abbrev = i&2 == 0
	}
	f.Fuzz(func(t *testing.T, proto uint8, data []byte) {
		for _, call := range []string{"amd64 sendto", "i386 recvfrom"} {
			v, err := vector.Parse(fmt.Sprintf("%s %d $b %d 0 0 0 -> %d", call, proto, len(data), len(data)), "b:", "")
			if err != nil {
				t.Fatal(err)
			}
			v.Entry[0].Data, v.Exit[0].Data = data, data
			for _, r := range runners {
				got := r.Run(v, v.Entry, v.Exit)
				if r.Buf.JSON() && !json.Valid(got) {
					t.Errorf("%s: not JSON: %s", call, got)
				}
				if most := 4096 + 512*len(data); len(got) > most {
					t.Errorf("%s: %d bytes for %d: %.200s", call, len(got), len(data), got)
				}
			}
		}
	})
}
