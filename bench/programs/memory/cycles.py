"""A million generators left suspended in cycles, each inside a try that has to be finished."""

import gc

closed = 0


def suspended(box):
    global closed
    try:
        yield box
    finally:
        closed += 1


def main():
    for step in range(20):
        for i in range(50000):
            box = []
            generator = suspended(box)
            box.append(generator)
            next(generator)
        print("step", step, flush=True)
    box = generator = None
    gc.collect()
    print(closed)


main()
