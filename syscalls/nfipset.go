package syscalls

import "gotrace/xlat"

// Attributes of IP sets, by their numbers in linux/netfilter/ipset/ip_set.h. They
// tell with NLA_F_NET_BYTEORDER that they are in network byte order.

var ipsetAttrs = nlAttrs{&xlat.IpsetAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlU8},                                     // IPSET_ATTR_PROTOCOL
	{kind: 2, min: 1, say: nlStr},                                    // IPSET_ATTR_SETNAME
	{kind: 3, min: 1, say: nlStr},                                    // IPSET_ATTR_TYPENAME
	{kind: 4, min: 1, say: nlU8},                                     // IPSET_ATTR_REVISION
	{kind: 5, min: 1, say: nlEnum8, set: &xlat.NfProtos},             // IPSET_ATTR_FAMILY
	{kind: 6, min: 4, say: nlOrderedFlags, set: &xlat.IpsetCmdFlags}, // IPSET_ATTR_FLAGS
	{kind: 7, say: nlByMessage, choice: &ipsetData},                  // IPSET_ATTR_DATA
	{kind: 8, say: nlNested, nested: &ipsetElems},                    // IPSET_ATTR_ADT
	{kind: 9, min: 4, say: nlOrdered},                                // IPSET_ATTR_LINENO
	{kind: 10, min: 1, say: nlU8},                                    // IPSET_ATTR_PROTOCOL_MIN
	{kind: 11, min: 2, say: nlOrdered},                               // IPSET_ATTR_INDEX
}}

// ipsetTwo are those of messages about two sets.
var ipsetTwo = nlAttrs{&xlat.IpsetSwapAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlU8},  // IPSET_ATTR_PROTOCOL
	{kind: 2, min: 1, say: nlStr}, // IPSET_ATTR_SETNAME
	{kind: 3, min: 1, say: nlStr}, // IPSET_ATTR_SETNAME2
}}

// ipsetType are those of messages about what a type of sets can do.
var ipsetType = nlAttrs{&xlat.IpsetTypeAttrs, []nlAttr{
	{kind: 1, min: 1, say: nlU8},                         // IPSET_ATTR_PROTOCOL
	{kind: 3, min: 1, say: nlStr},                        // IPSET_ATTR_TYPENAME
	{kind: 4, min: 1, say: nlU8},                         // IPSET_ATTR_REVISION
	{kind: 5, min: 1, say: nlEnum8, set: &xlat.NfProtos}, // IPSET_ATTR_FAMILY
	{kind: 10, min: 1, say: nlU8},                        // IPSET_ATTR_REVISION_MIN
}}

// ipsetData is what IPSET_ATTR_DATA holds: a set's properties or an element.
var ipsetData = nlChoices{
	{number: 6<<8 | 2, attr: nlAttr{say: nlNested, nested: &ipsetCreate}}, // IPSET_CMD_CREATE
	{number: 6<<8 | 7, attr: nlAttr{say: nlNested, nested: &ipsetCreate}}, // IPSET_CMD_LIST
	{number: 6<<8 | 8, attr: nlAttr{say: nlNested, nested: &ipsetCreate}}, // IPSET_CMD_SAVE
	{number: 6<<8 | 9, attr: nlAttr{say: nlNested, nested: &ipsetElem}},   // IPSET_CMD_ADD
	{number: 6<<8 | 10, attr: nlAttr{say: nlNested, nested: &ipsetElem}},  // IPSET_CMD_DEL
	{number: 6<<8 | 11, attr: nlAttr{say: nlNested, nested: &ipsetElem}},  // IPSET_CMD_TEST
}

var ipsetElems = nlAttrs{&xlat.IpsetAttrs, []nlAttr{
	{kind: 7, say: nlNested, nested: &ipsetElem}, // IPSET_ATTR_DATA
}}

