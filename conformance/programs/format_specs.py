# The format specification, over every type that has one.


def attempt(value, spec):
    try:
        return format(value, spec)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


ints = ["", "d", "b", "o", "x", "X", "#x", "#X", "#b", "#o", "08", "+", " ", "-", ",", "_", "_x", "+,d", "c", "n", "e", "f", ".2f", "g", "%", ">8", "<8", "^8", "=8", "*^9", "0=+8", "010,", "#010x", "_b", ",x", ".2", "s", "z", "08_b", "é>5", "<<5", "=<5", "5 ", "ww", "10.5d", "+c", ",c", "#c", ".f", "__", ",_", "_,", "00005", "<05", "2147483648"]
for value in [42, -42, 0, 1234567, 2**70, True]:
    print(value, [attempt(value, spec) for spec in ints])
floats = ["", "f", "e", "g", "G", "E", "F", "n", "%", ".0f", ".0e", ".3g", ".10", "10.2f", "+.1f", " .1f", ",.2f", "_.3f", "#.0f", "#g", "08.2f", "*<10", "=+10", "z.0f", ".0%", "d", "x", "s", "c", "0", "020", "+g", ".50f", ".1000", "z", ".,3f", "._4f", ".3,f", ",.3_f"]
for value in [3.14159, -0.0001, 0.0, -0.0, 1e300, 1e-10, 123456789.123, 0.5, 1e16, float("inf"), float("nan"), -float("inf")]:
    print(value, [attempt(value, spec) for spec in floats])
for value in [1 + 2j, -0.5j, complex(float("nan"), 1e20)]:
    print(value, [attempt(value, spec) for spec in ["", "f", ".2f", "g", ">20", "+.1e", "=10", "010", "d", "%", ",", "s"]])
for value in ["abc", "", "日本"]:
    print([attempt(value, spec) for spec in ["", "s", "5", "<5", ">5", "^5", "*^6", ".2", ".0", "5.1", "05", "=5", "d", "+", ",", " ", "#", "x", "é^7", ".", "z", "0<5"]])
for value in [None, [], (1,), {}, object, print, b"x", ..., range(3), NotImplemented]:
    print([attempt(value, spec) for spec in ["", "5", "s"]])
print("{0!r:>6}|{1:<{2}}|{k[0]}|{k[x]}|{o.real}|{:>3}".replace("{:>3}", "").format("a", "b", 4, k={"x": 1, 0: 2}, o=7), "{:{}}".format("x", 5), "{:{a}.{b}}".format("xyz", a=5, b=2), "{a[b.c]}".format(a={"b.c": 1}))
for template, args in [("{", ()), ("}", ()), ("{}", ()), ("{0}{}", (1,)), ("{}{0}", (1,)), ("{a}", ()), ("{!z}", (1,)), ("{!}", (1,)), ("{:{:{}}}", (1, 2, 3)), ("{.x}", (1,)), ("{[x]}", ({},)), ("{[0]}", ([],)), ("{0[}", ([],)), ("{0.}", (1,)), ("{0]}", (1,)), ("{!r:5}|", ("x",)), ("{0!rr}", (1,)), ("{-1}", (1,)), ("{99999999999999999999}", (1,)), ("{ 0}", (1,)), ("{a b}", ())]:
    try:
        print(template, template.format(*args))
    except Exception as error:
        print(template, type(error).__name__, error)
print("%5d|%-5d|%05d|%+d|% d|%x|%#x|%o|%e|%.3e|%g|%G|%.2f|%c|%s|%.2s|%10.4s|%r|%a|%i|%u|%%" % (1, 2, 3, 4, 5, 255, 255, 8, 1.5, 1.5, 1e-10, 1e20, 2.345, "c", "str", "str", "string", "r", "é", 7, 8))
print("%*d|%-*d|%.*f" % (5, 1, 5, 2, 1, 2.55), "%(a)s %(b)05.1f" % {"a": 1, "b": 2}, "%d" % 3.99, "%s" % (None,), "%.0f %.0f" % (0.5, 1.5), "%x" % 2**70, "%d" % True, "%s %s" % ([1], {}), "%c%c" % (65, "é"), b"%s %d %b %a" % (b"x", 5, b"y", "z"))
for template, args in [("%d", "x"), ("%x", 1.5), ("%c", "ab"), ("%c", -1), ("%s", ()), ("%s", (1, 2)), ("%(a)s", 1), ("%(a)s", {}), ("%", 1), ("%y", 1), ("%(a", {"a": 1}), ("%f", "x"), ("x", 1), ("x", {}), ("%*d", (1.5, 1)), ("%d %d", (1,)), ("%c", 0x110000), ("%.99999999999d", 1)]:
    try:
        print(template, template % args)
    except Exception as error:
        print(template, type(error).__name__, error)
