package socket

import (
	"bufio"
	"context"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// gethostname() -> string
//
// Return the current host name.
//
//py:def gethostname()
//py:nosig
func gethostname(t *objects.Thread) (Object, error) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return Object{}, fds.Error(t, err)
	}
	return objects.DecodeOS(unix.ByteSliceToString(u.Nodename[:])), nil
}

// sethostname(name)
//
// Sets the hostname to name.
//
//py:def sethostname(name, /)
//py:nosig
func sethostname(t *objects.Thread, o Object) error {
	var b []byte
	var err error
	if s := objects.AsStr(o); s != nil {
		b, err = objects.EncodeUTF8Errors(t, s, "surrogateescape")
	} else if objects.AsBytes(o) != nil {
		b = objects.AsBytes(o).Bytes()
	} else {
		err = objects.TypeErrorf(t, "sethostname() argument 1 must be bytes, not %.50s", argName(o))
	}
	if err != nil {
		return err
	}
	return fds.Error(t, unix.Sethostname(b))
}

// gethostbyname(host) -> address
//
// Return the IP address (a string of the form '255.255.255.255') for a host.
//
//py:def gethostbyname(host, /)
//py:nosig
func gethostbyname(t *objects.Thread, o Object) (Object, error) {
	host, err := hostName(t, o, "gethostbyname")
	if err != nil {
		return Object{}, err
	}
	ip, err := resolveOne(t, host, unix.AF_INET)
	if err != nil {
		return Object{}, err
	}
	return objects.NewStr(ip.String()), nil
}

func strList(list []string) Object {
	l := objects.NewList(nil)
	for _, s := range list {
		l.Append(objects.DecodeOS(s))
	}
	return objects.Of(l)
}

// gethostbyname_ex(host) -> (name, aliaslist, addresslist)
//
// Return the true host name, a list of aliases, and a list of IP addresses,
// for a host.  The host argument is a string giving a host name or IP number.
//
//py:def gethostbyname_ex(host, /)
//py:nosig
func gethostbynameEx(t *objects.Thread, o Object) (Object, error) {
	host, err := hostName(t, o, "gethostbyname_ex")
	if err != nil {
		return Object{}, err
	}
	first, err := resolveOne(t, host, unix.AF_INET)
	if err != nil {
		return Object{}, err
	}
	list, canonical := []netip.Addr{first}, host
	if _, ok := numeric(host); !ok && host != "" && host != "<broadcast>" {
		found, code := lookup(t, host, unix.AF_INET)
		if code != 0 {
			return Object{}, hostError(t, code)
		}
		list = found
		t.Blocking(func() {
			if name, err := net.DefaultResolver.LookupCNAME(context.Background(), host); err == nil {
				canonical = strings.TrimSuffix(name, ".")
			}
		})
	}
	var addresses, aliases []string
	for _, ip := range list {
		if ip.Is4() {
			addresses = append(addresses, ip.String())
		}
	}
	if !strings.EqualFold(canonical, host) {
		aliases = append(aliases, host)
	}
	return objects.NewTuple(objects.DecodeOS(canonical), strList(aliases), strList(addresses)), nil
}

// hostError makes an herror.
//
// CPython: Modules/socketmodule.c set_herror
func hostError(t *objects.Thread, code int) error {
	if code == eaiAgain {
		return raise(t, &herrorType, 2, "Host name lookup failure")
	}
	return raise(t, &herrorType, 1, "Unknown host")
}

// reverse asks the resolver for the names of an address.
func reverse(t *objects.Thread, ip netip.Addr) (names []string, code int) {
	var err error
	t.Blocking(func() { names, err = net.DefaultResolver.LookupAddr(context.Background(), ip.WithZone("").String()) })
	if err != nil {
		return nil, lookupCode(err)
	}
	if len(names) == 0 {
		return nil, eaiNoName
	}
	for i, n := range names {
		names[i] = strings.TrimSuffix(n, ".")
	}
	return names, 0
}

// hostsFile gives the names of an address in the first line of /etc/hosts that has it.
func hostsFile(t *objects.Thread, ip netip.Addr) (names []string) {
	t.Blocking(func() {
		table("/etc/hosts", func(fields []string) bool {
			if a, err := netip.ParseAddr(fields[0]); err == nil && a == ip.WithZone("") {
				names = fields[1:]
			}
			return names == nil
		})
	})
	return names
}

