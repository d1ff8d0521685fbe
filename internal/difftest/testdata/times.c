/* Clocks, timers, sleeping. */
#include "fam.h"
#include <sys/times.h>
#include <sys/timex.h>

int main(void)
{
	struct timespec ts = { 0, 1000000 }, bad = { 1, 1000000000 };
	struct itimerval it = { { 0, 0 }, { 1000, 7 } };
	struct itimerspec its = { { 1, 2 }, { 3000, 4 } };
	struct sigevent se = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 5 };
	struct sigevent none = { .sigev_notify = SIGEV_NONE };
	int t;

	C(clock_getres, CLOCK_REALTIME, buf);
	C(clock_getres, 99, buf);
	C(clock_gettime, CLOCK_THREAD_CPUTIME_ID, BAD);
	C(clock_settime, CLOCK_MONOTONIC, &ts);
	C(clock_nanosleep, CLOCK_MONOTONIC, 0, &ts, 0);
	C(clock_nanosleep, CLOCK_REALTIME, TIMER_ABSTIME, &bad, 0);
	C(nanosleep, &ts, buf);
	C(nanosleep, &bad, buf);
	C(nanosleep, BAD, 0);
	C(gettimeofday, BAD, 0);
	C(gettimeofday, 0, buf);
	C(settimeofday, BAD, 0);
	C(time, BAD);
	C(setitimer, ITIMER_VIRTUAL, &it, buf);
	C(setitimer, 9, &it, buf);
	C(getitimer, ITIMER_PROF, buf);
	C(getitimer, 9, buf);
	C(alarm, 0);
	C(timer_create, CLOCK_MONOTONIC, &se, &t);
	C(timer_create, CLOCK_REALTIME, &none, &t);
	C(timer_create, 99, 0, &t);
	C(timer_settime, t, TIMER_ABSTIME, &its, buf);
	C(timer_settime, 77, 0, &its, 0);
	C(timer_gettime, 77, buf);
	C(timer_getoverrun, t);
	C(timer_delete, t);
	C(timer_delete, 77);
	C(adjtimex, BAD);
	C(clock_adjtime, 99, buf);
	C(times, 0);
#ifdef __i386__
	struct { long long s, n; } ts64 = { 0, 1000 }, its64[2] = { { 0, 0 }, { 2000, 5 } };
	C(clock_nanosleep_time64, CLOCK_MONOTONIC, 0, &ts64, 0);
	C(clock_getres_time64, CLOCK_MONOTONIC, buf);
	C(clock_gettime64, 99, buf);
	C(clock_settime64, CLOCK_MONOTONIC, &ts64);
	C(timer_settime64, 77, 0, its64, 0);
	C(timerfd_settime64, 99, 0, its64, 0);
	C(stime, BAD);
#endif
	return 0;
}
