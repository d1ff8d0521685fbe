package syscalls

// Unfinished lists the calls whose description is still the plain one made from
// the kernel's prototype: structures show as addresses, many numbers in
// hexadecimal. A call leaves the list in the change that finishes it.
var Unfinished = []string{

	// aio.go
	"io_cancel",
	"io_destroy",
	"io_getevents",
	"io_pgetevents",
	"io_pgetevents_time64",
	"io_setup",
	"io_submit",
	"io_uring_enter",
	"io_uring_register",
	"io_uring_setup",

	// fds.go

	// keys.go
	"keyctl",

	// misc.go
	"_sysctl",
	"afs_syscall",
	"bdflush",
	"bpf",
	"break",
	"create_module",
	"delete_module",
	"finit_module",
	"get_kernel_syms",
	"getpmsg",
	"gtty",
	"idle",
	"init_module",
	"kexec_file_load",
	"kexec_load",
	"landlock_add_rule",
	"landlock_create_ruleset",
	"landlock_restrict_self",
	"lock",
	"lsm_get_self_attr",
	"lsm_list_modules",
	"lsm_set_self_attr",
	"mpx",
	"oldolduname",
	"olduname",
	"perf_event_open",
	"prof",
	"profil",
	"putpmsg",
	"query_module",
	"reboot",
	"security",
	"setdomainname",
	"sethostname",
	"stty",
	"sysfs",
	"syslog",
	"tuxcall",
	"vhangup",
	"vserver",

	// process.go
	"futex_requeue",
	"futex_wait",
	"futex_wake",
	"uprobe",
	"uretprobe",
}
