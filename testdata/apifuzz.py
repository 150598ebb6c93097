"""Calls what built-in types and modules have with odd arguments: a Go panic shows as SystemError.

Go's FuzzAPI sets SEED and CALLS. Nothing that reaches outside the process is called, and nothing that may rightly go on for ever.
"""

import _random
import array
import ast
import builtins
import collections
import contextvars
import functools
import importlib
import io
import itertools
import re
import struct
import sys
import types
import warnings
import weakref
import zlib

MODULES = """builtins itertools _functools _collections _operator _struct array _sre _io math cmath _string _types _weakref _abc _ast
_bisect _codecs _contextvars _heapq _opcode _random _stat _statistics _typing binascii errno marshal unicodedata zlib copy""".split()
SKIP = {
    "breakpoint", "builtins.exit", "builtins.quit", "input", "print", "open", "open_code", "FileIO", "help", "exec", "eval", "compile",
    "__import__", "copyright", "credits", "license", "count", "cycle", "repeat", "acquire", "seed", "detach", "fileno", "f_clear",
    "factorial", "comb", "perm", "__subclasshook__", "register", "_abc_register", "unregister", "register_error", "_unregister_error",
}

warnings.simplefilter("ignore")
generator = _random.Random(SEED)
random = generator.random


def below(n):
    return int(random() * n)


def choice(items):
    return items[below(len(items))]


class Index:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


class Evil:
    """Misbehaves: raises, gives what is none of its business, changes what it is used with."""


# What the call under way is about.
targets = []
ERRORS = [ValueError, KeyError, TypeError, StopIteration, MemoryError, RecursionError, OverflowError, IndexError, AttributeError]


def shrink():
    for t in list(targets):
        try:
            t.clear() if hasattr(t, "clear") else t.__delitem__(slice(None))
        except Exception:
            pass


def grow():
    for t in list(targets):
        try:
            if isinstance(t, dict):
                t[random()] = 1
            else:
                (t.add if isinstance(t, set) else t.append)(1)
        except Exception:
            pass


def evil(self, *args):
    kind = below(6)
    if kind == 0:
        raise choice(ERRORS)("evil")
    if kind == 1:
        return NotImplemented
    if kind == 2:
        return choice([0, 1, -1, 2**70, -(2**70), None, "a", 1.5])
    if kind == 3:
        shrink()
    elif kind == 4:
        grow()
    return choice([0, 1])


for name in """index int float complex len length_hint hash eq lt le gt ge ne bool repr str bytes format iter next getitem setitem delitem
contains call add radd iadd mul rmul sub rsub truediv rtruediv floordiv mod rmod pow rpow and or ror xor lshift neg abs invert round trunc
reversed enter exit get fspath buffer missing ior set_name instancecheck subclasscheck mro_entries dir sizeof reduce reduce_ex getstate
setstate copy await aiter anext""".split():
    setattr(Evil, f"__{name}__", evil)
for name in "keys items read write readinto readline fileno send throw close".split():
    setattr(Evil, name, evil)


def rec_list():
    found = [1]
    found.append(found)
    return found


def rec_dict():
    found = {}
    found[1] = found
    return found


def gen():
    yield 1
    yield 2


async def coro():
    pass


async def agen():
    yield 1


class Sub_str(str): pass
class Sub_int(int): pass
class Sub_list(list): pass
class Sub_dict(dict): pass
class Sub_tuple(tuple): pass
class Sub_bytes(bytes): pass
class Sub_float(float): pass


