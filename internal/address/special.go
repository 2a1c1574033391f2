package address

import "net/netip"

// span is a range of addresses that are not the public internet, and what people call them.
type span struct {
	prefix netip.Prefix
	name   string
}

// reserved lists the ranges that are never connected to: the IANA IPv4 and IPv6 special-purpose address registries
// (RFC 6890 and its updates), multicast, and the one public address that means "the cloud below this machine".
// Go's own predicates (IsPrivate and its kin) miss more than half of them.
var reserved = [...]span{
	{netip.MustParsePrefix("0.0.0.0/8"), "an address of this network itself"},
	{netip.MustParsePrefix("10.0.0.0/8"), "a private address"},
	{netip.MustParsePrefix("100.64.0.0/10"), "an address behind a carrier's NAT"},
	{netip.MustParsePrefix("127.0.0.0/8"), "an address of this machine"},
	{netip.MustParsePrefix("168.63.129.16/32"), "a cloud provider's internal address"},
	{netip.MustParsePrefix("169.254.0.0/16"), "a link-local address"},
	{netip.MustParsePrefix("172.16.0.0/12"), "a private address"},
	{netip.MustParsePrefix("192.0.0.0/24"), "a protocol address"},
	{netip.MustParsePrefix("192.0.2.0/24"), "a documentation address"},
	{netip.MustParsePrefix("192.31.196.0/24"), "a protocol address"},
	{netip.MustParsePrefix("192.52.193.0/24"), "a protocol address"},
	{netip.MustParsePrefix("192.88.99.0/24"), "a relay address"},
	{netip.MustParsePrefix("192.168.0.0/16"), "a private address"},
	{netip.MustParsePrefix("192.175.48.0/24"), "a protocol address"},
	{netip.MustParsePrefix("198.18.0.0/15"), "a benchmarking address"},
	{netip.MustParsePrefix("198.51.100.0/24"), "a documentation address"},
	{netip.MustParsePrefix("203.0.113.0/24"), "a documentation address"},
	{netip.MustParsePrefix("224.0.0.0/4"), "a multicast address"},
	{netip.MustParsePrefix("255.255.255.255/32"), "the broadcast address"},
	{netip.MustParsePrefix("240.0.0.0/4"), "a reserved address"},

	{netip.MustParsePrefix("::/128"), "an unspecified address"},
	{netip.MustParsePrefix("::1/128"), "an address of this machine"},
	{netip.MustParsePrefix("::/96"), "an IPv4 address in disguise"},
	{netip.MustParsePrefix("64:ff9b::/96"), "an IPv4 address in disguise"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "an IPv4 address in disguise"},
	{netip.MustParsePrefix("100::/64"), "a discard address"},
	{netip.MustParsePrefix("100:0:0:1::/64"), "a dummy address"},
	{netip.MustParsePrefix("2001::/23"), "a protocol address"},
	{netip.MustParsePrefix("2001:db8::/32"), "a documentation address"},
	{netip.MustParsePrefix("2002::/16"), "an IPv4 address in disguise"},
	{netip.MustParsePrefix("2620:4f:8000::/48"), "a protocol address"},
	{netip.MustParsePrefix("3fff::/20"), "a documentation address"},
	{netip.MustParsePrefix("5f00::/16"), "a segment-routing address"},
	{netip.MustParsePrefix("fc00::/7"), "a private address"},
	{netip.MustParsePrefix("fe80::/10"), "a link-local address"},
	{netip.MustParsePrefix("fec0::/10"), "a site-local address"},
	{netip.MustParsePrefix("ff00::/8"), "a multicast address"},
}

// global is what IANA has given out for the public IPv6 internet; everything outside is refused unseen.
var global = netip.MustParsePrefix("2000::/3")

// Special says what kind of non-public address a is, or "" for a public one. IPv4 written as ::ffff:a.b.c.d is
// judged as the IPv4 address that the connection would go to.
func Special(a netip.Addr) string {
	a = a.WithZone("").Unmap()
	for _, s := range reserved {
		if s.prefix.Contains(a) {
			return s.name
		}
	}
	if a.Is6() && !global.Contains(a) {
		return "outside the public internet"
	}
	return ""
}
