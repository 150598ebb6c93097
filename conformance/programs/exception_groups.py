# Exception groups: construction, split, subgroup, derive, and except*.

def shape(e):
    if e is None: return None
    if isinstance(e, BaseExceptionGroup): return (type(e).__name__, e.message, [shape(x) for x in e.exceptions])
    return repr(e)


eg = ExceptionGroup("top", [ValueError(1), ExceptionGroup("in", [TypeError(2), ValueError(3)]), OSError(4)])
print(repr(eg), str(eg), eg.message, len(eg.exceptions), isinstance(eg, Exception))
print(shape(eg.subgroup(ValueError)), shape(eg.subgroup(lambda e: isinstance(e, TypeError))), eg.subgroup(KeyError), eg.subgroup(Exception) is eg, *map(shape, eg.split((ValueError, OSError))), *map(shape, eg.split(KeyError)))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__, shape(eg.derive([KeyError()])))
class Mine(ExceptionGroup):
    def derive(self, excs): return Mine(self.message + "!", excs)
class Code(ExceptionGroup):
    def __new__(cls, msg, excs, code): self = super().__new__(cls, msg, excs); self.code = code; return self
    def derive(self, excs): return Code(self.message, excs, self.code)


m = Mine("mine", [ValueError(1), KeyError(2)]); m.add_note("kept"); m.__cause__ = OSError("cause"); part = m.split(KeyError)[0]; print(shape(part), part.__notes__, repr(part.__cause__)); print(Code("c", [ValueError(), KeyError()], 7).subgroup(KeyError).code)


def run(raiser, *more):
    try:
        try:
            raiser()
        except* ValueError as e:
            print("  values", shape(e), repr(e.__context__))
        except* (TypeError, OSError) as e:
            print("  types", shape(e))
            if more: raise more[0]
        else:
            print("  else")
        finally:
            print("  finally")
    except BaseException as e:
        print("  out:", shape(e), "context:", shape(e.__context__), "cause:", shape(e.__cause__))


def throw(e):
    def f(): raise e
    return f


run(throw(eg)); run(throw(ValueError("naked"))); run(throw(KeyError("unmatched"))); run(lambda: None)
run(throw(ExceptionGroup("g", [KeyError(1), ValueError(2)]))); run(throw(ExceptionGroup("g", [TypeError(1), KeyError(2)])), RuntimeError("new")); run(throw(BaseExceptionGroup("b", [KeyboardInterrupt(), OSError(1)])))


def reraise():
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
        except* ValueError:
            raise
        except* TypeError as e:
            raise e.exceptions[0]
    except ExceptionGroup as e:
        print(shape(e))


reraise()


def in_loop():
    for i in range(3):
        try:
            raise ExceptionGroup("g", [ValueError(i)])
        except* ValueError:
            x = i
    return x


print(in_loop())
try:
    try:
        raise ExceptionGroup("names", [ValueError(1)])
    except* ValueError as name:
        pass
    name
except NameError as e:
    print(e)
try:
    try:
        raise ValueError("x")
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError("x")
    except* 5:
        pass
except (TypeError, BaseExceptionGroup) as e:
    print(type(e).__name__, e)
for what in [lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("m", [KeyboardInterrupt()]), lambda: ExceptionGroup("m"), lambda: ExceptionGroup("m", 5), lambda: ExceptionGroup("m", {ValueError()}), lambda: eg.split(5), lambda: eg.subgroup(), lambda: setattr(eg, "message", 1), lambda: setattr(eg, "exceptions", ()), lambda: ExceptionGroup("m", [ValueError], )]:
    try:
        print(shape(what()))
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
for code in ["try: pass\nexcept* ValueError: pass\nexcept KeyError: pass", "try: pass\nexcept*: pass", "while 1:\n try: pass\n except* ValueError: break", "def f():\n try: pass\n except* ValueError: return", "while 1:\n try: pass\n except* E: continue", "try: pass\nexcept* A, B: pass", "try: pass\nexcept A, B: pass", "try: pass\nexcept A, B as c: pass", "while 1:\n try: pass\n except* E:\n  while 1: break"]:
    try:
        compile(code, "c", "exec"); print("compiles")
    except SyntaxError as e:
        print(e.msg)
