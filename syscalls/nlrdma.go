package syscalls

import "gotrace/xlat"

// Types of messages of NETLINK_RDMA (rdma/rdma_netlink.h): a client of the
// protocol, and what it is to do.

// rdmaOps are what clients can be told to do.
var rdmaOps = [...]*xlat.Set{
	2: &xlat.RdmaIwpmOps,   // RDMA_NL_IWCM
	4: &xlat.RdmaLsOps,     // RDMA_NL_LS
	5: &xlat.RdmaNldevCmds, // RDMA_NL_NLDEV
}

// rdmaType says RDMA_NL_GET_TYPE(client, operation).
func rdmaType(d *Dec, kind uint16) {
	client, op := uint64(kind>>10&0x3f), uint64(kind&0x3ff)
	d.BeginParts(uint64(kind))
	d.PartEnumShifted(&xlat.RdmaClients, client, "10")
	if client < uint64(len(rdmaOps)) && rdmaOps[client] != nil {
		d.PartEnum(rdmaOps[client], op)
	} else {
		d.PartHex(op)
	}
	d.EndParts()
}
