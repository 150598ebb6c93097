"""Statements and expressions in functions and modules: evaluation order, binding, control flow."""
def check(a, b, *what):
    if a != b:
        raise AssertionError((a, b) + what)

def raises(exc, f, *args):
    try:
        f(*args)
    except exc as e:
        return str(e)
    raise AssertionError(exc)

# evaluation order, with values used in place
def f():
    a = 1
    return a + (a := 10) + a
check(f(), 21)
def f():
    a = 1
    return [a, (a := 2), a], (a, (a := 3)), {a: (a := 4)}, a < (a := 5) < (a := 9), a
check(f(), ([1, 2, 2], (2, 3), {3: 4}, True, 9))
def f(*args): return args
def g():
    a = 1
    return f(a, (a := 2), *[a, (a := 3)], a), f(a, *(a := [4]), a)
check(g(), ((1, 2, 2, 3, 3), (3, 4, [4])))
def g():
    x = [1, 2]
    x[0], x = 5, 6
    return x
check(g(), 6)
def g():
    a, b, c = 1, 2, 3
    a, b, c = c, a, b
    a, b = b, a
    (a, b), c = (c, a), b
    return a, b, c
check(g(), (2, 1, 3))
def g():
    i = 0
    l = [0, 0]
    i, l[i] = 1, 7
    return i, l
check(g(), (1, [0, 7]))
def g():
    x = 1
    x = x if x > 5 else [x, x]
    x = x and x[0] or x
    y = x = x + 1
    return x, y
