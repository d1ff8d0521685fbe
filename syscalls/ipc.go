package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Calls about System V IPC and POSIX message queues.
var (
	Ipc                  = Desc{Name: "ipc", Class: CIPC, Args: []Arg{inCustom("call", sayIpcCall), hexlong("first"), hexlong("second"), hexlong("third"), hexlong("ptr"), hexlong("fifth")}}
	MqGetsetattr         = Desc{Name: "mq_getsetattr", Class: CDesc, Args: []Arg{fd("mqdes"), in("u_mqstat", &mqAttr), out("u_omqstat", &mqAttr)}}
	MqNotify             = Desc{Name: "mq_notify", Class: CDesc, Args: []Arg{fd("mqdes"), inCustom("u_notification", saySigevent)}}
	MqOpen               = Desc{Name: "mq_open", Class: CDesc, Args: []Arg{inCustom("u_name", sayPath), openFlags("oflag"), cond(mqCreates, "mode", sayMode), {Name: "u_attr", Fn: sayStruct, Type: &mqOpenAttr, When: mqCreates}}, Ret: RetFD}
	MqTimedreceive       = Desc{Name: "mq_timedreceive", Class: CDesc, IO: ReadData, Args: []Arg{fd("mqdes"), outData("u_msg_ptr", LenRet), size("msg_len"), outUint("u_msg_prio"), in("u_abs_timeout", &Timespec)}}
	MqTimedreceiveTime64 = Desc{Name: "mq_timedreceive_time64", Class: CDesc, IO: ReadData, Args: []Arg{fd("mqdes"), outData("u_msg_ptr", LenRet), size("msg_len"), outUint("u_msg_prio"), in("u_abs_timeout", &Timespec64)}}
	MqTimedsend          = Desc{Name: "mq_timedsend", Class: CDesc, IO: WriteData, Args: []Arg{fd("mqdes"), data("u_msg_ptr", 2), size("msg_len"), unum("msg_prio"), in("u_abs_timeout", &Timespec)}}
	MqTimedsendTime64    = Desc{Name: "mq_timedsend_time64", Class: CDesc, IO: WriteData, Args: []Arg{fd("mqdes"), data("u_msg_ptr", 2), size("msg_len"), unum("msg_prio"), in("u_abs_timeout", &Timespec64)}}
	MqUnlink             = Desc{Name: "mq_unlink", Args: []Arg{inCustom("u_name", sayPath)}}
	Msgctl               = Desc{Name: "msgctl", Class: CIPC, Args: []Arg{num("msqid"), ipcCmd("cmd", &xlat.MsgCmds), ptr("buf")}, Switch: &msgctls}
	Msgget               = Desc{Name: "msgget", Class: CIPC, Args: []Arg{ipcKey("key"), ipcFlags("msgflg", &xlat.IpcFlags)}}
	Msgrcv               = Desc{Name: "msgrcv", Class: CIPC, Args: []Arg{num("msqid"), msgbuf("msgp", LenRet, Out), size("msgsz"), long("msgtyp"), flags("msgflg", &xlat.MsgqFlags)}}
	Msgsnd               = Desc{Name: "msgsnd", Class: CIPC, Args: []Arg{num("msqid"), msgbuf("msgp", 2, In), size("msgsz"), flags("msgflg", &xlat.MsgqFlags)}}
	Semctl               = Desc{Name: "semctl", Class: CIPC, Args: []Arg{num("semid"), num("semnum"), ipcCmd("cmd", &xlat.SemCmds), inCustom("arg", saySemArg)}, Switch: &semctls}
	Semget               = Desc{Name: "semget", Class: CIPC, Args: []Arg{ipcKey("key"), num("nsems"), ipcFlags("semflg", &xlat.IpcFlags)}}
	Semop                = Desc{Name: "semop", Class: CIPC, Args: []Arg{num("semid"), ins("tsops", &sembuf, 2), unum("nsops")}}
	Semtimedop           = Desc{Name: "semtimedop", Class: CIPC, Args: []Arg{num("semid"), ins("tsops", &sembuf, 2), unum("nsops"), in("timeout", &Timespec)}}
	SemtimedopTime64     = Desc{Name: "semtimedop_time64", Class: CIPC, Args: []Arg{num("semid"), ins("tsops", &sembuf, 2), unum("nsops"), in("timeout", &Timespec64)}}
	Shmat                = Desc{Name: "shmat", Class: CIPC | CMemory, Args: []Arg{num("shmid"), ptr("shmaddr"), flags("shmflg", &xlat.ShmatFlags)}, Ret: RetHex}
	Shmctl               = Desc{Name: "shmctl", Class: CIPC, Args: []Arg{num("shmid"), ipcCmd("cmd", &xlat.ShmCmds), ptr("buf")}, Switch: &shmctls}
	Shmdt                = Desc{Name: "shmdt", Class: CIPC | CMemory, Args: []Arg{ptr("shmaddr")}}
	Shmget               = Desc{Name: "shmget", Class: CIPC, Args: []Arg{ipcKey("key"), size("size"), ipcFlags("shmflg", &xlat.ShmgetFlags)}}
)

