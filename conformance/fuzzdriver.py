"""Runs programs of the fuzzer inside the interpreter under test: `fuzzdriver.py PROGRAMS RESULTS [full]`.

PROGRAMS holds name, schedule and source of each, parted by control characters; RESULTS gets a line for each as soon as it
has run, with a sum over its log, or with the log itself. What a program does to itself must not show in those behind it.
"""

import contextlib
import gc
import io
import sys
import types
import warnings
import zlib

RECORD, FIELD = "\x1e", "\x1f"
MOST_LINES = 3000
MOST_SUSPENSIONS = 200
MOST_LINKS = 40


class E1(Exception):
    pass


class E2(E1):
    pass


class E3(Exception):
    pass


class B1(BaseException):
    pass


class Cancelled(BaseException):
    pass


class TooLong(BaseException):
    pass


def show(value):
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(map(show, value)) + ")"
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, BaseException):
        return type(value).__name__ + show(list(value.args))
    return "<" + type(value).__name__ + ">"


def lines_of(traceback, filename):
    """The program's own frames; those of the library are its own business."""
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == filename:
            found.append(code.co_qualname + ":" + str(traceback.tb_lineno))
        traceback = traceback.tb_next
    return " ".join(found)


class Run:
    """What a program can use, and its log."""

    def __init__(self, filename, loop):
        self.filename = filename
        self.loop = loop
        self.lines = []
        self.sealed = False
        self.steps = 0
        self.closing = False
        self.ignored = False
        self.held = []
        self.exceptions = []

    def write(self, line):
        if self.sealed:
            return
        self.lines.append(line)
        if len(self.lines) > MOST_LINES:
            raise TooLong

    def describe(self, error, memo=None):
        if error is None:
            return "None"
        memo = {} if memo is None else memo
        if id(error) in memo:
            return "#%d" % memo[id(error)]
        if len(memo) > MOST_LINKS:
            return "..."
        memo[id(error)] = len(memo)
        parts = [show(error)]
        if isinstance(error, BaseExceptionGroup):
            parts.append("{" + ", ".join(self.describe(one, memo) for one in error.exceptions) + "}")
        notes = getattr(error, "__notes__", None)
        if notes:
            parts.append("notes " + show(notes))
        parts.append("at [" + lines_of(error.__traceback__, self.filename) + "]")
        if error.__context__ is not None:
            parts.append("context <" + self.describe(error.__context__, memo) + ">")
        if error.__cause__ is not None:
            parts.append("cause <" + self.describe(error.__cause__, memo) + ">")
        if error.__suppress_context__:
            parts.append("suppressed")
        return " ".join(parts)

    def names(self):
        """The program's globals."""
        run = self

        def log(*values):
            run.write(" ".join(map(show, values)))
            return values[-1] if values else None

        def now():
            return show(sys.exception())

        def seen(where, error):
            run.exceptions.append(error)
            run.write(where + ": " + run.describe(error) + " in " + show(sys.exception()))

        def exits(name, n, kind, error, traceback):
            run.write(name + " exit " + show(n) + " " + show(kind) + " " + run.describe(error))
            same = kind is (None if error is None else type(error))
            run.write("%s %s in %s" % (same, lines_of(traceback, run.filename), show(sys.exception())))

        def held(made):
            run.held.append(made)
            return made

        def holding(function):
            def hold_what_it_makes(*args, **kwargs):
                return held(function(*args, **kwargs))

            return hold_what_it_makes

        def step():
            run.steps += 1
            return run.steps

        def collect():
            gc.collect()

        def keep(error):
            run.exceptions.append(error)
            return len(run.exceptions)

        def kept(index):
            usable = [error for error in run.exceptions if error is not None]
            return usable[index % len(usable)] if usable else E3("nothing kept")

        def setting(error, name, value):
            try:
                setattr(error, name, value)
            except Exception as problem:
                log(name, problem)

        def attempt(action, closing=False):
            before, run.closing = run.closing, run.closing or closing
            try:
                log("moved", action())
            except BaseException as error:
                seen("moving", error)
                if isinstance(error, TooLong):
                    raise
            finally:
                run.closing = before

        async def attempt_async(action):
            try:
                log("moved", await action())
            except (Cancelled, GeneratorExit) as error:
                seen("moving, ended", error)
                raise
            except BaseException as error:
                seen("moving", error)
                if isinstance(error, TooLong):
                    raise

        @types.coroutine
        def tick(n):
            run.ignored |= run.closing
            log("resumed with", (yield None if run.loop else n))
            return n

        class Awaits:
            def __init__(self, n):
                self.n = n

            def __await__(self):
                run.ignored |= run.closing
                try:
                    got = yield None if run.loop else self.n
                    log("awaited", got)
                    return got
                except E1 as error:
                    seen("awaiting", error)
                    return None
                finally:
                    log("no longer awaits", self.n)

        class Closes:
            def __init__(self, n):
                self.n = n

            def close(self):
                log("closes", self.n, now())

        class Suppresses:
            def __init__(self, n):
                self.n = n

            def __enter__(self):
                return self.n

            def __exit__(self, kind, error, traceback):
                exits("Suppresses", self.n, kind, error, traceback)
                return isinstance(error, Exception)

        class ASuppresses:
            def __init__(self, n):
                self.n = n

            async def __aenter__(self):
                await tick(self.n)
                return self.n

            async def __aexit__(self, kind, error, traceback):
                exits("ASuppresses", self.n, kind, error, traceback)
                await tick(self.n)
                return isinstance(error, Exception)

        class Bare:
            def __init__(self, n):
                self.n = n

        def F(n=0):
            log("F", n, now())
            return n

        async def AF(n=0):
            log("AF", n, now())
            return await tick(n)

        def X(kind, error, traceback):
            exits("X", 0, kind, error, traceback)
            return isinstance(error, E2)

        async def AX(kind, error, traceback):
            exits("AX", 0, kind, error, traceback)
            await tick(0)
            return isinstance(error, E2)

        def cancelling():
            asyncio.current_task().cancel("by itself")
            return tick(0)

        names = {name: getattr(contextlib, name) for name in contextlib.__all__}
        names["AsyncContextDecorator"] = contextlib.AsyncContextDecorator
        if self.loop:
            import asyncio

            names.update(asyncio=asyncio, lock=asyncio.Lock())
        names.update(hold=held, Sink=io.StringIO, sys=sys, E1=E1, E2=E2, E3=E3, B1=B1, Cancelled=Cancelled)
        names.update({name: value for name, value in locals().items() if name not in ("self", "names", "run")})
        names["__name__"] = "program"
        if self.loop:
            names["Cancelled"] = asyncio.CancelledError
        return names

    def drive(self, coroutine, schedule):
        """Move the main coroutine to its end, doing what the schedule says where it is suspended."""
        actions = iter(schedule)
        action = "send"
        for _ in range(MOST_SUSPENSIONS):
            self.closing = action in ("close", "throw GeneratorExit")
            try:
                if action == "send":
                    got = coroutine.send(None)
                elif action == "close":
                    self.write("closed " + show(coroutine.close()))
                    return
                else:
                    kind = {"Cancelled": Cancelled, "E1": E1, "GeneratorExit": GeneratorExit}[action.split()[1]]
                    got = coroutine.throw(kind("thrown"))
            except StopIteration as stop:
                self.write("returned " + show(stop.value))
                return
            self.write("suspended " + show(got) + " " + show(sys.exception()))
            action = next(actions, "send")
        self.write("suspended too often")

    def run_in_loop(self, coroutine, schedule):
        """Let asyncio run the main coroutine, and cancel it in the turns of the loop in which the schedule throws."""
        import asyncio

        loop = asyncio.new_event_loop()
        loop.set_exception_handler(lambda loop, context: None)  # it reports what is dropped, whenever that is
        actions = iter(schedule)
        turns = 0

        def turn():
            nonlocal turns
            turns += 1
            if next(actions, "send") != "send":
                self.write("cancels " + show(task.cancel("turn %d" % turns)))
            if turns == MOST_SUSPENSIONS:
                loop.stop()
            elif not task.done():
                loop.call_soon(turn)

        try:
            task = loop.create_task(coroutine)
            self.held.append(task)
            loop.call_soon(turn)
            self.write("returned " + show(loop.run_until_complete(task)))
        finally:
            left = [one for one in asyncio.all_tasks(loop) if not one.done()]
            self.write("%d left" % len(left))
            self.held.extend(left)
            loop.close()

    def run(self, source, schedule):
        names = self.names()
        try:
            exec(compile(source, self.filename, "exec"), names)
            made = names["main"]()
            if hasattr(made, "send"):
                self.held.append(made)
                (self.run_in_loop if self.loop else self.drive)(made, schedule)
            else:
                self.write("returned " + show(made))
        except BaseException as error:
            if isinstance(error, (MemoryError, SystemError)):
                raise
            self.lines.append("ended by " + self.describe(error))
        self.lines.append("outside " + show(sys.exception()))
        for error in self.exceptions[:50]:
            self.lines.append("kept " + self.describe(error))
        text = "\n".join(self.lines)
        if self.ignored or "ignored GeneratorExit" in text:
            # What awaits while it is closed is left suspended, and finalized at once only where references are counted.
            text = "ignored GeneratorExit"
        self.sealed = True
        self.held.clear()
        self.exceptions.clear()
        return text


def main():
    programs, results, *rest = sys.argv[1:]
    full = "full" in rest
    warnings.simplefilter("ignore")
    # CPython's tasks in C resume a coroutine outside of the except clause in which those in Python do: compare like with like.
    sys.modules["_asyncio"] = None
    sys.unraisablehook = lambda unraisable: None
    with open(programs, encoding="utf-8", newline="") as file:
        records = file.read().split(RECORD)[:-1]
    with open(results, "w", encoding="utf-8", newline="") as out:
        for number, record in enumerate(records, 1):
            name, mode, schedule, source = record.split(FIELD)
            text = Run("<program>", mode == "loop").run(source, [action for action in schedule.split(",") if action])
            data = text.encode("utf-8", "backslashreplace")
            found = text if full else "%d %08x %08x" % (len(data), zlib.crc32(data), zlib.adler32(data))
            out.write(name + FIELD + found + RECORD)
            out.flush()
            if number % 200 == 0:
                gc.collect()


main()
