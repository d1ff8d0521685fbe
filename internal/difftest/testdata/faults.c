//difftest: -y
//difftest: -v
//difftest: -X verbose
/* Faults handled by the program itself: userfaultfd on memory of its own. */
#include "fam.h"
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

#define PAGE 4096

int main(void)
{
	struct uffdio_api api = { UFFD_API, UFFD_FEATURE_THREAD_ID | UFFD_FEATURE_EVENT_FORK | 1LL << 50 };
	struct uffdio_register reg = { .mode = UFFDIO_REGISTER_MODE_MISSING | UFFDIO_REGISTER_MODE_WP };
	struct uffdio_copy copy;
	struct uffdio_zeropage zero;
	struct uffdio_writeprotect wp;
	struct uffdio_continue cont;
	char *p = mmap((void *)0x10000000, 16 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	int fd = C(userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);

	C(userfaultfd, 0x80000000 | 2);
	ioctl(fd, UFFDIO_API, &api);
	close(fd);
	fd = C(userfaultfd, O_CLOEXEC | O_NONBLOCK);
	api = (struct uffdio_api){ UFFD_API, 0 };
	ioctl(fd, UFFDIO_API, &api);
	ioctl(fd, UFFDIO_API, BAD);
	reg.range.start = (long)p;
	reg.range.len = 8 * PAGE;
	ioctl(fd, UFFDIO_REGISTER, &reg);
	copy = (struct uffdio_copy){ (long)p, (long)buf, PAGE, UFFDIO_COPY_MODE_DONTWAKE };
	ioctl(fd, UFFDIO_COPY, &copy);
	ioctl(fd, UFFDIO_COPY, &copy); /* is there already */
	zero = (struct uffdio_zeropage){ { (long)p + PAGE, 2 * PAGE }, 0 };
	ioctl(fd, UFFDIO_ZEROPAGE, &zero);
	wp = (struct uffdio_writeprotect){ { (long)p, PAGE }, UFFDIO_WRITEPROTECT_MODE_WP };
	ioctl(fd, UFFDIO_WRITEPROTECT, &wp);
	wp.mode = UFFDIO_WRITEPROTECT_MODE_DONTWAKE;
	ioctl(fd, UFFDIO_WRITEPROTECT, &wp);
	cont = (struct uffdio_continue){ { (long)p, PAGE }, UFFDIO_CONTINUE_MODE_DONTWAKE };
	ioctl(fd, UFFDIO_CONTINUE, &cont);
	ioctl(fd, UFFDIO_WAKE, &reg.range);
	C(read, fd, buf, sizeof(struct uffd_msg));
	ioctl(fd, UFFDIO_UNREGISTER, &reg.range);
	ioctl(fd, UFFDIO_UNREGISTER, 0);
	return 0;
}
