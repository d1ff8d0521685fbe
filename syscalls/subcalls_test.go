package syscalls_test

import (
	"encoding/binary"
	"testing"

	"gotrace/event"
	"gotrace/syscalls"
)

// words are 32-bit words of memory from 0x1000 on.
type words []uint32

func (w words) ReadMem(a event.Addr, p []byte) int {
	var b []byte
	for _, v := range w {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	if a < 0x1000 || a > 0x1000+event.Addr(len(b)) {
		return 0
	}
	return copy(p, b[a-0x1000:])
}

func TestSubcalls(t *testing.T) {
	for _, test := range []struct {
		name string
		nr   uint64
		args [6]uint64
		mem  words
		want [6]uint64
	}{
		{"socket", 102, [6]uint64{1, 0x1000}, words{2, 1, 0}, [6]uint64{2, 1, 0}},
		{"send", 102, [6]uint64{9, 0x1000, 77}, words{3, 0x2000, 5, 0x40}, [6]uint64{3, 0x2000, 5, 0x40}},
		{"recvfrom", 102, [6]uint64{12, 0x1000}, words{3, 4, 5, 6, 7, 0xffffffff, 9}, [6]uint64{3, 4, 5, 6, 7, 0xffffffff}},
		{"sendmmsg", 102, [6]uint64{20, 0x1000}, words{1, 2, 3, 4}, [6]uint64{1, 2, 3, 4}},
		{"", 102, [6]uint64{0, 0x1000}, words{1, 2, 3}, [6]uint64{}},
		{"", 102, [6]uint64{21, 0x1000}, words{1, 2, 3}, [6]uint64{}},
		{"", 102, [6]uint64{33, 0x1000}, words{1, 2, 3}, [6]uint64{}},
		{"unreadable", 102, [6]uint64{1, 0x1000}, words{2, 1}, [6]uint64{}},
		{"semop", 117, [6]uint64{1, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 40, 20}},
		{"semget", 117, [6]uint64{2, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 20, 30}},
		{"semctl", 117, [6]uint64{3, 10, 20, 30, 0x1000, 50}, words{99}, [6]uint64{10, 20, 30, 99}},
		{"semctl", 117, [6]uint64{3, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 20, 30, 40}},
		{"semtimedop", 117, [6]uint64{4, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 40, 20, 50}},
		{"msgsnd", 117, [6]uint64{11, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 40, 20, 30}},
		{"msgrcv", 117, [6]uint64{12, 10, 20, 30, 0x1000, 50}, words{0x3000, 7}, [6]uint64{10, 0x3000, 20, 7, 30}},
		{"msgrcv", 117, [6]uint64{1<<16 | 12, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 40, 20, 50, 30}},
		{"msgrcv", 117, [6]uint64{12, 10, 20, 30, 0x1000, 50}, words{0x3000}, [6]uint64{10, 0x1000, 20, 0, 30}},
		{"msgget", 117, [6]uint64{13, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 20}},
		{"msgctl", 117, [6]uint64{14, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 20, 40}},
		{"shmat", 117, [6]uint64{21, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 40, 20}},
		{"shmdt", 117, [6]uint64{22, 10, 20, 30, 40, 50}, nil, [6]uint64{40}},
		{"shmget", 117, [6]uint64{23, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 20, 30}},
		{"shmctl", 117, [6]uint64{24, 10, 20, 30, 40, 50}, nil, [6]uint64{10, 20, 40}},
		{"", 117, [6]uint64{5, 10, 20, 30, 40, 50}, nil, [6]uint64{}},
		{"", 117, [6]uint64{1 << 16, 10, 20, 30, 40, 50}, nil, [6]uint64{}},
		{"", 103, [6]uint64{1, 0x1000}, words{2, 1, 0}, [6]uint64{}},
	} {
		c := event.Call{ABI: event.I386, Nr: test.nr, Args: test.args}
		key := syscalls.Key(&c)
		if nr, ok := syscalls.Behind(key); ok != (test.name != "") || ok && nr != test.nr {
			t.Errorf("%s %v: comes through %d, %v", test.name, test.args, nr, ok)
		}
		if key == test.nr {
			if test.name != "" {
				t.Errorf("%s %v: has no key", test.name, test.args)
			}
			continue
		}
		d := syscalls.Unpack(&c, key, test.mem, make([]byte, 24))
		if d == nil {
			if test.name != "unreadable" || c.Args != test.args {
				t.Errorf("%s: not unpacked, arguments %v", test.name, c.Args)
			}
			continue
		}
		if d.Name != test.name || c.Args != test.want || c.Nr != test.nr {
			t.Errorf("%s: %s %v; want %v", test.name, d.Name, c.Args, test.want)
		}
	}
	shm := event.Call{ABI: event.I386, Nr: 117, Args: [6]uint64{21, 1, 0, 0x1004}}
	key := syscalls.Key(&shm)
	syscalls.Unpack(&shm, key, nil, nil)
	syscalls.Finish(&shm, key, words{1, 0xf7f4e000}, make([]byte, 24))
	if syscalls.SubBase+53 != key || uint32(shm.Ret) != 0xf7f4e000 {
		t.Errorf("shmat gives %#x", shm.Ret)
	}
	raw := event.Call{ABI: event.I386, Nr: 117, Args: [6]uint64{1<<16 | 1, 10, 20, 30, 40, 50}}
	d, n := syscalls.UnpackRaw(&raw, syscalls.Key(&raw), nil, nil)
	if want := [6]uint64{10, 20, 30, 40, 50}; d.Name != "semop" || n != 4 || raw.Args != want {
		t.Errorf("raw: %s, %d of %v", d.Name, n, raw.Args)
	}
	c := event.Call{ABI: event.AMD64, Nr: 102, Args: [6]uint64{1}}
	if key := syscalls.Key(&c); key != 102 {
		t.Errorf("getuid of amd64 has the key %d", key)
	}
}
