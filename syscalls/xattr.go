package syscalls

// Calls about extended attributes.
var (
	Fgetxattr     = Desc{Name: "fgetxattr", Class: CDesc, Args: []Arg{fd("fd"), path("name"), ptr("value"), size("size")}}
	Flistxattr    = Desc{Name: "flistxattr", Class: CDesc, Args: []Arg{fd("fd"), ptr("list"), size("size")}}
	Fremovexattr  = Desc{Name: "fremovexattr", Class: CDesc, Args: []Arg{fd("fd"), path("name")}}
	Fsetxattr     = Desc{Name: "fsetxattr", Class: CDesc, Args: []Arg{fd("fd"), path("name"), ptr("value"), size("size"), num("flags")}}
	Getxattr      = Desc{Name: "getxattr", Class: CFile, Args: []Arg{path("pathname"), path("name"), ptr("value"), size("size")}}
	Getxattrat    = Desc{Name: "getxattrat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), hex("at_flags"), path("name"), ptr("uargs"), size("usize")}}
	Lgetxattr     = Desc{Name: "lgetxattr", Class: CFile, Args: []Arg{path("pathname"), path("name"), ptr("value"), size("size")}}
	Listxattr     = Desc{Name: "listxattr", Class: CFile, Args: []Arg{path("pathname"), ptr("list"), size("size")}}
	Listxattrat   = Desc{Name: "listxattrat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), hex("at_flags"), ptr("list"), size("size")}}
	Llistxattr    = Desc{Name: "llistxattr", Class: CFile, Args: []Arg{path("pathname"), ptr("list"), size("size")}}
	Lremovexattr  = Desc{Name: "lremovexattr", Class: CFile, Args: []Arg{path("pathname"), path("name")}}
	Lsetxattr     = Desc{Name: "lsetxattr", Class: CFile, Args: []Arg{path("pathname"), path("name"), ptr("value"), size("size"), num("flags")}}
	Removexattr   = Desc{Name: "removexattr", Class: CFile, Args: []Arg{path("pathname"), path("name")}}
	Removexattrat = Desc{Name: "removexattrat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), hex("at_flags"), path("name")}}
	Setxattr      = Desc{Name: "setxattr", Class: CFile, Args: []Arg{path("pathname"), path("name"), ptr("value"), size("size"), num("flags")}}
	Setxattrat    = Desc{Name: "setxattrat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), hex("at_flags"), path("name"), ptr("uargs"), size("usize")}}
)
