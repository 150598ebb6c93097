# compare: stderr
# How syntax errors are shown: the line, the carets, indentation and end of file.

import sys
import traceback

sources = ["x = 1 +", "    if x\n", "def f():\n    return (1,\n", "print 'x'", "a b", "if True:\npass", "x = 'abc", "x = '''abc\ndef", "f(a, b=1, c)", "é = 1 1", "for x in range(10)\n    pass", "\tx = (\n\t1\n\t]", "x = 5 +  * 3", "class C:\n  def f(self):\n      x = 1\n    y = 2", "f'{a b}'", "nonlocal x", "x = 0777", "日本 = 'x' 'y' z"]
for source in sources:
    try:
        exec(compile(source, "<source>", "exec"))
    except SyntaxError:
        traceback.print_exc(limit=0)
exec(compile("def inner():\n    1 / 0\n", "made_up.py", "exec"))
try:
    inner()
except ZeroDivisionError:
    traceback.print_exc()
print("end")
sys.stdout.flush()
eval("1 +")
