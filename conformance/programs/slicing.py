# Slices of every sequence: reading, assigning, deleting, and the slice object itself.

data = list(range(10))
bounds = [None, 0, 3, -3, 10, -10, 15, -15]
for step in [None, 1, 2, -1, -3, 20]:
    row = []
    for start in bounds:
        for stop in bounds:
            row.append(len(data[start:stop:step]))
    print(step, row)
    print("   ", data[2:8:step], tuple(data)[8:2:step], "0123456789"[::step], b"0123456789"[-7:-2:step], list(range(10)[1:9:step]))
print(range(10)[2:5], range(10)[::-1], range(0, 100, 7)[3], range(10)[-1], range(5)[10:], range(3, 3)[:])
x = list(range(6)); x[1:3] = "abc"; print(x)
x = list(range(6)); x[4:1] = [9]; print(x)
x = list(range(6)); x[::2] = "xyz"; print(x)
x = list(range(6)); x[:] = []; print(x)
x = list(range(6)); x[10:] = [7, 8]; print(x)
x = list(range(6)); x[::-1] = x; print(x)
x = list(range(6)); x[2:2] = x; print(x)
x = list(range(6)); del x[1:4]; print(x)
x = list(range(6)); del x[::2]; print(x)
x = list(range(6)); del x[::-2]; print(x)
x = list(range(6)); x[1:5] += [1]; print(x)
y = bytearray(b"abcdef"); y[1:3] = b"XYZ"; del y[-1]; y[::2] = b"..."; print(y)
s = slice(1, None, 2)
print(s, s.start, s.stop, s.step, s.indices(7), slice(None, None, -1).indices(5), slice(-100, 100).indices(3), s == slice(1, None, 2), slice(3))


class Probe:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


p = Probe()
print(p[1], p[1:2], p[1:2:3], p[:], p[::], p[1, 2], p[1:2, ...], p[()], p[1,], p[*[1, 2], 3], p["a":"b"])
p[1:2] = 3
del p[..., 1:]
p[0] += [1] if False else (p.__setitem__(9, 9) or 5)


class Index:
    def __index__(self):
        return 2


print(data[Index()], data[Index():], data[:Index()], "abc"[Index()], (1, 2, 3)[Index()])


def attempt(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


attempt(lambda: data[::0])
attempt(lambda: data["a":])
attempt(lambda: data[1.0])
attempt(lambda: data[10])
attempt(lambda: (1,)[5])
attempt(lambda: data.__setitem__(slice(0, 4, 2), [1]))
attempt(lambda: data.__setitem__(slice(0, 1), 5))
attempt(lambda: data.__setitem__(99, 5))
attempt(lambda: data.__delitem__(99))
attempt(lambda: range(3)[3])
attempt(lambda: (1, 2).__setitem__(0, 1))
attempt(lambda: slice(1, 2, 0).indices(5))
attempt(lambda: slice(1).indices(-1))
attempt(lambda: slice("a").indices(5))
attempt(lambda: 5[0])
attempt(lambda: None[0])
attempt(lambda: {}[:1])
attempt(lambda: data[2**70])
attempt(lambda: data[: 2**70] == data)
attempt(lambda: hash(slice(1)) == hash(slice(1)))
