package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Messages of NETLINK_RDMA (rdma/rdma_netlink.h). Their types are a client of the
// protocol, and what it is to do.

// rdmaOps are what clients can be told to do.
var rdmaOps = [...]*xlat.Set{
	2: &xlat.RdmaIwpmOps,   // RDMA_NL_IWCM
	4: &xlat.RdmaLsOps,     // RDMA_NL_LS
	5: &xlat.RdmaNldevCmds, // RDMA_NL_NLDEV
}

// rdmaType says RDMA_NL_GET_TYPE(client, operation).
func rdmaType(d *Dec, kind uint16) {
	client, op := uint64(kind>>10), uint64(kind&0x3ff)
	d.BeginParts(uint64(kind))
	d.PartEnumShifted(&xlat.RdmaClients, client, "10")
	if client < uint64(len(rdmaOps)) && rdmaOps[client] != nil {
		d.PartEnum(rdmaOps[client], op)
	} else {
		d.PartHex(op)
	}
	d.EndParts()
}

// iwpmAttrs are the attributes of RDMA_NL_IWCM's operations: what the kernel sends to
// the daemon that maps ports, and what it is sent.
var iwpmAttrs = [...]struct{ ask, answer *nlAttrs }{
	0: {&nlaIwpmRegPid, &nlaIwpmPidOf},          // RDMA_NL_IWPM_REG_PID
	1: {&nlaIwpmManage, &nlaIwpmManaged},        // RDMA_NL_IWPM_ADD_MAPPING
	2: {&nlaIwpmQuery, &nlaIwpmQueried},         // RDMA_NL_IWPM_QUERY_MAPPING
	3: {&nlaIwpmManage, &nlaIwpmManage},         // RDMA_NL_IWPM_REMOVE_MAPPING
	4: {&nlaIwpmQueried, &nlaIwpmQueried},       // RDMA_NL_IWPM_REMOTE_INFO
	5: {&nlaIwpmErr, &nlaIwpmErr},               // RDMA_NL_IWPM_HANDLE_ERR
	6: {&nlaIwpmMapinfo, &nlaIwpmMapinfoReq},    // RDMA_NL_IWPM_MAPINFO
	7: {&nlaIwpmMapinfoNum, &nlaIwpmMapinfoNum}, // RDMA_NL_IWPM_MAPINFO_NUM
	8: {&nlaIwpmHello, &nlaIwpmHello},           // RDMA_NL_IWPM_HELLO
}

func rdmaMessage(d *Dec, h nlHead, p []byte) {
	var head *ctype.Struct
	var attrs *nlAttrs
	switch op := h.kind & 0x3ff; h.kind >> 10 {
	case 2: // RDMA_NL_IWCM
		if int(op) < len(iwpmAttrs) {
			attrs = iwpmAttrs[op].answer
			if d.C.Done { // received
				attrs = iwpmAttrs[op].ask
			}
		}
	case 4: // RDMA_NL_LS
		attrs = &nlaRdmaLs
		switch {
		case h.flags&nlmRequest == 0:
		case op == 0: // RDMA_NL_LS_OP_RESOLVE
			head = &rdmaLsResolve
		case op == 2: // RDMA_NL_LS_OP_IP_RESOLVE
			head = &rdmaLsIPResolve
		}
	case 5: // RDMA_NL_NLDEV
		attrs = &nlaRdmaNldev
	}
	if head != nil {
		size := head.Size(d.ABI)
		if len(p) < size {
			nlBytes(d, p)
			return
		}
		d.StructIn(head, p[:size])
		p = p[min((size+3)&^3, len(p)):]
	}
	switch {
	case attrs == nil:
		nlBytes(d, p)
	case len(p) > 0:
		netlinkAttrs(d, nlContext{}, attrs, p)
	}
}

var rdmaLsResolve = ctype.Struct{CName: "rdma_ls_resolve_header", Fields: []ctype.Field{
	ctype.Text("device_name", 64),
	ctype.Num("port_num", ctype.U8),
	ctype.Enum("path_use", ctype.U8, &xlat.RdmaPathUse),
}}

var rdmaLsIPResolve = ctype.Struct{CName: "rdma_ls_ip_resolve_header", Fields: []ctype.Field{
	ctype.Interface("ifindex", ctype.U32),
}}
