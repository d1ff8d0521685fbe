//difftest:
//difftest: -v
//difftest: -X verbose
/* Keys in a session keyring of its own. Their numbers are different each time. */
#include "fam.h"
#include <linux/keyctl.h>

int main(void)
{
	int session = object(C(keyctl, KEYCTL_JOIN_SESSION_KEYRING, "difftest"), "session keyring"), key, ring;
	struct keyctl_dh_params dh = { 1, 2, 3 };
	struct keyctl_pkey_params pk = { .key_id = 1, .in_len = 4, .out_len = 4 };
	struct iovec v[2] = { { "pay", 3 }, { "load", 4 } };

	ring = C(add_key, "keyring", "ring", 0, 0L, session);
	key = C(add_key, "user", "key", "secret\0more", 11L, ring);
	C(add_key, "logon", "no:colon", "x", 1L, KEY_SPEC_SESSION_KEYRING);
	C(add_key, "user", "", "x", 1L, KEY_SPEC_THREAD_KEYRING);
	C(add_key, BAD, BAD, BAD, 5L, -77);
	C(request_key, "user", "key", 0, 0);
	C(request_key, "user", "missing", "info", KEY_SPEC_PROCESS_KEYRING);
	C(keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 1);
	C(keyctl, KEYCTL_DESCRIBE, key, buf, 100L);
	C(keyctl, KEYCTL_READ, key, buf, 100L);
	C(keyctl, KEYCTL_READ, key, buf, 3L);
	C(keyctl, KEYCTL_READ, ring, 0, 0L);
	C(keyctl, KEYCTL_UPDATE, key, "new", 3L);
	C(keyctl, KEYCTL_CHOWN, key, 0, -1);
	C(keyctl, KEYCTL_SETPERM, key, 0x3f3f0b00 | 0x3f);
	C(keyctl, KEYCTL_SET_TIMEOUT, key, 1000);
	C(keyctl, KEYCTL_LINK, key, session);
	C(keyctl, KEYCTL_SEARCH, session, "user", "key", 0);
	C(keyctl, KEYCTL_MOVE, key, session, ring, KEYCTL_MOVE_EXCL);
	C(keyctl, KEYCTL_UNLINK, key, session);
	C(keyctl, KEYCTL_GET_SECURITY, key, buf, 100L);
	C(keyctl, KEYCTL_SET_REQKEY_KEYRING, KEY_REQKEY_DEFL_SESSION_KEYRING);
	C(keyctl, KEYCTL_SET_REQKEY_KEYRING, KEY_REQKEY_DEFL_NO_CHANGE);
	C(keyctl, KEYCTL_ASSUME_AUTHORITY, 0);
	C(keyctl, KEYCTL_INSTANTIATE, key, "p", 1L, ring);
	C(keyctl, KEYCTL_INSTANTIATE_IOV, key, v, 2L, ring);
	C(keyctl, KEYCTL_NEGATE, key, 5, ring);
	C(keyctl, KEYCTL_REJECT, key, 5, EKEYREVOKED, ring);
	C(keyctl, KEYCTL_DH_COMPUTE, &dh, buf, 100L, 0);
	C(keyctl, KEYCTL_PKEY_QUERY, key, 0, "enc=raw", buf);
	C(keyctl, KEYCTL_PKEY_SIGN, &pk, "hash=sha1", "data", buf);
	C(keyctl, KEYCTL_RESTRICT_KEYRING, ring, 0, 0);
	C(keyctl, KEYCTL_CAPABILITIES, buf, 10L);
	C(keyctl, KEYCTL_GET_PERSISTENT, -1, 99);
	C(keyctl, KEYCTL_INVALIDATE, key);
	C(keyctl, KEYCTL_REVOKE, ring);
	C(keyctl, KEYCTL_READ, ring, buf, 100L);
	C(keyctl, KEYCTL_CLEAR, session);
	C(keyctl, KEYCTL_WATCH_KEY, key, 99, 3);
	return 0;
}
