//difftest: -y
//difftest: -X verbose
/* Queues, semaphores and shared memory that exist, for as long as the program runs. */
#include "fam.h"
#include <mqueue.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

static void posix(void)
{
	struct mq_attr a = { 0, 3, 64 };
	struct sigevent ev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 7 };
	struct timespec past = { 1, 2 };
	int q = C(mq_open, "difftest", O_RDWR | O_CREAT | O_NONBLOCK, 0600, &a);
	unsigned prio;

	C(mq_notify, q, &ev);
	C(mq_notify, q, 0);
	C(mq_timedsend, q, "message", 7L, 5, 0);
	C(mq_timedsend, q, "other", 5L, 1, &past);
	C(mq_timedreceive, q, buf, 64L, &prio, 0);
	C(mq_timedreceive, q, buf, 3L, &prio, &past);
	C(mq_timedreceive, q, buf, 64L, 0, &past);
	C(mq_timedreceive, q, buf, 64L, &prio, 0);
	a.mq_flags = 0;
	C(mq_getsetattr, q, &a, &a);
	C(mq_unlink, "difftest");
	close(q);
}

static void sysv(void)
{
	struct { long type; char text[32]; } m = { 3, "first message" };
	struct sembuf ops[2] = { { 0, 2, IPC_NOWAIT }, { 1, 0, SEM_UNDO | IPC_NOWAIT } };
	struct timespec ts = { 0, 1000 };
	unsigned short values[2] = { 4, 0 };
	int q = msgget(IPC_PRIVATE, IPC_CREAT | 0600), s = semget(IPC_PRIVATE, 2, 0600), h = shmget(IPC_PRIVATE, 8192, IPC_CREAT | IPC_EXCL | 0640);
	void *p;

	msgsnd(q, &m, 14, IPC_NOWAIT);
	m.type = 5;
	msgsnd(q, &m, 32, 0);
	msgctl(q, IPC_STAT, (void *)buf);
	msgrcv(q, &m, 5, -4, MSG_NOERROR);
	msgrcv(q, &m, 32, 5, MSG_EXCEPT | IPC_NOWAIT);
	msgrcv(q, &m, 1, 0, 0);
	msgctl(q, IPC_RMID, 0);
	semctl(s, 0, SETALL, values);
	semctl(s, 0, GETALL, values);
	semctl(s, 1, SETVAL, 0);
	semctl(s, 0, GETVAL);
	semctl(s, 0, GETPID);
	semctl(s, 0, IPC_STAT, buf);
	semop(s, ops, 2);
	semtimedop(s, (struct sembuf[]){ { 1, -1, 0 } }, 1, &ts);
	semctl(s, 0, IPC_RMID);
	p = shmat(h, 0, SHM_RDONLY);
	shmctl(h, IPC_STAT, (void *)buf);
	shmctl(h, IPC_INFO, (void *)buf);
	shmctl(h, SHM_LOCK, 0);
	shmdt(p);
	shmctl(h, IPC_RMID, 0);
	shmdt(p);
}

int main(void)
{
	if (C(unshare, CLONE_NEWIPC))
		return 0;
	posix();
	sysv();
	return 0;
}
