import os
import signal
import threading
import time

calls = []
old = signal.signal(signal.SIGUSR1, lambda n, frame: calls.append((n, frame.f_code.co_name)))
assert old == signal.SIG_DFL
signal.raise_signal(signal.SIGUSR1)
assert calls == [(signal.SIGUSR1, '<module>')], calls
os.kill(os.getpid(), signal.SIGUSR1)
deadline = time.monotonic() + 10
while len(calls) < 2 and time.monotonic() < deadline:
    pass
assert len(calls) == 2


# A handler's exception ends a loop, and a wait for a lock.
class Alarm(Exception):
    pass


def on_alarm(n, frame):
    raise Alarm


signal.signal(signal.SIGALRM, on_alarm)
lock = threading.Lock()
lock.acquire()


def loop():
    while True:
        pass


for wait in loop, lock.acquire, lambda: time.sleep(10), signal.pause:
    assert signal.setitimer(signal.ITIMER_REAL, 0.02) == (0.0, 0.0)
    try:
        wait()
    except Alarm:
        pass
    else:
        raise AssertionError(wait)

# The wakeup file descriptor gets the signal's number.
r, w = os.pipe()
os.set_blocking(w, False)
assert signal.set_wakeup_fd(w) == -1
signal.raise_signal(signal.SIGUSR1)
assert os.read(r, 1) == bytes([signal.SIGUSR1])
assert signal.set_wakeup_fd(-1) == w

signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.raise_signal(signal.SIGUSR1)
assert len(calls) == 3
errors = []


def elsewhere():
    try:
        signal.signal(signal.SIGUSR1, signal.SIG_DFL)
    except ValueError as e:
        errors.append(str(e))


t = threading.Thread(target=elsewhere)
t.start()
t.join()
assert errors == ['signal only works in main thread of the main interpreter']
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    pass
else:
    raise AssertionError('SIGINT')
assert signal.strsignal(signal.SIGTERM) == 'Terminated' and signal.SIGKILL in signal.valid_signals()