check(g(), (2, 2))
def g():
    x = 5
    try:
        x = x and (1 // 0)
    except ZeroDivisionError:
        pass
    try:
        x = [x, 1 // 0]
    except ZeroDivisionError:
        pass
    try:
        x = {**{'a': x}, 'b': 1 // 0}
    except ZeroDivisionError:
        pass
    return x
check(g(), 5)

# unbound locals
def g(c):
    if c:
        v = 1
    return v
check(g(1), 1)
check(raises(UnboundLocalError, g, 0), "cannot access local variable 'v' where it is not associated with a value")
def g():
    v = 1
    del v
    return v
raises(UnboundLocalError, g)
def g():
    for i in []:
        pass
    return i
raises(UnboundLocalError, g)
def g():
    try:
        raise ValueError('x')
    except ValueError as e:
        pass
    return e
raises(UnboundLocalError, g)
def g():
    v = 1
    def h():
        return v
    del v
    return h
raises(NameError, lambda: g()())
def g():
    del q
raises(UnboundLocalError, g)
def g():
    try:
        w = 1 // 0
    except ZeroDivisionError:
        return w
raises(UnboundLocalError, g)
def g(n):
    while n:
        if n == 2:
            z = n
        n -= 1
    else:
        return z
check(g(3), 2)
raises(UnboundLocalError, g, 1)
def g():
    return [y for x in [1] for y in y]
raises(UnboundLocalError, g)

# comprehensions
def g():
    x = 'outer'
    r = [x for x in [1, 2]], {x for x in [1]}, {x: y for x in [1] for y in [2]}
    return x, r
check(g(), ('outer', ([1, 2], {1}, {1: 2})))
def g():
    fs = [lambda: i for i in range(3)]
    return [f() for f in fs]
check(g(), [2, 2, 2])
def g():
    i = 7
    fs = [lambda: i for i in range(3)]
    return [f() for f in fs], i, (lambda: i)()
check(g(), ([2, 2, 2], 7, 7))
def g():
    fs = []
    for k in range(2):
        fs += [lambda: (i, k) for i in [k]]
    return [f() for f in fs]
check(g(), [(0, 1), (1, 1)])
def g():
    x = 1
    try:
        [1 // x for x in [1, 0]]
    except ZeroDivisionError:
        pass
    return x
check(g(), 1)
def g():
    return [[x, [x for x in range(x)]] for x in range(3)]
check(g(), [[0, []], [1, [0]], [2, [0, 1]]])
def g():
    return [(x, y) for x in range(3) if x for y in range(x) if y != 5], [y for y in [5]], [w for x in [3] for w in [x + 1]]
check(g(), ([(1, 0), (2, 0), (2, 1)], [5], [4]))
def g():
    t = 0
    r = [t := t + v for v in [1, 2, 3]]
    return r, t
check(g(), ([1, 3, 6], 6))
def g():
    return list(i * j for i in range(3) for j in range(2) if i), sum_(x for x in [1, 2])
def sum_(it):
    s = 0
    for v in it:
        s += v
    return s
check(g(), ([0, 1, 0, 2], 3))
y0 = [q for q in [1, 2]]
check(y0, [1, 2])
q = 9
y0 = [[q for _ in [1]] for q in [4]]
check((y0, q), ([[4]], 9))
def g():
    a = 5
    def h():
        return [a for _ in [1]], [(lambda: a + b)() for b in [1, 2]]
    return h()
check(g(), ([5], [6, 7]))
raises(TypeError, lambda: (x for x in 5))

# try, finally, with
def g(k):
    log = []
    for i in range(3):
        try:
            log.append(i)
            if k == 1: continue
            if k == 2: break
            if k == 3: return log
            if k == 4: raise KeyError(k)
        except KeyError as e:
            log.append('e')
            if i == 1: return log
        else:
            log.append('l')
        finally:
            log.append('f')
    else:
        log.append('else')
    return log
check(g(0), [0, 'l', 'f', 1, 'l', 'f', 2, 'l', 'f', 'else'])
check(g(1), [0, 'f', 1, 'f', 2, 'f', 'else'])
check(g(2), [0, 'f'])
check(g(3), [0, 'f'])
check(g(4), [0, 'e', 'f', 1, 'e', 'f'])
def g():
    x = 1
    try:
        return x
    finally:
        x = 2
check(g(), 1)
def g():
    x = 1
    try:
        return x
    finally:
        return x + 1
check(g(), 2)
def g():
    try:
        try:
            1 // 0
        finally:
            raise KeyError('k')
    except KeyError as e:
        return type(e.__context__).__name__, e.__context__.__context__
check(g(), ('ZeroDivisionError', None))
def g():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            pass
        try:
            raise
        except ValueError as e:
            return e.args
check(g(), (1,))
def g():
    try:
        raise ValueError(1) from KeyError(3)
    except* ValueError as e:
        return_ = e.exceptions[0].__cause__.args
    except* TypeError:
        pass
    return return_
check(g(), (3,))
def g(e):
    log = []
    try:
        try:
            raise e
        except* ValueError as v:
            log.append(('v', len(v.exceptions)))
        except* TypeError as v:
            log.append(('t', len(v.exceptions)))
            raise KeyError(9)
        else:
            log.append('else')
        finally:
            log.append('f')
    except BaseExceptionGroup as g:
        log.append([type(x).__name__ for x in g.exceptions])
    except KeyError as g:
        log.append(type(g).__name__)
    return log
check(g(ExceptionGroup('m', [ValueError(1), ValueError(2)])), [('v', 2), 'f'])
check(g(ExceptionGroup('m', [ValueError(1), OSError(2)])), [('v', 1), 'f', ['OSError']])
check(g(ExceptionGroup('m', [ValueError(1), TypeError(2)])), [('v', 1), ('t', 1), 'f', 'KeyError'])
def g():
    try:
        pass
    except* ValueError:
        pass
    else:
        return 3
check(g(), 3)

# loops
def g(n):
    i = 0
    r = []
    while i < n:
        i += 1
        if i == 2: continue
        if i == 5: break
        r.append(i)
    else:
        r.append('else')
    return r
check(g(3), [1, 3, 'else'])
check(g(9), [1, 3, 4])
def g(n):
    i = 0.5
    c = 0
    while i <= n:
        c += 1
        if c == 3: continue_ = 1
        i += 1
    return i, c
check(g(3.5), (4.5, 4))
def g(n):
    i = 0
    while i < 10:
        if i == 3:
            i += 2
            continue
        n.append(i)
        i += 3
    return n
check(g([]), [0, 5, 8])
def g():
    r = 0
    for i in range(100):
        if i % 3 == 1: r += i
        if i % 7 != 0: r -= 1
        if not i % 2: r += 2
    return r
check(g(), 1632)
def g():
    while True:
        try:
            return 1
        finally:
            break
    return 2
check(g(), 2)
def g(x):
    while x:
        x = x[1:]
        for y in x:
            if y == 'q':
                break
        else:
            continue
        break
    else:
        return 'none'
    return x
check(g('abq'), 'bq')
check(g('ab'), 'none')

# calls
def h(a, b=2, /, c=3, *d, e, f=6, **k): return a, b, c, d, e, f, k
check(h(1, e=5), (1, 2, 3, (), 5, 6, {}))
check(h(1, 2, 3, 4, 5, e=0, z=1), (1, 2, 3, (4, 5), 0, 6, {'z': 1}))
check(h(0, *(1,), *[2, 3], e=1, **{'x': 1}, **{'y': 2}), (0, 1, 2, (3,), 1, 6, {'x': 1, 'y': 2}))
check(h(*[1, 2], **{'e': 1}, c=9), (1, 2, 9, (), 1, 6, {}))

check(raises(TypeError, lambda: h(1, e=1, **{'e': 2})), "__main__.h() got multiple values for keyword argument 'e'")
check('a-b'.split('-', maxsplit=1), ['a', 'b'])
check('{}{x}'.format(1, x=2), '12')
check(h.__kwdefaults__, {'f': 6})
check(h.__defaults__, (2, 3))
check((lambda x, *y, z=1: (x, y, z))(1, 2, z=3), (1, (2,), 3))
def deco(n):
    def d(f):
        def w(*a): return (n, f(*a))
        return w
    return d
@deco(1)
@deco(2)
def dd(x): return x
check(dd(5), (1, (2, 5)))

# unpacking, slices, subscripts
a, *b = [1, 2, 3]
check((a, b), (1, [2, 3]))
*a, b = (1,)
check((a, b), ([], 1))
(a, (b, *c)), d = (1, (2, 3, 4)), 5
check((a, b, c, d), (1, 2, [3, 4], 5))
[a, b] = 'xy'
check([*'ab', *[1]], ['a', 'b', 1])
check((*'ab', 1), ('a', 'b', 1))
check({*'a', *'a'}, {'a'})
check({**{1: 2}, 3: 4, **{3: 5}}, {1: 2, 3: 5})
l = list(range(10))
check((l[1:3], l[-1], l[::3], l[:2], l[8:], l[a == 'x':3]), ([1, 2], 9, [0, 3, 6, 9], [0, 1], [8, 9], [1, 2]))
l[1:3] = ['a']
del l[0], l[-2:]
check(l, ['a', 3, 4, 5, 6, 7])
l[0] += 'b'
d = {}
d['x'] = d['y'] = 1
d['x'] += 5
del d['y']
check((l[0], d), ('ab', {'x': 6}))
def g(x):
    x += 1; x -= 2; x *= 3; x //= 2; x %= 7; x **= 2; x <<= 2; x >>= 1; x |= 1; x &= 0xff; x ^= 3
    return x
check(g(10), 74)

# strings
v, w = 5, 'z'
check(f"{v}{w!r}{v:>3}{w:{v}}|{{}}{v=}", "5'z'  5z    |{}v=5")
check(f"", "")
check(f"{'a' 'b'}c" f"d{1}", "abcd1")

# conditions
def g(a, b, c):
    return (a and b or c, not a, a if b else c, (a or b) and c, a < b < c, not (a and b), a is None, b is not None, a in [1, 2], b not in (3, 4))
check(g(1, 2, 3), (2, False, 1, 3, True, False, False, True, True, True))
check(g(0, 3, 0), (0, True, 0, 0, False, True, False, True, False, False))
def g(a, b, c):
    r = []
    if a and b or not c: r.append(1)
    if not (a or b) and c: r.append(2)
    if a if b else c: r.append(3)
    if a < b < c: r.append(4)
    if not a < b < c: r.append(5)
    if (a, b): r.append(6)
    while a is None or b is not c: r.append(7); break
    if a == 1 == b: r.append(8)
    if 'x' if a else None: r.append(9)
    return r
check(g(1, 1, 1), [1, 3, 5, 6, 8, 9])
check(g(0, 1, 2), [4, 6, 7])
check(g(0, 0, 1), [2, 3, 5, 6, 7])

# match
def g(x):
    match x:
        case 1 | 2: return 'small'
        case -1 | 1.5 | 2j: return 'odd'
        case True: return 'true'
        case None: return 'none'
        case 'a' | b'a': return 'a'
        case []: return 'empty'
        case [y]: return y
        case [1, *rest]: return rest
        case (a, b, *_, c) if a == b: return a, b, c
        case [*_, 'end']: return 'end'
        case {'k': v, **r}: return v, r
        case {'z': [a, b] | (a, [b])}: return a, b
        case {}: return 'dict'
        case int() | float() as n: return 'n', n
        case str(s): return 's', s
        case [[a, b], [c]] | [[a], [b, c]]: return a, b, c
        case _: return 'other'
for x, want in [(1, 'small'), (2, 'small'), (-1, 'odd'), (1.5, 'odd'), (2j, 'odd'), (None, 'none'), ('a', 'a'), (b'a', 'a'), ([], 'empty'),
                ([7], 7), ([1, 2, 3], [2, 3]), ((3, 3, 4, 5), (3, 3, 5)), (['q', 'end'], 'end'), ({'k': 1, 'j': 2}, (1, {'j': 2})),
                ({'z': [1, 2]}, (1, 2)), ({'y': 1}, 'dict'), (10, ('n', 10)), (2.5, ('n', 2.5)), ('xyz', ('s', 'xyz')),
                ([[1, 2], [3]], (1, 2, 3)), ([[1], [2, 3]], (1, 2, 3)), (object, 'other')]:
    check(g(x), want, x)

# generators
def g():
    x = yield 1
    try:
        y = yield x
    except KeyError as e:
        y = yield ('caught', e.args)
    finally:
        yield 'fin'
    return y
it = g()
check(it.send(None), 1)
check(it.send('s'), 's')
check(it.throw(KeyError('k')), ('caught', ('k',)))
check(it.send('y'), 'fin')
try:
    it.send(None)
except StopIteration as e:
    check(e.value, 'y')
def g():
    r = yield from [1, 2]
    check(r, None)
    r = yield from h2()
    yield r
def h2():
    yield 3
    return 4
check(list(g()), [1, 2, 3, 4])
def g():
    yield 1
    raise StopIteration(2)
def gg():
    for x in g():
        pass
check(raises(RuntimeError, gg), 'generator raised StopIteration')

# coroutines
async def co(x):
    return x * 2
async def ag(n):
    for i in range(n):
        yield i
        await co(i)
async def main():
    r = [await co(1), await co(2)]
    async for i in ag(3):
        if i == 1: continue
        r.append(i)
    else:
        r.append('else')
    r += [x async for x in ag(3) if x]
    r += [await co(x) for x in [5]]
    r += [y async for y in (z * 2 async for z in ag(2))]
    r.append({k: v async for k, v in agp()})
    return r
async def agp():
    yield 1, 2
try:
    main().send(None)
except StopIteration as e:
    check(e.value, [2, 4, 0, 2, 'else', 1, 2, 10, 0, 2, {1: 2}])

# closures, globals, nonlocals
def g():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    inc(); inc(5)
    global G
    G = n
    return inc
check(g()(2), 8)
check(G, 6)
def g(a):
    def h():
        nonlocal a
        del a
        a = 4
        return a
    return h(), a
check(g(1), (4, 4))
del G
raises(NameError, lambda: G)
def g():
    exec_ = 1
    class_ = lambda self=exec_: self
    return class_()
check(g(), 1)

# constants
check((1, True, 1.0, 0.0, -0.0)[4:], (-0.0,))
def g(): return 1, True, 1.0, -0.0, 0.0, (1, 2), ((1,), 'a'), 2 ** 70, 10 ** 3, 1 << 5, 7 // 2, -7 // 2, -7 % 3, 1 / 4, 'a' * 3, (1,) * 2, 'a' 'b' + 'c', not 0, -1, ~5, +3, 1 + 2j, -(2j)
check(repr(g()), "(1, True, 1.0, -0.0, 0.0, (1, 2), ((1,), 'a'), 1180591620717411303424, 1000, 32, 3, -4, 2, 0.25, 'aaa', (1, 1), 'abc', True, -1, -6, 3, (1+2j), (-0-2j))")
def g():
    "doc"
    return __debug__
check((g(), g.__doc__), (True, 'doc'))
def g(x):
    assert x, 'msg'
    assert x
check(raises(AssertionError, g, 0), 'msg')
for x in [1, 2, 3]: pass
check(x, 3)
for x in {1}: pass
check(x in {1, 2}, True)
def g():
    for x.y in []: pass
    for a, (b, c) in [(1, (2, 3))]: pass
    for [d, *e] in ['abc']: pass
    return a, b, c, d, e
check(g(), (1, 2, 3, 'a', ['b', 'c']))
big = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, x, 11] + [x] * 3
check(len(big), 15)
