import _thread
import threading
import time

lock = _thread.allocate_lock()
assert lock.acquire() and lock.locked() and not lock.acquire(False) and not lock.acquire(True, 0.01)
lock.release()


def raises(error, message, f, *args):
    try:
        f(*args)
    except error as e:
        assert str(e) == message, str(e)
    else:
        raise AssertionError(message)


raises(RuntimeError, 'release unlocked lock', lock.release)
raises(ValueError, "can't specify a timeout for a non-blocking call", lock.acquire, False, 1)
raises(ValueError, 'timeout value must be a non-negative number', lock.acquire, True, -2)
raises(OverflowError, 'timestamp out of range for C PyTime_t', lock.acquire, True, 1e100)
raises(RuntimeError, 'cannot release un-acquired lock', _thread.RLock().release)

# Threads take turns although none of them ever waits.
counts = [0, 0]
stop = False


def spin(i):
    while not stop:
        counts[i] += 1


spinning = [threading.Thread(target=spin, args=(i,)) for i in range(2)]
for t in spinning:
    t.start()
deadline = time.monotonic() + 10
while min(counts) == 0 and time.monotonic() < deadline:
    time.sleep(0.01)
stop = True
for t in spinning:
    t.join()
assert min(counts) > 0, counts

# Locked increments are not lost.
total = 0


def work():
    global total
    for _ in range(2000):
        with lock:
            total += 1


workers = [threading.Thread(target=work) for _ in range(4)]
for t in workers:
    t.start()
for t in workers:
    t.join()
assert total == 8000


# Each thread has its own attributes, initialized once.
class Local(threading.local):
    def __init__(self, start):
        self.items = [start]


local = Local(1)
local.items.append('main')
local.other = 2
seen = []


def look():
    local.items.append('thread')
    seen.append((local.items, hasattr(local, 'other'), dict(local.__dict__)))


t = threading.Thread(target=look)
t.start()
t.join()
assert seen == [([1, 'thread'], False, {'items': [1, 'thread']})], seen
assert local.items == [1, 'main'] and local.other == 2

# An error in a thread goes to threading.excepthook.
caught = []
hook, threading.excepthook = threading.excepthook, lambda args: caught.append((args.exc_type, args.thread.name))
t = threading.Thread(target=lambda: 1 / 0, name='failing')
t.start()
t.join()
threading.excepthook = hook
assert caught == [(ZeroDivisionError, 'failing')]
raises(RuntimeError, 'threads can only be started once', t.start)
raises(RuntimeError, 'cannot join current thread', threading.current_thread().join)
