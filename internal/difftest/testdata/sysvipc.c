//difftest:
/* System V IPC and message queues. The calls that only fail, and those on what
 * does not exist: what exists has numbers that are different each time. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
	struct { long type; char text[50]; } m = { 7, "a text that is longer than what is shown of it" };
	struct sembuf ops[2] = { { 0, -1, IPC_NOWAIT | SEM_UNDO }, { 1, 2, 0 } };
	struct shmid_ds shm = { .shm_perm = { .uid = 5, .mode = 0640 } };
	struct semid_ds sem = { .sem_perm = { .gid = 6, .mode = 0600 } };
	struct msqid_ds msg = { .msg_perm = { .mode = 07 }, .msg_qbytes = 100 };
	struct timespec ts = { 1, 2 };

	shmget(0x12345678, 4096, 0600);
	shmget(IPC_PRIVATE, 0, IPC_CREAT | SHM_HUGETLB | SHM_NORESERVE | 0644 | 21 << 26);
	semget(0x12345678, 1, 0);
	semget(IPC_PRIVATE, -1, IPC_CREAT | IPC_EXCL | 0666);
	msgget(0x12345678, IPC_NOWAIT | 0200);
	shmctl(-1, IPC_STAT, &shm);
	shmctl(-1, IPC_SET, &shm);
	shmctl(-1, SHM_LOCK, 0);
	shmctl(-1, 77, 0);
	semctl(-1, 2, IPC_SET, &sem);
	semctl(-1, 2, SETVAL, 5);
	semctl(-1, 2, GETVAL);
	msgctl(-1, IPC_SET, &msg);
	msgctl(-1, IPC_RMID, 0);
	shmat(-1, 0, SHM_RDONLY | SHM_RND);
	shmat(-1, (void *)0x1000, SHM_EXEC | 1);
	shmdt((void *)0x1000);
	semop(-1, ops, 2);
	semtimedop(-1, ops, 2, &ts);
	msgsnd(-1, &m, 5, IPC_NOWAIT);
	msgsnd(-1, &m, 46, 0);
#ifdef __x86_64__ /* strace shows ipc's arguments where they are on i386 */
	msgrcv(-1, &m, 46, -3, MSG_NOERROR | MSG_EXCEPT | MSG_COPY | IPC_NOWAIT);
#endif

	struct mq_attr a = { 0, 4, 16, 0 }, b;
	mqd_t q = mq_open("/gotrace-sysvipc", O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 0600, &a);
	struct sigevent ev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 9 };
	char buf[16];
	unsigned prio;

	mq_open("/gotrace-sysvipc", O_RDONLY);
	mq_open("/gotrace-absent", O_RDWR | O_CLOEXEC);
	mq_send(q, "hello", 5, 3);
	mq_timedsend(q, "hi", 2, 1, &ts);
	mq_receive(q, buf, 16, &prio);
	mq_timedreceive(q, buf, 16, 0, &ts);
	mq_receive(q, buf, 16, &prio);
	mq_receive(q, buf, 3, &prio);
	mq_getattr(q, &b);
	a.mq_flags = O_NONBLOCK;
	mq_setattr(q, &a, &b);
	mq_notify(q, &ev);
	mq_notify(q, &ev);
	mq_notify(q, 0);
	mq_unlink("/gotrace-sysvipc");
	mq_unlink("/gotrace-sysvipc");
	return 0;
}