// ipc64 is IPC_64 (linux/ipc.h), which the C library adds to a command to tell
// that it knows the structs with 32-bit ids. amd64 has no others.
const ipc64 = 0x100

// Commands of shmctl(2), semctl(2) and msgctl(2) (linux/ipc.h, linux/shm.h,
// linux/sem.h, linux/msg.h).
const (
	ipcSet     = 1
	ipcStat    = 2
	ipcInfo    = 3
	msgStat    = 11
	msgInfo    = 12
	msgStatAny = 13
	shmStat    = 13
	shmInfo    = 14
	shmStatAny = 15
	semStat    = 18
	semInfo    = 19
	semStatAny = 20
)

var (
	shmctls = Switch{Arg: 1, Mask: 1<<32 - 1 - ipc64, Cases: []Case{
		{V: ipcSet, Args: []Arg{in("buf", &shmidSet)}},
		{V: ipcStat, Args: []Arg{out("buf", &shmid)}},
		{V: ipcInfo, Args: []Arg{out("buf", &shminfo)}},
		{V: shmStat, Args: []Arg{out("buf", &shmid)}},
		{V: shmInfo, Args: []Arg{out("buf", &shmUsage)}},
		{V: shmStatAny, Args: []Arg{out("buf", &shmid)}},
	}}
	msgctls = Switch{Arg: 1, Mask: 1<<32 - 1 - ipc64, Cases: []Case{
		{V: ipcSet, Args: []Arg{in("buf", &msqidSet)}},
		{V: ipcStat, Args: []Arg{out("buf", &msqid)}},
		{V: ipcInfo, Args: []Arg{out("buf", &msginfo)}},
		{V: msgStat, Args: []Arg{out("buf", &msqid)}},
		{V: msgInfo, Args: []Arg{out("buf", &msginfo)}},
		{V: msgStatAny, Args: []Arg{out("buf", &msqid)}},
	}}
	semctls = Switch{Arg: 2, Mask: 1<<32 - 1 - ipc64, Cases: []Case{
		{V: ipcSet, Args: []Arg{semStruct("arg", &semidSet, In)}},
		{V: ipcStat, Args: []Arg{semStruct("arg", &semid, OutE)}},
		{V: ipcInfo, Args: []Arg{semStruct("arg", &seminfo, OutE)}},
		{V: semStat, Args: []Arg{semStruct("arg", &semid, OutE)}},
		{V: semInfo, Args: []Arg{semStruct("arg", &seminfo, OutE)}},
		{V: semStatAny, Args: []Arg{semStruct("arg", &semid, OutE)}},
	}}
)

// What IPC_SET takes of a struct is less than what IPC_STAT gives: there are two
// of each.
var (
	ipcPerm = ctype.Struct{CName: "ipc64_perm", Order: []string{"uid", "gid", "mode", "key", "cuid", "cgid"}, Fields: []ctype.Field{
		ctype.Num("key", ctype.U32),
		ctype.ID("uid", ctype.U32),
		ctype.ID("gid", ctype.U32),
		ctype.ID("cuid", ctype.U32),
		ctype.ID("cgid", ctype.U32),
		ctype.As("mode", ctype.U32, showIpcMode),
		ctype.Pad(ctype.U16, 2),
		ctype.Pad(ctype.Ulong, 2),
	}, I386: &ipcPerm386}
	ipcPerm386 = ctype.Struct{CName: "ipc64_perm", Fields: []ctype.Field{
		ctype.Num("key", ctype.U32),
		ctype.ID("uid", ctype.U32),
		ctype.ID("gid", ctype.U32),
		ctype.ID("cuid", ctype.U32),
		ctype.ID("cgid", ctype.U32),
		ctype.As("mode", ctype.U16, showIpcMode),
		ctype.Pad(ctype.U8, 2),
		ctype.Pad(ctype.U16, 2),
		ctype.Pad(ctype.Ulong, 2),
	}}
	ipcPermSet = ctype.Struct{CName: "ipc64_perm", Order: []string{"uid", "gid", "mode"}, Fields: []ctype.Field{
		ctype.Num("key", ctype.U32),
		ctype.ID("uid", ctype.U32),
		ctype.ID("gid", ctype.U32),
		ctype.ID("cuid", ctype.U32),
		ctype.ID("cgid", ctype.U32),
		ctype.As("mode", ctype.U32, showIpcMode),
		ctype.Pad(ctype.U16, 2),
		ctype.Pad(ctype.Ulong, 2),
	}, I386: &ipcPerm386}
)

