//difftest:
//difftest: -y
/* Asynchronous input and output, io_uring. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/io_uring.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
	aio_context_t ctx = 0;
	char out[] = "data to write", in[16];
	struct iovec v[2] = { { out, 4 }, { out + 5, 2 } };
	struct iocb w = { 0 }, r = { 0 }, wv = { 0 }, p = { 0 }, bad = { 0 };
	struct iocb *list[] = { &w, &wv, &r, &p, &bad };
	struct io_event ev[8];
	char *end = (char *)mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) + 4096;
	struct timespec ts = { 0, 0 };
	int f = open("f", O_RDWR | O_CREAT, 0600);

	mprotect(end, 4096, PROT_NONE);
	syscall(SYS_io_setup, 0, &ctx);
	syscall(SYS_io_setup, 8, 1L);
	w.aio_lio_opcode = IOCB_CMD_PWRITE, w.aio_fildes = f, w.aio_buf = (long)out, w.aio_nbytes = 13, w.aio_data = 1;
	wv.aio_lio_opcode = IOCB_CMD_PWRITEV, wv.aio_fildes = f, wv.aio_buf = (long)v, wv.aio_nbytes = 2, wv.aio_offset = 20;
	r.aio_lio_opcode = IOCB_CMD_PREAD, r.aio_fildes = f, r.aio_buf = (long)in, r.aio_nbytes = 16, r.aio_flags = IOCB_FLAG_IOPRIO, r.aio_reqprio = 0x4002;
	p.aio_lio_opcode = IOCB_CMD_POLL, p.aio_fildes = f, p.aio_buf = POLLIN | POLLHUP;
	bad.aio_lio_opcode = 77, bad.aio_fildes = -1;
	syscall(SYS_io_submit, 0x1234L, 5, list);
	syscall(SYS_io_submit, 0x1234L, -1, memcpy(end - sizeof list, list, sizeof list));
	syscall(SYS_io_cancel, 0x1234L, &w, ev);
	syscall(SYS_io_getevents, 0x1234L, 1, 8, ev, &ts);
	syscall(SYS_io_destroy, 0x1234L);

	struct io_uring_params par = { .flags = IORING_SETUP_CQSIZE | IORING_SETUP_SQPOLL, .sq_thread_cpu = 3, .sq_thread_idle = 9 };
	int fds[] = { f, -1 };
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	syscall(SYS_io_uring_setup, 0, &par);
	syscall(SYS_io_uring_setup, 8, 1L);
	syscall(SYS_io_uring_enter, f, 1, 2, IORING_ENTER_GETEVENTS, &set, 8);
	syscall(SYS_io_uring_enter, -1, 1, 2, IORING_ENTER_SQ_WAKEUP, 0, 8);
	syscall(SYS_io_uring_register, f, IORING_REGISTER_BUFFERS, v, 2);
	syscall(SYS_io_uring_register, f, IORING_UNREGISTER_BUFFERS, 0, 0);
	syscall(SYS_io_uring_register, f, IORING_REGISTER_FILES, fds, 2);
	syscall(SYS_io_uring_register, f, IORING_REGISTER_EVENTFD, fds, 1);
	return 0;
}
