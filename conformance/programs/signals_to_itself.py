# Signals that a process sends to itself are handled before the sending function returns; and the timers.

import os
import signal
import time

seen = []


def handler(number, frame):
    seen.append(signal.Signals(number).name)


signal.signal(signal.SIGUSR1, handler)
senders = {
    "kill": lambda: os.kill(os.getpid(), signal.SIGUSR1),
    "raise": lambda: signal.raise_signal(signal.SIGUSR1),
    "pidfd": lambda: signal.pidfd_send_signal(os.pidfd_open(os.getpid()), signal.SIGUSR1),
}
for name, send in senders.items():
    for _ in range(20):
        send()
    print(name, len(seen), set(seen))
    seen.clear()


def interrupt():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        print("not reached")
    except KeyboardInterrupt:
        print("interrupted")


interrupt()
timers = [
    (signal.ITIMER_REAL, signal.SIGALRM),
    (signal.ITIMER_VIRTUAL, signal.SIGVTALRM),
    (signal.ITIMER_PROF, signal.SIGPROF),
]
for which, number in timers:
    signal.signal(number, handler)
    print(signal.setitimer(which, 0.02, 0.02))
    end = time.monotonic() + 20
    while len(seen) < 3 and time.monotonic() < end:
        sum(n * n for n in range(1000))
    left, interval = signal.setitimer(which, 0)
    print(seen[:3], left <= 0.03, interval, signal.getitimer(which))
    signal.signal(number, signal.SIG_IGN)
    seen.clear()
