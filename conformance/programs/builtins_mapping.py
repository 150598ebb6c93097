"""A mapping of a class of its own as __builtins__: class statements ask it for __build_class__."""

class M(dict):
    def __missing__(self, k):
        print("missing", k)
        if k == "__build_class__":
            return lambda f, name: (name, "built")
        raise KeyError(k)
ns = {"__builtins__": M()}
exec("class C: pass\nr = C", ns)
print(ns["r"])
try:
    exec("class C: pass", {"__builtins__": {}})
except NameError as e:
    print(e)
