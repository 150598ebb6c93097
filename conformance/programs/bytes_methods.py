# bytes, bytearray and memoryview.

b = b"Hello, World"
print(b, b[0], b[1:3], b[-1], len(b), list(b"ab"), bytes(3), bytes([1, 255]), bytes("é", "utf-8"), bytes(b"x"), bytearray(2), bytes(range(5)), b"a" + b"b", b"a" * 3, b"\x00\t\n\\'\"\xff")
print(b.upper(), b.lower(), b.find(b"o"), b.find(111), b.rfind(b"o"), b.count(b"l"), b.replace(b"l", b"L", 2), b.split(b", "), b.partition(b", "), b.startswith((b"x", b"H")), b.endswith(b"d"), b.title(), b.swapcase(), b.capitalize())
print(b" x ".strip(), b"xax".strip(b"x"), b",".join([b"a", bytearray(b"b")]), b"a b c".split(), b"a\nb\r\nc".splitlines(), b"abc".center(7, b"*"), b"7".zfill(3), b"-7".zfill(4), b"a\tb".expandtabs(4), b"pre-x".removeprefix(b"pre-"), b"abc".translate(bytes.maketrans(b"a", b"z"), b"c"))
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" ".isspace(), b"A".isupper(), b"a".islower(), b"Ab".istitle(), b"\x80".isascii(), 97 in b"abc", b"bc" in b"abc", b"" in b"", b"abc".hex(), b"abc".hex(":"), b"abcde".hex("-", 2), bytes.fromhex("61 62 6Z".replace("Z", "3")))
print(b"abc" < b"abd", b"a" == "a", b"a" == bytearray(b"a"), hash(b"a") == hash(bytes([97])), {b"k": 1}[b"k"], b"\xc3\xa9".decode(), b"\xff".decode("latin-1"), b"\xff".decode("utf-8", "replace"), b"\xffa".decode("ascii", "ignore"), b"\xff".decode("utf-8", "backslashreplace"), str(b"x", "ascii"))
a = bytearray(b"abc"); a.append(100); a.extend(b"ef"); a.extend([103]); a.insert(0, 90); a[1] = 65; a += b"!"; print(a, a.pop(), a.pop(0), a, a.index(b"c"), a.copy() == a); a.remove(99); a.reverse(); print(a); a[1:3] = b"---"; del a[0]; print(a, a.upper(), type(a + b"x").__name__, type(b"x" + a).__name__); a.clear(); print(a, bool(a))
m = memoryview(bytearray(b"abcdef")); print(m[0], m[1:3].tobytes(), len(m), m.nbytes, m.readonly, m.format, m.itemsize, m.shape, m.strides, m.ndim, m.tolist()[:2], bytes(m[::-1]), m == b"abcdef", m[::2].contiguous); m[0] = 90; m[1:3] = b"YX"; print(m.obj, bytes(m)); c = m.cast("H"); print(c.shape, c[0], c.format, memoryview(b"ab").readonly, m.hex(), b"a" + m[:1]); m.release()
print(b"%d %s %b %x %a %c" % (1, b"s", b"b", 255, "é", 65), b"%(k)s" % {b"k": b"v"}, bytearray(b"%s") % b"x")
with memoryview(b"ctx") as view: print(view[0])


class HasBytes:
    def __bytes__(self): return b"from method"
class HasIndex:
    def __index__(self): return 3


print(bytes(HasBytes()), bytes(HasIndex()), bytes([HasIndex()]), int.from_bytes(b"\x01\x00"), b"".join([]), repr(bytearray(b"'")), b"'" b'"', rb"\n", b"\x41\101")


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


exported = bytearray(b"abc"); hold = memoryview(exported)
for what in [lambda: b"a" + "b", lambda: b"abc"[5], lambda: b"abc"["a"], lambda: bytes("a"), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(-1), lambda: bytes(["a"]), lambda: bytes(1.5), lambda: b"a".index(b"z"), lambda: b"a".find("a"), lambda: b"a".join(["x"]), lambda: b"a".split(""), lambda: b"a".split(b""), lambda: b"\xff".decode(),
             lambda: b"\xff".decode("ascii"), lambda: b"\xc3".decode(), lambda: b"\xed\xa0\x80".decode(), lambda: b"a".decode("nope"), lambda: b"a".replace(b"a", "b"), lambda: "a" in b"a", lambda: 300 in b"a", lambda: bytes.fromhex("6"), lambda: bytes.fromhex("zz"), lambda: b"a".__setitem__(0, 1), lambda: hash(bytearray()), lambda: bytearray(b"a").__setitem__(0, 256),
             lambda: bytearray(b"a").append("x"), lambda: bytearray().pop(), lambda: bytearray(b"a").remove(5), lambda: exported.append(1), lambda: exported.clear(), lambda: m[0], lambda: memoryview(b"a").__setitem__(0, 1), lambda: memoryview("a"), lambda: memoryview(b"abc")[5], lambda: memoryview(b"abc").cast("H"), lambda: memoryview(b"abc").cast("Q").x, lambda: b"%s" % "x", lambda: b"%d" % b"x", lambda: b"a" < "a", lambda: b"" * (10**16), lambda: b"x" * (2**62), lambda: bytes(10**17) and 0]:
    attempt(what)
