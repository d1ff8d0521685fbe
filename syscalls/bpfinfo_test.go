package syscalls_test

import (
	"encoding/json"
	"testing"

	"gotrace/emit"
	"gotrace/internal/vector"
)

// TestBpfInfo shows what BPF_OBJ_GET_INFO_BY_FD tells of each kind of object, in full.
// Descriptors from 140 on are a map, a program, BTF and a link.
func TestBpfInfo(t *testing.T) {
	for _, c := range []struct{ fd, size, mem, exit, want string }{
		{"140", "88", "i: zero:88", `i: u32:2 u32:7 u32:4 u32:8 u32:3 u32:1 "m" zero:15 u32:1 u32:0 u64:0 u64:0 u32:0 u32:0 u32:0 u32:0 u64:3`,
			`{type=BPF_MAP_TYPE_ARRAY, id=7, key_size=4, value_size=8, max_entries=3, map_flags=BPF_F_NO_PREALLOC, name="m", ifindex=if_nametoindex("lo"), btf_vmlinux_value_type_id=0, netns_dev=makedev(0, 0), netns_ino=0, btf_id=0, btf_key_type_id=0, btf_value_type_id=0, map_extra=3}`},
		{"140", "8", "i: zero:8", "i: u32:2 u32:7", `{type=BPF_MAP_TYPE_ARRAY, id=7, key_size=0, value_size=0, max_entries=0, map_flags=0}`},
		{"141", "64", "i: zero:16 u32:9 u32:16 u64:0 u64:$x u64:0 u32:0 u32:1 u64:$m\nx: zero:16\nm: zero:8",
			"i: u32:6 u32:5 hex:0102030405060708 u32:33 u32:8 u64:0 u64:$x u64:2000000000 u32:0 u32:2 u64:$m\nx: hex:9500000000000000 zero:8\nm: u32:4 u32:0",
			`{type=BPF_PROG_TYPE_XDP, id=5, tag="\x01\x02\x03\x04\x05\x06\x07\x08", jited_prog_len=9 => 33, jited_prog_insns=NULL, xlated_prog_len=16 => 8, xlated_prog_insns=[{code=BPF_JMP|BPF_K|BPF_EXIT, dst_reg=BPF_REG_0, src_reg=BPF_REG_0, off=0, imm=0}], load_time=2000000000 /* 2001-09-09T01:46:42+0000 */, created_by_uid=0, nr_map_ids=1 => 2, map_ids=[4], name=""}`},
		{"142", "32", "i: u64:$b u32:4 u32:0 u64:$n u32:8 u32:0\nb: zero:4\nn: zero:8", "i: u64:$b u32:2 u32:1 u64:$n u32:7 u32:1\nb: hex:9feb0000\nn: \"vmlinux\" zero:1",
			`{btf="\x9f\xeb", btf_size=4 => 2, id=1, name="vmlinux", name_len=8 => 7, kernel_btf=1}`},
		{"143", "32", "i: zero:32", "i: u32:6 u32:2 u32:3 u32:0 u32:1 zero:12", `{type=BPF_LINK_TYPE_XDP, id=2, prog_id=3, xdp={ifindex=if_nametoindex("lo")}}`},
		{"143", "64", "i: zero:16 u64:$n u32:16 zero:36\nn: zero:16", "i: u32:4 u32:2 u32:3 u32:0 u64:$n u32:5 u32:0 u32:9 u32:8 zero:24\nn: \"task\" zero:12",
			`{type=BPF_LINK_TYPE_ITER, id=2, prog_id=3, iter={target_name="task", target_name_len=16 => 5, task={tid=9, pid=8}}}`},
		{"143", "80", "i: zero:24 u64:$n u32:16 zero:44\nn: zero:16", "i: u32:7 u32:2 u32:3 u32:0 u32:3 u32:0 u64:$n u32:9 u32:16 u64:0xffff u64:1 u64:2 zero:16\nn: \"do_exit\" zero:9",
			`{type=BPF_LINK_TYPE_PERF_EVENT, id=2, prog_id=3, perf_event={type=BPF_PERF_EVENT_KPROBE, kprobe={func_name="do_exit", name_len=16 => 9, offset=0x10, addr=0xffff, missed=1, cookie=0x2}}}`},
		{"143", "48", "i: zero:16 u64:$n u32:2 zero:20\nn: zero:16", "i: u32:8 u32:2 u32:3 u32:0 u64:$n u32:2 u32:1 u64:4 u64:0\nn: u64:1 u64:2",
			`{type=BPF_LINK_TYPE_KPROBE_MULTI, id=2, prog_id=3, kprobe_multi={addrs=[0x1, 0x2], count=2, flags=BPF_F_KPROBE_MULTI_RETURN, missed=4, cookies=NULL}}`},
		{"143", "24", "i: zero:24", "i: u32:99 u32:2 u32:3 u32:0 u64:1", `{type=0x63 /* BPF_LINK_TYPE_??? */, id=2, prog_id=3, extra_data="\x01\x00\x00\x00\x00\x00\x00\x00" /* bytes 16..23 */}`},
		{"3", "16", "i: zero:16", "i: zero:16", `0x20000`},
	} {
		for _, abi := range []string{"amd64", "i386"} {
			v, err := vector.Parse(abi+" bpf 15 $a 16 -> 0", "a: u32:"+c.fd+" u32:"+c.size+" u64:$i\n"+c.mem, c.exit)
			if err != nil {
				t.Fatal(err)
			}
			text, js := vector.NewRunner(emit.Options{}), vector.NewRunner(emit.Options{Style: emit.JSON})
			text.Dec.Abbrev, js.Dec.Abbrev = false, false
			want := "bpf(BPF_OBJ_GET_INFO_BY_FD, {info={bpf_fd=" + c.fd + ", info_len=" + c.size + ", info=" + c.want + "}}, 16) = 0"
			if got := string(text.Run(v, v.Entry, v.Exit)); got != want {
				t.Errorf("%s:\ngot  %s\nwant %s", abi, got, want)
			}
			if got := js.Run(v, v.Entry, v.Exit); !json.Valid(got) {
				t.Errorf("%s: not JSON: %s", abi, got)
			}
		}
	}
}
