# f-strings: nesting, quotes, debug form, conversions, format specs with fields, errors.

name, n, width, d, f = "World", 42, 10, {"k": "v", "a b": 1}, 3.14159
print(f"Hello {name}!", f"{n + 1}", f"{n!r} {name!r} {name!s} {'é'!a}", f"{{}} {{{n}}}", f"", f"{name}" "joined" f"{n}", rf"\n{n}\t", f'{name!r:>10}|')
print(f"{n:5d}|{n:<5}|{n:^6}|{n:>+5}|{n:05}|{n:x}|{n:#b}|{f:.2f}|{f:{width}.3}|{f:{width}.{1 + 1}f}|{n:{'0'}{6}}")
print(f"{n=}", f"{n = }", f"{name=!s}", f"{f=:.1f}", f"{n + 1 = }", f"{d['k']=}", f"{ n = !r:>8}", f"{n=:>{width}}")
print(f"{d['k']} {d["a b"]} {"nested " + f"{n} {f"{name} {f'{1 + 1}'}"}"}", f"{'a' if n else 'b'}", f"{(lambda x: x * 2)(n)}", f"{[i for i in range(3)]}", f"{ {'a': 1}['a'] }", f"{n,}", f"{*'ab', 1}")
print(f"""multi
{
    n  # a comment
    + 1
} line""", f"{'''triple'''}", f'{"\n".join(["x", "y"])}', f"{n:\n>5}", f"{'\N{BULLET}'}", f"\N{BULLET} \x41 \u00e9 \101")
print(f"{n!r:^{width}}|", f"{(x := 5)} {x}", f"{n:=+5}", f"{True:d} {None} {...}", f"{n if n > 1 else 0:03}", f"{lambda_ if (lambda_ := 1) else 2}", f"{'{'} {'}'}", f"{n!s:}", f"{{{{", f"a{{b{n}}}")


class Fmt:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"


o = Fmt()
print(f"{o} {o:} {o:abc} {o:{n}} {o!s} {o!r:>6} {o=} {o=:x} {o:%Y-%m} {o:{{}}}" if False else f"{o} {o:} {o:abc} {o:{n}} {o!s} {o!r:>6} {o=} {o=:x} {o:%Y-%m}", f"{o:a{n}b{name}c}", f"{o::}", f"{o:!r}")


def order(x):
    print("eval", x)
    return x


f"{order(1)}{order(2):{order(3)}}{order('a'):>{order(4)}}"
def inner():
    local = 1
    return f"{local} {name} {(lambda: local)()} {[local for _ in 'a']}"


print(inner(), (lambda: f"{n}")(), f"{yielded}" if (yielded := 3) else "", type(f"x") is str, f"a" == "a", "%s" % f"{n}", f"{n}".join("ab"), len(f"{name}"), f"{n}"[0], *f"{n}")
for code in ['f"{"', 'f"{}"', 'f"}"', 'f"{a b}"', 'f"{a!x}"', 'f"{a!}"', 'f"{a:{b:{c:{d}}}}"', 'f"{!r}"', 'f"{a!r b}"', 'f"{a"', "f'{a['", 'f"{lambda x: 1}"', 'f"{=}"', 'f"{:x}"', 'f"{a:}}"', 'f"{*}"', 'f"{a $ b}"', 'f"{yield}"', 'f"""{', 'f"{ # }"', 'b"" f""', 'f"{a!r :x}"', 'f"{a! r}"', 'f"{ }"', "f'{a:{}}'"]:
    try:
        compile(code, "c", "exec"); print(code, "compiles")
    except SyntaxError as error:
        print(code, "->", error.msg, error.lineno, error.offset, error.end_offset)
for what in [lambda: f"{n:s}", lambda: f"{name:d}", lambda: f"{undefined_here}", lambda: f"{n:.2}", lambda: f"{name:{5}{6}q}", lambda: f"{[]:5}", lambda: f"{n:{-1}}" if False else f"{None:5}"]:
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)
