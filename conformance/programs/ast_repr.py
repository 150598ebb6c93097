# What the repr of syntax trees shows, and how deep trees may be.

import ast

for source in ("a + b * c - d ** 2", "f(a, b, c, d, k=1)", "def f(x, *, y: int = 3): return x", "", "x = [1, 2, [3, 4]]", "lambda: (yield)"):
    for node in ast.walk(ast.parse(source)):
        print(node)
print(ast.AST(), ast.Load(), [ast.Add()])


class Named(ast.Name):
    _fields = ("id", "more")


node = Named("x", more=())
print(node)
for more in ((ast.Name("y"),), node, [node], [[ast.Load()]], [1, 2], [1, 2, 3]):
    node.more = more
    print(node)
try:
    ast.literal_eval("f(1)")
except ValueError as error:
    print(error)

for count in (1000, 5000, 10_000):
    print(eval(compile(ast.parse("1+" * count + "1", mode="eval"), "s", "eval")))
    for link in (".b", "()", "[0]"):
        compile(ast.parse("a" + link * count), "s", "exec")
for count in (100_000, 200_000):
    try:
        ast.parse("1+" * count + "1")
    except RecursionError:
        print("too deep")
tree = ast.Constant(1)
for _ in range(100_000):
    tree = ast.UnaryOp(ast.USub(), tree)
try:
    compile(ast.Expression(tree), "s", "eval")
except (RecursionError, TypeError) as error:
    print("too deep" if isinstance(error, RecursionError) else error)