// gethostbyaddr(host) -> (name, aliaslist, addresslist)
//
// Return the true host name, a list of aliases, and a list of IP addresses,
// for a host.  The host argument is a string giving a host name or IP number.
//
//py:def gethostbyaddr(host, /)
//py:nosig
func gethostbyaddr(t *objects.Thread, o Object) (Object, error) {
	host, err := hostName(t, o, "gethostbyaddr")
	if err != nil {
		return Object{}, err
	}
	ip, err := resolveOne(t, host, unix.AF_UNSPEC)
	if err != nil {
		return Object{}, err
	}
	names := hostsFile(t, ip)
	if names == nil {
		var code int
		if names, code = reverse(t, ip); code != 0 {
			return Object{}, hostError(t, code)
		}
		names = names[:1]
	}
	return objects.NewTuple(objects.DecodeOS(names[0]), strList(names[1:]), strList([]string{ip.WithZone("").String()})), nil
}

// The flags of getnameinfo.
const (
	niNumericHost = 1
	niNumericServ = 2
	niNoFQDN      = 4
	niNameReqd    = 8
	niDgram       = 16
)

// getnameinfo(sockaddr, flags) --> (host, port)
//
// Get host and port for a sockaddr.
//
// CPython: Modules/socketmodule.c socket_getnameinfo
//
//py:def getnameinfo(sockaddr, flags, /)
//py:nosig
func getnameinfo(t *objects.Thread, sa Object, flags int32) (Object, error) {
	args := objects.AsTuple(sa)
	if args == nil {
		return Object{}, objects.TypeErrorf(t, "getnameinfo() argument 1 must be a tuple")
	}
	const form = "getnameinfo(): illegal sockaddr argument"
	if len(args.Items) < 2 || len(args.Items) > 4 || objects.AsStr(args.Items[0]) == nil {
		return Object{}, objects.TypeErrorf(t, form)
	}
	host := objects.AsStr(args.Items[0]).String()
	port, err := objects.ArgInt32(t, args.Items[1])
	if err != nil {
		return Object{}, err
	}
	var extra [2]uint32
	for i, v := range args.Items[2:] {
		if extra[i], err = lowUint32(t, v); err != nil {
			return Object{}, err
		}
	}
	if extra[0] > 0xfffff {
		return Object{}, objects.OverflowErrorf(t, "getnameinfo(): flowinfo must be 0-1048575.")
	}
	ip, ok := numeric(host)
	if !ok {
		return Object{}, gaiError(t, eaiNoName)
	}
	if ip.Is4() && len(args.Items) != 2 {
		return Object{}, objects.Errorf(t, &objects.ExcOSError, "IPv4 sockaddr must be 2 tuple")
	}
	if !ip.Is4() && extra[1] != 0 && (ip.IsLinkLocalUnicast() || ip.IsLinkLocalMulticast()) {
		ip = ip.WithZone(interfaceName(extra[1]))
	}
	name := ip6Text(ip)
	if flags&niNumericHost == 0 {
		names, code := reverse(t, ip)
		switch {
		case code == 0:
			name = names[0]
			if flags&niNoFQDN != 0 {
				name, _, _ = strings.Cut(name, ".")
			}
		case flags&niNameReqd != 0:
			return Object{}, gaiError(t, eaiNoName)
		}
	} else if flags&niNameReqd != 0 {
		return Object{}, gaiError(t, eaiNoName)
	}
	service := strconv.Itoa(int(uint16(port)))
	if flags&niNumericServ == 0 {
		proto := "tcp"
		if flags&niDgram != 0 {
			proto = "udp"
		}
		if s, ok := serviceName(int(uint16(port)), proto); ok {
			service = s
		}
	}
	return objects.NewTuple(objects.DecodeOS(name), objects.DecodeOS(service)), nil
}

// table calls f with the fields of the lines of a file like /etc/services until it returns false.
func table(file string, f func(fields []string) bool) {
	h, err := os.Open(file)
	if err != nil {
		return
	}
	defer h.Close()
	for sc := bufio.NewScanner(h); sc.Scan(); {
		line, _, _ := strings.Cut(sc.Text(), "#")
		if fields := strings.Fields(line); len(fields) >= 2 && !f(fields) {
			return
		}
	}
}

// services calls f with each name of each service until it returns false; proto "" is any.
func services(proto string, f func(name string, port int, proto string) bool) {
	table("/etc/services", func(fields []string) bool {
		number, p, ok := strings.Cut(fields[1], "/")
		port, err := strconv.Atoi(number)
		if !ok || err != nil || proto != "" && p != proto {
			return true
		}
		for i, name := range fields {
			if i != 1 && !f(name, port, p) {
				return false
			}
		}
		return true
	})
}

func servicePort(name, proto string) (port int, ok bool) {
	services(proto, func(n string, p int, _ string) bool {
		if n == name {
			port, ok = p, true
		}
		return !ok
	})
	return port, ok
}

func serviceName(port int, proto string) (name string, ok bool) {
	services(proto, func(n string, p int, _ string) bool {
		if p == port {
			name, ok = n, true
		}
		return !ok
	})
	return name, ok
}

