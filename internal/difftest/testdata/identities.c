//difftest:
//difftest: -X verbose
/* Ids, groups, capabilities, scheduling, keys. */
#define _GNU_SOURCE
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	gid_t g[4];
	uid_t r, e, s;
	struct __user_cap_header_struct h = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct d[2];
	struct sched_param sp = { 0 };
	cpu_set_t cpus;

	getuid(), geteuid(), getgid(), getegid();
	getresuid(&r, &e, &s);
	getresgid(&r, &e, &s);
	getgroups(0, NULL);
	getgroups(4, g);
	getgroups(-1, g);
	syscall(SYS_setgroups, -1, g);
	syscall(SYS_setreuid, -1, -1);
	syscall(SYS_setresgid, -1, -1, -1);
	setfsuid(-1);
	setfsgid(-1);
	syscall(SYS_capget, &h, d);
	syscall(SYS_capget, &h, NULL);
	h.version = 5;
	syscall(SYS_capget, &h, d);
	syscall(SYS_capset, &h, d);
	sched_getscheduler(0);
	sched_getscheduler(-1);
	sched_getparam(0, &sp);
	sched_setscheduler(0, 99, &sp);
	sched_get_priority_max(SCHED_FIFO);
	sched_get_priority_min(99);
	sched_yield();
	sched_setaffinity(-1, 8, &cpus);
	char attr[64] = { 48 };
	syscall(SYS_sched_getattr, 0, attr, 48, 0);
	syscall(SYS_sched_getattr, 0, attr, 5, 0);
	attr[0] = 47;
	syscall(SYS_sched_setattr, 0, attr, 0);
	getpriority(PRIO_PROCESS, 0);
	setpriority(PRIO_PGRP, -1, 5);
	syscall(SYS_ioprio_get, 1, 0);
	syscall(SYS_ioprio_set, 9, 0, 0x4004);
	syscall(SYS_keyctl, 0, -3, 0);
	syscall(SYS_keyctl, 6, 99, 0, 0);
	syscall(SYS_keyctl, 99, 1, 2, 3, 4);
	syscall(SYS_add_key, "user", "", "x", 1L, -9);
	syscall(SYS_request_key, "nosuch", "d", NULL, 0);
	return 0;
}
