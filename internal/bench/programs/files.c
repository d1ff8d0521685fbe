// files FILE N: opens, reads and closes FILE, N times.
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char buf[512];

	if (argc < 3)
		return 2;
	for (long n = atol(argv[2]); n > 0; n--) {
		int fd = open(argv[1], O_RDONLY);
		if (fd < 0 || read(fd, buf, sizeof buf) < 0)
			return 1;
		close(fd);
	}
	return 0;
}
