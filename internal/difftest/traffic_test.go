package difftest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// traffic are the tools with which people speak to the kernel beside its files:
// netlink, bpf, io_uring, mounts, keys, quotas. Each has network and mount namespaces
// of its own, where prepare has been run.
var traffic = []struct {
	cmd     string // a blank within a word is \x00
	opts    string
	prepare string
}{
	{cmd: "ip -d link show", prepare: links},
	{cmd: "ip -s addr", prepare: links},
	{cmd: "ip -4 route show table all", prepare: links},
	{cmd: "ip -6 route get 2001:db8::5", prepare: links},
	{cmd: "ip rule", prepare: links},
	{cmd: "ip neigh", prepare: links},
	{cmd: "ip link add br0 type bridge vlan_filtering 1", prepare: links},
	{cmd: "ip link set v0 address 02:00:00:00:00:09 mtu 1400 alias called", prepare: links},
	{cmd: "ip netconf", prepare: links},
	{cmd: "ip tcp_metrics", prepare: links},
	{cmd: "ip mptcp endpoint add 10.0.0.1 signal", prepare: links},
	{cmd: "ip maddr show dev v0", prepare: links},
	{cmd: "ip nexthop add id 7 via 10.0.0.2 dev v0", prepare: links},
	{cmd: "ip xfrm state add src 10.0.0.1 dst 10.0.0.2 proto esp spi 0x100 mode tunnel enc cbc(aes) 0x00112233445566778899aabbccddeeff", prepare: links},
	{cmd: "ip tuntap add dev t0 mode tap", prepare: links},
	{cmd: "bridge -d link", prepare: links + "; ip link add br0 address 02:00:00:00:00:03 type bridge; ip link set v0 master br0"},
	{cmd: "bridge fdb", prepare: links},
	{cmd: "ss -tuan", prepare: links},
	{cmd: "ss -xi", prepare: links},
	{cmd: "tc qdisc", prepare: links},
	{cmd: "tc qdisc add dev v0 root handle 1: prio bands 4", prepare: links},
	{cmd: "tc qdisc add dev v0 root tbf rate 1mbit burst 10k latency 50ms", prepare: links},
	{cmd: "tc filter add dev v0 ingress protocol ip u32 match ip dst 10.0.0.0/8 action drop", prepare: links + "; tc qdisc add dev v0 ingress"},
	{cmd: "tc actions add action mirred egress redirect dev v0 index 3", prepare: links},
	{cmd: "tc filter add dev v0 ingress prio 7 protocol ip basic match cmp(u8\x00at\x009\x00layer\x001\x00eq\x006) and u32(u32\x000\x000xff\x00at\x0012) classid 1:3", prepare: links + "; tc qdisc add dev v0 ingress"},
	{cmd: "tc class add dev v0 parent 1: classid 1:7 htb rate 1mbit ceil 2mbit", prepare: links + "; tc qdisc add dev v0 root handle 1: htb"},
	{cmd: "tc -s class show dev v0", prepare: links + "; tc qdisc add dev v0 root handle 1: htb; tc class add dev v0 parent 1: classid 1:7 htb rate 1mbit"},
	{cmd: "nft -f rules"},
	{cmd: "nft -f rules", opts: "-v -X verbose -s 4"},
	{cmd: "nft -a list ruleset", prepare: "nft -f rules"},
	{cmd: "nft add table inet u { comment \"c\\x00d\"; set s { typeof ip saddr; comment \"of\\x00u\"; }; chain c { comment \"e\"; tcp dport 22 counter comment \"f\"; }; }"},
	{cmd: "nft add rule inet t in meta mark 5 comment \"g\"", prepare: "nft -f rules"},
	{cmd: "iptables-nft -A INPUT -p tcp -m multiport --dports 22,80 -m conntrack --ctstate NEW,RELATED -m comment --comment hello -m addrtype --dst-type LOCAL -j MARK --set-xmark 0x3/0x7", opts: "-v"},
	{cmd: "iptables-nft -A INPUT -m iprange --src-range 10.0.0.2-10.0.0.9 -m string --algo bm --string abc -m u32 --u32 6&0xFF=0x6 -m time --timestart 10:00 -j REJECT --reject-with icmp-host-prohibited", opts: "-v"},
	{cmd: "iptables-nft -t nat -A POSTROUTING -o lo -m statistic --mode nth --every 3 --packet 0 -j SNAT --to-source 10.0.0.1-10.0.0.4"},
	{cmd: "iptables-nft -S", opts: "-v", prepare: "iptables-nft -A OUTPUT -m owner --uid-owner 5 -m hashlimit --hashlimit-name foo --hashlimit-above 10/sec -j NFQUEUE --queue-num 3 --queue-bypass"},
	{cmd: "ip6tables-nft -A INPUT -m rt --rt-type 0 -m hl --hl-gt 5 -m frag --fragfirst -j LOG --log-prefix x --log-level info"},
	{cmd: "ebtables-nft -A INPUT -p ip --ip-proto tcp --ip-dport 80 -j mark --mark-set 5 --mark-target ACCEPT"},
	{cmd: "ebtables-nft -A INPUT -p arp --arp-op 1 --arp-mac-src 02:00:00:00:00:01 -j redirect --redirect-target ACCEPT"},
	{cmd: "arptables-nft -A INPUT -s 10.0.0.1 -j mangle --mangle-ip-s 10.0.0.9"},
	{cmd: "ipset create s hash:ip,port comment counters", opts: "-v"},
	{cmd: "iptables-nft -A INPUT -m set --match-set s src,dst --packets-gt 5 -j ACCEPT", prepare: "ipset create s hash:ip,port counters"},
	{cmd: "iw list"},
	{cmd: "ethtool v0", prepare: links},
	{cmd: "ethtool -k v0", prepare: links},
	{cmd: "ethtool -i v0", prepare: links},
	{cmd: "ethtool -S v0", prepare: links},
	{cmd: "ethtool -l v0", prepare: links},
	{cmd: "wg show"},
	{cmd: "wg-quick strip ./missing", opts: "-f -e trace=%process,%net"},
	{cmd: "bpftool map show"},
	{cmd: "bpftool map create /sys/fs/bpf/difftest type hash key 4 value 8 entries 16 name difftest", prepare: "mount -t bpf none /sys/fs/bpf"},
	{cmd: "bpftool map update pinned /sys/fs/bpf/difftest key 1 2 3 4 value 1 2 3 4 5 6 7 8", prepare: pinned},
	{cmd: "bpftool map dump pinned /sys/fs/bpf/difftest", prepare: pinned + "; bpftool map update pinned /sys/fs/bpf/difftest key 1 2 3 4 value 1 2 3 4 5 6 7 8"},
	{cmd: "bpftool prog show"},
	{cmd: "bpftool net"},
	{cmd: "mount -t tmpfs -o size=64k none sub"},
	{cmd: "mount --bind sub sub/deep"},
	{cmd: "umount sub", prepare: "mount -t tmpfs none sub"},
	{cmd: "findmnt sub", prepare: "mount -t tmpfs none sub"},
	{cmd: "losetup -a", opts: "-e trace=ioctl,openat"},
	{cmd: "mount -o loop disk sub", opts: "-f -e trace=%file,ioctl", prepare: "truncate -s 4M disk; mkfs.ext4 -q disk"},
	{cmd: "repquota -v sub", opts: "-y", prepare: quotas},
	{cmd: "setquota -u 1000 10 20 30 40 sub", prepare: quotas},
	{cmd: "quota -v -u 1000", opts: "-v", prepare: quotas},
	{cmd: "setfacl -m u:1000:rw a.txt", opts: "-v"},
	{cmd: "getfacl -n a.txt", prepare: "setfacl -m u:1000:rw a.txt"},
	{cmd: "keyctl session difftest keyctl add user name value @s", opts: "-f -e trace=keyctl,add_key,request_key"},
	{cmd: "keyctl supports"},
	{cmd: "fio --thread --name=w --filename=f --ioengine=io_uring --iodepth=1 --size=32k --bs=16k --rw=write --output=out", opts: "-f -e trace=/io_uring"},
}

