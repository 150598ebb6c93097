package socket

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// The error numbers of getaddrinfo.
const (
	eaiBadFlags   = -1
	eaiNoName     = -2
	eaiAgain      = -3
	eaiFail       = -4
	eaiNoData     = -5
	eaiFamily     = -6
	eaiSockType   = -7
	eaiService    = -8
	eaiAddrFamily = -9
	eaiMemory     = -10
	eaiSystem     = -11
	eaiOverflow   = -12
)

var gaiMessages = map[int]string{
	eaiBadFlags: "Bad value for ai_flags", eaiNoName: "Name or service not known", eaiAgain: "Temporary failure in name resolution",
	eaiFail: "Non-recoverable failure in name resolution", eaiNoData: "No address associated with hostname",
	eaiFamily: "ai_family not supported", eaiSockType: "ai_socktype not supported", eaiService: "Servname not supported for ai_socktype",
	eaiAddrFamily: "Address family for hostname not supported", eaiMemory: "Memory allocation failure", eaiSystem: "System error",
	eaiOverflow: "Result too large for supplied buffer",
}

// gaiError makes a gaierror.
//
// CPython: Modules/socketmodule.c set_gaierror
func gaiError(t *objects.Thread, code int) error {
	return raise(t, &gaierrorType, code, gaiMessages[code])
}

func raise(t *objects.Thread, class *objects.Type, code int, message string) error {
	e, err := objects.CallArgs(t, objects.Of(class), objects.NewInt(int64(code)), objects.NewStr(message))
	if err != nil {
		return err
	}
	return objects.Raise(t, objects.AsException(e))
}

// lookupCode gives the error number of getaddrinfo for what Go's resolver reports.
func lookupCode(err error) int {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		switch {
		case dns.IsNotFound:
			return eaiNoName
		case dns.IsTemporary, dns.IsTimeout:
			return eaiAgain
		}
	}
	var addr *net.AddrError
	if errors.As(err, &addr) {
		return eaiNoName
	}
	return eaiAgain
}

// aton reads an IPv4 address in any of the forms of inet_aton: one to four numbers, decimal, octal or hexadecimal, the last of which
// fills the rest.
func aton(s string) ([4]byte, bool) {
	if i := strings.IndexAny(s, " \t\n\v\f\r"); i >= 0 {
		s = s[:i]
	}
	var out [4]byte
	parts := strings.Split(s, ".")
	if len(parts) > 4 {
		return out, false
	}
	var v uint64
	for i, p := range parts {
		if p == "" || p[0] < '0' || p[0] > '9' || strings.Contains(p, "_") || len(p) > 1 && p[0] == '0' && strings.ContainsAny(p[1:2], "bBoO") {
			return out, false
		}
		n, err := strconv.ParseUint(p, 0, 32)
		if err != nil {
			return out, false
		}
		if i == len(parts)-1 {
			if n >= 1<<(8*(4-i)) {
				return out, false
			}
			v |= n
		} else {
			if n > 255 {
				return out, false
			}
			v |= n << (24 - 8*i)
		}
	}
	binary.BigEndian.PutUint32(out[:], uint32(v))
	return out, true
}

// numeric reads an IP address.
func numeric(host string) (netip.Addr, bool) {
	if b, ok := aton(host); ok {
		return netip.AddrFrom4(b), true
	}
	ip, err := netip.ParseAddr(host)
	return ip, err == nil && (ip.Is6() || ip.Zone() == "")
}

// lookup asks the resolver for a host's addresses, without the interpreter's lock.
func lookup(t *objects.Thread, host string, family int) (list []netip.Addr, code int) {
	network := "ip"
	switch family {
	case unix.AF_INET:
		network = "ip4"
	case unix.AF_INET6:
		network = "ip6"
	}
	if len(host) > 255 || strings.ContainsAny(host, " \t\n%/") {
		return nil, eaiNoName
	}
	var err error
	t.Blocking(func() { list, err = net.DefaultResolver.LookupNetIP(context.Background(), network, host) })
	if err != nil {
		return nil, lookupCode(err)
	}
	for i, ip := range list {
		list[i] = ip.Unmap()
	}
	return list, 0
}

// resolveOne gives an address of a host: "" is any, "<broadcast>" all.
//
// CPython: Modules/socketmodule.c setipaddr
func resolveOne(t *objects.Thread, host string, family int) (netip.Addr, error) {
	switch {
	case host == "" && family == unix.AF_INET6:
		return netip.IPv6Unspecified(), nil
	case host == "":
		return netip.IPv4Unspecified(), nil
	case host == "255.255.255.255" || host == "<broadcast>":
		if family != unix.AF_INET && family != unix.AF_UNSPEC {
			return netip.Addr{}, objects.Errorf(t, &objects.ExcOSError, "address family mismatched")
		}
		return netip.AddrFrom4([4]byte{255, 255, 255, 255}), nil
	}
	if ip, ok := numeric(host); ok {
		if family == unix.AF_INET && !ip.Is4() || family == unix.AF_INET6 && ip.Is4() {
			return netip.Addr{}, gaiError(t, eaiAddrFamily)
		}
		return ip, nil
	}
	list, code := lookup(t, host, family)
	if code != 0 {
		return netip.Addr{}, gaiError(t, code)
	}
	for _, ip := range list {
		if family == unix.AF_UNSPEC || ip.Is4() == (family == unix.AF_INET) {
			return ip, nil
		}
	}
	return netip.Addr{}, gaiError(t, eaiNoData)
}

