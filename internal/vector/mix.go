package vector

import (
	"compress/gzip"
	"encoding/gob"
	"os"

	"gotrace/event"
)

// Recorded is a call that a real program made, with the memory that its
// decoding reads (internal/gen/mix).
type Recorded struct {
	Call        event.Call
	Entry, Exit Memory
}

// ReadMix reads recorded calls.
func ReadMix(name string) ([]Recorded, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	var mix []Recorded
	return mix, gob.NewDecoder(z).Decode(&mix)
}
