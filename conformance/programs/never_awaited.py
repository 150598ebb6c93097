# The warning about a coroutine that nobody awaited, which a collection finds in a cycle: not all interpreters count references.

import gc
import warnings


async def forgotten():
    pass


async def begun():
    await forgotten()


def lose(coroutine):
    cycle = [coroutine]; cycle.append(cycle)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    lose(forgotten())
    gc.collect()
for w in caught:
    print(w.category.__name__, w.message, w.lineno, w.source.cr_code.co_name)
c = begun(); c.close()
try:
    c.send(None)
except RuntimeError as error:
    print(error)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    lose(forgotten())
    gc.collect()
print("done")
