# Syntax errors: message and place.

sources = r"""
if x
if x = 1: pass
if x:
while True print(1)
for x in: pass
for x y in z: pass
def f(:
def f(a, a): pass
def f(a=1, b): pass
def f(*): pass
def f(*, **k): pass
def f(a, /, b, /): pass
def f(**k, a): pass
def f(*a, *b): pass
def f(a, *, /): pass
def f(1): pass
def f(a.b): pass
def f() pass
def (): pass
class : pass
class A(: pass
class A(x=1, x=2): pass
return 1
yield 1
break
continue
await x
x = 
x = (1, 2
x = [1, 2
x = {1: 2
x = 1)
x = (1]
print 1
print "a", b
exec "x"
import
import a.
from x import
from x import (a, b
from . import *; def f(): pass
from x import a, 
from __future__ import nonsense
from __future__ import braces
import a as b.c
"unterminated
'unterminated \
'''unterminated
f"{x
b"é"
"\N{NO SUCH NAME}"
"\x1"
"\u12"
"\U99999999"
b"\x1"
0777
0b12
0o8
0xg
1_
1__0
1.5_
1e
1abc
1if 2else 3
0_7
1.e_5
12345abc
$
a ? b
a ! b
é€
x = “quoted”
a b
a b c
1 2
x +
x + * y
x ** 
not
x not y
x is not
lambda x: 
lambda x y: 1
lambda (x): 1
x if y
x if y else
[x for]
[x for x]
[x for x in]
[for x in y]
[x, y for x in z]
{x: y for x in z, w}
{x: 1, y}
{x, y: 1}
{**x for x in y}
[*x for x in y]
(x for x in y, 1)
f(x for x in y, 1)
f(x for x in y, z for z in w)
f(a, b=1, c)
f(**a, b)
f(a b)
f(a, , b)
f(,)
f(a=)
f(a=1 b=2)
f(x=1 for x in y)
f(True=1)
f(None=1)
f(__debug__=1)
f(a.b=1)
f(a()=1)
a[
a[]
a[1:2:3:4]
a.
a.1
.a
a..b
x = yield = 1
x += 
x +== 1
x =+ = 1
x++ 
x--
++x = 1
x <> y
x === y
x := 1
x = y = 
None = 1
True = 1
x.None = 1
__debug__ = 1
def __debug__(): pass
def f(None): pass
class None: pass
import None
for None in x: pass
with x as None: pass
try: pass
try: pass\nfinally
try: pass\nexcept
try: pass\nexcept x y: pass
try: pass\nexcept: pass\nexcept A: pass
try:\n pass\nx = 1
else: pass
elif x: pass
except: pass
finally: pass
case 1: pass
match x:\n case
match x:\n pass
match x:\ncase 1: pass
with x
with: pass
with (a, b: pass
with (a as b, c as d) x: pass
with a as b + 1: pass
del
del x +
del (x, 1)
assert
assert (x, "y"), 
global
global x.y
nonlocal x
raise x from
raise from x
raise x, y
pass x
async x
async def f() pass
async with x: pass
async for x in y: pass
def f():\n    await = 1
def f():\nreturn 1
if x:\npass
  x = 1
x = 1\n  y = 2
if x:\n    a\n  b
if x:\n\ta\n        b
def f():\n    x = 1\n   y = 2
for x in y:\n    pass\n  else: pass
x = 1;; y
;
@
@x
@x\ny = 1
x: 
x: int =
(x: int)
\\
x = \\ y
x\\\n
{
}
(((((
)
"""
for line in sources.strip("\n").splitlines():
    source = line.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
    try:
        compile(source, "<test>", "exec")
        print(repr(source), "compiles")
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset), repr(e.text))
for source, mode in [("", "eval"), ("x = 1", "eval"), ("1; 2", "eval"), ("x\ny", "single"), ("", "single"), ("if x: pass", "eval"), ("def f(): pass\n", "single"), ("1\n", "eval"), ("  1", "eval"), ("x\0y", "exec"), ("\ufeffx = 1", "exec"), (b"\xef\xbb\xbfx = 1", "exec"), (b"# coding: latin-1\nx = '\xe9'", "exec"), (b"x = '\xe9'", "exec"), (b"# coding: nonsense\n", "exec"), (b"x\0", "exec"), ("x = '\ud800'", "exec"), ("# coding: utf-8\nx", "exec"), ("\f x = 1", "exec"), ("x = 1\\\n + 2", "exec"), ("x = 1 \\ \n", "exec"), ("\r\nx = 1\r\n", "exec"), ("x = 1\ry = 2", "exec"), ("return", "exec"), ("1", "bad")]:
    try:
        compile(source, "<test>", mode); print(ascii(source), mode, "compiles")
    except (SyntaxError, ValueError) as e:
        print(ascii(source), mode, type(e).__name__, ascii(str(e)))
