/* What belongs to no large family: keys, asynchronous I/O, bpf, perf, modules...
 * Nothing here changes the machine: most of it fails. */
#include "fam.h"
#include <linux/aio_abi.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/keyctl.h>
#include <linux/landlock.h>
#include <linux/perf_event.h>

int main(void)
{
	struct perf_event_attr pe = { .type = PERF_TYPE_SOFTWARE, .size = sizeof pe, .config = 99 };
	union bpf_attr ba = { .map_type = BPF_MAP_TYPE_HASH, .key_size = 4, .value_size = 0, .max_entries = 1 };
	struct io_uring_params up = { .flags = 0x80000000 };
	struct landlock_ruleset_attr la = { LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_DIR };
	aio_context_t ctx = 0;
	struct iocb cb = { .aio_data = 5, .aio_lio_opcode = IOCB_CMD_PREAD, .aio_fildes = 99, .aio_buf = (uintptr_t)buf, .aio_nbytes = 10, .aio_offset = 4 }, *list[2] = { &cb, 0 };
	struct timespec ts = { 0, 1 };

	C(add_key, "user", "difftest", "payload", 7, 99999999);
	C(request_key, "user", "difftest-none", 0, KEY_SPEC_PROCESS_KEYRING);
	C(keyctl, KEYCTL_DESCRIBE, 99999999, buf, 100);
	C(keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0);
	C(keyctl, 999, 1, 2, 3, 4);
	C(io_setup, 2, &ctx);
	C(io_submit, ctx, 1, list);
	C(io_submit, ctx, 2, BAD);
	C(io_getevents, ctx, 0, 2, buf, &ts);
	C(io_cancel, ctx, &cb, buf);
	C(io_destroy, 0L);
	C(io_uring_setup, 1, &up);
	C(io_uring_enter, 99, 1, 1, IORING_ENTER_GETEVENTS, 0, 8);
	C(io_uring_register, 99, IORING_REGISTER_BUFFERS, BAD, 1);
	C(bpf, BPF_MAP_CREATE, &ba, sizeof ba);
	C(bpf, BPF_OBJ_GET, &ba, 0);
	C(bpf, 999, BAD, 8);
	C(perf_event_open, &pe, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
	C(landlock_create_ruleset, &la, 8, 0);
	C(landlock_create_ruleset, 0, 0, 1);
	C(landlock_add_rule, 99, LANDLOCK_RULE_PATH_BENEATH, &la, 0);
	C(landlock_restrict_self, 99, 0);
	C(init_module, 0, 0, "args");
	C(finit_module, -1, "args", 3);
	C(delete_module, "difftest-none", O_NONBLOCK);
	C(syslog, 99, buf, 10);
	C(sysfs, 3);
	C(sysfs, 1, "none");
	C(ustat, 0x9999, buf);
	C(fsopen, "none", 1);
	C(fspick, AT_FDCWD, "none", 2);
	C(fsconfig, 99, 1, "key", "value", 0);
	C(fsmount, 99, 1, 2);
	C(open_tree, AT_FDCWD, "none", 1);
	C(move_mount, 99, "a", 98, "b", 4);
	C(mount_setattr, 99, "none", AT_RECURSIVE, buf + 8192, 32);
	C(lookup_dcookie, 1L, 0L, buf, 10);
	C(restart_syscall);
	syscall(998, 1, 2, 3, 4, 5, 6);
	return 0;
}
