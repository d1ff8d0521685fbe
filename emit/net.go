package emit

import (
	"strconv"

	"gotrace/xlat"
)

// What is said about networks: numbers in network byte order, addresses,
// interfaces.

// BeginNet begins a value that is stored in network byte order as raw. It
// reports whether the value is to be said; EndNet follows in any case. With
// names off, text shows the bytes.
func (b *Buf) BeginNet(raw []byte) bool {
	b.value()
	b.push(inOne)
	if b.o.Style == JSON || b.o.Const == Names {
		return true
	}
	b.B = AppendQuoted(b.B, raw, HexAll)
	if b.o.Const == Raw {
		return false
	}
	b.BeginComment()
	b.o.Const = Names
	b.top().end = 1
	return true
}

// EndNet ends what BeginNet began.
func (b *Buf) EndNet() {
	comment := b.top().end != 0
	b.pop()
	if comment {
		b.o.Const = Both
		b.EndComment()
	}
}

// Swapped says a number stored in network byte order, as the function that
// converts it, htons or htonl.
func (b *Buf) Swapped(fn string, raw []byte) {
	if b.BeginNet(raw) {
		b.Wrap(fn)
		b.Uint(bigEndian(raw))
		b.EndWrap()
	}
	b.EndNet()
}

// SwappedHex is Swapped in hexadecimal.
func (b *Buf) SwappedHex(fn string, raw []byte) {
	if b.BeginNet(raw) {
		b.Wrap(fn)
		b.Hex(bigEndian(raw))
		b.EndWrap()
	}
	b.EndNet()
}

// SwappedEnum is Swapped for a number that has a name.
func (b *Buf) SwappedEnum(fn string, s *xlat.Set, raw []byte) {
	if b.BeginNet(raw) {
		b.Wrap(fn)
		b.Enum(s, bigEndian(raw))
		b.EndWrap()
	}
	b.EndNet()
}

// SwappedFlags is Swapped for flags.
func (b *Buf) SwappedFlags(fn string, s *xlat.Set, raw []byte) {
	if b.BeginNet(raw) {
		b.Wrap(fn)
		b.Flags(s, bigEndian(raw))
		b.EndWrap()
	}
	b.EndNet()
}

func bigEndian(p []byte) (v uint64) {
	for _, c := range p {
		v = v<<8 | uint64(c)
	}
	return v
}

// appendIP appends the text of an internet address of 4 or 16 bytes.
func appendIP(dst, raw []byte) []byte {
	if len(raw) == 4 {
		return appendIP4(dst, [4]byte(raw))
	}
	return appendIP6(dst, [16]byte(raw))
}

func appendIP4(dst []byte, a [4]byte) []byte {
	for i, c := range a {
		if i > 0 {
			dst = append(dst, '.')
		}
		dst = strconv.AppendUint(dst, uint64(c), 10)
	}
	return dst
}

// appendIP6 appends an IPv6 address as inet_ntop(3) writes it: that shows
// addresses below ::1:0:0 and ::ffff:0:0/96 with an IPv4 part, and does not
// shorten a single zero group.
func appendIP6(dst []byte, a [16]byte) []byte {
	var g [8]uint16
	for i := range g {
		g[i] = uint16(a[2*i])<<8 | uint16(a[2*i+1])
	}
	best, bestLen := -1, 1
	for i := 0; i < 8; {
		j := i
		for j < 8 && g[j] == 0 {
			j++
		}
		if j-i > bestLen {
			best, bestLen = i, j-i
		}
		i = max(j, i+1)
	}
	v4 := best == 0 && (bestLen == 6 || bestLen == 7 && g[7] != 1 || bestLen == 5 && g[5] == 0xffff)
	for i := 0; i < 8; i++ {
		if i == best {
			dst = append(dst, ':')
			if i += bestLen - 1; i == 7 {
				dst = append(dst, ':')
			}
			continue
		}
		if i > 0 {
			dst = append(dst, ':')
		}
		if i == 6 && v4 {
			return appendIP4(dst, [4]byte(a[12:]))
		}
		dst = strconv.AppendUint(dst, uint64(g[i]), 16)
	}
	return dst
}

// IP says an internet address of 4 or 16 bytes as a value: inet_addr("1.2.3.4")
// or inet_pton(AF_INET6, "::1").
func (b *Buf) IP(raw []byte) {
	if b.BeginNet(raw) {
		b.ip(raw)
	}
	b.EndNet()
}

