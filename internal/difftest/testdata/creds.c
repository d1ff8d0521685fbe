/* Users, groups, capabilities. */
#include "fam.h"
#include <linux/capability.h>

int main(void)
{
	struct __user_cap_header_struct h = { _LINUX_CAPABILITY_VERSION_3, 0 }, bad = { 1, 0 };
	struct __user_cap_data_struct d[2];
	gid_t groups[3] = { 0, 1, 2 };

	C(getuid);
	C(geteuid);
	C(getgid);
	C(getegid);
	C(getresuid, buf, buf + 4, buf + 8);
	C(getresgid, buf, buf + 4, BAD);
	C(setresuid, -1, -1, -1);
	C(setresgid, -1, -1, -1);
	C(setreuid, -1, -1);
	C(setregid, -1, -1);
	C(setfsuid, -1);
	C(setfsgid, -1);
	C(getgroups, 0, 0);
	C(getgroups, 99, BAD);
	C(setgroups, 99999999, groups);
	C(setgroups, 1, BAD);
	C(capget, &h, d);
	C(capset, &h, d);
	C(capget, &bad, d);
	C(capset, BAD, BAD);
#ifdef __i386__
	C(getuid32);
	C(getresuid32, buf, buf + 4, buf + 8);
	C(setresuid32, -1, -1, -1);
	C(getgroups32, 0, 0);
	C(setgroups32, 99999999, groups);
	C(setfsgid32, -1);
#endif
	C(setuid, -1);
	C(setgid, -1);
	return 0;
}