var (
	shmid = ctype.Struct{CName: "shmid64_ds", Order: []string{"shm_perm", "shm_segsz", "shm_cpid", "shm_lpid", "shm_nattch", "shm_atime", "shm_dtime", "shm_ctime"}, Fields: []ctype.Field{
		ctype.Sub("shm_perm", &ipcPerm),
		ctype.Num("shm_segsz", ctype.Ulong),
		ctype.Num("shm_atime", ctype.Ulong),
		ctype.Num("shm_dtime", ctype.Ulong),
		ctype.Num("shm_ctime", ctype.Ulong),
		ctype.PID("shm_cpid"),
		ctype.PID("shm_lpid"),
		ctype.Num("shm_nattch", ctype.Ulong),
		ctype.Pad(ctype.Ulong, 2),
	}, I386: &shmid386}
	shmid386 = ctype.Struct{CName: "shmid64_ds", Fields: []ctype.Field{
		ctype.Sub("shm_perm", &ipcPerm),
		ctype.Num("shm_segsz", ctype.Ulong),
		ctype.Num("shm_atime", ctype.Ulong),
		ctype.Num("shm_atime_high", ctype.Ulong),
		ctype.Num("shm_dtime", ctype.Ulong),
		ctype.Num("shm_dtime_high", ctype.Ulong),
		ctype.Num("shm_ctime", ctype.Ulong),
		ctype.Num("shm_ctime_high", ctype.Ulong),
		ctype.PID("shm_cpid"),
		ctype.PID("shm_lpid"),
		ctype.Num("shm_nattch", ctype.Ulong),
		ctype.Pad(ctype.Ulong, 2),
	}}
	shmidSet = ctype.Struct{CName: "shmid64_ds", Order: []string{"shm_perm"}, Fields: []ctype.Field{
		ctype.Sub("shm_perm", &ipcPermSet),
		ctype.Pad(ctype.Ulong, 8),
	}, I386: &shmidSet386}
	shmidSet386 = ctype.Struct{CName: "shmid64_ds", Fields: []ctype.Field{
		ctype.Sub("shm_perm", &ipcPermSet),
		ctype.Pad(ctype.Ulong, 12),
	}}
	shminfo = ctype.Struct{CName: "shminfo64", Fields: []ctype.Field{
		ctype.Num("shmmax", ctype.Ulong),
		ctype.Num("shmmin", ctype.Ulong),
		ctype.Num("shmmni", ctype.Ulong),
		ctype.Num("shmseg", ctype.Ulong),
		ctype.Num("shmall", ctype.Ulong),
		ctype.Pad(ctype.Ulong, 4),
	}}
	shmUsage = ctype.Struct{CName: "shm_info", Fields: []ctype.Field{
		ctype.Num("used_ids", ctype.S32),
		ctype.Num("shm_tot", ctype.Ulong),
		ctype.Num("shm_rss", ctype.Ulong),
		ctype.Num("shm_swp", ctype.Ulong),
		ctype.Num("swap_attempts", ctype.Ulong),
		ctype.Num("swap_successes", ctype.Ulong),
	}}
)

