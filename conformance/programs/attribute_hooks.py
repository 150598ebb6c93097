# __getattr__, __getattribute__, __setattr__, __delattr__, and module-level __getattr__; the order in which they are asked.

class Fallback:
    real = 1
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(f"custom: {name}")
        return f"<{name}>"


f = Fallback(); f.own = 2; print(f.real, f.own, f.virtual, hasattr(f, "nope"), getattr(f, "nope", "default"), hasattr(f, "yes"))
class Everything:
    def __init__(self): object.__setattr__(self, "log", [])
    def __getattribute__(self, name):
        log = object.__getattribute__(self, "log")
        if name != "log": log.append(name)
        return object.__getattribute__(self, name)
    def __getattr__(self, name): return f"getattr {name}"
    def __setattr__(self, name, value): self.log.append(f"set {name}"); object.__setattr__(self, name, value)
    def __delattr__(self, name): self.log.append(f"del {name}"); object.__delattr__(self, name)
    def method(self): return "m"


e = Everything(); e.a = 1; e.a; e.missing; e.method(); del e.a; e.b = e.c = 5; e.b += 1; print(e.log, e.b, str(e)[:5] != "")
class Proxy:
    def __init__(self, target): object.__setattr__(self, "_t", target)
    def __getattr__(self, name): return getattr(object.__getattribute__(self, "_t"), name)
    def __setattr__(self, name, value): setattr(self._t, name, value)
    def __delattr__(self, name): delattr(self._t, name)
    def __dir__(self): return ["from proxy"]


class T: pass
t = T(); p = Proxy(t); p.x = 5; print(t.x, p.x, dir(p), vars(t)); del p.x; print(hasattr(t, "x"), Proxy([1]).count(1), Proxy("s").upper())
class Frozen:
    __slots__ = ()
    def __setattr__(self, name, value): raise AttributeError("frozen " + name)
class Dyn:
    pass


d = Dyn(); d.__dict__["with space"] = 1; print(getattr(d, "with space"), vars(d)); setattr(d, "é", 2); print(d.é); d.__dict__ = {"new": 3}; print(d.new, hasattr(d, "é")); d.__dict__.update(z=1); print(sorted(vars(d))); del d.__dict__; print(vars(d))
class ByClass(type):
    def __getattr__(cls, name): return f"{cls.__name__}.{name}"
class UsesMeta(metaclass=ByClass): known = 1
print(UsesMeta.known, UsesMeta.unknown, hasattr(UsesMeta(), "unknown"))
class Sub(Fallback):
    def __getattr__(self, name): return "sub " + super().__getattr__(name)
print(Sub().thing)
class Raises:
    def __getattribute__(self, name): raise KeyError(name)
class RaisesAttr:
    @property
    def p(self): raise AttributeError("in property", 5)
    def __getattr__(self, name): return "recovered " + name
print(RaisesAttr().p)
import types
mod = types.ModuleType("mod"); mod.__getattr__ = lambda name: f"module {name}"; print(mod.anything, mod.__name__); mod.x = 1; print(mod.x, "x" in dir(mod), repr(mod))
class Count:
    def __init__(self): self.n = 0
    def __getattr__(self, name):
        if name == "lazy":
            self.n += 1
            self.lazy = "computed"
            return self.lazy
        raise AttributeError(name)


c = Count(); print(c.lazy, c.lazy, c.n)
for what in [lambda: Sub().nope, lambda: f.nothing_no, lambda: f.nope, lambda: setattr(Frozen(), "a", 1), lambda: Frozen().b, lambda: Raises().x, lambda: hasattr(Raises(), "x"), lambda: getattr(Raises(), "x", 1), lambda: d.missing, lambda: delattr(d, "missing"), lambda: setattr(d, "__dict__", 5), lambda: getattr(d, 5), lambda: setattr(d, 5, 1), lambda: hasattr(d, None), lambda: types.ModuleType("empty").x, lambda: Dyn.missing, lambda: (5).missing, lambda: setattr(5, "x", 1), lambda: setattr([], "x", 1), lambda: None.x, lambda: (lambda: 0).zz, lambda: delattr([], "append"), lambda: setattr("", "upper", 1), lambda: delattr(Dyn, "zz"), lambda: setattr(None, "x", 1), lambda: c.colour, lambda: print.x, lambda: [].appendd, lambda: "".uper, lambda: T().__class__.x, lambda: Count().__dic__]:
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)
