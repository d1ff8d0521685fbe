package syscalls

import (
	"gotrace/ctype"
	"gotrace/xlat"
)

// Levels of Bluetooth's options whose numbers are SOL_IP, SOL_TCP and SOL_UDP, too
// (include/linux/socket.h): only the socket tells which is meant.
var btLevels = [...]optLevel{
	{level: 0, get: &xlat.HciOptions, set: &xlat.HciOptions, opts: hciOpts},
	{level: 6, get: &xlat.L2capOptions, set: &xlat.L2capOptions, opts: l2capOpts},
	{level: 17, get: &xlat.ScoOptions, set: &xlat.ScoOptions, opts: scoOpts},
}

// btOptions is the highest number of an option of these levels.
const btOptions = 3

// ofBluetooth reports whether an option is one of these levels. It asks of no socket
// whose option cannot be one.
func ofBluetooth(d *Dec, level, name uint32) bool {
	if d.O.Net == nil || name-1 >= btOptions || findLevel(btLevels[:], level) == nil {
		return false
	}
	family, _, ok := d.O.Net.Socket(d.TID, d.C.Int(0))
	return ok && family == afBluetooth
}

// SOL_HCI (include/net/bluetooth/hci_sock.h).
var hciOpts = []sockopt{
	{name: 1, get: getInt, set: setInt},                      // HCI_DATA_DIR
	{name: 2, get: optStruct, set: optStruct, t: &hciFilter}, // HCI_FILTER
	{name: 3, get: getInt, set: setInt},                      // HCI_TIME_STAMP
}

// SOL_L2CAP (include/net/bluetooth/l2cap.h).
var l2capOpts = []sockopt{
	{name: 1, get: optStruct, set: optStruct, t: &l2capOptions},      // L2CAP_OPTIONS
	{name: 2, get: optStruct, t: &l2capConninfo},                     // L2CAP_CONNINFO
	{name: 3, get: optFlags, set: optFlags, names: &xlat.L2capModes}, // L2CAP_LM
}

// SOL_SCO (include/net/bluetooth/sco.h).
var scoOpts = []sockopt{
	{name: 1, get: optStruct, t: &scoOptions},  // SCO_OPTIONS
	{name: 2, get: optStruct, t: &scoConninfo}, // SCO_CONNINFO
}

// hciFilter is struct hci_ufilter, which programs give (net/bluetooth/hci_sock.c).
var hciFilter = ctype.Struct{Fields: []ctype.Field{
	ctype.Hex("type_mask", ctype.U32),
	{Name: "event_mask", Kind: ctype.U32, N: 2, Show: ctype.ShowHex},
	ctype.Hex("opcode", ctype.U16),
}}

var l2capOptions = ctype.Struct{CName: "l2cap_options", Fields: []ctype.Field{
	ctype.Num("omtu", ctype.U16),
	ctype.Num("imtu", ctype.U16),
	ctype.Num("flush_to", ctype.U16),
	ctype.Num("mode", ctype.U8),
	ctype.Num("fcs", ctype.U8),
	ctype.Num("max_tx", ctype.U8),
	ctype.Num("txwin_size", ctype.U16),
}}

var l2capConninfo = ctype.Struct{CName: "l2cap_conninfo", Fields: []ctype.Field{
	ctype.Num("hci_handle", ctype.U16),
	{Name: "dev_class", Kind: ctype.Chars, N: 3, Show: showHexed},
}}

var scoOptions = ctype.Struct{CName: "sco_options", Fields: []ctype.Field{ctype.Num("mtu", ctype.U16)}}

var scoConninfo = ctype.Struct{CName: "sco_conninfo", Fields: []ctype.Field{
	ctype.Num("hci_handle", ctype.U16),
	{Name: "dev_class", Kind: ctype.Chars, N: 3, Show: showHexed},
}}

// SOL_CAIF (linux/caif/caif_socket.h).
var caifOpts = []sockopt{
	{name: 127, get: optEnum, set: optEnum, names: &xlat.CaifLinks}, // CAIFSO_LINK_SELECT
}
