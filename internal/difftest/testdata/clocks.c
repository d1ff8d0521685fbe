//difftest:
//difftest: -X raw
//difftest: -X verbose
//difftest: -e verbose=none
/* Clocks and timers. What the time is, is different each time. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
	struct timespec ts = { 1, 2 }, none = { 0, 1 };
	struct itimerval iv = { { 1, 2 }, { 0, 0 } }, oiv;
	struct itimerspec is = { { 1, 2 }, { 0, 0 } }, ois;
	struct sigevent ev;
	struct timeval tv = { -1, 5 };
	int id, clocks[] = { 0, 1, 2, 3, 4, 7, 11, 77, -6 };
	unsigned i;

	for (i = 0; i < sizeof clocks / sizeof *clocks; i++)
		syscall(SYS_clock_getres, clocks[i], &ts);
	syscall(SYS_clock_getres, 0, 0);
	syscall(SYS_clock_gettime, 77, &ts);
	syscall(SYS_clock_settime, 77, &ts);
	syscall(SYS_settimeofday, 1L, 0);
	syscall(SYS_nanosleep, &none, &ts);
	syscall(SYS_nanosleep, &none, 0);
	syscall(SYS_nanosleep, 1L, 0);
	ts.tv_nsec = -1;
	syscall(SYS_nanosleep, &ts, &ts);
	syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &none, &ts);
	syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &none, 0);
	syscall(SYS_clock_nanosleep, 77, 5, &ts, &ts);
	syscall(SYS_getitimer, ITIMER_VIRTUAL, &iv);
	syscall(SYS_getitimer, 9, &iv);
	syscall(SYS_setitimer, ITIMER_PROF, &iv, &oiv);
	syscall(SYS_setitimer, ITIMER_REAL, 0, &oiv);
	syscall(SYS_alarm, 0);
	memset(&ev, 0, sizeof ev);
	ev.sigev_notify = SIGEV_SIGNAL, ev.sigev_signo = SIGUSR1, ev.sigev_value.sival_int = 9;
	syscall(SYS_timer_create, CLOCK_MONOTONIC, &ev, &id);
	syscall(SYS_timer_settime, id, 0, &is, &ois);
	syscall(SYS_timer_gettime, id, &ois);
	syscall(SYS_timer_getoverrun, id);
	syscall(SYS_timer_delete, id);
	syscall(SYS_timer_delete, id);
	syscall(SYS_timer_settime, 99, TIMER_ABSTIME, &is, 0);
	ev.sigev_notify = 99;
	syscall(SYS_timer_create, CLOCK_REALTIME, &ev, &id);
	ev.sigev_notify = SIGEV_NONE;
	syscall(SYS_timer_create, CLOCK_REALTIME, &ev, &id);
	syscall(SYS_timer_create, 77, 0, &id);
	syscall(SYS_adjtimex, 0);
	syscall(SYS_time, 1L);
#ifdef __i386__
	unsigned long long t64[4] = { 0, 1, 0, 0 };

	syscall(406, CLOCK_BOOTTIME, t64); /* clock_getres_time64 */
	syscall(404, 77, t64);             /* clock_settime64 */
	t64[0] = 0, t64[1] = 1;
	syscall(407, 0, 0, t64, t64); /* clock_nanosleep_time64 */
	syscall(408, 99, t64);        /* timer_gettime64 */
	syscall(409, 99, 1, t64, t64);
	syscall(410, 99, t64);
	syscall(411, 99, 1, t64, t64);
	syscall(405, 77, t64); /* clock_adjtime64 */
	syscall(SYS_stime, 0);
#endif
	return 0;
}