MAKE = [
    lambda: None,
    lambda: True,
    lambda: 0,
    lambda: 1,
    lambda: -1,
    lambda: 2,
    lambda: 5,
    lambda: 255,
    lambda: 256,
    lambda: 2**63-1,
    lambda: -2**63,
    lambda: 2**63,
    lambda: 2**64,
    lambda: 10**30,
    lambda: -10**30,
    lambda: 3.5,
    lambda: -0.0,
    lambda: float('nan'),
    lambda: float('inf'),
    lambda: -float('inf'),
    lambda: 1e308,
    lambda: 5e-324,
    lambda: 1j,
    lambda: complex('nan'),
    lambda: '',
    lambda: 'a',
    lambda: 'abc',
    lambda: '\x00',
    lambda: '\ud800',
    lambda: '\udc80a',
    lambda: 'é€😀',
    lambda: 'a'*300,
    lambda: 'utf-8',
    lambda: 'i',
    lambda: '%s',
    lambda: '{}',
    lambda: '{0[a].b!r:>{1}}',
    lambda: '%(a)s%*d',
    lambda: '(a|b)*',
    lambda: '__class__',
    lambda: b'',
    lambda: b'abc',
    lambda: b'\xff\x00',
    lambda: bytearray(b'abc'),
    lambda: memoryview(b'abcd'),
    lambda: memoryview(bytearray(b'abcdefgh')).cast('I'),
    lambda: memoryview(bytearray(8))[::2],
    lambda: [],
    lambda: [1,2,3],
    lambda: ['a','b'],
    lambda: [[1]],
    lambda: (),
    lambda: (1,),
    lambda: (1,2),
    lambda: ('a',None),
    lambda: {},
    lambda: {'a':1},
    lambda: {1:2,3:4},
    lambda: set(),
    lambda: {1,2},
    lambda: frozenset([1]),
    lambda: range(5),
    lambda: range(0, 10**20, 10**19),
    lambda: slice(None),
    lambda: slice(1,10**20,-1),
    lambda: slice('a'),
    lambda: Ellipsis,
    lambda: NotImplemented,
    rec_list,
    rec_dict,
    lambda: Evil(),
    lambda: Evil(),
    lambda: Evil(),
    lambda: [Evil(),Evil()],
    lambda: {'a':Evil()},
    lambda: (Evil(),1),
    lambda: Index(3),
    lambda: Index(2**70),
    lambda: Index(-1),
    lambda: Index('x'),
    gen,
    coro,
    agen,
    lambda: iter([1,2]),
    lambda: iter({1:2}),
    lambda: zip([1],[2]),
    lambda: map(str,[1,2]),
    lambda: len,
    lambda: (lambda *a,**k:1),
    lambda: (lambda x:x),
    lambda: int,
    lambda: str,
    lambda: type,
    lambda: object,
    lambda: Evil,
    lambda: ValueError,
    lambda: ValueError('x'),
    lambda: ExceptionGroup('e',[ValueError()]),
    lambda: object(),
    lambda: types.SimpleNamespace(a=1),
    lambda: types.ModuleType('m'),
    lambda: array.array('i',[1,2]),
    lambda: array.array('d'),
    lambda: collections.deque([1,2]),
    lambda: collections.deque(maxlen=1),
    lambda: collections.OrderedDict(a=1),
    lambda: collections.defaultdict(list),
    lambda: io.BytesIO(b'abc\ndef'),
    lambda: io.StringIO('a\nb'),
    lambda: io.TextIOWrapper(io.BytesIO(b'abc')),
    lambda: io.BufferedReader(io.BytesIO(b'abc')),
    lambda: io.BufferedRandom(io.BytesIO(b'abc')),
    lambda: io.BufferedRWPair(io.BytesIO(),io.BytesIO()),
    lambda: re.compile('a(b)?'),
    lambda: re.match('a(b)?','a'),
    lambda: re.compile(b'a'),
    lambda: struct.Struct('i'),
    lambda: list[int],
    lambda: int|str,
    lambda: weakref.ref(Index),
    lambda: property(len),
    lambda: staticmethod(len),
    lambda: classmethod(len),
    lambda:  super(Sub_int, Sub_int(1)),
    lambda: functools.partial(len,[1]),
    lambda: functools.lru_cache(lambda x:x),
    lambda: (lambda:0).__code__,
    lambda: [].append,
    lambda: list.append,
    lambda: (1).__add__,
    lambda: dict.__dict__['fromkeys'],
    lambda: type.__dict__['__dict__'],
    lambda: Sub_str('x'),
    lambda: Sub_int(5),
    lambda: Sub_list([1]),
    lambda: Sub_dict(a=1),
    lambda: Sub_tuple((1,2)),
    lambda: Sub_bytes(b'x'),
    lambda: Sub_float(1.5),
    lambda: {}.keys(),
    lambda: {1:2}.items(),
    lambda: {1:2}.values(),
    lambda: types.MappingProxyType({1:2}),
    lambda: enumerate('ab'),
    lambda: reversed([1]),
    lambda:  itertools.islice(itertools.count(), 50),
    lambda: itertools.chain([1],[2]),
    lambda: itertools.groupby('aab'),
    lambda: itertools.tee('ab')[0],
    lambda: itertools.product('ab',repeat=2),
    lambda: itertools.permutations('abc'),
    lambda: itertools.islice(itertools.cycle('a'),50),
    lambda: itertools.islice('abc',2),
    lambda: (lambda:(yield))(),
    lambda: types.CellType(),
    lambda: types.MethodType(len,[]),
    lambda: Ellipsis,
    lambda: bytes(1000),
    lambda: '\u0130\xdfab',
    lambda: t'a{1}b',
    lambda: sys.implementation,
    lambda: sys.version_info,
    lambda: sys.flags,
    lambda: zlib.compressobj(),
    lambda: zlib.decompressobj(),
    lambda: __import__('random').Random(1),
    lambda: contextvars.Context(),
    lambda: contextvars.ContextVar('x'),
    lambda: ast.parse('a+1'),
    lambda: ast.Constant(1),
]


