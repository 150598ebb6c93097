# compare: stderr
# Repeated lines in a traceback are folded.


def down(n):
    if n:
        return down(n - 1) + 1
    return 1 / 0


print("going down")
down(50)
