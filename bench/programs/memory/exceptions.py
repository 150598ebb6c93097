"""A million exceptions with tracebacks, kept in cycles with the frames that they passed."""


def fail(i):
    kept = bytearray(100)
    error = ValueError(i, kept)  # a local of the frame that its own traceback holds
    raise error


def middle(i):
    try:
        fail(i)
    except ValueError as error:
        raise KeyError(i) from error


def main():
    s = 0
    for step in range(20):
        for i in range(25000):
            try:
                middle(i)
            except KeyError as error:
                s += error.__cause__.args[0]
                s += error.__traceback__.tb_lineno > 0
        print("step", step, flush=True)
    print(s)


main()
