"""try in which nothing is raised."""


def main():
    s = 0
    for i in range(3000000):
        try:
            s += i
        except ValueError:
            s = 0
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
