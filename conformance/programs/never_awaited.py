# compare: stderr
# The warning about a coroutine that nobody awaited.

import gc


async def forgotten():
    pass


forgotten()
gc.collect()
print("done")
