package syscalls_test

import (
	"testing"

	"gotrace/emit"
	"gotrace/internal/vector"
	"gotrace/syscalls/amd64"
)

// BenchmarkMix decodes calls that real programs made, entry, exit and result, as
// text and as JSON. A call is two events.
func BenchmarkMix(b *testing.B) {
	mix, err := vector.ReadMix("testdata/mix.gob.gz")
	if err != nil {
		b.Fatal(err)
	}
	table := amd64.Table()
	calls := make([]vector.Vector, len(mix))
	for i := range mix {
		m := &mix[i]
		calls[i] = vector.Vector{Call: m.Call, Desc: table[m.Call.Nr], Entry: m.Entry, Exit: m.Exit, Ends: true}
	}
	for name, o := range map[string]emit.Options{"text": {}, "json": {Style: emit.JSON}} {
		b.Run(name, func(b *testing.B) {
			r := vector.NewRunner(o)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				v := &calls[i]
				r.Run(v, &v.Entry, &v.Exit)
				if i++; i == len(calls) {
					i = 0
				}
			}
			b.ReportMetric(2*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
