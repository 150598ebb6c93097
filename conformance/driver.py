"""Run one CPython test module and write down each test's outcome as it happens.

    python driver.py MODULE RESULTS [OPTIONS]

This is the only part of the harness that runs inside the interpreter under test, so it leans on as little as it can:
unittest, which the tests need anyway, and the oldest parts of sys, os and time. Each line that it appends to RESULTS is
one JSON object with an "event": "plan" (the ids about to be run), "start", "result" or "done". What was written
before a crash stays written, which is how the harness knows where the interpreter died.

OPTIONS is a file with one instruction a line: "skip ID", "implementation NAME" (pretend to be another interpreter, so
that tests which CPython keeps to itself step aside), "block MODULE" (make its import fail), "stand-in MODULE" (the same,
but while the test module is loaded let the import succeed, and skip whatever test uses what it got), "resource NAME"
(allow tests that need it).
"""

import os
import sys
import time

# Captured before any test can replace them.
_open, _write, _getpid, _clock = os.open, os.write, os.getpid, time.perf_counter

# The worst of what a test reported is its outcome: a subtest may fail and its test's tearDown raise as well.
SEVERITY = ["passed", "skipped", "expected failure", "unexpected success", "failed", "error"]
LONGEST_MESSAGE = 4000


def encode(value):
    """JSON, by hand: the json module would drag re and codecs into the first thing a new interpreter has to run."""
    if value is None:
        return "null"
    if isinstance(value, str):
        out = []
        for char in value:
            code = ord(char)
            if char == '"' or char == "\\":
                out.append("\\" + char)
            elif code < 0x20 or 0x7F <= code <= 0xFFFF:
                out.append("\\u" + hex(code)[2:].rjust(4, "0"))
            elif code > 0xFFFF:
                code -= 0x10000
                out.append("\\u" + hex(0xD800 + (code >> 10))[2:])
                out.append("\\u" + hex(0xDC00 + (code & 0x3FF))[2:])
            else:
                out.append(char)
        return '"' + "".join(out) + '"'
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join([encode(item) for item in value]) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join([encode(key) + ": " + encode(item) for key, item in value.items()]) + "}"
    return repr(value)


class Log:
    """The results file. A test may fork or close every descriptor: only this process writes, and it reopens."""

    def __init__(self, path):
        self.path = path
        self.pid = _getpid()
        self.fd = self._reopen()

    def _reopen(self):
        return _open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def event(self, kind, **fields):
        if _getpid() != self.pid:
            return
        record = {"event": kind}
        record.update(fields)
        line = (encode(record) + "\n").encode("ascii")
        try:
            _write(self.fd, line)
        except OSError:
            self.fd = self._reopen()
            _write(self.fd, line)


def describe(error):
    """The exception as text, even if the traceback module is what fails."""
    try:
        import traceback

        text = "".join(traceback.format_exception(error))
    except BaseException as second:
        text = type(error).__name__ + ": " + safe_text(error)
        text += " (and the traceback could not be made: " + type(second).__name__ + ": " + safe_text(second) + ")"
    return text if len(text) <= LONGEST_MESSAGE else "...\n" + text[-LONGEST_MESSAGE:]


def safe_text(value):
    try:
        return str(value)
    except BaseException:
        return "<" + type(value).__name__ + " whose text cannot be made>"


class Labels:
    """A name for each test that is the same in every run: its id, with a number behind where two share one."""

    def __init__(self):
        self.seen = {}
        self.of_test = {}
        self.tests = []

    def new(self, test):
        try:
            name = str(test.id())
        except Exception:
            name = type(test).__name__ + " without an id"
        name = " ".join(name.split())
        count = self.seen[name] = self.seen.get(name, 0) + 1
        if count > 1:
            name += " #" + str(count)
        # Keeping the test keeps its identity from being used again.
        self.tests.append(test)
        self.of_test[id(test)] = name
        return name

    def get(self, test):
        # Class and module fixtures report themselves as tests that were never in the suite.
        name = self.of_test.get(id(test))
        return self.new(test) if name is None else name


def flatten(suite):
    """Every test of a suite, in the order in which it would run."""
    try:
        members = list(suite)
    except TypeError:
        return [suite]
    tests = []
    for member in members:
        tests.extend(flatten(member))
    return tests


def drop(suite, unwanted):
    """Take tests out of a suite in place, leaving its shape (and so its fixtures) alone."""
    kept = []
    for member in list(suite):
        try:
            iter(member)
        except TypeError:
            if id(member) not in unwanted:
                kept.append(member)
        else:
            drop(member, unwanted)
            kept.append(member)
    suite._tests = kept


