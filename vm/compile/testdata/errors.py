"""Writes what CPython's compile() says of many small sources, as JSON: errors with their ranges, and warnings.

The sources are the string literals and doctests of the reference's own tests of the compiler.
"""
import ast
import doctest
import json
import os
import sys
import textwrap
import warnings

MODULES = """syntax unpack unpack_ex extcall generators listcomps setcomps dictcomps genexps named_expressions patma
type_params type_annotations grammar compile exceptions except_star global scope coroutines asyncgen tstring fstring
positional_only_arg keywordonlyarg symtable super string_literals builtin class decorators peepholer pep646_syntax
traceback""".split()


def sources():
    root = os.path.join(os.path.dirname(os.__file__), "test")
    for module in MODULES:
        try:
            with open(os.path.join(root, f"test_{module}.py"), encoding="utf-8") as f:
                text = f.read()
        except OSError:
            continue
        try:
            yield from (e.source for e in doctest.DocTestParser().get_examples(text))
        except ValueError:
            pass
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and 3 < len(node.value) < 3000:
                yield textwrap.dedent(node.value)


def outcome(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        error = None
        try:
            compile(source, "f", "exec")
        except SyntaxError as e:
            error = [e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
        return {"src": source, "err": error, "warn": [[str(w.message), w.lineno] for w in caught]}


results = []
for source in dict.fromkeys(sources()):
    try:
        results.append(outcome(source))
    except (ValueError, RecursionError, MemoryError, OverflowError):
        pass
json.dump(results, sys.stdout)
