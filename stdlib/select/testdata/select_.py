import posix
import select


def error(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return repr(e)


r, w = posix.pipe()
print(select.select([r], [], [], 0), select.select([r], [w], [], 5) == ([], [w], []))
p = select.poll()
p.register(r, select.POLLIN)
e = select.epoll()
e.register(r, select.EPOLLIN)
print(p.poll(10), e.poll(0.01))
posix.write(w, b"x")
print(p.poll() == [(r, select.POLLIN)], e.poll() == [(r, select.EPOLLIN)], select.select([r], [], []) == ([r], [], []))
print(e.unregister(r), e.poll(0), e.closed, e.close(), e.closed, error(e.fileno))
p.modify(r, 0)
print(p.poll(0), p.unregister(r), error(p.unregister, "x"))
posix.close(w)
p.register(r)
posix.read(r, 1)
print(p.poll() == [(r, select.POLLHUP)])
for f in (
    lambda: select.select([], [], [], -1), lambda: select.select([1.5], [], []), lambda: select.select(1, 2, 3), lambda: select.select([-1], [], []),
    lambda: p.poll("x"), lambda: p.register(1, -1), lambda: p.register(1, 1 << 20), lambda: select.epoll(-2), lambda: select.epoll(flags=5),
):
    print(error(f))
