# The import system on modules that this program writes beside itself.

import os
import sys

def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


sys.dont_write_bytecode = True
write("simple.py", "print('loading', __name__)\nvalue = 1\n_hidden = 2\ndef f(): return value\n")
write("pkg/__init__.py", "print('loading', __name__, __package__)\nfrom .sub import thing\nfrom . import other as renamed\n__all__ = ['thing', 'lazy']\ndef __getattr__(name):\n  if name == 'dynamic': return 'dyn'\n  raise AttributeError(f'no {name}')\n")
write("pkg/sub.py", "print('loading', __name__)\nthing = 'thing'\nfrom . import __name__ as up\n")
write("pkg/other.py", "x = 1\n"); write("pkg/lazy.py", "print('lazy loaded')\n"); write("pkg/deep/__init__.py", ""); write("pkg/deep/leaf.py", "from ..other import x\nfrom .. import sub\n")
write("broken.py", "x = 1\n1 / 0\n"); write("bad_syntax.py", "x = = 1\n"); write("cycle_a.py", "import cycle_b\nfrom cycle_b import b\na = 1\n"); write("cycle_b.py", "import cycle_a\nb = 2\ndef get(): return cycle_a.a\n"); write("cycle_c.py", "from cycle_d import y\nx = 1\n"); write("cycle_d.py", "from cycle_c import x\ny = 1\n"); write("nspkg/inner.py", "v = 'namespace'\n"); write("replaces.py", "import sys\nsys.modules[__name__] = 'a string'\n"); write("star.py", "a = 1\n_b = 2\nc = 3\n"); write("beyond/__init__.py", "from .. import x\n")
sys.path.insert(0, os.getcwd())
import simple, simple as again
print(simple.f(), again is simple, simple.__name__, os.path.basename(simple.__file__), simple.__spec__.name, simple.__package__ == "", type(simple.__loader__).__name__, sys.modules["simple"] is simple)
from pkg import thing, dynamic, renamed
import pkg.deep.leaf, pkg.deep.leaf as leaf
from pkg.sub import thing as alias
print(thing, dynamic, renamed.__name__, pkg.deep.leaf.x, leaf.sub.up, alias, pkg.__path__ == [os.path.join(os.getcwd(), "pkg")], pkg.sub.__package__)
ns = {}; exec("from pkg import *", ns); print(sorted(k for k in ns if k[0] != "_")); ns = {}; exec("from star import *", ns); print(sorted(k for k in ns if k != "__builtins__"))
import cycle_a; print(cycle_a.cycle_b.get()); import nspkg.inner; print(nspkg.inner.v, nspkg.__file__, type(nspkg.__path__).__name__); import replaces; print(replaces)
def local(): import simple as inside; from os import path as p; return inside is simple, p is os.path
print(local(), __import__("pkg.sub").__name__, __import__("pkg.sub", fromlist=["thing"]).__name__)
import importlib.util
write("simple.py", "print('reloading')\nvalue = 'a much longer value'\n"); print(importlib.reload(simple).value, simple.f(), importlib.import_module(".other", "pkg").x, importlib.util.find_spec("no.such") if False else importlib.util.find_spec("nosuch"))
for code in ["import nothing_here", "import pkg.nothing", "from pkg import nothing", "from simple import nothing", "import simple.sub", "import broken", "import broken", "import bad_syntax", "import cycle_c", "from pkg import", "from . import x", "from .x import y", "import beyond", "from simple import *, x", "def f(): from star import *", "from os import path, nothing_at_all", "importlib.import_module('.x')", "import pkg.deep.nope.more", "importlib.reload(5)", "from nspkg import zip", "import ''", "from sys import *; path[0]"]:
    try:
        exec(code); print(code, "ok")
    except Exception as error:
        text = str(error).replace(os.getcwd(), "<cwd>"); print(code, "->", type(error).__name__, text, getattr(error, "name", None))
print("broken" in sys.modules, "cycle_c" in sys.modules, "pkg.deep" in sys.modules)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(error)
class Finder:
    def find_spec(self, name, path, target=None):
        if name == "virtual": return importlib.util.spec_from_loader(name, self)
    def create_module(self, spec): return None
    def exec_module(self, module): module.made = "by finder"
sys.meta_path.append(Finder()); import virtual; print(virtual.made, virtual.__spec__.loader.__class__.__name__); sys.meta_path.pop()
