# Code objects: what dumps wrote is read again; what was damaged since is refused or at least harmless to read.
import marshal

SOURCE = """
def f(a, b=1, *c, d=2, **e):
    'doc'
    for x in a:
        try:
            yield x + b, [y for y in c if y is not d], lambda: e
        except (ValueError, KeyError) as error:
            raise RuntimeError from error
class K(object, metaclass=type):
    x: int = 1
    def m(self): return super().m(self.x, k=2)[1:2]
"""
code = compile(SOURCE, "f.py", "exec")
data = marshal.dumps(code)
again = marshal.loads(data)
assert again == code and again.co_consts == code.co_consts
space = {"object": object}
exec(again, space)
assert list(space["f"]([1], 2, 3)) and space["f"].__doc__ == "doc" and space["K"].x == 1

refused = 0
for i in range(len(data)):
    try:
        marshal.loads(data[:i])
    except (EOFError, ValueError, TypeError):
        pass
    else:
        raise AssertionError(i)
    for change in (1, 0x10, 0x80, 0xFF):
        damaged = bytearray(data)
        damaged[i] ^= change
        try:
            marshal.loads(damaged)
        except (EOFError, ValueError, TypeError, MemoryError):
            refused += 1
assert refused > len(data), refused
print("ok")
