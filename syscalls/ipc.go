package syscalls

// Calls about System V IPC and POSIX message queues.
var (
	Ipc                  = Desc{Name: "ipc", Class: CIPC, Args: []Arg{unum("call"), num("first"), num("second"), unum("third"), ptr("ptr"), unum("fifth")}}
	MqGetsetattr         = Desc{Name: "mq_getsetattr", Class: CDesc, Args: []Arg{fd("mqdes"), ptr("u_mqstat"), ptr("u_omqstat")}}
	MqNotify             = Desc{Name: "mq_notify", Class: CDesc, Args: []Arg{fd("mqdes"), ptr("u_notification")}}
	MqOpen               = Desc{Name: "mq_open", Class: CDesc, Args: []Arg{str("u_name"), num("oflag"), mode("mode"), ptr("u_attr")}, Ret: RetFD}
	MqTimedreceive       = Desc{Name: "mq_timedreceive", Class: CDesc, Args: []Arg{fd("mqdes"), ptr("u_msg_ptr"), size("msg_len"), ptr("u_msg_prio"), ptr("u_abs_timeout")}}
	MqTimedreceiveTime64 = Desc{Name: "mq_timedreceive_time64", Class: CDesc, Args: []Arg{fd("mqdes"), ptr("u_msg_ptr"), size("msg_len"), ptr("u_msg_prio"), ptr("u_abs_timeout")}}
	MqTimedsend          = Desc{Name: "mq_timedsend", Class: CDesc, Args: []Arg{fd("mqdes"), data("u_msg_ptr", 2), size("msg_len"), unum("msg_prio"), ptr("u_abs_timeout")}}
	MqTimedsendTime64    = Desc{Name: "mq_timedsend_time64", Class: CDesc, Args: []Arg{fd("mqdes"), data("u_msg_ptr", 2), size("msg_len"), unum("msg_prio"), ptr("u_abs_timeout")}}
	MqUnlink             = Desc{Name: "mq_unlink", Args: []Arg{str("u_name")}}
	Msgctl               = Desc{Name: "msgctl", Class: CIPC, Args: []Arg{num("msqid"), num("cmd"), ptr("buf")}}
	Msgget               = Desc{Name: "msgget", Class: CIPC, Args: []Arg{num("key"), num("msgflg")}}
	Msgrcv               = Desc{Name: "msgrcv", Class: CIPC, Args: []Arg{num("msqid"), ptr("msgp"), size("msgsz"), long("msgtyp"), num("msgflg")}}
	Msgsnd               = Desc{Name: "msgsnd", Class: CIPC, Args: []Arg{num("msqid"), ptr("msgp"), size("msgsz"), num("msgflg")}}
	Semctl               = Desc{Name: "semctl", Class: CIPC, Args: []Arg{num("semid"), num("semnum"), num("cmd"), hexlong("arg")}}
	Semget               = Desc{Name: "semget", Class: CIPC, Args: []Arg{num("key"), num("nsems"), num("semflg")}}
	Semop                = Desc{Name: "semop", Class: CIPC, Args: []Arg{num("semid"), ptr("tsops"), unum("nsops")}}
	Semtimedop           = Desc{Name: "semtimedop", Class: CIPC, Args: []Arg{num("semid"), ptr("tsops"), unum("nsops"), ptr("timeout")}}
	SemtimedopTime64     = Desc{Name: "semtimedop_time64", Class: CIPC, Args: []Arg{num("semid"), ptr("tsops"), unum("nsops"), ptr("timeout")}}
	Shmat                = Desc{Name: "shmat", Class: CIPC | CMemory, Args: []Arg{num("shmid"), ptr("shmaddr"), num("shmflg")}, Ret: RetHex}
	Shmctl               = Desc{Name: "shmctl", Class: CIPC, Args: []Arg{num("shmid"), num("cmd"), ptr("buf")}}
	Shmdt                = Desc{Name: "shmdt", Class: CIPC | CMemory, Args: []Arg{ptr("shmaddr")}}
	Shmget               = Desc{Name: "shmget", Class: CIPC, Args: []Arg{num("key"), size("size"), num("shmflg")}}
)
