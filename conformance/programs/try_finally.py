# Every way out of try, except, else and finally.
import warnings
warnings.simplefilter("ignore")


def flow(kind):
    log = []

    def inner():
        for i in range(3):
            try:
                log.append(f"try{i}")
                if kind == "return": return "R"
                if kind == "raise": raise ValueError("V")
                if kind == "break": break
                if kind == "continue": continue
                if kind == "other": raise KeyError("K")
            except ValueError as e:
                log.append(f"except {e}")
            else:
                log.append("else")
            finally:
                log.append("finally")
        else:
            log.append("for-else")
        return "end"

    try:
        result = inner()
    except KeyError as e:
        result = f"escaped {e}"
    return log, result


for kind in ["return", "raise", "break", "continue", "other", "none"]:
    print(kind, *flow(kind))


def overriding(n):
    try:
        if n == 0: return "try"
        raise ValueError
    except ValueError:
        if n == 1: return "except"
        raise KeyError
    finally:
        if n != 1: exec("pass")
        if n == 2: return "finally wins"


print(overriding(0), overriding(1), overriding(2))


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop_finally():
    out = []
    for i in range(4):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append(-i)
    return out


def finally_break():
    while True:
        try:
            1 / 0
        finally:
            break
    return "swallowed"


def nested():
    out = []
    try:
        try:
            try:
                raise ValueError(1)
            finally:
                out.append("f1")
        except KeyError:
            out.append("never")
        finally:
            out.append("f2")
    except ValueError as e:
        out.append(repr(e))
        try:
            raise e
        except ValueError as e2:
            out.append(e2 is e)
        out.append("e" in locals())
    out.append("e" in locals())
    return out


def in_handler():
    try:
        raise ValueError("a")
    except ValueError:
        try:
            raise KeyError("b")
        except KeyError as k:
            inner = repr(k.__context__)
        try:
            raise
        except ValueError as v:
            return inner, repr(v), repr(v.__context__)


def gen_finally():
    for i in range(2):
        try:
            yield i
        finally:
            yield f"f{i}"


def deep_return():
    for _ in [1]:
        try:
            try:
                return "deep"
            finally:
                print("inner finally")
        finally:
            print("outer finally")


def else_raises():
    try:
        pass
    except ZeroDivisionError:
        return "wrong"
    else:
        1 / 0


def multiple(e):
    try:
        raise e
    except (KeyError, IndexError) as x:
        return "lookup " + repr(x)
    except OSError:
        return "os"
    except:
        return "bare"


print(value_kept(), loop_finally(), finally_break(), nested(), in_handler(), list(gen_finally()), deep_return())
try:
    else_raises()
except ZeroDivisionError as e:
    print("from else", e)
print(multiple(KeyError(1)), multiple(IndexError()), multiple(FileNotFoundError()), multiple(SystemExit()))
import sys
print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[0].__name__, repr(sys.exception()))
    def peek(): return repr(sys.exception())
    print(peek())
print(sys.exception())
while True:
    try:
        break
    finally:
        print("broke out")
for i in range(2):
    try:
        pass
    finally:
        if i == 0:
            continue
        print("last")