var (
	msqid = ctype.Struct{CName: "msqid64_ds", Order: []string{"msg_perm", "msg_stime", "msg_rtime", "msg_ctime", "msg_qnum", "msg_qbytes", "msg_lspid", "msg_lrpid"}, Fields: []ctype.Field{
		ctype.Sub("msg_perm", &ipcPerm),
		ctype.Num("msg_stime", ctype.Ulong),
		ctype.Num("msg_rtime", ctype.Ulong),
		ctype.Num("msg_ctime", ctype.Ulong),
		ctype.Num("msg_cbytes", ctype.Ulong),
		ctype.Num("msg_qnum", ctype.Ulong),
		ctype.Num("msg_qbytes", ctype.Ulong),
		ctype.PID("msg_lspid"),
		ctype.PID("msg_lrpid"),
		ctype.Pad(ctype.Ulong, 2),
	}, I386: &msqid386}
	// msqid386 has the upper halves of the times between them.
	msqid386 = ctype.Struct{CName: "msqid64_ds", Fields: []ctype.Field{
		ctype.Sub("msg_perm", &ipcPerm),
		ctype.Num("msg_stime", ctype.Ulong),
		ctype.Num("msg_stime_high", ctype.Ulong),
		ctype.Num("msg_rtime", ctype.Ulong),
		ctype.Num("msg_rtime_high", ctype.Ulong),
		ctype.Num("msg_ctime", ctype.Ulong),
		ctype.Num("msg_ctime_high", ctype.Ulong),
		ctype.Num("msg_cbytes", ctype.Ulong),
		ctype.Num("msg_qnum", ctype.Ulong),
		ctype.Num("msg_qbytes", ctype.Ulong),
		ctype.PID("msg_lspid"),
		ctype.PID("msg_lrpid"),
		ctype.Pad(ctype.Ulong, 2),
	}}
	msqidSet = ctype.Struct{CName: "msqid64_ds", Order: []string{"msg_perm", "msg_qbytes"}, Fields: []ctype.Field{
		ctype.Sub("msg_perm", &ipcPermSet),
		ctype.Pad(ctype.Ulong, 5),
		ctype.Num("msg_qbytes", ctype.Ulong),
		ctype.Pad(ctype.S32, 2),
		ctype.Pad(ctype.Ulong, 2),
	}, I386: &msqidSet386}
	msqidSet386 = ctype.Struct{CName: "msqid64_ds", Fields: []ctype.Field{
		ctype.Sub("msg_perm", &ipcPermSet),
		ctype.Pad(ctype.Ulong, 8),
		ctype.Num("msg_qbytes", ctype.Ulong),
		ctype.Pad(ctype.S32, 2),
		ctype.Pad(ctype.Ulong, 2),
	}}
	msginfo = ctype.Struct{CName: "msginfo", Fields: []ctype.Field{
		ctype.Num("msgpool", ctype.S32),
		ctype.Num("msgmap", ctype.S32),
		ctype.Num("msgmax", ctype.S32),
		ctype.Num("msgmnb", ctype.S32),
		ctype.Num("msgmni", ctype.S32),
		ctype.Num("msgssz", ctype.S32),
		ctype.Num("msgtql", ctype.S32),
		ctype.Num("msgseg", ctype.U16),
	}}
)

var (
	// On i386 each time is followed by its upper half.
	semid = ctype.Struct{CName: "semid64_ds", Fields: []ctype.Field{
		ctype.Sub("sem_perm", &ipcPerm),
		ctype.Num("sem_otime", ctype.Ulong),
		ctype.Pad(ctype.Ulong, 1),
		ctype.Num("sem_ctime", ctype.Ulong),
		ctype.Pad(ctype.Ulong, 1),
		ctype.Num("sem_nsems", ctype.Ulong),
		ctype.Pad(ctype.Ulong, 2),
	}}
	semidSet = ctype.Struct{CName: "semid64_ds", Fields: []ctype.Field{
		ctype.Sub("sem_perm", &ipcPermSet),
		ctype.Pad(ctype.Ulong, 7),
	}}
	seminfo = ctype.Struct{CName: "seminfo", Fields: []ctype.Field{
		ctype.Num("semmap", ctype.S32),
		ctype.Num("semmni", ctype.S32),
		ctype.Num("semmns", ctype.S32),
		ctype.Num("semmnu", ctype.S32),
		ctype.Num("semmsl", ctype.S32),
		ctype.Num("semopm", ctype.S32),
		ctype.Num("semume", ctype.S32),
		ctype.Num("semusz", ctype.S32),
		ctype.Num("semvmx", ctype.S32),
		ctype.Num("semaem", ctype.S32),
	}}
	sembuf = ctype.Struct{CName: "sembuf", Fields: []ctype.Field{
		ctype.Num("sem_num", ctype.U16),
		ctype.Num("sem_op", ctype.S16),
		ctype.Flags("sem_flg", ctype.U16, &xlat.SemFlags),
	}}
)

var (
	mqAttr = ctype.Struct{CName: "mq_attr", Fields: []ctype.Field{
		ctype.Flags("mq_flags", ctype.Ulong, &xlat.MqAttrFlags),
		ctype.Num("mq_maxmsg", ctype.Long),
		ctype.Num("mq_msgsize", ctype.Long),
		ctype.Num("mq_curmsgs", ctype.Long),
		ctype.Pad(ctype.Long, 4),
	}}
	// mq_open(2) ignores the flags and the number of messages.
	mqOpenAttr = ctype.Struct{CName: "mq_attr", Fields: []ctype.Field{
		ctype.Hex("mq_flags", ctype.Ulong),
		ctype.Num("mq_maxmsg", ctype.Long),
		ctype.Num("mq_msgsize", ctype.Long),
		ctype.Num("mq_curmsgs", ctype.Long),
		ctype.Pad(ctype.Long, 4),
	}}
)
