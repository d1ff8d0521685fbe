package proto

import (
	"testing"

	"gotrace/event"
)

func TestReach(t *testing.T) {
	l := NewLibrary(Options{})
	for _, test := range []struct {
		name  string
		abi   event.ABI
		reach Reach
		ok    bool
	}{
		{"malloc", event.AMD64, Reach{}, true},
		{"malloc", event.I386, Reach{Stacked: 1}, true},
		{"strlen", event.AMD64, Reach{Strings: 1}, true},
		{"strcmp", event.AMD64, Reach{Strings: 3}, true},
		{"strcmp", event.I386, Reach{Strings: 3, Stacked: 2}, true},
		{"getenv", event.AMD64, Reach{Strings: 1, RetString: true}, true},
		{"fopen", event.AMD64, Reach{}, false}, // the whole name of a file
		{"pow", event.AMD64, Reach{}, true},
		{"pow", event.I386, Reach{Stacked: 4}, true},
		{"printf", event.AMD64, Reach{}, false}, // what the format asks for
		{"time", event.AMD64, Reach{}, false},   // what is stored
		{"div", event.AMD64, Reach{}, false},    // a struct that is returned
	} {
		f := l.Find("", test.name)
		if f == nil {
			t.Errorf("%s is not known", test.name)
			continue
		}
		r, ok := f.Reach(test.abi)
		if ok != test.ok || ok && r != test.reach {
			t.Errorf("%s, %v: %+v, %v, want %+v, %v", test.name, test.abi, r, ok, test.reach, test.ok)
		}
	}
	if r, ok := Unknown.Reach(event.AMD64); !ok || r != (Reach{}) {
		t.Errorf("of an unknown function: %+v, %v", r, ok)
	}
}
