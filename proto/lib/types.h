// Types that the C library's headers have and every file of prototypes may use.

typedef unsigned long size_t;
typedef long ssize_t;
typedef long ptrdiff_t;
typedef long intptr_t;
typedef unsigned long uintptr_t;
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long long uint64_t;
typedef long long intmax_t;
typedef unsigned long long uintmax_t;
typedef unsigned int wint_t;
typedef unsigned long wctype_t;

typedef long off_t;
typedef long long off64_t;
typedef long long loff_t;
typedef long time_t;
typedef long suseconds_t;
typedef unsigned int useconds_t;
typedef long clock_t;
typedef enum(Clocks) int clockid_t;
typedef pid int pid_t;
typedef id unsigned int uid_t;
typedef id unsigned int gid_t;
typedef id unsigned int id_t;
typedef mode unsigned int mode_t;
typedef dev unsigned long long dev_t;
typedef unsigned long ino_t;
typedef unsigned long long ino64_t;
typedef unsigned long nlink_t;
typedef long blksize_t;
typedef int key_t;
typedef unsigned int socklen_t;
typedef unsigned short sa_family_t;
typedef unsigned short in_port_t;
typedef hex unsigned int in_addr_t;
typedef unsigned long nfds_t;
typedef unsigned long rlim_t;
typedef hex unsigned long pthread_t;
typedef void *timer_t;
typedef void *locale_t;
typedef void *iconv_t;

// What programs only hand on.
typedef struct _IO_FILE FILE;
typedef struct __dirstream DIR;
typedef struct re_pattern_buffer regex_t;
typedef struct _ftsent FTSENT;
typedef struct _ftsent64 FTSENT64;
typedef struct _fts FTS;
typedef struct _fts64 FTS64;
typedef struct Dl_info Dl_info;
typedef struct glob_t glob_t;
typedef struct glob64_t glob64_t;
typedef struct wordexp_t wordexp_t;
typedef struct cpu_set_t cpu_set_t;
typedef struct fd_set fd_set;
typedef struct sigset_t sigset_t;
typedef struct siginfo_t siginfo_t;
typedef struct ucontext_t ucontext_t;
typedef struct fpos_t fpos_t;
typedef struct fpos64_t fpos64_t;
typedef struct mbstate_t mbstate_t;
typedef struct regmatch_t regmatch_t;
typedef void *jmp_buf;
typedef void *sigjmp_buf;
typedef void *printf_arginfo_function;
typedef void *printf_arginfo_size_function;
typedef void *printf_va_arg_function;
typedef struct posix_spawnattr_t posix_spawnattr_t;
typedef struct posix_spawn_file_actions_t posix_spawn_file_actions_t;
typedef struct pthread_attr_t pthread_attr_t;
typedef struct pthread_mutex_t pthread_mutex_t;
typedef struct pthread_mutexattr_t pthread_mutexattr_t;
typedef struct pthread_cond_t pthread_cond_t;
typedef struct pthread_condattr_t pthread_condattr_t;
typedef struct pthread_rwlock_t pthread_rwlock_t;
typedef struct pthread_rwlockattr_t pthread_rwlockattr_t;
typedef struct pthread_barrier_t pthread_barrier_t;
typedef struct pthread_barrierattr_t pthread_barrierattr_t;
typedef struct pthread_unwind_buf_t pthread_unwind_buf_t;
typedef struct sem_t sem_t;
typedef struct mtx_t mtx_t;
typedef struct cnd_t cnd_t;
typedef struct fenv_t fenv_t;
typedef struct femode_t femode_t;
typedef int pthread_spinlock_t;
typedef int pthread_once_t;
typedef int once_flag;
typedef unsigned int pthread_key_t;
typedef unsigned int tss_t;
typedef hex unsigned long thrd_t;
typedef void *wctrans_t;
typedef void *nl_catd;
typedef int nl_item;
typedef int mqd_t;
typedef int regoff_t;
typedef int error_t;
typedef int idtype_t;
typedef hex unsigned long reg_syntax_t;
typedef unsigned long long eventfd_t;
typedef unsigned short fexcept_t;
typedef unsigned int speed_t;
typedef unsigned int tcflag_t;
typedef unsigned char char8_t;
typedef unsigned char cc_t;
typedef long Lmid_t;
typedef int ACTION;
typedef int VISIT;
typedef float float_t;
typedef double double_t;
typedef struct { char *key; void *data; } ENTRY;

typedef struct { int quot, rem; } div_t;
typedef struct { long quot, rem; } ldiv_t;
typedef struct { long long quot, rem; } lldiv_t;
typedef struct { intmax_t quot, rem; } imaxdiv_t;
typedef struct { void *read, *write, *seek, *close; } cookie_io_functions_t;

// What is shown of structures.
struct tm {
	int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
	hide long tm_gmtoff;
	const char *tm_zone;
};
struct in_addr { hex unsigned int s_addr; };
struct in6_addr { hex uint32_t s6_addr32[4]; };
struct addrinfo {
	hex int ai_flags;
	enum(SocketFamilies) int ai_family;
	socktype int ai_socktype;
	enum(InetProtocols) int ai_protocol;
	socklen_t ai_addrlen;
	sockaddr void (*ai_addr)[ai_addrlen];
	const char *ai_canonname;
	struct addrinfo *ai_next;
};
struct passwd {
	const char *pw_name, *pw_passwd;
	uid_t pw_uid;
	gid_t pw_gid;
	const char *pw_gecos, *pw_dir, *pw_shell;
};
struct group {
	const char *gr_name, *gr_passwd;
	gid_t gr_gid;
	char *(*gr_mem)[zero];
};
struct dirent {
	ino_t d_ino;
	off_t d_off;
	unsigned short d_reclen;
	enum(DirentTypes) unsigned char d_type;
	char d_name[256];
};
struct dirent64 {
	ino64_t d_ino;
	off64_t d_off;
	unsigned short d_reclen;
	enum(DirentTypes) unsigned char d_type;
	char d_name[256];
};
struct pollfd {
	fd int fd;
	flags(PollEvents) short events, revents;
};
struct option {
	const char *name;
	int has_arg;
	hex int *flag;
	int val;
};
union sigval {
	int sival_int;
	void *sival_ptr;
};
struct sched_param { int sched_priority; };

// The C library's struct sigaction is not the kernel's.
struct sigaction {
	void *sa_handler;
	hide unsigned long long sa_mask[16];
	flags(SaFlags) int sa_flags;
	hide void *sa_restorer;
};

enum locale_category {
	LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL, LC_PAPER, LC_NAME, LC_ADDRESS, LC_TELEPHONE, LC_MEASUREMENT, LC_IDENTIFICATION
};
enum dlopen_mode { RTLD_LAZY = 1, RTLD_NOW = 2, RTLD_NOLOAD = 4, RTLD_DEEPBIND = 8, RTLD_GLOBAL = 0x100, RTLD_NODELETE = 0x1000 };
