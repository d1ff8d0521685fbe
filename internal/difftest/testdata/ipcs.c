/* System V IPC and message queues. */
#include "fam.h"
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

int main(void)
{
	struct sembuf ops[2] = { { 0, 1, IPC_NOWAIT }, { 0, -1, SEM_UNDO } };
	struct { long type; char text[16]; } msg = { 3, "a message" };
	union { int val; void *p; } arg;
	struct mq_attr at = { 0, 5, 64 };
	struct timespec ts = { 0, 1000000 };
	int id;

	id = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
	shmget(0x7654321, 1, 0);
	shmdt(shmat(id, 0, SHM_RDONLY));
	shmat(-1, 0, 0);
	shmctl(id, IPC_STAT, (void *)buf);
	shmctl(id, IPC_RMID, 0);
	shmctl(-1, IPC_STAT, (void *)buf);
	id = semget(IPC_PRIVATE, 2, IPC_CREAT | IPC_EXCL | 0640);
	semop(id, ops, 2);
	semtimedop(id, ops + 1, 1, &ts);
	arg.val = 3;
	semctl(id, 0, SETVAL, arg);
	semctl(id, 0, GETVAL, arg);
	arg.p = buf;
	semctl(id, 0, IPC_STAT, arg);
	semctl(id, 0, GETALL, arg);
	semctl(id, 0, IPC_RMID, arg);
	semop(-1, ops, 1);
	semget(0x7654321, 1, 0);
	id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
	msgsnd(id, &msg, 9, IPC_NOWAIT);
	msgrcv(id, buf, 100, 0, MSG_NOERROR);
	msgrcv(id, buf, 100, -5, IPC_NOWAIT);
	msgctl(id, IPC_STAT, (void *)buf);
	msgctl(id, IPC_RMID, 0);
	msgsnd(-1, &msg, 9, 0);
	id = C(mq_open, "difftest", O_RDWR | O_CREAT | O_NONBLOCK, 0600, &at);
	C(mq_timedsend, id, "text", 4, 2, 0);
	C(mq_getsetattr, id, 0, buf);
	C(mq_timedreceive, id, buf, 64, buf + 4096, &ts);
	C(mq_timedreceive, id, buf, 64, 0, 0);
	C(mq_notify, id, 0);
	C(mq_unlink, "difftest");
	C(mq_unlink, "difftest");
	C(mq_open, "none", O_RDONLY);
	return 0;
}
