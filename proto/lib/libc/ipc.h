// Functions of the GNU C library: ipc.

errno key_t ftok(path const char *pathname, int proj_id);
errno int mq_close(mqd_t mqdes);
errno int mq_getattr(mqd_t mqdes, struct mq_attr *mqstat);
errno int mq_notify(mqd_t mqdes, const struct sigevent *notification);
errno mqd_t mq_open(const char *name, int oflag, ...);
errno ssize_t mq_receive(mqd_t mqdes, char *msg_ptr, size_t msg_len, unsigned int *msg_prio);
errno int mq_send(mqd_t mqdes, const char *msg_ptr, size_t msg_len, unsigned int msg_prio);
errno int mq_setattr(mqd_t mqdes, const struct mq_attr *mqstat, struct mq_attr *omqstat);
errno ssize_t mq_timedreceive(mqd_t mqdes, char *msg_ptr, size_t msg_len, unsigned int *msg_prio, const struct timespec *abs_timeout);
errno int mq_timedsend(mqd_t mqdes, const char *msg_ptr, size_t msg_len, unsigned int msg_prio, const struct timespec *abs_timeout);
errno int mq_unlink(const char *name);
errno int msgctl(int msqid, int cmd, struct msqid_ds *buf);
as(msgget) errno int msgget(key_t key, int msgflg);
errno ssize_t msgrcv(int msqid, void *msgp, size_t msgsz, long msgtyp, int msgflg);
errno int msgsnd(int msqid, const void *msgp, size_t msgsz, int msgflg);
errno int semctl(int semid, int semnum, int cmd, ...);
as(semget) errno int semget(key_t key, int nsems, int semflg);
as(semop) errno int semop(int semid, struct sembuf *sops, size_t nsops);
int semtimedop(int semid, struct sembuf *sops, size_t nsops, const struct timespec *timeout);
as(shmat) errno void *shmat(int shmid, const void *shmaddr, int shmflg);
errno int shmctl(int shmid, int cmd, struct shmid_ds *buf);
as(shmdt) errno int shmdt(const void *shmaddr);
as(shmget) errno int shmget(key_t key, size_t size, int shmflg);