// IPIn is IP for an address in the first n bytes of raw, all of which are shown
// with names off.
func (b *Buf) IPIn(raw []byte, n int) {
	if b.BeginNet(raw) {
		b.ip(raw[:n])
	}
	b.EndNet()
}

func (b *Buf) ip(raw []byte) {
	var text [48]byte
	t := appendIP(text[:0], raw)
	if b.o.Style == JSON {
		b.Str(t, false)
		return
	}
	if len(raw) == 4 {
		b.B = append(b.B, "inet_addr("...)
	} else {
		b.B = append(b.B, "inet_pton(AF_INET6, "...)
	}
	b.B = AppendQuoted(b.B, t, b.o.Hex)
	b.B = append(b.B, ')')
}

// IP6Field says the member called name, an IPv6 address, which text shows as
// inet_pton(AF_INET6, "::1", &name).
func (b *Buf) IP6Field(name string, raw []byte) {
	if b.o.Style == JSON || b.o.Const != Names {
		b.Field(name)
		b.IP(raw)
		return
	}
	var text [48]byte
	b.sep(b.top())
	b.B = append(b.B, "inet_pton(AF_INET6, "...)
	b.B = AppendQuoted(b.B, appendIP(text[:0], raw), b.o.Hex)
	b.B = append(b.B, ", &"...)
	b.B = append(b.B, name...)
	b.B = append(b.B, ')')
}

// IP4Field says the member called name, an IPv4 address, which text shows as
// inet_addr("1.2.3.4").
func (b *Buf) IP4Field(name string, raw []byte) {
	b.Field(name)
	b.IP(raw)
}

// Interface says the index of a network interface; name is empty where it is
// not known.
func (b *Buf) Interface(index uint64, name []byte) {
	b.value()
	switch {
	case b.o.Style == JSON && len(name) > 0:
		b.B = append(b.B, `{"name":`...)
		b.B = appendJSONBytes(b.B, name, false)
		b.B = append(b.B, `,"value":`...)
		b.B = strconv.AppendUint(b.B, index, 10)
		b.B = append(b.B, '}')
	case len(name) == 0 || b.o.Const == Raw:
		b.B = strconv.AppendUint(b.B, index, 10)
	case b.o.Const == Both:
		b.B = strconv.AppendUint(b.B, index, 10)
		b.BeginComment()
		b.ifname(name)
		b.EndComment()
	default:
		b.ifname(name)
	}
}

func (b *Buf) ifname(name []byte) {
	b.B = append(b.B, "if_nametoindex("...)
	b.B = AppendQuoted(b.B, name, b.o.Hex)
	b.B = append(b.B, ')')
}

// Octets says bytes as text shows hardware addresses: 00:1a:2b.
func (b *Buf) Octets(p []byte) {
	if b.BeginNet(p) {
		quote := b.o.Style == JSON
		if quote {
			b.B = append(b.B, '"')
		}
		for i, c := range p {
			if i > 0 {
				b.B = append(b.B, ':')
			}
			b.B = append(b.B, hexDigits[c>>4], hexDigits[c&15])
		}
		if quote {
			b.B = append(b.B, '"')
		}
	}
	b.EndNet()
}

// Abstract says the name of a socket in the abstract namespace, a NUL before it
// included, which text shows as @.
func (b *Buf) Abstract(p []byte) {
	b.value()
	if b.o.Style == JSON {
		b.B = appendJSONBytes(b.B, p, false)
		return
	}
	b.B = append(b.B, '@')
	b.on(colArgVal)
	b.B = AppendQuoted(b.B, p[1:], b.o.Hex)
	b.off()
}

// Bare says text that needs no quotes, such as a radio station's call, where names
// are shown for numbers. It reports whether it did.
func (b *Buf) Bare(p []byte) bool {
	switch {
	case b.o.Style == JSON:
		b.value()
		b.B = appendJSONBytes(b.B, p, false)
	case b.o.Const == Names:
		b.value()
		b.on(colConst)
		b.B = append(b.B, p...)
		b.off()
	default:
		return false
	}
	return true
}

// CommentBytes is Comment for bytes, which must be printable and hold no */.
func (b *Buf) CommentBytes(p []byte) {
	if b.o.Style == JSON {
		return
	}
	b.BeginComment()
	b.B = append(b.B, p...)
	b.EndComment()
}
