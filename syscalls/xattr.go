package syscalls

import "gotrace/xlat"

// Calls about extended attributes.
var (
	Fgetxattr     = Desc{Name: "fgetxattr", Class: CDesc, Args: []Arg{fd("fd"), str("name"), outXattrValue("value"), size("size")}}
	Flistxattr    = Desc{Name: "flistxattr", Class: CDesc, Args: []Arg{fd("fd"), outData("list", LenRet), size("size")}}
	Fremovexattr  = Desc{Name: "fremovexattr", Class: CDesc, Args: []Arg{fd("fd"), str("name")}}
	Fsetxattr     = Desc{Name: "fsetxattr", Class: CDesc, Args: []Arg{fd("fd"), str("name"), xattrValue("value", 3), size("size"), flags("flags", &xlat.XattrFlags)}}
	Getxattr      = Desc{Name: "getxattr", Class: CFile, Args: []Arg{path("pathname"), str("name"), outXattrValue("value"), size("size")}}
	Getxattrat    = Desc{Name: "getxattrat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), flags("at_flags", &xlat.AtFlags), str("name"), outeCustom("uargs", sayGetXattrArgs), size("usize")}}
	Lgetxattr     = Desc{Name: "lgetxattr", Class: CFile, Args: []Arg{path("pathname"), str("name"), outXattrValue("value"), size("size")}}
	Listxattr     = Desc{Name: "listxattr", Class: CFile, Args: []Arg{path("pathname"), outData("list", LenRet), size("size")}}
	Listxattrat   = Desc{Name: "listxattrat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), flags("at_flags", &xlat.AtFlags), outData("list", LenRet), size("size")}}
	Llistxattr    = Desc{Name: "llistxattr", Class: CFile, Args: []Arg{path("pathname"), outData("list", LenRet), size("size")}}
	Lremovexattr  = Desc{Name: "lremovexattr", Class: CFile, Args: []Arg{path("pathname"), str("name")}}
	Lsetxattr     = Desc{Name: "lsetxattr", Class: CFile, Args: []Arg{path("pathname"), str("name"), xattrValue("value", 3), size("size"), flags("flags", &xlat.XattrFlags)}}
	Removexattr   = Desc{Name: "removexattr", Class: CFile, Args: []Arg{path("pathname"), str("name")}}
	Removexattrat = Desc{Name: "removexattrat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), flags("at_flags", &xlat.AtFlags), str("name")}}
	Setxattr      = Desc{Name: "setxattr", Class: CFile, Args: []Arg{path("pathname"), str("name"), xattrValue("value", 3), size("size"), flags("flags", &xlat.XattrFlags)}}
	Setxattrat    = Desc{Name: "setxattrat", Class: CFile | CDesc, Args: []Arg{dirfd("dfd"), path("pathname"), flags("at_flags", &xlat.AtFlags), str("name"), inCustom("uargs", saySetXattrArgs), size("usize")}}
)
