package socket

import (
	"encoding/binary"
	"math/bits"
	"net/netip"

	"golang.org/x/sys/unix"

	"github.com/gophersnake/gophersnake/objects"
	"github.com/gophersnake/gophersnake/stdlib/internal/fds"
)

// Convert a 16-bit unsigned integer from network to host byte order.
//
//py:def ntohs(x, /)
func ntohs(x uint16) uint16 { return swap16(x) }

// Convert a 16-bit unsigned integer from host to network byte order.
//
//py:def htons(x, /)
func htons(x uint16) uint16 { return swap16(x) }

var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

func swap16(x uint16) uint16 {
	if littleEndian {
		return bits.ReverseBytes16(x)
	}
	return x
}

// Convert a 32-bit integer from network to host byte order.
//
//py:def ntohl(x, /)
func ntohl(x uint32) uint32 { return swap32(x) }

// Convert a 32-bit integer from host to network byte order.
//
//py:def htonl(x, /)
func htonl(x uint32) uint32 { return swap32(x) }

func swap32(x uint32) uint32 {
	if littleEndian {
		return bits.ReverseBytes32(x)
	}
	return x
}

// Convert an IP address in string format (123.45.67.89) to the 32-bit packed binary format used in low-level network functions.
//
//py:def inet_aton(ip_addr, /)
func inetAton(t *objects.Thread, ip string) (Object, error) {
	b, ok := aton(ip)
	if !ok {
		return Object{}, objects.Errorf(t, &objects.ExcOSError, "illegal IP address string passed to inet_aton")
	}
	return objects.NewBytes(b[:]), nil
}

// Convert an IP address from 32-bit packed binary format to string format.
//
//py:def inet_ntoa(packed_ip, /)
func inetNtoa(t *objects.Thread, b []byte) (string, error) {
	if len(b) != 4 {
		return "", objects.Errorf(t, &objects.ExcOSError, "packed IP wrong length for inet_ntoa")
	}
	return netip.AddrFrom4([4]byte(b)).String(), nil
}

// inet_pton(af, ip) -> packed IP address string
//
// Convert an IP address from string format to a packed string suitable
// for use with low-level network functions.
//
//py:def inet_pton(af, ip, /)
//py:nosig
func inetPton(t *objects.Thread, af int32, text string) (Object, error) {
	ip, err := netip.ParseAddr(text)
	switch {
	case af != unix.AF_INET && af != unix.AF_INET6:
		return Object{}, objects.NewOSError(t, unix.EAFNOSUPPORT)
	case err != nil || ip.Zone() != "" || ip.Is4() != (af == unix.AF_INET):
		return Object{}, objects.Errorf(t, &objects.ExcOSError, "illegal IP address string passed to inet_pton")
	}
	return objects.NewBytes(ip.AsSlice()), nil
}

// inet_ntop(af, packed_ip) -> string formatted IP address
//
// Convert a packed IP address of the given family to string format.
//
//py:def inet_ntop(af, packed_ip, /)
func inetNtop(t *objects.Thread, af int32, b []byte) (string, error) {
	switch {
	case af == unix.AF_INET && len(b) == 4:
		return netip.AddrFrom4([4]byte(b)).String(), nil
	case af == unix.AF_INET6 && len(b) == 16:
		return ip6Text(netip.AddrFrom16([16]byte(b))), nil
	case af == unix.AF_INET || af == unix.AF_INET6:
		return "", objects.ValueErrorf(t, "invalid length of packed IP address string")
	}
	return "", objects.ValueErrorf(t, "unknown address family %d", af)
}

// socketpair([family[, type [, proto]]]) -> (socket object, socket object)
//
// Create a pair of socket objects from the sockets returned by the platform
// socketpair() function.
// The arguments are the same as for socket() except the default family is
// AF_UNIX if defined on the platform; otherwise, the default is AF_INET.
//
//py:def socketpair(family=1, type=1, proto=0, /)
//py:nosig
func socketpair(t *objects.Thread, family, kind, proto int32) (Object, error) {
	pair, err := unix.Socketpair(int(family), int(kind)|unix.SOCK_CLOEXEC, int(proto))
	if err != nil {
		return Object{}, fds.Error(t, err)
	}
	var out [2]Object
	for i, fd := range pair {
		o, err := socketNew(t, &socketType, nil, nil)
		if err == nil {
			err = (*socket)(o.Ref).set(t, fd, int(family), int(kind), int(proto))
		}
		if err != nil {
			for _, fd := range pair[i:] {
				_ = unix.Close(fd)
			}
			return Object{}, err
		}
		out[i] = o
	}
	return objects.NewTuple(out[:]...), nil
}

// CMSG_LEN(length) -> control message length
//
// Return the total length, without trailing padding, of an ancillary
// data item with associated data of the given length.  This value can
// often be used as the buffer size for recvmsg() to receive a single
// item of ancillary data, but RFC 3542 requires portable applications to
// use CMSG_SPACE() and thus include space for padding, even when the
// item will be the last in the buffer.  Raises OverflowError if length
// is outside the permissible range of values.
//
//py:def CMSG_LEN(length, /)
//py:nosig
func cmsgLen(t *objects.Thread, length int) (int, error) {
	if length < 0 || length > 1<<31-1-unix.CmsgLen(0) {
		return 0, objects.OverflowErrorf(t, "CMSG_LEN() argument out of range")
	}
	return unix.CmsgLen(length), nil
}

// CMSG_SPACE(length) -> buffer size
//
// Return the buffer size needed for recvmsg() to receive an ancillary
// data item with associated data of the given length, along with any
// trailing padding.  The buffer space needed to receive multiple items
// is the sum of the CMSG_SPACE() values for their associated data
// lengths.  Raises OverflowError if length is outside the permissible
// range of values.
//
//py:def CMSG_SPACE(length, /)
//py:nosig
func cmsgSpace(t *objects.Thread, length int) (int, error) {
	if length < 0 || length > 1<<31-1-unix.CmsgSpace(1) {
		return 0, objects.OverflowErrorf(t, "CMSG_SPACE() argument out of range")
	}
	return unix.CmsgSpace(length), nil
}
