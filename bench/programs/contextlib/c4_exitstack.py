"""ExitStack with five callbacks."""

from contextlib import ExitStack


def main():
    log = []
    append = log.append
    for i in range(70000):
        with ExitStack() as stack:
            stack.callback(append, i)
            stack.callback(append, 1)
            stack.callback(append, 2)
            stack.callback(append, 3)
            stack.callback(append, 4)
        if len(log) > 1000:
            log.clear()
    return len(log)


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