var ipsetCreate = nlAttrs{&xlat.IpsetCreateAttrs, []nlAttr{
	{kind: 1, say: nlNested, nested: &ipsetAddr},                      // IPSET_ATTR_IP
	{kind: 2, say: nlNested, nested: &ipsetAddr},                      // IPSET_ATTR_IP_TO
	{kind: 3, min: 1, say: nlU8},                                      // IPSET_ATTR_CIDR
	{kind: 4, min: 2, say: nlOrdered},                                 // IPSET_ATTR_PORT
	{kind: 5, min: 2, say: nlOrdered},                                 // IPSET_ATTR_PORT_TO
	{kind: 6, min: 4, say: nlOrdered},                                 // IPSET_ATTR_TIMEOUT
	{kind: 7, min: 1, say: nlEnum8, set: &xlat.InetProtocols},         // IPSET_ATTR_PROTO
	{kind: 8, min: 4, say: nlOrderedFlags, set: &xlat.IpsetElemFlags}, // IPSET_ATTR_CADT_FLAGS
	{kind: 9, min: 4, say: nlOrdered},                                 // IPSET_ATTR_CADT_LINENO
	{kind: 10, min: 4, say: nlOrderedHex},                             // IPSET_ATTR_MARK
	{kind: 11, min: 4, say: nlOrderedHex},                             // IPSET_ATTR_MARKMASK
	{kind: 12, say: nlNested, nested: &ipsetAddr},                     // IPSET_ATTR_BITMASK
	{kind: 17, min: 4, say: nlOrderedHex},                             // IPSET_ATTR_INITVAL
	{kind: 18, min: 4, say: nlOrdered},                                // IPSET_ATTR_HASHSIZE
	{kind: 19, min: 4, say: nlOrdered},                                // IPSET_ATTR_MAXELEM
	{kind: 20, min: 1, say: nlU8},                                     // IPSET_ATTR_NETMASK
	{kind: 21, min: 1, say: nlU8},                                     // IPSET_ATTR_BUCKETSIZE
	{kind: 22, min: 1, say: nlU8},                                     // IPSET_ATTR_RESIZE
	{kind: 23, min: 4, say: nlOrdered},                                // IPSET_ATTR_SIZE
	{kind: 24, min: 4, say: nlOrdered},                                // IPSET_ATTR_ELEMENTS
	{kind: 25, min: 4, say: nlOrdered},                                // IPSET_ATTR_REFERENCES
	{kind: 26, min: 4, say: nlOrdered},                                // IPSET_ATTR_MEMSIZE
}}

var ipsetElem = nlAttrs{&xlat.IpsetElemAttrs, []nlAttr{
	{kind: 1, say: nlNested, nested: &ipsetAddr},                      // IPSET_ATTR_IP
	{kind: 2, say: nlNested, nested: &ipsetAddr},                      // IPSET_ATTR_IP_TO
	{kind: 3, min: 1, say: nlU8},                                      // IPSET_ATTR_CIDR
	{kind: 4, min: 2, say: nlOrdered},                                 // IPSET_ATTR_PORT
	{kind: 5, min: 2, say: nlOrdered},                                 // IPSET_ATTR_PORT_TO
	{kind: 6, min: 4, say: nlOrdered},                                 // IPSET_ATTR_TIMEOUT
	{kind: 7, min: 1, say: nlEnum8, set: &xlat.InetProtocols},         // IPSET_ATTR_PROTO
	{kind: 8, min: 4, say: nlOrderedFlags, set: &xlat.IpsetElemFlags}, // IPSET_ATTR_CADT_FLAGS
	{kind: 9, min: 4, say: nlOrdered},                                 // IPSET_ATTR_CADT_LINENO
	{kind: 10, min: 4, say: nlOrderedHex},                             // IPSET_ATTR_MARK
	{kind: 17, min: 6, say: nlMAC},                                    // IPSET_ATTR_ETHER
	{kind: 18, min: 1, say: nlStr},                                    // IPSET_ATTR_NAME
	{kind: 19, min: 1, say: nlStr},                                    // IPSET_ATTR_NAMEREF
	{kind: 20, say: nlNested, nested: &ipsetAddr},                     // IPSET_ATTR_IP2
	{kind: 21, min: 1, say: nlU8},                                     // IPSET_ATTR_CIDR2
	{kind: 22, say: nlNested, nested: &ipsetAddr},                     // IPSET_ATTR_IP2_TO
	{kind: 23, min: 1, say: nlStr},                                    // IPSET_ATTR_IFACE
	{kind: 24, min: 8, say: nlOrdered},                                // IPSET_ATTR_BYTES
	{kind: 25, min: 8, say: nlOrdered},                                // IPSET_ATTR_PACKETS
	{kind: 26, min: 1, say: nlStr},                                    // IPSET_ATTR_COMMENT
	{kind: 27, min: 8, say: nlOrderedHex},                             // IPSET_ATTR_SKBMARK
	{kind: 28, min: 4, say: nlOrderedHex},                             // IPSET_ATTR_SKBPRIO
	{kind: 29, min: 2, say: nlOrdered},                                // IPSET_ATTR_SKBQUEUE
}}

var ipsetAddr = nlAttrs{&xlat.IpsetAddrs, []nlAttr{
	{kind: 1, min: 4, say: nlIP4},  // IPSET_ATTR_IPADDR_IPV4
	{kind: 2, min: 16, say: nlIP6}, // IPSET_ATTR_IPADDR_IPV6
}}
