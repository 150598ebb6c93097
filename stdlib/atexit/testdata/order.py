import atexit

calls = []
atexit.register(calls.append, 1)
f = atexit.register(calls.append, 2)
atexit.register(lambda *args, **kw: calls.append((args, kw)), 3, x=4)
assert atexit._ncallbacks() == 3
atexit._run_exitfuncs()
assert calls == [((3,), {'x': 4}), 2, 1]
assert atexit._ncallbacks() == 0


def never():
    raise AssertionError


atexit.register(never)
atexit.unregister(never)
assert atexit._ncallbacks() == 0
