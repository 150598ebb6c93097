"""Writes what CPython says of every code object of the files named on standard input, as lines of JSON."""
import json
import sys
import warnings

warnings.simplefilter("ignore")


def walk(code, out):
    out.append({
        "qualname": code.co_qualname, "name": code.co_name, "line": code.co_firstlineno, "flags": code.co_flags,
        "varnames": code.co_varnames, "cells": code.co_cellvars, "free": code.co_freevars,
        "args": [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount], "names": sorted(code.co_names),
    })
    for const in code.co_consts:
        if hasattr(const, "co_code"):
            walk(const, out)


for name in sys.stdin.read().split("\n"):
    if not name:
        continue
    result = {"file": name, "error": "", "codes": []}
    try:
        with open(name, "rb") as f:
            walk(compile(f.read(), name, "exec"), result["codes"])
    except (SyntaxError, ValueError) as e:
        result["error"] = repr(e)
    print(json.dumps(result))