// transport is a kind of socket that getaddrinfo knows.
type transport struct {
	kind, proto int
	name        string // of services
}

var transports = []transport{{unix.SOCK_STREAM, unix.IPPROTO_TCP, "tcp"}, {unix.SOCK_DGRAM, unix.IPPROTO_UDP, "udp"}, {unix.SOCK_RAW, 0, ""}}

// Resolve host and port into list of address info entries.
//
// Translate the host/port argument into a sequence of 5-tuples that contain
// all the necessary arguments for creating a socket connected to that service.
// host is a domain name, a string representation of an IPv4/v6 address or
// None. port is a string service name such as 'http', a numeric port number or
// None. By passing None as the value of host and port, you can pass NULL to
// the underlying C API.
//
// The family, type and proto arguments can be optionally specified in order to
// narrow the list of addresses returned. Passing zero as a value for each of
// these arguments selects the full range of results.
//
// CPython: Modules/socketmodule.c socket_getaddrinfo
//
//py:def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)
//py:nosig
func getaddrinfo(t *objects.Thread, hostArg, portArg Object, family, kind, proto, flags int32) (Object, error) {
	host, haveHost, err := infoHost(t, hostArg)
	if err != nil {
		return Object{}, err
	}
	service, haveService, err := infoService(t, portArg)
	if err != nil {
		return Object{}, err
	}
	switch {
	case !haveHost && !haveService:
		return Object{}, gaiError(t, eaiNoName)
	case flags&^0x7ff != 0, flags&aiCanonName != 0 && !haveHost:
		return Object{}, gaiError(t, eaiBadFlags)
	case family != unix.AF_UNSPEC && family != unix.AF_INET && family != unix.AF_INET6:
		return Object{}, gaiError(t, eaiFamily)
	}
	kinds, ports, code := infoKinds(service, haveService, int(kind), int(proto), flags)
	if code != 0 {
		return Object{}, gaiError(t, code)
	}
	list, canonical, code := infoAddresses(t, host, haveHost, int(family), flags)
	if code != 0 {
		return Object{}, gaiError(t, code)
	}
	out := objects.NewList(nil)
	for _, ip := range list {
		for i, k := range kinds {
			f := unix.AF_INET6
			text := ip6Text(ip.WithZone(""))
			var sa Object
			if ip.Is4() {
				f = unix.AF_INET
				sa = objects.NewTuple(objects.NewStr(ip.String()), objects.NewInt(int64(ports[i])))
			} else {
				sa = objects.NewTuple(objects.NewStr(text), objects.NewInt(int64(ports[i])), objects.NewInt(0), objects.NewInt(int64(scope(ip.Zone()))))
			}
			out.Append(objects.NewTuple(objects.NewInt(int64(f)), objects.NewInt(int64(k.kind)), objects.NewInt(int64(k.proto)), objects.NewStr(canonical), sa))
			canonical = ""
		}
	}
	return objects.Of(out), nil
}

// infoHost converts the host of getaddrinfo.
func infoHost(t *objects.Thread, o Object) (string, bool, error) {
	if o == objects.None {
		return "", false, nil
	}
	if s := objects.AsStr(o); s != nil {
		if plain(s.String()) {
			return nul(s.String()), true, nil
		}
		e, err := objects.CodecEncode(t, o, "idna", nil)
		if err != nil {
			return "", false, err
		}
		return nul(string(objects.AsBytes(e).Bytes())), true, nil
	}
	if b := objects.AsBytes(o); b != nil {
		return nul(string(b.Bytes())), true, nil
	}
	return "", false, objects.TypeErrorf(t, "getaddrinfo() argument 1 must be string or None")
}

// plain reports whether a host's name is one that the encoding idna leaves as it is.
func plain(host string) bool {
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || len(label) > 63 {
			return false
		}
	}
	return !strings.ContainsFunc(host, func(r rune) bool { return r >= 0x80 })
}

// nul cuts a string where C sees its end.
func nul(s string) string {
	s, _, _ = strings.Cut(s, "\x00")
	return s
}

