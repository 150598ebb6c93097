"""Prints, for each source file named on standard input, the file's name and a
hash of its tokens; with an argument, the tokens of that one file."""

import _tokenize
import hashlib
import io
import sys


def tokens(name):
    with open(name, encoding="utf-8", newline="") as f:
        text = f.read()
    out = []
    for extra in True, False:
        try:
            for token in _tokenize.TokenizerIter(io.StringIO(text, newline="").readline, extra_tokens=extra):
                type, string, (line, col), (end_line, end), text_line = token
                out.append("%d %s %d:%d-%d:%d %s\n" % (
                    type, string.encode().hex(), line, col, end_line, end, text_line.encode().hex()))
        except SyntaxError as e:
            out.append("error %s\n" % e.msg)
    return "".join(out)


if len(sys.argv) > 1:
    print(tokens(sys.argv[1]), end="")
else:
    for line in sys.stdin:
        name = line.rstrip("\n")
        try:
            print(name, hashlib.sha256(tokens(name).encode()).hexdigest(), sep="\t")
        except UnicodeDecodeError:
            pass