// getservbyname(servicename[, protocolname]) -> integer
//
// Return a port number from a service name and protocol name.
// The optional protocol name, if given, should be 'tcp' or 'udp',
// otherwise any protocol will match.
//
//py:def getservbyname(servicename, protocolname='', /)
//py:nosig
func getservbyname(t *objects.Thread, name, proto string) (port int, err error) {
	ok := false
	t.Blocking(func() { port, ok = servicePort(name, proto) })
	if !ok {
		return 0, objects.Errorf(t, &objects.ExcOSError, "service/proto not found")
	}
	return port, nil
}

// getservbyport(port[, protocolname]) -> string
//
// Return the service name from a port number and protocol name.
// The optional protocol name, if given, should be 'tcp' or 'udp',
// otherwise any protocol will match.
//
//py:def getservbyport(port, protocolname='', /)
//py:nosig
func getservbyport(t *objects.Thread, port int32, proto string) (name string, err error) {
	if port < 0 || port > 0xffff {
		return "", objects.OverflowErrorf(t, "getservbyport: port must be 0-65535.")
	}
	ok := false
	t.Blocking(func() { name, ok = serviceName(int(port), proto) })
	if !ok {
		return "", objects.Errorf(t, &objects.ExcOSError, "port/proto not found")
	}
	return name, nil
}

// getprotobyname(name) -> integer
//
// Return the protocol number for the named protocol.  (Rarely used.)
//
//py:def getprotobyname(name, /)
//py:nosig
func getprotobyname(t *objects.Thread, name string) (number int, err error) {
	ok := false
	t.Blocking(func() {
		table("/etc/protocols", func(fields []string) bool {
			for i, f := range fields {
				if i != 1 && f == name {
					n, err := strconv.Atoi(fields[1])
					number, ok = n, err == nil
				}
			}
			return !ok
		})
	})
	if !ok {
		return 0, objects.Errorf(t, &objects.ExcOSError, "protocol not found")
	}
	return number, nil
}

// interfaceName gives the name of an interface, or its number where it has none.
func interfaceName(index uint32) string {
	if i, err := net.InterfaceByIndex(int(index)); err == nil {
		return i.Name
	}
	return strconv.FormatUint(uint64(index), 10)
}

// if_nameindex()
//
// Returns a list of network interface information (index, name) tuples.
//
//py:def if_nameindex()
//py:nosig
func ifNameindex(t *objects.Thread) (Object, error) {
	list, err := net.Interfaces()
	if err != nil {
		return Object{}, objects.OSErrorFromGo(t, err)
	}
	l := objects.NewList(nil)
	for _, i := range list {
		l.Append(objects.NewTuple(objects.NewInt(int64(i.Index)), objects.DecodeOS(i.Name)))
	}
	return objects.Of(l), nil
}

// Returns the interface index corresponding to the interface name if_name.
//
//py:def if_nametoindex(oname, /)
func ifNametoindex(t *objects.Thread, o Object) (int, error) {
	name, err := objects.FSPathDecode(t, o)
	if err != nil {
		return 0, err
	}
	i, err := net.InterfaceByName(name)
	if err != nil {
		return 0, objects.NewOSError(t, unix.ENODEV)
	}
	return i.Index, nil
}

// Returns the interface name corresponding to the interface index if_index.
//
//py:def if_indextoname(if_index, /)
func ifIndextoname(t *objects.Thread, index Object) (Object, error) {
	n, err := objects.AsSsize(t, index, &objects.ExcOverflowError)
	if err != nil {
		return Object{}, err
	}
	if n < 0 {
		return Object{}, objects.ValueErrorf(t, "Cannot convert negative int")
	}
	if n > 0xffffffff {
		return Object{}, objects.OverflowErrorf(t, "Python int too large to convert to C int")
	}
	i, err := net.InterfaceByIndex(n)
	if err != nil {
		return Object{}, objects.NewOSError(t, unix.ENXIO)
	}
	return objects.DecodeOS(i.Name), nil
}

// close(integer) -> None
//
// Close an integer socket file descriptor.  This is like os.close(), but for
// sockets; on some platforms os.close() won't work for socket file descriptors.
//
//py:def close(fd, /)
//py:nosig
func closeDescriptor(t *objects.Thread, fd int32) error { return closeFd(t, int(fd)) }

// dup(integer) -> integer
//
// Duplicate an integer socket file descriptor.  This is like os.dup(), but for
// sockets; on some platforms os.dup() won't work for socket file descriptors.
//
//py:def dup(fd, /)
//py:nosig
func dup(t *objects.Thread, fd int32) (int, error) {
	n, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
	return n, fds.Error(t, err)
}
