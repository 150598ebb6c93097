"""Write internal/ucd's tables from the reference CPython's own view of Unicode.

Run by the reference interpreter itself, so that what the tables say is what its
``unicodedata`` module and ``str`` methods answer, quirks included::

    python3.14 tools/ucdgen/ucdgen.py [--unicode-data DIR]

``DIR`` holds ``NameAliases.txt`` and ``NamedSequences.txt`` of the Unicode Character
Database, of the reference's version or newer (Debian's package ``unicode-data`` puts them
in ``/usr/share/unicode``): aliases and sequences can be looked up in ``unicodedata`` but not
listed, so they are read there and kept where the reference knows them.

Written are ``tables.go``, ``names.bin`` and ``testdata/digests.json``. The digests are taken from
the reference's answers, not from the tables, and are what the Go tests compare with.
"""

from __future__ import annotations

import _sre
import argparse
import hashlib
import json
import struct
import subprocess
import unicodedata as u
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

LIMIT = 0x110000
SHIFT = 7
SPECIAL = 1 << 24  # caseInfo: a delta from here on is an index into specialCases

FLAGS: dict[str, Callable[[str], bool]] = {
    "XIDStart": lambda c: c.isidentifier() and c != "_",
    "XIDContinue": lambda c: ("a" + c).isidentifier(),
    "Alpha": str.isalpha,
    "Decimal": str.isdecimal,
    "Digit": str.isdigit,
    "Numeric": str.isnumeric,
    "Space": str.isspace,
    "Printable": str.isprintable,
    "Lower": str.islower,
    "Upper": str.isupper,
    "Title": lambda c: u.category(c) == "Lt",
    # str.title() lowers what follows a cased character.
    "Cased": lambda c: (c + "a").title().endswith("a"),
    # A sigma is final behind ignorable characters behind a cased one.
    "CaseIgnorable": lambda c: final_sigma("A" + c) and not final_sigma("-" + c),
    "SimpleCased": lambda c: bool(_sre.unicode_iscased(ord(c))),
    "LineBreak": lambda c: len(("a" + c + "b").splitlines()) == 2,
    "Mirrored": lambda c: bool(u.mirrored(c)),
}
"""The predicates, in the order of their bits."""

NORMALIZATIONS = ("NFC", "NFD", "NFKC", "NFKD")

DERIVED = (
    "CJK COMPATIBILITY IDEOGRAPH-",
    "CJK UNIFIED IDEOGRAPH-",
    "EGYPTIAN HIEROGLYPH-",
    "KHITAN SMALL SCRIPT CHARACTER-",
    "NUSHU CHARACTER-",
    "TANGUT IDEOGRAPH-",
)
"""Prefixes of names that end in the code point."""


def final_sigma(before: str) -> bool:
    """Report whether a capital sigma at the end of a word ``before`` becomes a final one."""
    return (before + "\u03a3").lower().endswith("\u03c2")


def characters() -> Iterator[str]:
    """Every code point, surrogates included."""
    return map(chr, range(LIMIT))


def runes(values: Iterable[int]) -> str:
    """Go source for a list of numbers, wrapped."""
    lines, line = [], ""
    for value in values:
        item = f"{value},"
        if len(line) + len(item) > 118:
            lines.append(line)
            line = ""
        line += item
    return "\n\t".join([*lines, line])


def quoted(values: Iterable[str]) -> str:
    """Go source for a list of ASCII strings."""
    return ", ".join(json.dumps(value) for value in values)


class Interned:
    """Distinct values, numbered in the order in which they come."""

    def __init__(self, *first: object) -> None:
        self.ids: dict[object, int] = {}
        for value in first:
            self(value)

    def __call__(self, value: object) -> int:
        """The number of a value, a new one for a new value."""
        return self.ids.setdefault(value, len(self.ids))

    def __iter__(self) -> Iterator:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


def case_delta(c: str, mapped: str, special: Interned) -> int:
    """How ``mapped`` is kept in caseInfo: a difference, or a place in specialCases."""
    if len(mapped) == 1:
        return ord(mapped) - ord(c)
    return SPECIAL + special(tuple(map(ord, mapped)))


