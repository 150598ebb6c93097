"""Int loop: a while loop with a remainder and a sum."""


def main():
    i = 0
    s = 0
    while i < 5000000:
        if i % 3 == 0:
            s = s + i
        i += 1
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
