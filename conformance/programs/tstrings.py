# Template strings: parts, interpolations, conversion, format specs, joining.

name, n = "World", 42
t = t"Hello {name!r:>10} and {n + 1=} {n:{n}.2f}!"
print(type(t).__name__, t.strings, t.values, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations])
print(t"", t"plain".strings, t"{n}".strings, t"{n}{name}".strings, t"{{}}".strings, [type(part).__name__ for part in t"a{n}b"], list(t"{n}"))
print((t"a{n}" + t"{name}b").strings, (t"a" t"b{n}").strings, rt"\n{n}".strings, repr(t"x{n}y"))
from string.templatelib import Interpolation, Template
print(Template("a", Interpolation(1, "x", "r", ">5"), "b", "c").strings, Interpolation(5).expression == "", isinstance(t, Template))
match t.interpolations[0]:
    case Interpolation(value, expression, conversion, spec):
        print(value, expression, conversion, spec)
def html(template):
    return "".join(part if isinstance(part, str) else f"<{part.value}>" for part in template)


print(html(t"a {name} b {t"nested {n}".values}"), t"{(lambda: n)()}".values)
for what in [lambda: t"a" + "b", lambda: "a" + t"b", lambda: t"{undefined}", lambda: Template(5), lambda: Interpolation(1, "x", "q"), lambda: hash(t"a") and None, lambda: t"a" == t"a"]:
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)
for code in ['t"{"', 't"{}"', 't"a" "b"', 't"a" f"b"', 'bt"a"', 'ft"a"', 'ut"x"', 't"{a!x}"']:
    try:
        compile(code, "c", "exec"); print("compiles")
    except SyntaxError as error:
        print(code, "->", error.msg)