// infoService converts the port of getaddrinfo.
func infoService(t *objects.Thread, o Object) (string, bool, error) {
	if o == objects.None {
		return "", false, nil
	}
	if n, b, ok := objects.IntValue(o); ok {
		if b != nil {
			return "", false, objects.OverflowErrorf(t, "Python int too large to convert to C long")
		}
		return strconv.FormatInt(n, 10), true, nil
	}
	if s := objects.AsStr(o); s != nil {
		b, err := objects.EncodeUTF8(t, s)
		return nul(string(b)), true, err
	}
	if b := objects.AsBytes(o); b != nil {
		return nul(string(b.Bytes())), true, nil
	}
	return "", false, objects.Errorf(t, &objects.ExcOSError, "Int or String expected")
}

// infoKinds gives the kinds of sockets that the hints allow, and the port of the service for each.
func infoKinds(service string, haveService bool, kind, proto int, flags int32) (kinds []transport, ports []int, code int) {
	port, err := strconv.ParseUint(service, 10, 64)
	isNumber := service == "" || err == nil
	if !isNumber && flags&aiNumericServ != 0 {
		return nil, nil, eaiNoName
	}
	known := false
	for _, k := range transports {
		switch {
		case kind != 0 && kind != k.kind:
			continue
		case proto != 0 && k.kind != unix.SOCK_RAW && proto != k.proto:
			continue
		case kind == 0 && proto != 0 && k.kind == unix.SOCK_RAW && len(kinds) > 0:
			continue
		}
		if k.kind == unix.SOCK_RAW && haveService && (kind != 0 || proto != 0) {
			return nil, nil, eaiService
		}
		known = true
		p := int(uint16(port))
		if !isNumber {
			if k.name == "" {
				continue
			}
			var ok bool
			if p, ok = servicePort(service, k.name); !ok {
				continue
			}
		}
		if k.kind == unix.SOCK_RAW {
			k.proto = proto
		}
		kinds, ports = append(kinds, k), append(ports, p)
	}
	switch {
	case !known:
		return nil, nil, eaiSockType
	case len(kinds) == 0:
		return nil, nil, eaiService
	}
	return kinds, ports, 0
}

// infoAddresses gives the addresses of a host that the hints allow, and its name if asked for.
func infoAddresses(t *objects.Thread, host string, haveHost bool, family int, flags int32) (list []netip.Addr, canonical string, code int) {
	wanted := func(ip netip.Addr) bool {
		return family == unix.AF_UNSPEC || ip.Is4() == (family == unix.AF_INET)
	}
	if !haveHost {
		var all []netip.Addr
		if flags&aiPassive != 0 {
			all = append(all, netip.IPv4Unspecified(), netip.IPv6Unspecified())
		} else {
			all = append(all, netip.IPv6Loopback(), netip.AddrFrom4([4]byte{127, 0, 0, 1}))
		}
		return slices.DeleteFunc(all, func(ip netip.Addr) bool { return !wanted(ip) }), "", 0
	}
	if flags&aiCanonName != 0 {
		canonical = host
	}
	if ip, ok := numeric(host); ok {
		if ip.Is4() && family == unix.AF_INET6 && flags&aiV4Mapped != 0 {
			return []netip.Addr{netip.AddrFrom16(ip.As16())}, canonical, 0
		}
		if !wanted(ip) {
			return nil, "", eaiAddrFamily
		}
		return []netip.Addr{ip}, canonical, 0
	}
	if flags&aiNumericHost != 0 {
		return nil, "", eaiNoName
	}
	found, code := lookup(t, host, family)
	mapped := family == unix.AF_INET6 && flags&aiV4Mapped != 0
	if mapped && (code != 0 || flags&aiAll != 0) {
		four, code4 := lookup(t, host, unix.AF_INET)
		for _, ip := range four {
			found = append(found, netip.AddrFrom16(ip.As16()))
		}
		if len(found) > 0 {
			code = 0
		} else {
			code = code4
		}
	}
	if code != 0 {
		return nil, "", code
	}
	have4, have6 := true, true
	if flags&aiAddrConfig != 0 {
		have4, have6 = configured()
	}
	for _, ip := range found {
		if wanted(ip) && (ip.Is4() && have4 || !ip.Is4() && have6) && !slices.Contains(list, ip) {
			list = append(list, ip)
		}
	}
	if len(list) == 0 {
		return nil, "", eaiNoName
	}
	if canonical != "" {
		t.Blocking(func() {
			if name, err := net.DefaultResolver.LookupCNAME(context.Background(), host); err == nil {
				canonical = strings.TrimSuffix(name, ".")
			}
		})
	}
	return list, canonical, 0
}

// configured reports for which of the families an interface other than loopback has an address.
func configured() (have4, have6 bool) {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return true, true
	}
	for _, a := range list {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() {
			if n.IP.To4() != nil {
				have4 = true
			} else {
				have6 = true
			}
		}
	}
	if !have4 && !have6 {
		return true, true
	}
	return have4, have6
}
