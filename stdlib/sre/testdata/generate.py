"""Write cases.json beside this file: patterns as CPython compiles them, and what CPython finds with them.

Run it with the reference interpreter. With an argument, a module with a list of test_re's form, it adds those patterns.
"""

import json
import pathlib
import re
import sys
import warnings
from re import _compiler, _parser

I, M, S, A, X = re.I, re.M, re.S, re.A, re.X

# (pattern, flags, subjects)
CASES = [
    ("", 0, ["", "ab"]),
    ("a", 0, ["", "a", "ba", "bab", "b"]),
    ("abc", 0, ["abc", "xabcy", "ababc", "abd", "aabc" * 3]),
    (".", 0, ["", "\n", "a\nb"]),
    (".", S, ["\n", "a\nb"]),
    ("a.c", 0, ["abc", "a\nc", "aéc", "a\U0001F600c"]),
    ("a*", 0, ["", "aaa", "baab"]),
    ("a+b", 0, ["aaab", "b", "aabaab"]),
    ("a?b", 0, ["ab", "b", "aab"]),
    ("a{2,3}", 0, ["a", "aa", "aaaaa"]),
    ("a{2,3}?", 0, ["a", "aa", "aaaaa"]),
    ("a{2,3}+a", 0, ["aaa", "aaaa", "aaaaa"]),
    ("a*+a", 0, ["aaa"]),
    ("a++b", 0, ["aaab", "aaa"]),
    ("a?+a", 0, ["a", "aa"]),
    ("(?:ab)*", 0, ["", "ababa", "xabab"]),
    ("(?:ab)+?c", 0, ["ababc", "abab"]),
    ("(?:ab){2}", 0, ["ab", "abab", "ababab"]),
    ("(?:ab)*+ab", 0, ["abab"]),
    ("(?:ab|a){2,4}+b", 0, ["abaab", "aab", "abab"]),
    ("(?>ab|a)b", 0, ["ab", "abb"]),
    ("(?>(a+))b|aac", 0, ["aac", "aab"]),
    ("(?:(a)|b)*", 0, ["ab", "ba", "abba"]),
    ("(?:(a)|(b)|c)*", 0, ["abc", "cab", "bcacb"]),
    ("((a)|b)*?c", 0, ["abc", "bac", "c"]),
    ("(a*)*", 0, ["", "aaa", "b"]),
    ("(a*)+", 0, ["", "aaa", "b"]),
    ("(a*?)*", 0, ["aaa"]),
    ("(a|b*)*", 0, ["abba", "c"]),
    ("(a|b*)*?c", 0, ["abbac", "c"]),
    ("(?:a?){3,5}b", 0, ["ab", "b", "aaaaaab"]),
    ("(?:a?)*?y", 0, ["aay", "z"]),
    ("(?:(?:a|b)*c)*d", 0, ["abcacd", "d", "cbd"]),
    ("((x)?y)*z", 0, ["xyyz", "yxyz"]),
    ("^", 0, ["", "a\nb"]),
    ("^", M, ["", "a\nb\n"]),
    ("^b", M, ["a\nb", "b", "ab", "a\n\nb"]),
    ("$", 0, ["", "a\n", "a\nb", "\n"]),
    ("$", M, ["", "a\n", "a\nb", "\n\n"]),
    (r"a$", 0, ["a", "a\n", "a\nb", "ab"]),
    (r"\Aa\Z", 0, ["a", "a\n", "ba"]),
    (r"\b", 0, ["", "ab cd", " a"]),
    (r"\B", 0, ["", "ab cd", " a"]),
    (r"\bfoo\b", 0, ["foo", "a foo b", "foobar", "éfoo", "foo_"]),
    (r"\bfoo\b", A, ["éfoo"]),
    (r"\w+", 0, ["ab_1 é \u0661\U00010400", "--"]),
    (r"\w+", A, ["ab_1 é"]),
    (r"\W+", 0, ["ab -- é"]),
    (r"\d+", 0, ["a12b3", "\u0661\u0662", "²"]),
    (r"\d+", A, ["a12b3", "\u0661"]),
    (r"\D\S\s", 0, ["ab c", "a1 "]),
    (r"\s+", 0, [" \t\n\x0b\x0c\r\x1c\x85\xa0\u2003", "a"]),
    (r"\s+", A, [" \x1c\x85\xa0", "a\t b"]),
    ("[abc]", 0, ["xxc", "d"]),
    ("[^abc]+", 0, ["abxyc", "\u1234"]),
    ("[a-z0-9_-]+", 0, ["A-b_9", "é"]),
    ("[]a]+", 0, ["]a["]),
    (r"[\d\-x]+", 0, ["1-x\u0661", "y"]),
    (r"[^\W\d_]+", 0, ["ab1é_c"]),
    ("[\u0400-\u04ff\u1234a]+", 0, ["aжЯ\u1234b"]),
    ("[a\u0100\u0300\u1000\u2000\u3001-\u3005\u8000]+", 0, ["xa\u0100\u0300\u3003\u3006", "\u8000\u2001"]),
    ("[^a\u0100\u0300\u1000\u2000\u3001]+", 0, ["xa\u0100\u0301\u3001\U0001F600"]),
    ("[\U00010000-\U0001ffff]", 0, ["a\U00012345", "\uffff"]),
    ("(a)(b)?(c)", 0, ["ac", "abc", "xabac"]),
    (r"(a+)\1", 0, ["aaaa", "aaa", "a", "aab"]),
    (r"(?P<q>['\"]).*?(?P=q)", 0, ["x 'a\"b' y", "\"ab"]),
    (r"(a)?b(?(1)c|d)", 0, ["abc", "bd", "abd", "bc"]),
    (r"(a)?b(?(1)c)", 0, ["abc", "b", "abd"]),
    (r"(?:(a)|b)(?(1)x|y(?:z|w)*)", 0, ["ax", "by", "byzw", "bx"]),
    ("(?=ab)a", 0, ["ab", "ac"]),
    ("(?=(a+))a*b\\1", 0, ["baaabac"]),
    ("(?!ab)a", 0, ["ab", "acab"]),
    ("(?!(a)b)a", 0, ["ac", "ab"]),
    ("(?<=a)b", 0, ["ab", "b", "bbab"]),
    ("(?<!a)b", 0, ["ab", "b", "abb"]),
    ("(?<=(a)(b))c", 0, ["abc"]),
    ("(?<=é\u1234)x", 0, ["é\u1234x"]),
    ("(?<!ab)$", 0, ["ab", "a", "b"]),
    ("a(?=(?:b|c)*d)(b*)", 0, ["abbcd", "abb"]),
    ("((?:(?!end).)*)end", 0, ["abc end", "endend"]),
    ("abc|abd|ab", 0, ["abd", "abc", "abx", "ax"]),
    ("(?:a|ab)(?:c|bcd)(d*)", 0, ["abcd", "acd"]),
    ("(a|ab)(bc|c)?", 0, ["abc"]),
    ("|a", 0, ["a"]),
    ("(?:a|)+b", 0, ["aab", "b"]),
    ("a|b|[c-e]|\\d", 0, ["xe", "x5b"]),
    ("ABC", I, ["abc", "xaBc"]),
    ("é", I, ["É", "e"]),
    ("[a-z]+", I, ["ABC\u212a\u017f", "ß"]),
    ("[à-þ]+", I, ["ÀÉ", "x"]),
    ("[^a-c]+", I, ["ABCDabcd"]),
    ("k", I, ["\u212a", "K"]),
    ("k", I | A, ["\u212a", "K"]),
    ("\u0131", I, ["i", "I", "\u0130", "\u0131"]),
    ("[\U00010400-\U0001044f]+", I, ["\U00010428\U00010400"]),
    ("ς+", I, ["σΣς"]),
    (r"(Straße)\1", I, ["straßeSTRAßE", "straßestrasse"]),
    ("[^k]", I, ["\u212a", "a"]),
    (r"(?i:a)b", 0, ["Ab", "AB"]),
    (r"(?s:.)\n.", 0, ["\n\na", "\n\n\n"]),
    (r"a b # comment", X, ["ab"]),
    (".*x", 0, ["axbxc", "ab", "a\nx"]),
    (".*?x", 0, ["axbxc", "ab"]),
    ("a.*?b.*?c", 0, ["a1b2c3c", "a\nbc"]),
    ("[^x]*?x", 0, ["abxx", "abé"]),
    ("x*y{0}z", 0, ["xxz"]),
    ("(x*)y*?(x*)$", 0, ["xxyyx"]),
    (r"(\w+)\s+(\w+)", 0, ["hello world again then"]),
    (r"(?m)^\s*(\w+)\s*=\s*(.*?)\s*$", 0, ["a = 1 \n b=2\n\nc"]),
    (r"(\d{4})-(\d\d)-(\d\d)", 0, ["on 2024-05-06 and 1999-12-31"]),
    (r"[\w.+-]+@[\w-]+\.[\w.-]+", 0, ["mail a.b+c@ex-ample.co.uk now"]),
    (r'"(?:[^"\\]|\\.)*"', 0, ['say "a\\"b" and "c"', '"']),
    (r"\((?:[^()]|\([^()]*\))*\)", 0, ["f(a(b)c)(d", "((("]),
    (r"([+-]?\d+)(\.\d*)?([eE][+-]?\d+)?", 0, ["-12.5e+3 7 .5"]),
    (r"(?:a+)+b", 0, ["aaaaaaaab", "aaaaaaaa"]),
    (r"(a+|b+|c+)*d", 0, ["aabbccd", "aabbcc"]),
    (r"\r\n|\r|\n", 0, ["a\r\nb\rc\nd"]),
    ("x{0,0}", 0, ["x"]),
    ("(?:x{2}){2}", 0, ["xxxxx"]),
    ("(?!)", 0, ["a"]),
    ("[^\\s\\S]", 0, ["a"]),
    (r"[\s\S]", 0, ["\n"]),
    ("\ud800", 0, ["a\ud800", "\ud800\udc00"]),
]

