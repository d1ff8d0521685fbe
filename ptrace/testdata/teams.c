// Prints how many processors the C library, OpenMP and a thread started later see,
// and does some calls first.
#define _GNU_SOURCE
#include <omp.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static void *count(void *p)
{
	cpu_set_t set;

	sched_getaffinity(0, sizeof set, &set);
	*(int *)p = CPU_COUNT(&set);
	return NULL;
}

int main(void)
{
	pthread_t t;
	int n = 0, team = 0;

	for (int i = 0; i < 2000; i++)
		syscall(SYS_getppid);
	pthread_create(&t, NULL, count, &n);
	pthread_join(t, NULL);
#pragma omp parallel
	{
#pragma omp single
		team = omp_get_num_threads();
	}
	printf("%ld %d %d %d %d\n", sysconf(_SC_NPROCESSORS_ONLN), n, omp_get_num_procs(), omp_get_max_threads(), team);
	return 0;
}
