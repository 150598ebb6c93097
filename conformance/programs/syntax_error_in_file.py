# compare: stderr
# A program that is itself wrong: nothing of it runs.

print("never printed")


def broken(a, b):
    total = a + b
    return total)
