# Names in class bodies, in comprehensions inside classes, mangling, globals() and locals().

x = "global"


class A:
    before = x
    x = "class"
    after = x

    def method(self):
        return x

    def __private(self):
        return "private"

    def call(self):
        return self.__private(), self.__dict__, [name for name in dir(A) if "private" in name]

    from_lambda = (lambda: x)()
    y = x + "!"
    locals()["dynamic"] = 1


print(A.before, A.after, A().method(), A().call(), A.from_lambda, A.y, A.dynamic)


def f():
    x = "local"

    class B:
        print(x)
        x = "class in function"
        print(x)
        del x
        print(x)

        def g(self):
            return x

    return B().g()


print(f())


def class_with_nonlocal():
    v = 1

    class C:
        nonlocal v
        v = 2
        w = v

    return v, C.w, "v" in C.__dict__


print(class_with_nonlocal())


def h(a, b=2):
    c = 3
    snapshot = locals()
    snapshot["a"] = 99
    snapshot["new"] = 1
    return a, sorted(locals().items(), key=lambda kv: kv[0])[:3], sorted(snapshot)


print(h(1))


class Outer:
    __x = 1

    class __Inner:
        __y = 2

        def get(self):
            return self.__y

    def get(self):
        __local = 3
        return self.__x, Outer.__Inner().get(), __local, sorted(k for k in locals()), Outer.__Inner.__name__, Outer.__Inner.__qualname__


print(Outer().get(), sorted(k for k in vars(Outer) if "x" in k or "Inner" in k))


class Attr:
    def set(self, **kw):
        self.__a = 1
        self.__a__ = 2
        self._b = 3
        return sorted(self.__dict__)


class __Weird:
    def __init__(self): self.__z = 1


class ___:
    def __init__(self): self.__z = 1


print(Attr().set(), vars(__Weird()), vars(___()))


def annotated():
    a: int
    b: str = "x"
    try:
        return a
    except UnboundLocalError as error:
        return str(error), b


print(annotated(), "print" in dir(__builtins__), __name__, "__file__" in globals())


def shadow():
    len = lambda s: "shadowed"
    return len([])


print(shadow(), len([]))
print = print
print(f.__qualname__, f.__name__, Outer.get.__qualname__, (lambda: 0).__qualname__, class_with_nonlocal.__module__)
if True:
    in_block = 1
for loop_var in range(3):
    pass
with_del = 1
del with_del
print(in_block, loop_var, "with_del" in globals())
try:
    raise ValueError("gone")
except ValueError as error:
    pass
print("error" in globals())
