# compare: stderr
# Which part of a line a traceback points at: operators, calls, subscripts, attributes.

import traceback


def attempt(what):
    try:
        what()
    except Exception:
        traceback.print_exc()


class Obj:
    pass


zero, none, data, obj = 0, None, {"a": {"b": 1}}, Obj()
attempt(lambda: (1 + 2) / zero + 3)
attempt(lambda: data["a"]["c"]["d"])
attempt(lambda: obj.missing.more)
attempt(lambda: len(data, 1) + 2)
attempt(lambda: [1, 2, 3][10 + zero] * 2)
attempt(lambda: none())
attempt(lambda: none(1, 2).x)
attempt(lambda: "é" * 3 + (1 +
                         "日本"))
attempt(lambda: data["a"] < data)
attempt(lambda: -obj)
attempt(lambda: undefined + 1)
attempt(lambda: [x / zero for x in [1]])
attempt(lambda: (lambda: 1 // zero)())
attempt(lambda: max(*[1], **{"bad": 1}))
attempt(lambda: f"{1 / zero} text")
attempt(lambda: obj @ obj)
