"""Prints, for each source file named on standard input, the file's name and a
hash of its syntax trees without and with type comments; with an argument, the
whole dump of that one file."""

import ast
import hashlib
import struct
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(100000)


def hexed(s):
    return s.encode("utf-8", "surrogatepass").hex()


def dump(node, out):
    if isinstance(node, ast.AST):
        out.append(type(node).__name__)
        if node._attributes:
            out.append("@%d:%d-%d:%d" % (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))
        out.append("(")
        for name in node._fields:
            dump(getattr(node, name), out)
            out.append(",")
        out.append(")")
    elif isinstance(node, list):
        out.append("[")
        for item in node:
            dump(item, out)
            out.append(",")
        out.append("]")
    elif isinstance(node, str):
        out.append("s" + node.encode("utf-8", "surrogatepass").hex())
    elif isinstance(node, bytes):
        out.append("b" + node.hex())
    elif isinstance(node, float):
        out.append("f" + struct.pack(">d", node).hex())
    elif isinstance(node, complex):
        out.append("c" + struct.pack(">d", node.imag).hex())
    elif node is None or node is Ellipsis or isinstance(node, bool):
        out.append(str(node))
    else:
        out.append("%x" % node)


def tree(name, type_comments):
    with open(name, "rb") as f:
        source = f.read()
    try:
        node = ast.parse(source, name, type_comments=type_comments)
    except SyntaxError as e:
        return "error %s %s %s %s %s %s %s" % (
            type(e).__name__, hexed(e.msg), e.lineno or 0, e.offset or 0, e.end_lineno or 0, e.end_offset or 0, hexed(e.text or ""))
    except Exception as e:
        return "error %s %s" % (type(e).__name__, e)
    out = []
    dump(node, out)
    return "".join(out)


if len(sys.argv) > 1:
    sys.stdout.write(tree(sys.argv[1], False) + tree(sys.argv[1], True))
else:
    for line in sys.stdin:
        name = line.rstrip("\n")
        text = tree(name, False) + tree(name, True)
        print(name, text if text.startswith("error") else hashlib.sha256(text.encode()).hexdigest(), sep="\t")
