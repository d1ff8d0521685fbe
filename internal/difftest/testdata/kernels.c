//difftest: -y
//difftest: -X verbose
/* Kernels and modules, none of which is loaded: what is handed over is none. */
#include "fam.h"
#include <linux/kexec.h>

#ifndef SYS_kexec_file_load
#define SYS_kexec_file_load 320
#endif

int main(void)
{
	struct { void *buf; size_t bufsz; void *mem; size_t memsz; } seg[2] = { { buf, 10, (void *)0x1000, 4096 }, { BAD, 1, 0, 1 } };
	int fd = open("none", O_RDWR | O_CREAT, 0600);

	C(kexec_load, 0x10000L, 17L, seg, KEXEC_ON_CRASH | KEXEC_ARCH_X86_64);
	C(kexec_load, 0L, 2L, seg, KEXEC_ARCH_MASK);
#ifdef __x86_64__
	C(kexec_file_load, fd, -1, 4L, "arg", KEXEC_FILE_NO_INITRAMFS);
	C(kexec_file_load, fd, fd, 100L, "not that long", 0x80L);
#endif
	C(init_module, "\177ELF no module", 14L, "option=1");
	C(init_module, BAD, 14L, BAD);
	C(finit_module, fd, "option=1", 1 | 2 | 8);
	C(delete_module, "difftest-none", O_NONBLOCK | O_TRUNC | O_APPEND);
	C(delete_module, BAD, 0);
	C(reboot, 1, 2, 3, 0L); /* the magic numbers are none */
	C(reboot, 0xfee1dead, 1, 0x4321fedc, "x");
	C(swapon, "none", 0x18005);
	C(swapoff, "none");
	C(acct, "missing/none");
	return 0;
}
