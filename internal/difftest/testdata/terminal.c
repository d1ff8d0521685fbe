//difftest:
//difftest: -v
//difftest: -y
//difftest: -X raw
//difftest: -X verbose
/* ioctl on terminals, sockets and files. */
#define _GNU_SOURCE
#include <asm/termbits.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include "object.h"

static void terminal(void)
{
	struct termios t;
	struct termios2 t2;
	struct winsize w = { 24, 80, 0, 0 };
	int n = 0, master = object(open("/dev/ptmx", O_RDWR | O_NOCTTY), "/dev/ptmx"), s;

	ioctl(master, TIOCSPTLCK, &n);
	s = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY);
	ioctl(s, TCGETS, &t);
	t.c_iflag = IXANY | 0x10000000;
	t.c_oflag = OPOST | CRDLY | TABDLY | FFDLY;
	t.c_cflag = CS7 | PARENB | CSTOPB | B9600;
	t.c_lflag = 0;
	ioctl(s, TCSETSW, &t);
	ioctl(s, TCGETS2, &t2);
	ioctl(s, TCSETS2, &t2);
	ioctl(s, TCGETA, &t);
	ioctl(s, TCSETAF, &t);
	ioctl(s, TIOCSWINSZ, &w);
	ioctl(s, TIOCGWINSZ, &w);
	ioctl(s, TIOCGPGRP, &n);
	ioctl(s, TCXONC, TCOOFF);
	ioctl(s, TCXONC, TCOON);
	ioctl(s, TCFLSH, TCIOFLUSH);
	ioctl(s, TCFLSH, 7);
	ioctl(s, TCSBRK, 1);
	ioctl(s, TIOCEXCL);
	ioctl(s, TIOCNXCL);
	ioctl(s, TIOCGETD, &n);
	ioctl(s, TIOCMGET, &n);
	ioctl(s, FIONREAD, &n);
	ioctl(s, FIOCLEX);
	ioctl(-1, TCGETS, &t);
	ioctl(-1, TCSETS, 0);
	ioctl(-1, TIOCSTI, "x");
	close(s);
	close(master);
}

static void interfaces(void)
{
	static const int cmds[] = { SIOCGIFFLAGS, SIOCGIFADDR, SIOCGIFNETMASK, SIOCGIFHWADDR, SIOCGIFINDEX, SIOCGIFMTU,
				    SIOCGIFMETRIC, SIOCGIFTXQLEN, SIOCGIFMAP, SIOCGIFBRDADDR, SIOCETHTOOL };
	int s = socket(AF_INET, SOCK_DGRAM, 0);
	struct ifreq r;
	struct ifconf c = { 0 };

	for (unsigned i = 0; i < sizeof cmds / sizeof cmds[0]; i++) {
		memset(&r, 0, sizeof r);
		strcpy(r.ifr_name, "lo");
		ioctl(s, cmds[i], &r);
		strcpy(r.ifr_name, "nothing");
		ioctl(s, cmds[i], &r);
		ioctl(s, cmds[i], 0);
	}
	memset(&r, 0, sizeof r);
	r.ifr_ifindex = 1;
	ioctl(s, SIOCGIFNAME, &r);
	ioctl(s, SIOCGIFCONF, &c);
	ioctl(-1, SIOCGIFCONF, &c);
	ioctl(s, SIOCGIFCONF, 0);
	ioctl(-1, SIOCSIFFLAGS, &r);
	close(s);
}

int main(void)
{
	int n;

	terminal();
	interfaces();
	ioctl(-1, FS_IOC_GETFLAGS, &n);
	ioctl(-1, 0x12345678, 5);
	ioctl(-1, _IOC(_IOC_READ | _IOC_WRITE, 0x12, 0x99, 8), 0);
	ioctl(-1, 0, 0);
	ioctl(-1, BLKGETSIZE64, &n);
	ioctl(-1, FICLONE, 3);
	return 0;
}
