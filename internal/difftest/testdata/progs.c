//difftest: -v
//difftest: -y
//difftest: -X verbose
/* Maps and programs of bpf(2), loaded, attached and let go of; the program is one that
 * a socket of its own has. */
#include "fam.h"
#include <linux/bpf.h>

#define INSN(c, d, s, o, i) ((struct bpf_insn){ .code = c, .dst_reg = d, .src_reg = s, .off = o, .imm = i })

static union bpf_attr a;

static long bpf(int cmd)
{
	long r = C(bpf, cmd, &a, sizeof a);

	memset(&a, 0, sizeof a);
	return r;
}

static int map(void)
{
	int key = 1;
	long long value = 0x1122334455667788, got;
	int m;

	a.map_type = BPF_MAP_TYPE_HASH, a.key_size = 4, a.value_size = 8, a.max_entries = 16, a.map_flags = BPF_F_NO_PREALLOC;
	strcpy(a.map_name, "difftest");
	m = object(bpf(BPF_MAP_CREATE), "bpf map");
	a.map_fd = m, a.key = (uintptr_t)&key, a.value = (uintptr_t)&value, a.flags = BPF_NOEXIST;
	bpf(BPF_MAP_UPDATE_ELEM);
	a.map_fd = m, a.key = (uintptr_t)&key, a.value = (uintptr_t)&got;
	bpf(BPF_MAP_LOOKUP_ELEM);
	a.map_fd = m, a.key = 0, a.next_key = (uintptr_t)&key;
	bpf(BPF_MAP_GET_NEXT_KEY);
	a.batch.map_fd = m, a.batch.out_batch = (uintptr_t)&got, a.batch.keys = (uintptr_t)buf, a.batch.values = (uintptr_t)buf + 64, a.batch.count = 4;
	bpf(BPF_MAP_LOOKUP_BATCH);
	memset(buf, 0, sizeof buf);
	a.info.bpf_fd = m, a.info.info = (uintptr_t)buf, a.info.info_len = sizeof(struct bpf_map_info);
	bpf(BPF_OBJ_GET_INFO_BY_FD);
	a.map_fd = m, a.key = (uintptr_t)&key;
	bpf(BPF_MAP_DELETE_ELEM);
	a.map_fd = m, a.key = (uintptr_t)&key;
	bpf(BPF_MAP_DELETE_ELEM);
	a.map_fd = m;
	bpf(BPF_MAP_FREEZE);
	a.start_id = 999999999;
	bpf(BPF_MAP_GET_NEXT_ID);
	return m;
}

static void program(int m)
{
	struct bpf_insn insns[] = {
		INSN(BPF_LD | BPF_DW | BPF_IMM, 1, BPF_PSEUDO_MAP_FD, 0, m),
		INSN(0, 0, 0, 0, 0),
		INSN(BPF_ALU64 | BPF_MOV | BPF_X, 2, 10, 0, 0),
		INSN(BPF_ALU64 | BPF_ADD | BPF_K, 2, 0, 0, -4),
		INSN(BPF_ST | BPF_MEM | BPF_W, 10, 0, -4, 1),
		INSN(BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_map_lookup_elem),
		INSN(BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, -1),
		INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0),
	};
	int s = socket(AF_INET, SOCK_DGRAM, 0), p;

	a.prog_type = BPF_PROG_TYPE_SOCKET_FILTER, a.insn_cnt = sizeof insns / sizeof *insns, a.insns = (uintptr_t)insns, a.license = (uintptr_t)"GPL";
	a.log_level = 1, a.log_size = 4096, a.log_buf = (uintptr_t)buf;
	strcpy(a.prog_name, "difftest");
	p = bpf(BPF_PROG_LOAD);
	setsockopt(s, SOL_SOCKET, SO_ATTACH_BPF, &p, sizeof p);
	send(s, "x", 1, 0);
	memset(buf, 0, sizeof buf);
	a.info.bpf_fd = p, a.info.info = (uintptr_t)buf, a.info.info_len = 40;
	bpf(BPF_OBJ_GET_INFO_BY_FD);
	a.test.prog_fd = p, a.test.data_size_in = 64, a.test.data_in = (uintptr_t)buf, a.test.data_size_out = 64, a.test.data_out = (uintptr_t)buf + 128;
	bpf(BPF_PROG_TEST_RUN);
	a.target_fd = -1, a.attach_bpf_fd = p, a.attach_type = BPF_CGROUP_INET_INGRESS;
	bpf(BPF_PROG_ATTACH);
	a.target_fd = -1, a.attach_type = BPF_CGROUP_INET_INGRESS;
	bpf(BPF_PROG_DETACH);
	a.link_create.prog_fd = p, a.link_create.attach_type = BPF_CGROUP_SOCK_OPS;
	bpf(BPF_LINK_CREATE);
	setsockopt(s, SOL_SOCKET, SO_DETACH_BPF, &p, sizeof p);

	/* One that the verifier refuses. */
	insns[7].code = BPF_JMP | BPF_JA;
	a.prog_type = BPF_PROG_TYPE_SOCKET_FILTER, a.insn_cnt = 8, a.insns = (uintptr_t)insns, a.license = (uintptr_t)"GPL";
	bpf(BPF_PROG_LOAD);
}

int main(void)
{
	program(map());
	return 0;
}
