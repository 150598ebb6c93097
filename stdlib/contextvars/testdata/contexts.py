from contextvars import Context, ContextVar, Token, copy_context

v = ContextVar('v', default=4)
assert v.get() == 4 and v.get(5) == 5 and v.name == 'v'
first = v.set(5)
assert first.old_value is Token.MISSING and first.var is v
with v.set(6) as t:
    assert v.get() == 6 and t.old_value == 5
assert v.get() == 5
c = copy_context()
assert c == copy_context() and c[v] == 5 and v in c and len(c) == 1 and list(c.items()) == [(v, 5)]
c.run(v.set, 7)
assert v.get() == 5 and c[v] == 7 and c != copy_context()


def raises(error, message, f, *args):
    try:
        f(*args)
    except error as e:
        assert message in str(e), str(e)
    else:
        raise AssertionError(message)


raises(RuntimeError, 'has already been used once', v.reset, t)
raises(ValueError, 'was created in a different Context', c.run, v.reset, first)
raises(ValueError, 'was created by a different ContextVar', ContextVar('w').reset, first)
raises(RuntimeError, 'is already entered', c.run, c.run, int)
raises(LookupError, '<ContextVar name=\'w\' at', ContextVar('w').get)
raises(TypeError, 'a ContextVar key was expected, got 1', c.get, 1)
v.reset(first)
assert v.get() == 4 and v not in copy_context()

# Copies do not see each other's changes, however many variables there are.
many = [ContextVar(str(i)) for i in range(40)]


def fill():
    for i, x in enumerate(many):
        x.set(i)
    inner = copy_context()
    for x in many[::2]:
        x.set(None)
    return inner


outer = Context()
inner = outer.run(fill)
assert [inner[x] for x in many] == list(range(40))
assert [outer[x] for x in many] == [None if i % 2 == 0 else i for i in range(40)]
