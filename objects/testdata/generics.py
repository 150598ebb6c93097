# Generic aliases, unions and type parameters, without the typing module.
_print = print
def print(*args):
    s = ' '.join(map(str, args))
    while ' at 0x' in s:
        i = s.index(' at 0x')
        j = i + 6
        while j < len(s) and s[j] in '0123456789abcdef':
            j += 1
        s = s[:i] + ' at <>' + s[j:]
    _print(s)
def e(f):
    try: exec(f, globals())
    except Exception as x: print(f, '->', type(x).__name__, x)
print(list[int], dict[str, list[int]], int|str, int|None, list[int]|None, type(int|str), tuple[()], tuple[int, ...])
print((int|str)==(str|int), hash(int|str)==hash(str|int), isinstance(3, int|str), issubclass(bool, int|str), (int|str).__args__)
print(list[int].__origin__, list[int].__args__, list[int].__parameters__, list[int]([1,2]), list[int]==list[int], hash(list[int])==hash(list[int]))
e('isinstance([], list[int])'); e('issubclass(list, list[int])'); e('list[int][str]'); e('int|3'); e('class A(int|str): pass'); e('isinstance(1, int|list[int])'); e('isinstance("", int|list[int])')
class L(list[int]): pass
print(L.__mro__, L.__orig_bases__)
print(*[x for x in list[int]], list[int].append, list[int].__class__)
GA = type(list[int])
print(GA(int, (str,)), GA)
e('GA(1)'); e('GA(1,x=2)')
def f[T](x: T) -> T: return x
e('print(f.__type_params__, type(f.__type_params__[0]), f.__type_params__[0].__module__, f.__annotations__)')
type X = int | str
print(X, X.__value__, type(X), X.__name__, X | None)
type Y[T: int, *Ts, **P] = tuple[T]
T = Y.__type_params__[0]
print(T.__bound__, T.__constraints__, T.__default__, T.has_default(), T.evaluate_bound(1), Y.__type_params__)