def decomposition(c: str) -> tuple[str, tuple[int, ...]]:
    """The tag (``""`` for a canonical one) and code points of a character's decomposition."""
    words = u.decomposition(c).split()
    tag = words.pop(0) if words and words[0].startswith("<") else ""
    return tag, tuple(int(word, 16) for word in words)


def compositions() -> Iterator[tuple[int, int, int]]:
    """The pairs that NFC joins, with what they become, sorted."""
    pairs = []
    for c in characters():
        tag, parts = decomposition(c)
        if not tag and len(parts) == 2 and u.normalize("NFC", "".join(map(chr, parts))) == c:
            pairs.append((*parts, ord(c)))
    return iter(sorted(pairs))


def quick_check(c: str, seconds: set[int]) -> tuple[bool, ...]:
    """For each form whether text with ``c`` may need work to be in it."""
    maybe = ord(c) in seconds or 0x1161 <= ord(c) <= 0x1175 or 0x11A8 <= ord(c) <= 0x11C2
    return tuple(u.normalize(form, c) != c or (maybe and "C" in form) for form in NORMALIZATIONS)


def write_tables(path: Path) -> None:
    """Write tables.go."""
    pairs = list(compositions())
    seconds = {second for _, second, _ in pairs}
    categories, bidis, widths = Interned(), Interned(), Interned()
    numerics, special, cases, tags = Interned(0.0), Interned(), Interned((0, 0, 0, 0, 0)), Interned("")

    def record(c: str) -> tuple[int, ...]:
        flags = sum(bool(test(c)) << bit for bit, test in enumerate(FLAGS.values()))
        for bit, need in enumerate(quick_check(c, seconds), len(FLAGS)):
            flags |= need << bit
        flags |= bool(u.decomposition(c)) << (len(FLAGS) + 4)
        case = cases(
            (
                case_delta(c, c.lower(), special),
                case_delta(c, c.upper(), special),
                case_delta(c, c.title(), special),
                case_delta(c, c.casefold(), special),
                _sre.unicode_tolower(ord(c)) - ord(c),
            )
        )
        return (
            flags,
            case,
            numerics(u.numeric(c, 0.0)),
            categories(u.category(c)),
            bidis(u.bidirectional(c)),
            widths(u.east_asian_width(c)),
            u.combining(c),
            u.decimal(c, -1),
            u.digit(c, -1),
        )

    records = Interned(record("\u0378"))  # the first is what lies outside Unicode: unassigned
    indexes = [records(record(c)) for c in characters()]
    blocks = Interned()
    index1 = [blocks(tuple(indexes[i : i + (1 << SHIFT)])) for i in range(0, LIMIT, 1 << SHIFT)]
    index2 = [index for block in blocks for index in block]
    assert max(index1) < 1 << 16 and max(index2) < 1 << 16 and len(numerics) < 1 << 16

    keys, offsets, data = [], [], []
    for c in characters():
        tag, parts = decomposition(c)
        if parts:
            keys.append(ord(c))
            offsets.append(len(data))
            data += [tags(tag) << 8 | len(parts), *parts]
    assert len(data) < 1 << 16

    names = [*FLAGS, *(f"Not{form}" for form in NORMALIZATIONS), "Decomposes"]
    out = [
        "// Code generated by tools/ucdgen/ucdgen.py; DO NOT EDIT.",
        "\npackage ucd",
        "\n// Version is the version of Unicode that the tables hold.",
        f"const Version = {json.dumps(u.unidata_version)}",
        "\nconst (",
        *(f"\tflag{name}{' uint32 = 1 << iota' if i == 0 else ''}" for i, name in enumerate(names)),
        ")",
        f"\nconst (\n\tindexShift = {SHIFT}\n\tspecialBase = {SPECIAL}\n)",
        f"\nvar categoryNames = [...]string{{{quoted(categories)}}}",
        f"\nvar bidiNames = [...]string{{{quoted(bidis)}}}",
        f"\nvar widthNames = [...]string{{{quoted(widths)}}}",
        f"\nvar decompTags = [...]string{{{quoted(tags)}}}",
        f"\nvar numericValues = [...]float64{{\n\t{runes(map(repr, numerics))}\n}}",
        "\nvar specialCases = [...][3]rune{",
        *("\t{" + ", ".join(map(hex, case)) + "}," for case in special),
        "}",
        f"\nvar caseInfos = [...]caseInfo{{\n\t{runes('{' + ','.join(map(str, case)) + '}' for case in cases)}\n}}",
        f"\nvar records = [...]record{{\n\t{runes('{' + ','.join(map(str, r)) + '}' for r in records)}\n}}",
        f"\nvar latin1Flags = [256]uint32{{\n\t{runes(list(records)[i][0] for i in indexes[:256])}\n}}",
        f"\nvar index1 = [...]uint16{{\n\t{runes(index1)}\n}}",
        f"\nvar index2 = [...]uint16{{\n\t{runes(index2)}\n}}",
        f"\nvar decompKeys = [...]int32{{\n\t{runes(keys)}\n}}",
        f"\nvar decompOffsets = [...]uint16{{\n\t{runes(offsets)}\n}}",
        f"\nvar decompData = [...]int32{{\n\t{runes(data)}\n}}",
        f"\nvar compositions = [...][3]int32{{\n\t{runes('{' + ','.join(map(str, pair)) + '}' for pair in pairs)}\n}}",
        *derived_names(),
    ]
    path.write_text("\n".join(out) + "\n", encoding="utf-8")
    subprocess.run(["gofmt", "-w", path], check=True)
    print(f"{path}: {len(records)} records, {len(blocks)} blocks, {len(cases)} cases")


