package syscalls

import "gotrace/xlat"

// Calls about sockets.
var (
	Accept         = Desc{Name: "accept", Class: CNet, Args: []Arg{fd("fd"), outAddr("upeer_sockaddr", 2), outAddrLen("upeer_addrlen")}, Ret: RetFD}
	Accept4        = Desc{Name: "accept4", Class: CNet, Args: []Arg{fd("fd"), outAddr("upeer_sockaddr", 2), outAddrLen("upeer_addrlen"), flags("flags", &xlat.SocketFlags)}, Ret: RetFD}
	Bind           = Desc{Name: "bind", Class: CNet, Args: []Arg{fd("fd"), addr("umyaddr", 2), num("addrlen")}}
	Connect        = Desc{Name: "connect", Class: CNet, Args: []Arg{fd("fd"), addr("uservaddr", 2), num("addrlen")}}
	Getpeername    = Desc{Name: "getpeername", Class: CNet, Args: []Arg{fd("fd"), outAddr("usockaddr", 2), outAddrLen("usockaddr_len")}}
	Getsockname    = Desc{Name: "getsockname", Class: CNet, Args: []Arg{fd("fd"), outAddr("usockaddr", 2), outAddrLen("usockaddr_len")}}
	Getsockopt     = Desc{Name: "getsockopt", Class: CNet, Args: []Arg{fd("fd"), inCustom("level", sayLevel), inCustom("optname", sayGetOptname), inoutCustom("optval", sayGetOptval), outeCustom("optlen", sayGetOptlen)}}
	Listen         = Desc{Name: "listen", Class: CNet, Args: []Arg{fd("fd"), num("backlog")}}
	Recv           = Desc{Name: "recv", Class: CNet, IO: ReadData, Args: []Arg{fd("fd"), outCustom("ubuf", sayReceived), size("size"), flags("flags", &xlat.MsgFlags)}}
	Recvfrom       = Desc{Name: "recvfrom", Class: CNet, IO: ReadData, Args: []Arg{fd("fd"), inoutCustom("ubuf", sayRecvfromData), size("size"), flags("flags", &xlat.MsgFlags), outeCustom("addr", sayRecvfromAddr), outeCustom("addr_len", sayRecvfromLen)}}
	Recvmmsg       = Desc{Name: "recvmmsg", Class: CNet, IO: ReadMsgs, Args: []Arg{fd("fd"), inoutCustom("mmsg", sayReceivedMessages), unum("vlen"), flags("flags", &xlat.MsgFlags), outeStruct("timeout", sayTimeout, &Timespec)}, Aux: auxTimeoutLeft}
	RecvmmsgTime64 = Desc{Name: "recvmmsg_time64", Class: CNet, IO: ReadMsgs, Args: []Arg{fd("fd"), inoutCustom("mmsg", sayReceivedMessages64), unum("vlen"), flags("flags", &xlat.MsgFlags), outeStruct("timeout", sayTimeout, &Timespec64)}, Aux: auxTimeoutLeft64}
	Recvmsg        = Desc{Name: "recvmsg", Class: CNet, IO: ReadMsg, Args: []Arg{fd("fd"), inoutCustom("msg", sayReceivedMessage), flags("flags", &xlat.MsgFlags)}}
	Send           = Desc{Name: "send", Class: CNet, IO: WriteData, Args: []Arg{fd("fd"), inCustom("buff", saySent), size("len"), flags("flags", &xlat.MsgFlags)}}
	Sendmmsg       = Desc{Name: "sendmmsg", Class: CNet, IO: WriteMsgs, Args: []Arg{fd("fd"), outeCustom("mmsg", saySentMessages), unum("vlen"), flags("flags", &xlat.MsgFlags)}}
	Sendmsg        = Desc{Name: "sendmsg", Class: CNet, IO: WriteMsg, Args: []Arg{fd("fd"), inCustom("msg", saySentMessage), flags("flags", &xlat.MsgFlags)}}
	Sendto         = Desc{Name: "sendto", Class: CNet, IO: WriteData, Args: []Arg{fd("fd"), inCustom("buff", saySent), size("len"), flags("flags", &xlat.MsgFlags), addr("addr", 5), num("addr_len")}}
	Setsockopt     = Desc{Name: "setsockopt", Class: CNet, Args: []Arg{fd("fd"), inCustom("level", sayLevel), inCustom("optname", saySetOptname), inCustom("optval", saySetOptval), num("optlen")}}
	Shutdown       = Desc{Name: "shutdown", Class: CNet, Args: []Arg{fd("fd"), enum("how", &xlat.ShutdownHow)}}
	Socket         = Desc{Name: "socket", Class: CNet, Args: []Arg{enum("family", &xlat.SocketFamilies), inCustom("type", saySocketType), inCustom("protocol", saySocketProtocol)}, Ret: RetFD}
	Socketcall     = Desc{Name: "socketcall", Class: CDesc, Args: []Arg{enum("call", &xlat.SocketCalls), ptr("args")}}
	Socketpair     = Desc{Name: "socketpair", Class: CNet, Args: []Arg{enum("family", &xlat.SocketFamilies), inCustom("type", saySocketType), unum("protocol"), outCustom("usockvec", sayFDPair)}}
)
