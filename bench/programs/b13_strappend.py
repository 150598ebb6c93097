"""s += x, piece by piece."""


def main():
    total = 0
    for r in range(5):
        s = ""
        for i in range(250000):
            s += "x"
            if i & 1023 == 0:
                s += "\u00e9"
        total += len(s)
    words = ""
    for i in range(250000):
        words += str(i)
    return total, len(words), words[-6:]


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
