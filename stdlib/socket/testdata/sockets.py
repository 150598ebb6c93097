import _socket as socket


def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return repr(e)


a, b = socket.socketpair()
print(a.family, a.type, a.proto, a.gettimeout(), a.getblocking())
print(a.send(b"hello"), b.recv(2), b.recv(10, socket.MSG_PEEK), b.recv(10))
buf = bytearray(4)
a.sendall(b"xyz")
print(b.recv_into(buf), buf)
b.settimeout(0.02)
print(error(b.recv, 1), b.timeout)
b.setblocking(False)
print(error(b.recv, 1))
b.settimeout(5)
print(a.sendmsg([b"ab", b"cd"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, bytes([1, 0, 0, 0]))]))
data, ancillary, flags, address = b.recvmsg(10, socket.CMSG_SPACE(4))
print(data, [(x[0], x[1], len(x[2])) for x in ancillary], flags)
a.shutdown(socket.SHUT_WR)
print(b.recv(1))
a.close()
print(a.fileno(), error(a.send, b"x"))

server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
client = socket.socket()
client.connect(server.getsockname())
fd, peer = server._accept()
served = socket.socket(fileno=fd)
print(peer == client.getsockname(), served.family, served.type)
client.sendall(b"n" * 1000)
got = b""
while len(got) < 1000:
    got += served.recv(4096)
print(len(got))
server.close()
print(client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1), client.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE))

u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(("127.0.0.1", 0))
print(u.sendto(b"data", u.getsockname()), u.recvfrom(2)[0])
for f in (
    lambda: u.bind(1), lambda: u.bind((1,)), lambda: u.bind(("127.0.0.1", -1)), lambda: u.sendto(b"a"), lambda: u.setsockopt(1, 2, None),
    lambda: u.settimeout(-1), lambda: u.recv(-1), lambda: u.recv_into(b"a"), lambda: u.send("x"),
    lambda: socket.inet_aton("1.2"), lambda: socket.inet_aton("1.2.3.4.5"), lambda: socket.inet_ntop(socket.AF_INET6, bytes(12) + b"\1\2\3\4"),
    lambda: socket.inet_pton(socket.AF_INET, "1.2"), lambda: socket.htons(1 << 20), lambda: socket.ntohl(socket.htonl(77)),
    lambda: socket.getaddrinfo("127.0.0.1", 80), lambda: socket.getaddrinfo("127.0.0.1", 80, family=socket.AF_INET6),
    lambda: socket.getaddrinfo(None, None), lambda: socket.getaddrinfo("x", 80, flags=socket.AI_NUMERICHOST), lambda: socket.gethostbyname(1),
    lambda: socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV), lambda: socket.socket(fileno=-1),
):
    print(error(f))
for s in (b, client, served, u):
    s.close()
