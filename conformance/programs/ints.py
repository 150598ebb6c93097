# Integers of any size: arithmetic, rounding of division, bits, text in every base.

values = [0, 1, -1, 7, -7, 255, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**30, -(10**30)]
for a in values:
    print(a, hex(a), oct(a), bin(a), a.bit_length(), a.bit_count(), ~a, -a, abs(a), bool(a))
for a in [7, -7, 2**64 + 3, -(2**64) - 3]:
    for b in [2, -2, 3, 2**33, -(2**65)]:
        print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b), a & b, a | b, a ^ b, a < b, a == b)
print(2**10, 2**-1, (-2) ** 3, 0**0, pow(3, 200, 1000007), pow(3, -1, 7), 2**200)
print(1 << 100, (1 << 100) >> 98, -1 >> 1000, -5 >> 1, 5 >> 70, 0 << 10**6)
print(7 / 2, -7 / 2, (10**400) / (10**399), 2**63 / 3, 1 / 3)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 3037000500 * 3037000500, 2**62 + 2**62)
print(int("-0x1F", 16), int("0b101", 0), int("1_000"), int("  42\n"), int("z", 36), int(b"12"), int(3.99), int(-3.99))
print((255).to_bytes(2, "big"), (-2).to_bytes(2, "little", signed=True), int.from_bytes(b"\xff\x00", "big"))
print(int.from_bytes(b"\xfe\xff", "little", signed=True), (5).as_integer_ratio(), (12).conjugate(), (7).real, (7).imag)
print(round(12345, -2), round(15, -1), round(25, -1), round(-15, -1), round(5), divmod(-1, 10**20))
print(True + True, True * 3, True & False, True | 2, ~True if False else -2, isinstance(True, int), int(True))
print(hash(2**61 - 1), hash(2**61), hash(-1), hash(10**30), hash(2**61 - 2) == hash(float(2**61 - 2)) or "differs")
print(len(str(3**5000)), str(3**500)[-20:], int(str(7**300)) == 7**300, 10**50 % 7, (10**50 + 1).is_integer())
print(max(values), min(values), sum(values), sorted(values)[:3])


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: 1 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1 / 0)
attempt(lambda: 0**-1)
attempt(lambda: divmod(1, 0))
attempt(lambda: 1 << -1)
attempt(lambda: 1 >> -1)
attempt(lambda: pow(2, 3, 0))
attempt(lambda: pow(2, -1, 4))
attempt(lambda: (300).to_bytes(1))
attempt(lambda: (-1).to_bytes(1))
attempt(lambda: 1 + "1")
attempt(lambda: "1" - 1)
attempt(lambda: 10**400 / 3)
attempt(lambda: int(float("inf")))
attempt(lambda: int(float("nan")))
attempt(lambda: int([]))
attempt(lambda: int("1", 1))
attempt(lambda: 1 < "a")
attempt(lambda: 5 @ 3)