def make_result(unittest, log, labels):
    class Result(unittest.TestResult):
        def __init__(self):
            super().__init__()
            self.running = None
            self.reports = []
            self.started = 0.0

        def settle(self):
            # Ended without a word and without an interrupt: a test case that does its own running.
            if self.running is not None:
                self.write(self.running, [("passed", "", "")], 0.0)
                self.running = None

        def startTest(self, test):
            self.settle()
            self.testsRun += 1
            self.running = labels.get(test)
            self.reports = []
            log.event("start", id=self.running)
            self.started = _clock()

        def stopTest(self, test):
            if self.reports:
                self.write(self.running, self.reports, _clock() - self.started)
                self.running = None

        def write(self, label, reports, seconds):
            worst = max(reports, key=lambda report: SEVERITY.index(report[0]))
            messages = []
            subtests = []
            for outcome, subtest, message in reports:
                if subtest and outcome != "passed":
                    subtests.append([subtest, outcome])
                if message:
                    messages.append(message)
            log.event(
                "result",
                id=label,
                outcome=worst[0],
                message="\n".join(messages)[:LONGEST_MESSAGE],
                seconds=round(seconds, 6),
                subtests=subtests,
            )

        def report(self, test, outcome, message=""):
            parent = getattr(test, "test_case", test)
            label = labels.get(parent)
            subtest = ""
            if parent is not test:
                try:
                    subtest = str(test._subDescription())
                except Exception:
                    subtest = "(subtest)"
            if label == self.running:
                self.reports.append((outcome, subtest, message))
            else:
                self.write(label, [(outcome, subtest, message)], 0.0)

        def addSuccess(self, test):
            self.report(test, "passed")

        def addFailure(self, test, err):
            self.report(test, "failed", describe(err[1]))

        def addError(self, test, err):
            self.report(test, "error", describe(err[1]))

        def addSkip(self, test, reason):
            self.report(test, "skipped", safe_text(reason))

        def addExpectedFailure(self, test, err):
            self.report(test, "expected failure")

        def addUnexpectedSuccess(self, test):
            self.report(test, "unexpected success")

        def addSubTest(self, test, subtest, err):
            if err is None:
                self.report(subtest, "passed")
            elif issubclass(err[0], test.failureException):
                self.report(subtest, "failed", describe(err[1]))
            else:
                self.report(subtest, "error", describe(err[1]))

        def wasSuccessful(self):
            return True

    return Result()


class StandIn(type(sys)):
    """A module that has every name, for test modules that cannot even be loaded without it."""

    def __getattr__(self, name):
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        user = sys._getframe(1).f_globals.get("__name__", "")
        if user.startswith("test.support") or not user.startswith("test."):
            raise ImportError(name)  # where it is missing, test.support and the library know what to do

        def absent(*args, **kwargs):
            import unittest

            raise unittest.SkipTest(self.__name__ + "." + name + " tests CPython's C API")

        return absent


def read_options(path):
    options = {"skip": [], "block": [], "stand-in": [], "resource": [], "implementation": []}
    if path is not None:
        with open(path, encoding="utf-8") as file:
            for line in file:
                key, _, value = line.rstrip("\n").partition(" ")
                options[key].append(value)
    return options


def load(name, options):
    """Import the module and build its suite, as regrtest does without options: quietly, with no extra resources."""
    import unittest

    try:
        from test import support
    except ImportError:
        pass  # the module under test will say so if it minds
    else:
        support.verbose = 0
        support.use_resources = list(options["resource"])
    for wanted in options["stand-in"]:
        sys.modules[wanted] = StandIn(wanted)
    full = "test." + name
    __import__(full)
    suite = unittest.TestLoader().loadTestsFromModule(sys.modules[full])
    for wanted in options["stand-in"]:
        sys.modules[wanted] = None
    return unittest, suite


def main(argv):
    name, results = argv[1], argv[2]
    options = read_options(argv[3] if len(argv) > 3 else None)
    log = Log(results)
    del sys.argv[1:]
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if entry != here]
    for implementation in options["implementation"]:
        sys.implementation.name = implementation
    for blocked in options["block"]:
        sys.modules[blocked] = None

    started = _clock()
    try:
        unittest, suite = load(name, options)
    except BaseException as error:
        skip = getattr(sys.modules.get("unittest"), "SkipTest", None)
        skipped = skip is not None and isinstance(error, skip)
        log.event("plan", ids=[], seconds=_clock() - started)
        log.event(
            "result",
            id="import test." + name,
            outcome="skipped" if skipped else "import error",
            message=safe_text(error) if skipped else describe(error),
            seconds=_clock() - started,
            subtests=[],
        )
        log.event("done", seconds=0.0)
        return 0

    labels = Labels()
    tests = flatten(suite)
    names = [labels.new(test) for test in tests]
    skip = set(options["skip"])
    log.event("plan", ids=[label for label in names if label not in skip], seconds=_clock() - started)
    if skip:
        drop(suite, {id(test) for test, label in zip(tests, names) if label in skip})
    del tests

    result = make_result(unittest, log, labels)
    started = _clock()
    try:
        suite.run(result)
    except BaseException as error:
        # KeyboardInterrupt is what unittest lets through. The harness starts again behind this test.
        if result.running is None:
            raise
        result.write(result.running, [("error", "", describe(error))], _clock() - result.started)
        log.event("interrupted")
        return 3
    result.settle()
    log.event("done", seconds=_clock() - started)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
