//difftest: -y
//difftest: -v
//difftest: -X verbose
/* Landlock: rules on files of its own and on ports, and what they forbid. */
#include "fam.h"
#include <arpa/inet.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <sys/prctl.h>

int main(void)
{
	struct { __u64 fs, net, scoped; } all = { LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER, 3, 3 };
	struct landlock_ruleset_attr a = { all.fs };
	struct landlock_path_beneath_attr beneath = { LANDLOCK_ACCESS_FS_READ_FILE };
	struct { __u64 access, port; } port = { 1, 4242 };
	struct sockaddr_in sin = { AF_INET, htons(4242) };
	int rules, more;

	C(landlock_create_ruleset, 0, 0L, LANDLOCK_CREATE_RULESET_VERSION);
	rules = C(landlock_create_ruleset, &a, sizeof a, 0);
	more = C(landlock_create_ruleset, &all, sizeof all, 0);
	C(landlock_create_ruleset, &all, 3L, 0);
	C(landlock_create_ruleset, BAD, 8L, 6);
	mkdir("allowed", 0700);
	close(open("file", O_RDWR | O_CREAT, 0600));
	beneath.parent_fd = open("allowed", O_PATH | O_CLOEXEC);
	C(landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	C(landlock_add_rule, more, 2, &port, 0);
	beneath.parent_fd = -1;
	C(landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	C(landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, BAD, 0);
	C(landlock_add_rule, rules, 77, &beneath, 1);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	C(landlock_restrict_self, rules, 0);
	C(landlock_restrict_self, -1, 0);
	open("file", O_RDONLY);
	open("allowed/new", O_RDWR | O_CREAT, 0600);
	C(landlock_restrict_self, more, 0);
	bind(socket(AF_INET, SOCK_STREAM, 0), (void *)&sin, sizeof sin);
	return 0;
}
