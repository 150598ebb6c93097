"""str methods: split, join, strip, replace, find, case, indexing."""


def main():
    text = "The quick brown fox jumps over the lazy dog; it barks. "
    s = 0
    for i in range(60000):
        words = text.split()
        line = "-".join(words)
        s += len(line.upper()) + line.find("lazy") + line.count("o")
        s += len(line.replace("o", "00").strip("T."))
        if line.startswith("The") and not line.endswith("dog"):
            s += 1
        s += len(words[3].title() + words[4].center(20) + words[5].zfill(10))
        head, sep, tail = line.partition(";")
        s += len(tail) + (head < tail)
    accented = "d\u00e9j\u00e0 vu \u4e2d\u6587 " * 20
    for i in range(6000):
        for c in accented[i % 50 : i % 50 + 40]:
            if c.isalpha():
                s += ord(c)
    return s


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
