package syscalls_test

import (
	"encoding/json"
	"testing"

	"gotrace/emit"
	"gotrace/event"
	"gotrace/internal/vector"
)

// fakeNet says that descriptor 3 is a socket of NETLINK_ROUTE and 4 one of
// NETLINK_SOCK_DIAG, and names interface 1.
type fakeNet struct{}

func (fakeNet) Socket(int, int32) (int, int, bool) { return 0, 0, false }

func (fakeNet) NetlinkProtocol(tid int, fd int32) (int, bool) {
	switch fd {
	case 3:
		return 0, true
	case 4:
		return 4, true
	}
	return 0, false
}

func (fakeNet) AppendInterface(dst []byte, tid int, index uint32) []byte {
	if index != 1 {
		return dst
	}
	return append(dst, "lo"...)
}

func (fakeNet) Family(id uint16) string            { return "" }
func (fakeNet) LearnFamily(id uint16, name []byte) {}

const getLink = "b: u32:40 u16:18 u16:0x301 u32:7 u32:0 u8:0 u8:0 u16:0 u32:1 u32:0 u32:0 u16:8 u16:29 u32:1"

var netlinkTests = []struct{ call, mem, text string }{
	{"amd64 sendto 3 $b 40 0 0 0 -> 40", getLink,
		`sendto(3, [{nlmsg_len=40, nlmsg_type=RTM_GETLINK, nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP, nlmsg_seq=7, nlmsg_pid=0}, {ifi_family=AF_UNSPEC, ifi_type=ARPHRD_NETROM, ifi_index=if_nametoindex("lo"), ifi_flags=0, ifi_change=0}, [{nla_len=8, nla_type=IFLA_EXT_MASK}, RTEXT_FILTER_VF]], 40, 0, NULL, 0) = 40`},
	{"i386 recvfrom 3 $b 100 0 0 0 -> 60", "b: u32:40 u16:20 u16:2 u32:7 u32:9 u8:2 u8:8 u8:0x80 u8:254 u32:1 u16:8 u16:2 hex:7f000001 u16:7 u16:3 \"lo\\x00\\x00\" u32:20 u16:3 u16:2 u32:7 u32:9 u32:0",
		`recvfrom(3, [[{nlmsg_len=40, nlmsg_type=RTM_NEWADDR, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=7, nlmsg_pid=9}, {ifa_family=AF_INET, ifa_prefixlen=8, ifa_flags=IFA_F_PERMANENT, ifa_scope=RT_SCOPE_HOST, ifa_index=if_nametoindex("lo")}, [[{nla_len=8, nla_type=IFA_LOCAL}, inet_addr("127.0.0.1")], [{nla_len=7, nla_type=IFA_LABEL}, "lo"]]], [{nlmsg_len=20, nlmsg_type=NLMSG_DONE, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=7, nlmsg_pid=9}, 0]], 100, 0, NULL, NULL) = 60`},
	{"amd64 sendto 4 $b 40 0 0 0 -> 40", "b: u32:40 u16:20 u16:1 u32:1 u32:0 u8:1 u8:0 u16:0 u32:0x480 u32:5 u32:1 u32:0 u32:0",
		`sendto(4, [{nlmsg_len=40, nlmsg_type=SOCK_DIAG_BY_FAMILY, nlmsg_flags=NLM_F_REQUEST, nlmsg_seq=1, nlmsg_pid=0}, {sdiag_family=AF_UNIX, sdiag_protocol=0, udiag_states=1<<TCP_CLOSE|1<<TCP_LISTEN, udiag_ino=5, udiag_show=UDIAG_SHOW_NAME, udiag_cookie=[0, 0]}], 40, 0, NULL, 0) = 40`},
	{"i386 recvfrom 4 $b 100 0 0 0 -> 88", "b: u32:88 u16:20 u16:2 u32:1 u32:9 u8:2 u8:10 u8:0 u8:0 be16:80 be16:0 hex:7f000001 zero:12 zero:16 u32:0 u32:3 u32:0 u32:0 u32:1 u32:2 u32:3 u32:4",
		`recvfrom(4, [{nlmsg_len=88, nlmsg_type=SOCK_DIAG_BY_FAMILY, nlmsg_flags=NLM_F_MULTI, nlmsg_seq=1, nlmsg_pid=9}, {idiag_family=AF_INET, idiag_state=TCP_LISTEN, idiag_timer=0, idiag_retrans=0, id={idiag_sport=htons(80), idiag_dport=htons(0), idiag_src=inet_addr("127.0.0.1"), idiag_dst=inet_addr("0.0.0.0"), idiag_if=0, idiag_cookie=[3, 0]}, idiag_expires=0, idiag_rqueue=1, idiag_wqueue=2, idiag_uid=3, idiag_inode=4}], 100, 0, NULL, NULL) = 88`},
	{"amd64 sendto 5 $b 16 0 0 0 -> 16", "b: u32:16 u16:3 u16:0 u32:0 u32:0",
		`sendto(5, "\20\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0", 16, 0, NULL, 0) = 16`},
	{"amd64 sendto 3 $b 16 0 0 0 -> EINVAL", "b: u32:5 u16:3 u16:0 u32:0 u32:0",
		`sendto(3, {nlmsg_len=5, nlmsg_type=NLMSG_DONE, nlmsg_flags=0, nlmsg_seq=0, nlmsg_pid=0}, 16, 0, NULL, 0) = -1 EINVAL (Invalid argument)`},
}

// TestNetlink decodes messages on netlink sockets, also with their memory cut at
// every length.
func TestNetlink(t *testing.T) {
	for _, test := range netlinkTests {
		v, err := vector.Parse(test.call, test.mem, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, style := range []emit.Style{emit.Text, emit.JSON} {
			r := vector.NewRunner(emit.Options{Style: style})
			r.Dec.O.Net = fakeNet{}
			got := string(r.Run(v, v.Entry, v.Exit))
			if style == emit.Text && got != test.text {
				t.Errorf("%s\n got %s\nwant %s", test.call, got, test.text)
			}
			for n := range len(v.Exit[0].Data) {
				got := r.Run(v, v.Entry.Cut(0, n), v.Exit.Cut(0, n))
				if style == emit.JSON && !json.Valid(got) {
					t.Fatalf("%s cut to %d: not JSON: %s", test.call, n, got)
				}
			}
			var mem event.Memory = v.Entry
			if n := testing.AllocsPerRun(5, func() { r.Run(v, mem, mem) }); n != 0 {
				t.Errorf("%s: %v allocations", test.call, n)
			}
		}
	}
}
