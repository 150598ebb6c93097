package socket

import (
	"bytes"
	"encoding/binary"
	"net"
	"net/netip"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
)

// address is a socket address as the system has it.
type address struct {
	b [unix.SizeofSockaddrAny + 16]byte
	n uint32
}

func (a *address) family() int {
	if a.n < 2 {
		return unix.AF_UNSPEC
	}
	return int(binary.NativeEndian.Uint16(a.b[:]))
}

func (a *address) setFamily(family int) { binary.NativeEndian.PutUint16(a.b[:], uint16(family)) }

// get calls getsockname or getpeername.
func (a *address) get(call uintptr, fd int) error {
	a.n = uint32(len(a.b))
	if _, _, e := unix.Syscall(call, uintptr(fd), uintptr(unsafe.Pointer(&a.b)), uintptr(unsafe.Pointer(&a.n))); e != 0 {
		return e
	}
	return nil
}

// pass calls bind or connect.
func (a *address) pass(call uintptr, fd int) error {
	if _, _, e := unix.Syscall(call, uintptr(fd), uintptr(unsafe.Pointer(&a.b)), uintptr(a.n)); e != 0 {
		return e
	}
	return nil
}

func (a *address) accept(fd int) (int, error) {
	a.n = uint32(len(a.b))
	n, _, e := unix.Syscall6(unix.SYS_ACCEPT4, uintptr(fd), uintptr(unsafe.Pointer(&a.b)), uintptr(unsafe.Pointer(&a.n)), unix.SOCK_CLOEXEC, 0, 0)
	if e != 0 {
		return -1, e
	}
	return int(n), nil
}

// address makes a system's address of a Python one.
//
// CPython: Modules/socketmodule.c getsockaddrarg
func (s *socket) address(t *objects.Thread, o Object, caller string) (*address, error) {
	a := &address{}
	a.setFamily(s.family)
	switch s.family {
	case unix.AF_UNIX:
		return a, a.unix(t, o)
	case unix.AF_INET:
		args := objects.AsTuple(o)
		if args == nil {
			return nil, objects.TypeErrorf(t, "%s(): AF_INET address must be tuple, not %.500s", caller, o.Type().Name200())
		}
		if len(args.Items) != 2 {
			return nil, objects.TypeErrorf(t, "AF_INET address must be a pair (host, port)")
		}
		ip, port, err := hostAndPort(t, args.Items, unix.AF_INET, caller)
		if err != nil {
			return nil, err
		}
		binary.BigEndian.PutUint16(a.b[2:], port)
		v4 := ip.As4()
		copy(a.b[4:], v4[:])
		a.n = unix.SizeofSockaddrInet4
		return a, nil
	case unix.AF_INET6:
		args := objects.AsTuple(o)
		if args == nil {
			return nil, objects.TypeErrorf(t, "%s(): AF_INET6 address must be tuple, not %.500s", caller, o.Type().Name200())
		}
		if len(args.Items) < 2 || len(args.Items) > 4 {
			return nil, objects.TypeErrorf(t, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])")
		}
		var extra [2]uint32
		for i, v := range args.Items[2:] {
			n, err := lowUint32(t, v)
			if err != nil {
				return nil, err
			}
			extra[i] = n
		}
		ip, port, err := hostAndPort(t, args.Items, unix.AF_INET6, caller)
		if err != nil {
			return nil, err
		}
		if extra[0] > 0xfffff {
			return nil, objects.OverflowErrorf(t, "%s(): flowinfo must be 0-1048575.", caller)
		}
		if extra[1] == 0 {
			extra[1] = scope(ip.Zone())
		}
		binary.BigEndian.PutUint16(a.b[2:], port)
		binary.BigEndian.PutUint32(a.b[4:], extra[0])
		v6 := ip.As16()
		copy(a.b[8:], v6[:])
		binary.NativeEndian.PutUint32(a.b[24:], extra[1])
		a.n = unix.SizeofSockaddrInet6
		return a, nil
	case unix.AF_NETLINK:
		return a, a.pair(t, o, caller, "AF_NETLINK", "pid, groups", 4, 8, unix.SizeofSockaddrNetlink)
	case unix.AF_VSOCK:
		// svm_port comes before svm_cid.
		return a, a.pair(t, o, caller, "AF_VSOCK", "CID, port", 8, 4, unix.SizeofSockaddrVM)
	}
	return nil, objects.Errorf(t, &objects.ExcOSError, "%s(): bad family", caller)
}

// lowUint32 takes the low bits of an integer, as C's unsigned int does.
func lowUint32(t *objects.Thread, o Object) (uint32, error) {
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	if b != nil {
		x = int64(b.Uint64())
		if b.Sign() < 0 {
			x = -x
		}
	}
	return uint32(x), nil
}

// pair makes an address of two 32 bit numbers that stand at the offsets.
func (a *address) pair(t *objects.Thread, o Object, caller, family, what string, first, second int, size uint32) error {
	args := objects.AsTuple(o)
	if args == nil {
		if family == "AF_VSOCK" {
			return objects.TypeErrorf(t, "getsockaddrarg: AF_VSOCK address must be tuple, not %.500s", o.Type().Name200())
		}
		return objects.TypeErrorf(t, "%s(): %s address must be tuple, not %.500s", caller, family, o.Type().Name200())
	}
	if len(args.Items) != 2 {
		return objects.TypeErrorf(t, "%s address must be a pair (%s)", family, what)
	}
	for i, at := range []int{first, second} {
		v, err := lowUint32(t, args.Items[i])
		if err != nil {
			return err
		}
		binary.NativeEndian.PutUint32(a.b[at:], v)
	}
	a.n = size
	return nil
}

