# Floats: the shortest text that reads back, arithmetic, rounding, special values.

import sys

for value in [0.0, -0.0, 0.1, 0.2 + 0.1, 1e15, 1e16, 123456789012345680.0, 1e22, 1e23, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308,
              2.0**53, 1 / 3, 2 / 3, 100.0, 1e100, -1.5, 3.14159, 9007199254740993.0, 4.35, 0.000123456]:
    print(value, repr(value), value.hex(), float.fromhex(value.hex()) == value, value.is_integer(), int(value) if abs(value) < 1e30 else "")
print(1e308 * 10, -1e308 * 10, 1e308 * 10 - 1e308 * 10, 1e-308 / 1e10, 5e-324 / 2)
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf > 1e308, nan == nan, nan < 1, nan > 1, nan != nan, inf - inf, inf * 0, [nan] == [nan], nan in [nan])
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), 0.0 // 1, -0.0 // 1, 1 % inf, -1 % inf, -1 // inf)
print(2.0**0.5, 2**0.5, (-8) ** (1 / 3), (-1.0) ** 2, 0.0**0, inf**0, nan**0, 1**nan, 4**-0.5)
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(1e300, 2), round(0.15, 1))
print(round(1.5, None), type(round(1.5, 0)), round(-0.4), round(5e15 + 0.5), round(12345.6789, 3), round(0.1 + 0.2, 16))
print(0.1.as_integer_ratio(), (0.75).as_integer_ratio(), (1e-300).as_integer_ratio()[0])
print(hash(0.5), hash(1.0) == hash(1), hash(inf), hash(-inf), hash(1e300) == hash(int(1e300)), hash(-0.0))
print(1 == 1.0, 2**53 + 1 == float(2**53 + 1), 10**400 > 1e308, 10**400 > inf, -(10**400) < -inf, 0.1 < 1, 2**63 == 9223372036854775808.0)
print(float(10**20), float("1" * 30), float(2**1023), float(True), float(b"1.5"), float.fromhex("0x1.8p1"), float.fromhex("-inf"))
print(sum([0.1] * 10), sum([1e100, 1.0, -1e100]), min(0.0, -0.0), max(-0.0, 0.0), abs(-0.0), -nan)
print(1.5 .__class__, (1.5).conjugate(), (1.5).real, (1.5).imag, 3.0.__floor__(), 3.5.__ceil__(), -3.5.__trunc__(), 1e2.__int__())
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.float_repr_style)
print(1j * 1j, (1 + 2j) / (3 - 4j), abs(3 + 4j), (1 + 2j) ** 2, 0j, -0j, complex(-0.0, 1), (1 + 2j).conjugate(), 1e16j, 1 + 0.5j)
print((1 + 2j) == (1 + 2j), 1 + 0j == 1, hash(1 + 0j) == 1, complex(1, -0.0), repr(complex(float("nan"), inf)))


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: 1.0 / 0)
attempt(lambda: 1.0 // 0)
attempt(lambda: 1.0 % 0)
attempt(lambda: divmod(1.0, 0.0))
attempt(lambda: 0.0**-1)
attempt(lambda: 10.0**400)
attempt(lambda: float(10**400))
attempt(lambda: int(inf))
attempt(lambda: round(nan))
attempt(lambda: inf.as_integer_ratio())
attempt(lambda: nan.as_integer_ratio())
attempt(lambda: float([]))
attempt(lambda: float("x"))
attempt(lambda: 1.5 & 1)
attempt(lambda: 1j < 2j)
attempt(lambda: 1j // 1)
attempt(lambda: 1j / 0)
attempt(lambda: complex("1", 2))
attempt(lambda: float.fromhex("zz"))
