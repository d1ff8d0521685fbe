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
