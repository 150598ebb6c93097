"""Prints, as lines of JSON, sources and what CPython's parser says of each: null
or the error's type, message, place and text.

The sources are the string constants of the reference's own tests that look like
code, the examples in their docstrings, and spoilt pieces of its library."""

import ast
import doctest
import glob
import json
import os
import random
import sys
import textwrap
import warnings

LIB = os.path.dirname(os.__file__)
TESTS = """syntax exceptions fstring tstring grammar eof patma string_literals named_expressions
generators positional_only_arg type_params except_star unpack unpack_ex keywordonlyarg peg_generator
cmd_line_script codeop compile global scope decorators dictcomps setcomps listcomps genexps
type_comments future_stmt traceback tokenize unparse ast coroutines flufl print
pep646_syntax source_encoding unicode_identifiers int float complex bool parser lambda ellipsis
annotationlib type_aliases symtable structseq super with raise call extcall""".split()


# Flags of compile().
TYPE_COMMENTS, DONT_IMPLY_DEDENT, ALLOW_INCOMPLETE = 0x1000, 0x200, 0x4000


VERSION = random.Random(1)


def parse(src, mode, flags):
    try:
        # The feature version is in the bits above the flags.
        compile(src, "<string>", mode, ast.PyCF_ONLY_AST | flags & 0xffff, dont_inherit=True, _feature_version=flags >> 16 or -1)
        return None
    except SyntaxError as e:
        if e.text is None and "future" in src:
            return False  # not the parser's
        return [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text]
    except (MemoryError, RecursionError) as e:
        return [type(e).__name__, str(e)]
    except (ValueError, OverflowError):
        return False


def emit(src, mode="exec", flags=0):
    if "\0" in src or len(src) > 200000:
        return
    try:
        src.encode()
    except UnicodeError:
        return
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = parse(src, mode, flags)
    if result is not False:
        as_error = None
        if caught and result is None:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                as_error = parse(src, mode, flags)
        print(json.dumps([src, mode, flags, result, [[str(w.message), w.lineno] for w in caught], as_error]))


def harvest():
    seen = set()
    paths = []
    for t in TESTS:
        paths += glob.glob(f"{LIB}/test/test_{t}.py") + glob.glob(f"{LIB}/test/test_{t}/*.py")
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as f:
            text = f.read()
        try:
            tree = ast.parse(text)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for s in {node.value, textwrap.dedent(node.value)}:
                    if s and s not in seen:
                        seen.add(s)
                        yield s
        try:
            examples = doctest.DocTestParser().get_examples(text)
        except ValueError:
            examples = []
            for part in text.split('"""'):
                try:
                    examples += doctest.DocTestParser().get_examples(part)
                except ValueError:
                    pass
        for example in examples:
            if example.source not in seen:
                seen.add(example.source)
                yield example.source


PIECES = ["(", ")", "[", "]", "{", "}", ":", ",", "=", "==", ":=", ".", "*", "**", "if ", " else ", " for ", " in ", "lambda ",
          "not ", "'", '"', '"""', "\\", "\n", "    ", "\t", "f'", "f'{", "}'", "t'{", "0", "1_", "0x", "def ", "class ", "async ", "await ",
          "yield ", "import ", "from ", "as ", "match ", "case ", "type ", "print ", "None", "True", "é", "€", ";", "@", "->", "!", "!r",
          "with ", "try:", "except ", "except* ", "finally:", "while ", "return ", "global ", "del ", "assert ", "raise ", "pass", "elif ", "else:"]


def spoilt(count, seed):
    rng = random.Random(seed)
    paths = sorted(p for p in glob.glob(f"{LIB}/*.py") + glob.glob(f"{LIB}/test/test_*.py") if os.path.isfile(p))
    while count > 0:
        with open(rng.choice(paths), encoding="utf-8", errors="replace") as f:
            text = f.read()
        try:
            body = ast.parse(text).body
        except (SyntaxError, ValueError):
            continue
        lines = text.splitlines(True)
        for _ in range(20):
            node = rng.choice(body)
            piece = "".join(lines[node.lineno - 1:node.end_lineno])
            if len(piece) > 3000:
                sub = [n for n in ast.walk(node) if isinstance(n, ast.stmt) and n.end_lineno - n.lineno < 20]
                if not sub:
                    continue
                node = rng.choice(sub)
                piece = textwrap.dedent("".join(lines[node.lineno - 1:node.end_lineno]))
            for _ in range(rng.choice([1, 1, 1, 2])):
                i = rng.randrange(len(piece) + 1)
                how = rng.randrange(4)
                if how == 0:
                    piece = piece[:i] + piece[i + 1:]
                elif how == 1:
                    piece = piece[:i] + rng.choice(PIECES) + piece[i:]
                elif how == 2:
                    j = min(len(piece), i + rng.randrange(1, 8))
                    piece = piece[:i] + piece[j:]
                else:
                    piece = piece[:i]
            yield piece
            count -= 1


for source in harvest():
    emit(source)
    emit(source, "eval")
    emit(source, "single")
    emit(source, "exec", TYPE_COMMENTS)
    emit(source, "func_type", TYPE_COMMENTS)
    emit(source, "single", DONT_IMPLY_DEDENT)
    emit(source, "single", DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE)
    emit(source, "exec", ALLOW_INCOMPLETE)
    emit(source, "exec", VERSION.randrange(4, 15) << 16)
for source in spoilt(int(sys.argv[1]), int(sys.argv[2])):
    emit(source)
