package syscalls

import (
	"gotrace/xlat"
)

// Calls about the kernel's key management.
var (
	AddKey     = Desc{Name: "add_key", Args: []Arg{str("type"), str("description"), data("payload", 3), size("plen"), enum("ringid", &xlat.KeySpecs)}}
	Keyctl     = Desc{Name: "keyctl", Args: []Arg{enum("option", &xlat.KeyctlOps), hexlong("arg2"), hexlong("arg3"), hexlong("arg4"), hexlong("arg5")}, Switch: &keyctls}
	RequestKey = Desc{Name: "request_key", Args: []Arg{str("type"), str("description"), str("callout_info"), enum("destringid", &xlat.KeySpecs)}}
)
