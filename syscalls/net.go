package syscalls

// Calls about sockets.
var (
	Accept         = Desc{Name: "accept", Class: CNet, Args: []Arg{fd("fd"), ptr("upeer_sockaddr"), ptr("upeer_addrlen")}, Ret: RetFD}
	Accept4        = Desc{Name: "accept4", Class: CNet, Args: []Arg{fd("fd"), ptr("upeer_sockaddr"), ptr("upeer_addrlen"), num("flags")}, Ret: RetFD}
	Bind           = Desc{Name: "bind", Class: CNet, Args: []Arg{fd("fd"), ptr("umyaddr"), num("addrlen")}}
	Connect        = Desc{Name: "connect", Class: CNet, Args: []Arg{fd("fd"), ptr("uservaddr"), num("addrlen")}}
	Getpeername    = Desc{Name: "getpeername", Class: CNet, Args: []Arg{fd("fd"), ptr("usockaddr"), ptr("usockaddr_len")}}
	Getsockname    = Desc{Name: "getsockname", Class: CNet, Args: []Arg{fd("fd"), ptr("usockaddr"), ptr("usockaddr_len")}}
	Getsockopt     = Desc{Name: "getsockopt", Class: CNet, Args: []Arg{fd("fd"), num("level"), num("optname"), ptr("optval"), ptr("optlen")}}
	Listen         = Desc{Name: "listen", Class: CNet, Args: []Arg{fd("fd"), num("backlog")}}
	Recvfrom       = Desc{Name: "recvfrom", Class: CNet, Args: []Arg{fd("fd"), ptr("ubuf"), size("size"), hex("flags"), ptr("addr"), ptr("addr_len")}}
	Recvmmsg       = Desc{Name: "recvmmsg", Class: CNet, Args: []Arg{fd("fd"), ptr("mmsg"), unum("vlen"), hex("flags"), ptr("timeout")}}
	RecvmmsgTime64 = Desc{Name: "recvmmsg_time64", Class: CNet, Args: []Arg{fd("fd"), ptr("mmsg"), unum("vlen"), hex("flags"), ptr("timeout")}}
	Recvmsg        = Desc{Name: "recvmsg", Class: CNet, Args: []Arg{fd("fd"), ptr("msg"), hex("flags")}}
	Sendmmsg       = Desc{Name: "sendmmsg", Class: CNet, Args: []Arg{fd("fd"), ptr("mmsg"), unum("vlen"), hex("flags")}}
	Sendmsg        = Desc{Name: "sendmsg", Class: CNet, Args: []Arg{fd("fd"), ptr("msg"), hex("flags")}}
	Sendto         = Desc{Name: "sendto", Class: CNet, Args: []Arg{fd("fd"), ptr("buff"), size("len"), hex("flags"), ptr("addr"), num("addr_len")}}
	Setsockopt     = Desc{Name: "setsockopt", Class: CNet, Args: []Arg{fd("fd"), num("level"), num("optname"), ptr("optval"), num("optlen")}}
	Shutdown       = Desc{Name: "shutdown", Class: CNet, Args: []Arg{fd("fd"), num("how")}}
	Socket         = Desc{Name: "socket", Class: CNet, Args: []Arg{num("family"), num("type"), num("protocol")}, Ret: RetFD}
	Socketcall     = Desc{Name: "socketcall", Class: CDesc, Args: []Arg{num("call"), ptr("args")}}
	Socketpair     = Desc{Name: "socketpair", Class: CNet, Args: []Arg{num("family"), num("type"), num("protocol"), ptr("usockvec")}}
)
