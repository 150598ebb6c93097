import fcntl
import posix

r, w = posix.pipe()
print(fcntl.fcntl(r, fcntl.F_GETFD), fcntl.fcntl(r, fcntl.F_SETFL, posix.O_NONBLOCK), fcntl.fcntl(r, fcntl.F_GETFL) == posix.O_NONBLOCK)
posix.write(w, b"abc")
b = bytearray(4)
print(fcntl.ioctl(r, 0x541B, b), b[0] + b[3], fcntl.ioctl(r, 0x541B, bytes(4)) == bytes(b))
for f in (
    lambda: fcntl.fcntl(-1, 1), lambda: fcntl.fcntl("a", 1), lambda: fcntl.fcntl(r, 1, 1.5), lambda: fcntl.fcntl(r, 1, b"x" * 2000), lambda: fcntl.lockf(r, 64),
):
    try:
        print(f())
    except Exception as e:
        print(repr(e))
