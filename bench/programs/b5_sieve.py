"""The sieve of Eratosthenes in a list."""


def main():
    n = 1000000
    sieve = [1] * (n + 1)
    i = 2
    while i * i <= n:
        if sieve[i] == 1:
            j = i * i
            while j <= n:
                sieve[j] = 0
                j += i
        i += 1
    c = 0
    for k in range(2, n + 1):
        if sieve[k]:
            c += 1
    return c


if __name__ == "__main__":
    import time

    cpu, wall = time.process_time(), time.perf_counter()
    answer = main()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print('{"wall": %r, "cpu": %r}' % (wall, cpu))
    print(answer)