const (
	links = "ip link set lo up; ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02; ip addr add 10.0.0.1/24 dev v0; ip addr add 2001:db8::1/64 nodad dev v0; " +
		"ip link set v0 addrgenmode none up; ip link set v1 addrgenmode none up; ip route add 10.1.0.0/16 via 10.0.0.2; ip rule add from 10.1.0.0/16 table 7"
	pinned = "mount -t bpf none /sys/fs/bpf; bpftool map create /sys/fs/bpf/difftest type hash key 4 value 8 entries 16 name difftest"
	quotas = "truncate -s 8M disk; mkfs.ext4 -q disk; mount -o loop disk sub"
)

// passing are numbers of messages, processes, packets and times in what the kernel tells.
var passing = regexp.MustCompile(`\b((?:nlmsg_seq|nlmsg_pid|nl_pid|cstamp|tstamp|[rt]x_packets|[rt]x_bytes|multicast)=)-?(?:\d+|NOW)`)

// TestTraffic runs them under both tracers. It needs root: an ordinary user's
// namespaces can mount no loop devices, and set no quotas.
func TestTraffic(t *testing.T) {
	if os.Getuid() != 0 {
		missing(t, "not root")
	}
	for _, p := range traffic {
		t.Run(strings.ReplaceAll(p.cmd, "\x00", " ")+" "+p.opts, func(t *testing.T) {
			r := run{opts: strings.Fields(p.opts), argv: strings.Fields(p.cmd), setup: ruled, netns: true, vague: passing, prepare: "true; " + p.prepare}
			for i := range r.argv {
				r.argv[i] = strings.ReplaceAll(r.argv[i], "\x00", " ")
			}
			need(t, r.argv[0])
			compare(t, r)
		})
	}
}

// ruled is tree with a set of rules for nft.
func ruled(t *testing.T, dir string) {
	tree(t, dir)
	const rules = `table inet t {
	set s { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.0.1 } }
	map m { type inet_service : verdict; elements = { 22 : accept, 80 : drop } }
	chain in { type filter hook input priority 0; policy accept
		ip saddr @s counter accept
		tcp dport vmap @m
		ct state established,related accept
		udp dport { 53, 123 } limit rate 10/second log prefix "dns: " level info
		meta iifname "lo" mark set 0x7
	}
	chain out { type nat hook postrouting priority srcnat
		ip daddr 10.1.0.0/16 masquerade random
	}
}
`
	if err := os.WriteFile(filepath.Join(dir, "rules"), []byte(rules), 0o644); err != nil {
		t.Fatal(err)
	}
}