// unix makes the address of a path or, where it begins with a null byte, of Linux's abstract namespace.
func (a *address) unix(t *objects.Thread, o Object) error {
	var path []byte
	if str := objects.AsStr(o); str != nil {
		b, err := objects.EncodeUTF8Errors(t, str, "surrogateescape")
		if err != nil {
			return err
		}
		path = b
	} else {
		b, err := objects.ArgBytes(t, o)
		if err != nil {
			return err
		}
		path = b
	}
	const room = 108
	a.n = uint32(2 + len(path))
	if len(path) > 0 && path[0] != 0 {
		a.n++ // the null byte at the end
		if len(path) >= room {
			return objects.Errorf(t, &objects.ExcOSError, "AF_UNIX path too long")
		}
	} else if len(path) > room {
		return objects.Errorf(t, &objects.ExcOSError, "AF_UNIX path too long")
	}
	copy(a.b[2:], path)
	return nil
}

func scope(zone string) uint32 {
	if zone == "" {
		return 0
	}
	if i, err := net.InterfaceByName(zone); err == nil {
		return uint32(i.Index)
	}
	var n uint32
	for _, c := range zone {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + uint32(c-'0')
	}
	return n
}

// hostAndPort converts the first two items of an IP address.
func hostAndPort(t *objects.Thread, items []Object, family int, caller string) (netip.Addr, uint16, error) {
	host, err := hostName(t, items[0], "")
	if err != nil {
		return netip.Addr{}, 0, err
	}
	port, err := objects.ArgInt32(t, items[1])
	if err != nil && !objects.Matches(err, &objects.ExcOverflowError) {
		return netip.Addr{}, 0, err
	}
	if err != nil || port < 0 || port > 0xffff {
		return netip.Addr{}, 0, objects.OverflowErrorf(t, "%s(): port must be 0-65535.", caller)
	}
	ip, err := resolveOne(t, host, family)
	return ip, uint16(port), err
}

// hostName gives the bytes of a host's name, encoded with idna unless it is ASCII. function is that whose only argument it is, or "".
//
// CPython: Modules/socketmodule.c idna_converter
func hostName(t *objects.Thread, o Object, function string) (string, error) {
	var b []byte
	if s := objects.AsStr(o); s != nil {
		b = []byte(s.String())
		for _, c := range b {
			if c >= 0x80 {
				e, err := objects.CodecEncode(t, o, "idna", nil)
				if err != nil {
					if function == "" && objects.Matches(err, &objects.ExcUnicodeError) {
						return "", objects.TypeErrorf(t, "encoding of hostname failed")
					}
					return "", err
				}
				b = objects.AsBytes(e).Bytes()
				break
			}
		}
	} else if v := objects.AsBytes(o); v != nil {
		b = v.Bytes()
	} else if objects.AsByteArray(o) != nil {
		v, err := objects.ArgBytes(t, o)
		if err != nil {
			return "", err
		}
		b = v
	} else if function != "" {
		return "", objects.TypeErrorf(t, "%s() argument 1 must be str, bytes or bytearray, not %.50s", function, argName(o))
	} else {
		return "", objects.TypeErrorf(t, "str, bytes or bytearray expected, not %s", o.Type().Name200())
	}
	if bytes.IndexByte(b, 0) >= 0 {
		if function != "" {
			return "", objects.TypeErrorf(t, "%s() argument 1 must be encoded string without null bytes, not %.50s", function, argName(o))
		}
		return "", objects.TypeErrorf(t, "host name must not contain null character")
	}
	return string(b), nil
}

// object makes the Python address of a.
//
// CPython: Modules/socketmodule.c makesockaddr
func (a *address) object(t *objects.Thread, _, _ int) (Object, error) {
	if a.n == 0 {
		return objects.None, nil
	}
	number := func(at int) Object { return objects.NewInt(int64(binary.NativeEndian.Uint32(a.b[at:]))) }
	switch a.family() {
	case unix.AF_INET:
		return objects.NewTuple(objects.NewStr(net.IP(a.b[4:8]).String()), objects.NewInt(int64(binary.BigEndian.Uint16(a.b[2:])))), nil
	case unix.AF_INET6:
		ip := netip.AddrFrom16([16]byte(a.b[8:24]))
		index := binary.NativeEndian.Uint32(a.b[24:])
		return objects.NewTuple(objects.NewStr(ip6Text(ip)), objects.NewInt(int64(binary.BigEndian.Uint16(a.b[2:]))),
			objects.NewInt(int64(binary.BigEndian.Uint32(a.b[4:]))), objects.NewInt(int64(index))), nil
	case unix.AF_UNIX:
		path := a.b[2:max(a.n, 2)]
		if len(path) > 0 && path[0] == 0 {
			return objects.NewBytes(bytes.Clone(path)), nil
		}
		if i := bytes.IndexByte(path, 0); i >= 0 {
			path = path[:i]
		}
		return objects.DecodeOS(string(path)), nil
	case unix.AF_NETLINK:
		return objects.NewTuple(number(4), number(8)), nil
	case unix.AF_VSOCK:
		return objects.NewTuple(number(8), number(4)), nil
	}
	return objects.NewTuple(objects.NewInt(int64(a.family())), objects.NewBytes(bytes.Clone(a.b[2:min(16, a.n)]))), nil
}

// ip6Text writes an IPv6 address as the C library does: mapped and compatible IPv4 addresses with their dotted part.
func ip6Text(ip netip.Addr) string {
	b := ip.As16()
	zero := true
	for _, c := range b[:12] {
		zero = zero && c == 0
	}
	if zero && (b[12] != 0 || b[13] != 0) {
		return "::" + netip.AddrFrom4([4]byte(b[12:])).String()
	}
	return ip.String()
}
