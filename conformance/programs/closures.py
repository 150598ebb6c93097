# Closures, nonlocal, global, and the rules of scopes.

def counter(start=0):
    count = start

    def up(by=1):
        nonlocal count
        count += by
        return count

    def get():
        return count

    return up, get


up, get = counter(10)
print(up(), up(5), get(), counter()[1](), up.__closure__[0].cell_contents, up.__code__.co_freevars, counter.__code__.co_cellvars)


def deep():
    x = 1

    def middle():
        def inner():
            nonlocal x
            x += 1
            return x
        return inner
    return middle()(), x


print(deep())


def shared():
    fs = []
    for i in range(3):
        def f():
            return i
        fs.append(f)
    return [f() for f in fs], i


print(shared())
glob = "module"


def uses_global():
    global glob, fresh
    glob = "changed"
    fresh = "made"


uses_global()
print(glob, fresh)


def cell_of_argument(a, *args, k=3, **kw):
    def inner():
        return a, args, k, sorted(kw.items())
    a += 1
    return inner


print(cell_of_argument(1, 2, 3, k=4, z=5)())


def late():
    def f():
        return defined_later
    try:
        f()
    except NameError as error:
        print(type(error).__name__, error)
    defined_later = 7
    print(f())
    del defined_later
    try:
        f()
    except NameError as error:
        print(type(error).__name__, error)


late()


def unbound():
    try:
        print(value)
    except UnboundLocalError as error:
        print(error)
    value = 1
    del value
    try:
        value
    except UnboundLocalError as error:
        print(error)
    try:
        del value
    except UnboundLocalError as error:
        print(error)


unbound()
for code in ["no_such_name", "del no_such_name", "def f():\n nonlocal q", "nonlocal q", "def f(a):\n global a", "def f():\n x = 1\n global x",
             "def f():\n print(x)\n nonlocal x", "x: int = 1\ndef f():\n  global x\n  x: str = 2"]:
    try:
        exec(code, {})
    except (NameError, SyntaxError) as error:
        print(type(error).__name__, error)
x = 5
exec("x = 6; y = x", globals()); print(x, y)
space = {}; exec("a = 1\ndef f(): return a", space); print(space["f"](), sorted(k for k in space if k != "__builtins__"))
print(eval("x + 1"), eval("x + z", {"x": 1}, {"z": 2}), (lambda: (lambda: x)())())


def make_adders():
    return [lambda n, k=k: n + k for k in range(3)]


print([f(10) for f in make_adders()], (lambda *a, **k: (a, k))(1, b=2), (lambda: None)(), (lambda x, /, y=2, *, z: x + y + z)(1, z=3))


def empty_cell():
    def f(): return later
    try:
        f.__closure__[0].cell_contents
    except ValueError as error:
        print(error)
    later = 1
    f.__closure__[0].cell_contents = 9
    return f(), later


print(empty_cell())
