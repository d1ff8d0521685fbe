//difftest: -v -e trace=ioctl
//difftest: -y -e trace=ioctl
//difftest: -X verbose -e trace=ioctl
/* A loop device of its own on a temporary file, which is let go of again whatever
 * happens: LO_FLAGS_AUTOCLEAR frees it even if the program is killed. */
#include "fam.h"
#include <linux/fs.h>
#include <linux/loop.h>
#include <sys/ioctl.h>

static int control, device = -1, number;

/* configured takes a free device; another program may take it first. */
static int configured(struct loop_config *c)
{
	char name[32];

	for (int tries = 0; tries < 10; tries++) {
		number = ioctl(control, LOOP_CTL_GET_FREE);
		snprintf(name, sizeof name, "/dev/loop%d", number);
		device = open(name, O_RDWR);
		if (device >= 0 && (ioctl(device, LOOP_CONFIGURE, c) == 0 || errno != EBUSY))
			break;
		close(device);
	}
	return device >= 0;
}

int main(void)
{
	struct loop_config c = { .block_size = 512, .info = { .lo_flags = LO_FLAGS_AUTOCLEAR, .lo_offset = 4096, .lo_file_name = "a file" } };
	struct loop_info64 i64 = { 0 };
	struct loop_info i = { 0 };
	int file = open("file", O_RDWR | O_CREAT, 0600), other = open("other", O_RDWR | O_CREAT, 0600), ro = 0;
	unsigned long long size;
	unsigned long sectors;

	ftruncate(file, 1 << 20);
	ftruncate(other, 1 << 20);
	control = object(open("/dev/loop-control", O_RDWR), "/dev/loop-control");
	c.fd = file;
	object(configured(&c) - 1, "loop device");
	ioctl(device, LOOP_GET_STATUS64, &i64);
	i64.lo_sizelimit = 65536;
	strcpy((char *)i64.lo_file_name, "another name");
	ioctl(device, LOOP_SET_STATUS64, &i64);
	ioctl(device, LOOP_GET_STATUS, &i);
	ioctl(device, LOOP_SET_STATUS, &i);
	ioctl(device, LOOP_SET_CAPACITY);
	ioctl(device, LOOP_SET_BLOCK_SIZE, 4096L);
	ioctl(device, LOOP_SET_DIRECT_IO, 1L);
	ioctl(device, LOOP_CHANGE_FD, other);
	ioctl(device, LOOP_SET_FD, other);
	ioctl(device, LOOP_CONFIGURE, &c);
	ioctl(device, LOOP_CONFIGURE, 0);
	ioctl(device, LOOP_GET_STATUS64, BAD);
	ioctl(device, BLKGETSIZE64, &size);
	ioctl(device, BLKGETSIZE, &sectors);
	ioctl(device, BLKSSZGET, &ro);
	ioctl(device, BLKROGET, &ro);
	ioctl(device, BLKFLSBUF);
	ioctl(control, LOOP_CTL_ADD, number);
	ioctl(control, LOOP_CTL_REMOVE, number);
	ioctl(device, LOOP_CLR_FD);
	close(device);
	return 0;
}
