/* Extended attributes. */
#include "fam.h"
#include <sys/xattr.h>

int main(void)
{
	int fd = open("f", O_RDWR | O_CREAT, 0600);

	C(setxattr, "f", "user.a", "value\0more", 10, 0);
	C(setxattr, "f", "user.a", "x", 1, XATTR_CREATE);
	C(lsetxattr, "none", "user.a", 0, 0, XATTR_REPLACE);
	C(fsetxattr, fd, "user.b", "bb", 2, 3);
	C(getxattr, "f", "user.a", buf, 100);
	C(getxattr, "f", "user.a", 0, 0);
	C(getxattr, "f", "user.a", buf, 1);
	C(lgetxattr, "f", "user.none", buf, 100);
	C(fgetxattr, 99, "user.a", buf, 100);
	C(listxattr, "f", buf, 1000);
	C(llistxattr, "f", 0, 0);
	C(flistxattr, 99, buf, 1000);
	C(removexattr, "f", "user.a");
	C(lremovexattr, "f", "user.none");
	C(fremovexattr, fd, BAD);
	return 0;
}
