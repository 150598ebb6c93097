"""Compiles the packed library: run by gophersnake itself, once it is built (`gophersnake compile.py pylib.code`).

What it writes is described in pylib.go. The same library and compiler give the same file.
"""

import marshal
import os
import struct
import sys

import _gophersnake_lib as library


def files(folder=""):
    """Yields the names of the library's Python files."""
    for entry in library.names(folder, folder):
        name = f"{folder}/{entry}" if folder else entry
        if library.kind(name) == "directory":
            yield from files(name)
        elif name.endswith(".py"):
            yield name


def main(output):
    """Writes the archive of compiled code."""
    data = []
    for name, source in [*((name, library.read(name, name)) for name in files()), library.IMPORTER]:
        try:
            code = compile(source, name, "exec", dont_inherit=True, optimize=0)
        except SyntaxError:
            continue  # a template
        data.append((name.encode(), marshal.dumps(code)))
    # The number in files has four bytes; .pyc files have but two of them.
    magic = marshal.dumps(code)[1:5]
    offset = 8 + sum(12 + len(name) for name, _ in data)
    index = []
    for name, text in data:
        index += [struct.pack("<I", len(name)), name, struct.pack("<II", offset, len(text))]
        offset += len(text)
    index = b"".join(index)
    new = f"{output}.{os.getpid()}"
    with open(new, "wb") as file:
        file.write(magic + struct.pack("<I", len(index)) + index)
        file.writelines(text for _, text in data)
    os.replace(new, output)
    print(f"{output}: {len(data)} modules, {offset} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
