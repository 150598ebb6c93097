# Where frames stand after exceptions have passed through except, finally and with; and what tracebacks of imports leave out.

import sys
import traceback


class Noop:
    def __enter__(self): return self
    def __exit__(self, *args): pass
class Fails(Noop):
    def __exit__(self, *args): raise ValueError


def named():
    try:
        1 / 0
    except Exception as ex:
        1 / 0
def other():
    try:
        1 / 0
    except TypeError as ex:
        pass
def final():
    try:
        1 / 0
    finally:
        pass
def in_with():
    with Noop():
        1 / 0
        pass
def failing_exit():
    with Fails():
        1 / 0
def generator():
    try:
        yield
    finally:
        named()


def lines(f):
    try:
        f()
    except Exception as error:
        tb = error.__traceback__.tb_next
        while tb:
            print(f.__name__, type(error).__name__, tb.tb_frame.f_lineno - tb.tb_frame.f_code.co_firstlineno, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno)
            tb = tb.tb_next


for f in [named, other, final, in_with, failing_exit, lambda: [g := generator(), next(g), g.throw(KeyError)]]:
    lines(f)
for name in ["nonexistent_module", "json.nonexistent"]:
    try:
        __import__(name)
    except ImportError as error:
        print([entry.name for entry in traceback.extract_tb(error.__traceback__)], error)
for source in ["1 is 1", "'\\z'", "assert (1, 'x')", "0b1and 2", "return 5", "for a in b:\n  pass\nelso:\n  pass\n", "iff x:\n  pass", "x = 1\nwhille True: pass"]:
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "<s>", "exec")
        except SyntaxError as error:
            print(traceback.format_exception_only(error)[-1].strip(), error.lineno, error.offset)
print(eval(b"# coding: latin-1\n'\xe4'"), eval(b"# coding: iso8859-15\n'\xa4'"))
try:
    compile(b"# coding: no-such\n1", "<s>", "exec")
except SyntaxError as error:
    print(error)