def value():
    return choice(MAKE)()


callables = []
for module_name in MODULES:
    try:
        module = importlib.import_module(module_name)
    except ImportError:
        continue
    for name in dir(module):
        found = getattr(module, name)
        if callable(found) and name not in SKIP:
            callables.append((f"{module_name}.{name}", found))
classes = [c for _, c in callables if isinstance(c, type) and not issubclass(c, BaseException)]
protected = [Evil, Index, sys.flags, sys.implementation]
KEYWORDS = "key reverse a x default start stop sep end encoding errors signed byteorder maxsplit count flags n repeat fillvalue strict initial".split()


def words(o):
    if isinstance(o, (type(None), bool, int, float, complex, str, bytes)):
        return ascii(o)[:60]
    return f"<{type(o).__name__}>"


what = ""


def once():
    global what
    args = [value() for _ in range(choice([0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5]))]
    keywords = {choice(KEYWORDS): value()} if random() < 0.12 else {}
    kind = random()
    if kind < 0.35:
        what, function = choice(callables)
    else:
        o = choice(classes)(*[value() for _ in range(below(4))]) if kind > 0.9 else value()
        names = [n for n in dir(o if isinstance(o, type) and random() < 0.5 else type(o)) if n not in SKIP]
        name = choice(names)
        what = f"{words(o)}.{name}"
        targets.append(o)
        if random() < 0.1:
            if isinstance(o, (type, types.ModuleType)) or o in protected:
                return
            if random() < 0.5:
                setattr(o, name, value())
            else:
                delattr(o, name)
            return
        function = getattr(o, name)
        if not callable(function):
            return
    targets.extend(args)
    what += f"({', '.join(map(words, args))}{', ' if args and keywords else ''}{', '.join(f'{k}={words(v)}' for k, v in keywords.items())})"
    result = function(*args, **keywords)
    if hasattr(type(result), "__next__"):
        for _ in range(5):
            next(result)
    choice([repr, hash, bool, lambda r: r == args, id, id, id, id, id, id])(result)


for _ in range(CALLS):
    targets.clear()
    try:
        once()
    except SystemError as error:
        raise AssertionError(f"seed {SEED}: {what}: {error}")
    except BaseException:
        pass
