# The library that the program embeds: its importer, and what reads sources and resources through it.
import email
import importlib
import importlib.resources
import importlib.util
import inspect
import json
import linecache
import os
import pkgutil
import sys
import traceback
import unittest

ROOT = sys.executable + "/lib/python3.14"
assert sys.path[-1] == ROOT, sys.path
assert os.__file__ == ROOT + "/os.py"
assert json.__path__ == [ROOT + "/json"]
assert json.__spec__.origin == json.__file__ == ROOT + "/json/__init__.py"
assert not os.path.exists(ROOT)
assert unittest.TestCase and email.message_from_string("A: b\n\nc")["a"] == "b"

# Sources.
assert inspect.getsource(json.dumps).startswith("def dumps(obj, *, skipkeys=False")
assert inspect.getsourcefile(json.dumps) == json.__file__
assert linecache.getline(json.__file__, 1, vars(json)).startswith('r"""JSON')
loader = json.__spec__.loader
assert loader.is_package("json") and not importlib.util.find_spec("json.tool").loader.is_package("json.tool")
assert loader.get_filename("json") == json.__file__
assert loader.get_source("json").encode() == loader.get_data(json.__file__)
assert loader.get_code("json").co_filename == json.__file__
try:
    json.loads("{")
except ValueError:
    text = traceback.format_exc()
    assert f'File "{ROOT}/json/decoder.py", line' in text, text
    assert "obj, end = self.raw_decode(s, idx=_w(s, 0).end())" in text, text
else:
    raise AssertionError("not reached")

# What is not there, and what is elsewhere.
assert importlib.util.find_spec("json.nothing") is None
for path, error in ((ROOT + "/nothing.py", FileNotFoundError), (ROOT + "/json", IsADirectoryError), (ROOT, IsADirectoryError), (ROOT + "/../x", FileNotFoundError)):
    try:
        loader.get_data(path)
    except error as e:
        assert e.filename == path
    else:
        raise AssertionError(path)
assert importlib.import_module("email.mime.text").MIMEText
try:
    import json.nothing
except ModuleNotFoundError as e:
    assert e.name == "json.nothing"
else:
    raise AssertionError("not reached")

# pkgutil and resources.
assert [m.name for m in pkgutil.iter_modules(json.__path__)] == ["__main__", "decoder", "encoder", "scanner", "tool"]
assert {"json": True, "os": False}.items() <= {m.name: m.ispkg for m in pkgutil.iter_modules([ROOT])}.items()
files = importlib.resources.files("importlib.resources")
assert {"__init__.py", "abc.py"} <= {entry.name for entry in files.iterdir()}
assert files.is_dir() and (files / "abc.py").is_file() and not (files / "nothing").is_file()
assert files.joinpath("abc.py").read_bytes() == (files / "abc.py").read_text(encoding="utf-8").encode()
assert importlib.resources.read_text("importlib.resources", "abc.py").startswith("import abc")
assert importlib.resources.is_resource("json", "tool.py")
assert b"import argparse" in pkgutil.get_data("json", "tool.py")
with importlib.resources.as_file(files / "abc.py") as path:
    assert path.read_bytes() == (files / "abc.py").read_bytes()
try:
    (files / "nothing").read_bytes()
except FileNotFoundError:
    pass
else:
    raise AssertionError("not reached")