BYTES = [
    (b"a+\xff?", 0, [b"aa\xff", b"\xff"]),
    (rb"\w+", 0, [b"ab\xe9", b"--a"]),
    (rb"\w+", re.L, [b"ab\xe9", b"--a"]),
    (rb"[A-C]x", re.L | I, [b"ax", b"Dx"]),
    (rb"[^a]b\b", re.L | I, [b"Ab", b"Bb"]),
    (rb"[^bc]", re.L | I, [b"B", b"a"]),
    (rb"(?:a|[^bc])[^\wq]", re.L | I, [b"A-", b"B-", b"AQ"]),
    (rb"ab", re.L | I, [b"AB", b"xaB"]),
    (rb"(a)\1", re.L | I, [b"aA", b"ab"]),
    (b"[\x80-\xff]+", I, [b"a\x80\xff", b"abc"]),
    (b".*\n", 0, [b"a\nb\n", b""]),
]


def regs(m):
    return None if m is None else [list(r) for r in m.regs] + [m.lastindex if m.lastindex is not None else -1]


def text(s):
    # Surrogates are code points like others, but not to JSON.
    return [ord(c) for c in s] if isinstance(s, str) else list(s)


def case(pattern, flags, subjects):
    compiled = re.compile(pattern, flags)
    parsed = _parser.parse(pattern, int(flags))
    return {
        "pattern": repr(pattern), "bytes": isinstance(pattern, bytes), "groups": compiled.groups,
        "code": [int(c) for c in _compiler._code(parsed, int(flags))],
        "subjects": [{
            "text": text(s),
            "match": regs(compiled.match(s)), "full": regs(compiled.fullmatch(s)), "search": regs(compiled.search(s, 1)),
            "all": [regs(m) for m in compiled.finditer(s)],
        } for s in subjects],
    }


def main():
    warnings.simplefilter("ignore")
    cases = CASES + BYTES
    out = pathlib.Path(__file__).with_name("cases.json")
    if len(sys.argv) > 2:
        sys.path.insert(0, sys.argv[1])
        import re_tests
        out = pathlib.Path(sys.argv[2])
        cases = [(t[0], 0, [t[1]]) for t in re_tests.tests if t[2] != re_tests.SYNTAX_ERROR]
        cases += [(p, f | I, [s.upper(), s]) for p, f, (s,) in cases]
        good = []
        for c in cases:
            try:
                re.compile(*c[:2])
            except re.PatternError:
                continue
            good.append(c)
        cases = good
    with out.open("w") as f:
        f.write("[\n" + ",\n".join(json.dumps(case(*c), separators=(",", ":")) for c in cases) + "\n]\n")


main()
