# Streams over a local TCP connection and a Unix socket: lines, lengths, limits, ends, and servers that close.

import asyncio
import os
import socket


async def serve(reader, writer):
    peer = writer.get_extra_info("peername")
    assert peer is not None
    try:
        while line := await reader.readline():
            command, _, rest = line.rstrip(b"\n").partition(b" ")
            match command:
                case b"echo":
                    writer.write(rest + b"\n")
                case b"big":
                    writer.writelines([b"x" * 1000] * int(rest))
                case b"take":
                    body = await reader.readexactly(int(rest))
                    writer.write(b"%d\n" % sum(body))
                case b"quit":
                    writer.write_eof()
                    break
                case _:
                    raise ValueError(command)
            await writer.drain()
    except asyncio.IncompleteReadError as error:
        print("server:", error)
    except ValueError as error:
        print("server:", error)
    finally:
        writer.close()
        await writer.wait_closed()


async def talk(reader, writer):
    writer.write(b"echo hello\necho two words\n")
    print(await reader.readline(), await reader.readuntil(b"w"), await reader.readline())
    writer.write(b"big 300\n")
    await writer.drain()
    big = await reader.readexactly(300_000)
    print(len(big), set(big))
    writer.write(b"take 5\n" + bytes(range(5)))
    print(await reader.readline(), reader.at_eof(), writer.can_write_eof(), writer.is_closing())
    writer.write(b"echo a|b|c\n")
    print(await reader.readuntil((b"|", b"\n")), await reader.read(1), await reader.readline())
    writer.write(b"quit\n")
    print(await reader.read(), reader.at_eof(), await reader.read())
    try:
        await reader.readexactly(2)
    except asyncio.IncompleteReadError as error:
        print(error, error.partial)
    writer.close()
    await writer.wait_closed()
    print(writer.is_closing())


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(host, server.is_serving(), len(server.sockets), server.sockets[0].family == socket.AF_INET)
    async with server:
        await talk(*await asyncio.open_connection(host, port))
        reader, writer = await asyncio.open_connection(host, port, limit=16)
        sock = writer.get_extra_info("socket")
        print(sock.type == socket.SOCK_STREAM, writer.get_extra_info("peername") == (host, port), sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)
        writer.write(b"echo " + b"y" * 100 + b"\n")
        try:
            await reader.readuntil()
        except asyncio.LimitOverrunError as error:
            print(error)
        writer.write(b"take 10\nabc")
        writer.write_eof()
        print(len(await reader.read()))
        writer.close()
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"nonsense\n")
        print(await reader.read())
        writer.close()
        await asyncio.gather(*(many(host, port, n) for n in range(20)))
    print(server.is_serving(), server.sockets)
    try:
        await asyncio.open_connection(host, port)
    except OSError as error:
        print(type(error).__name__, error.errno)
    path = os.path.abspath("socket")
    async with await asyncio.start_unix_server(serve, path):
        await talk(*await asyncio.open_unix_connection(path))
    print(os.path.exists(path))
    try:
        await asyncio.open_connection("name.invalid", 1)
    except socket.gaierror as error:
        print(type(error).__name__)


async def many(host, port, n):
    reader, writer = await asyncio.open_connection(host, port)
    async with asyncio.timeout(20):
        for i in range(5):
            writer.write(b"echo %d.%d\n" % (n, i))
            assert await reader.readline() == b"%d.%d\n" % (n, i)
    writer.transport.abort()
    try:
        await writer.wait_closed()
    except ConnectionError:
        pass


asyncio.run(main())