def lookup(name: str) -> str | None:
    """``unicodedata.lookup`` that answers None for an unknown name."""
    try:
        return u.lookup(name)
    except KeyError:
        return None


def derived_names() -> Iterator[str]:
    """Go source for the ranges of names that end in the code point."""
    yield "\nvar derivedNames = [...]derivedRange{"
    for prefix in DERIVED:
        ranges: list[list] = []
        for code in range(LIMIT):
            name = f"{prefix}{code:04X}"
            if lookup(name) != chr(code):
                continue
            # 3.14 finds Tangut ideographs by name but does not name them.
            named = u.name(chr(code), None) == name
            if ranges and ranges[-1][1:] == [code - 1, named]:
                ranges[-1][1] = code
            else:
                ranges.append([code, code, named])
        for low, high, named in ranges:
            yield f"\t{{{json.dumps(prefix)}, {low:#x}, {high:#x}, {str(named).lower()}}},"
    yield "}"


def uvarint(value: int) -> bytes:
    """``value`` as encoding/binary's Uvarint reads it."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def read_fields(path: Path) -> Iterator[list[str]]:
    """The fields of each line of a file of the Unicode Character Database."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line:
            yield line.split(";")


def extra_names(directory: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The aliases and named sequences that the reference knows, as (name, text)."""
    aliases, sequences = [], []
    for code, name, _ in read_fields(directory / "NameAliases.txt"):
        if lookup(name) == chr(int(code, 16)):
            aliases.append((name, chr(int(code, 16))))
    for name, codes in read_fields(directory / "NamedSequences.txt"):
        text = "".join(chr(int(code, 16)) for code in codes.split())
        if lookup(name) == text:
            sequences.append((name, text))
    return aliases, sequences


def write_names(path: Path, aliases: list[tuple[str, str]], sequences: list[tuple[str, str]]) -> None:
    """Write names.bin: deflated counts, code points and names, as names.go reads them."""
    names = []
    for c in characters():
        name = u.name(c, "")
        if name and name not in {f"{prefix}{ord(c):04X}" for prefix in DERIVED} and not "\uac00" <= c <= "\ud7a3":
            names.append((name, c))
    out = bytearray()
    for group in (names, aliases, sequences):
        out += uvarint(len(group))
    previous = 0
    for _, c in names:
        out += uvarint(ord(c) - previous)
        previous = ord(c)
    for _, c in aliases:
        out += uvarint(ord(c))
    for _, text in sequences:
        out += uvarint(len(text)) + b"".join(uvarint(ord(c)) for c in text)
    out += "".join(name + "\n" for name, _ in (*names, *aliases, *sequences)).encode("ascii")
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = deflate.compress(bytes(out)) + deflate.flush()
    path.write_bytes(packed)
    print(f"{path}: {len(names)} names, {len(aliases)} aliases, {len(sequences)} sequences, {len(packed)} bytes")


def digest(parts: Iterable[str | bytes]) -> str:
    """The SHA-256 of the parts behind one another."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
    return sha.hexdigest()


def normalization_pool() -> list[str]:
    """The characters that normalization's test strings are made of."""
    return [
        c
        for c in characters()
        if u.decomposition(c)
        or u.combining(c)
        or "A" <= c <= "Z"
        or "\u1100" <= c <= "\u11ff"
        or "\uac00" <= c <= "\uac40"
        or "\ud800" <= c <= "\ud810"
    ]


def normalization_samples() -> Iterator[str]:
    """Strings of up to eight of those characters, chosen by a generator that Go repeats."""
    pool, state = normalization_pool(), 1

    def below(n: int) -> int:
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (state >> 33) % n

    for _ in range(20_000):
        yield "".join(pool[below(len(pool))] for _ in range(1 + below(8)))


def hexes(text: str) -> str:
    """The code points of ``text`` in hexadecimal, on a line."""
    return " ".join(f"{ord(c):x}" for c in text) + "\n"


def digests(aliases: list[tuple[str, str]], sequences: list[tuple[str, str]]) -> dict[str, str]:
    """What the Go tests compare with, by property."""
    found = {name: digest("01"[bool(test(c))] for c in characters()) for name, test in FLAGS.items()}
    lines: dict[str, Callable[[str], str]] = {
        "ToLower": lambda c: hexes(c.lower()),
        "ToUpper": lambda c: hexes(c.upper()),
        "ToTitle": lambda c: hexes(c.title()),
        "CaseFold": lambda c: hexes(c.casefold()),
        "SimpleLower": lambda c: f"{_sre.unicode_tolower(ord(c)):x}\n",
        "DecimalValue": lambda c: f"{u.decimal(c, -1)}\n",
        "DigitValue": lambda c: f"{u.digit(c, -1)}\n",
        "Category": lambda c: u.category(c) + "\n",
        "Bidirectional": lambda c: u.bidirectional(c) + "\n",
        "EastAsianWidth": lambda c: u.east_asian_width(c) + "\n",
        "Combining": lambda c: f"{u.combining(c)}\n",
        "Decomposition": lambda c: u.decomposition(c) + "\n",
        "Name": lambda c: u.name(c, "") + "\n",
    }
    for name, line in lines.items():
        found[name] = digest(map(line, characters()))
    found["NumericValue"] = digest(struct.pack("<d", u.numeric(c, -1.0)) for c in characters())
    for form in NORMALIZATIONS:
        found[form] = digest(u.normalize(form, c) + "\n" for c in characters())
        found[form + " strings"] = digest(u.normalize(form, s) + "\n" for s in normalization_samples())
    found["extra names"] = digest(sorted(f"{name}={hexes(text)}" for name, text in (*aliases, *sequences)))
    return found


def main() -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unicode-data", type=Path, default=Path("/usr/share/unicode"), metavar="DIR")
    options = parser.parse_args()
    package = Path(__file__).resolve().parents[2] / "internal" / "ucd"
    aliases, sequences = extra_names(options.unicode_data)
    write_tables(package / "tables.go")
    write_names(package / "names.bin", aliases, sequences)
    text = json.dumps(digests(aliases, sequences), indent="\t")
    (package / "testdata" / "digests.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
