# What int() and float() accept as text, and what they say about the rest.

texts = ["", " ", "1", "+1", "-1", "--1", "1_0", "1__0", "_1", "1_", "0x10", "0o17", "0b11", "1e3", "1.0", "٣", "१२", "²", "\x001"]
texts += ["1 2", "\t7\n", "a", "é", "'", '"', "\\", "\udc80", "9" * 40, "1" * 5000]
for base in [10, 0, 16, 36, 2]:
    for text in texts:
        try:
            value = int(text, base)
            print(base, ascii(text)[:50], value if value < 10**50 else "big")
        except (ValueError, UnicodeError) as error:
            print(base, type(error).__name__, ascii(str(error))[:250])
for text in ["010", "00", "0", "0_0", "0x_1", "0x", "0b2", "0O7", "-0X1f"]:
    try:
        print(text, int(text, 0))
    except ValueError as error:
        print(error)
for args in [(b"10", 2), (bytearray(b"ff"), 16), (10, 2), ("10", 37), ("10", -1), (b"\xff",), (None,), ("1", "2")]:
    try:
        print(args, int(*args))
    except (TypeError, ValueError) as error:
        print(args, type(error).__name__, error)
for text in ["1", "1.", ".5", ".", "1e5", "1e", "1e+5", "-1E-5", "inf", "-Infinity", "nan", "NaN", "+nan", "1_0.0_1", "1_.0", "infinit",
             "", " 2.5 ", "0x1p3", "1e400", "-1e400", "1e-400", "٣.٥", "1 2", "1\x00", "4.9406564584124654e-324", "2.5e-324", "1.7976931348623159e308"]:
    try:
        print(ascii(text), float(text))
    except ValueError as error:
        print(ascii(text), error)
print(complex("1+2j"), complex("(3-4J)"), complex(" j "), complex("-inf+nanj"), complex("1e3"))
for text in ["1+2", "1 + 2j", "", "1+2jj", "j1"]:
    try:
        print(complex(text))
    except ValueError as error:
        print(ascii(text), error)


class Index:
    def __index__(self):
        return 77


class Int:
    def __int__(self):
        return 88


class Bad:
    def __int__(self):
        return "no"


print(int(Index()), int(Int()), int("1", Index()) if False else "", hex(Index()), [0] * 3 if Index() else None)
for value in [Bad(), object(), Int]:
    try:
        print(int(value))
    except TypeError as error:
        print(error)
