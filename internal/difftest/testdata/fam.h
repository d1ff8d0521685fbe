/* What the families' programs share. C makes a system call of both ABIs, with
 * the registers as given. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include "object.h"

#define C(name, ...) syscall(SYS_##name, ##__VA_ARGS__)
#define BAD ((void *)8L)

static char buf[65536] __attribute__((aligned(4096)));
