"""covers: say which of a test module's tests run which functions of a module of the library.

Usage, with the reference interpreter: python3.14 covers.py MODULE TESTMODULE ...

Writes JSON: for each function, named as in its __qualname__ without "<locals>.", the tests that entered it. It imports
nothing that MODULE is not imported by already, so what runs when MODULE is imported counts for no test.
"""

import importlib
import json
import sys
import unittest

TOOL = sys.monitoring.COVERAGE_ID


class Covers(unittest.TestResult):
    """Notes which functions are entered while a test runs."""

    def __init__(self, filename: str) -> None:
        super().__init__()
        self.filename = filename
        self.found: dict[str, list[str]] = {}
        self.test = ""

    def entered(self, code, offset):
        """Be told of a call, or of the start of a generator or coroutine."""
        if code.co_filename != self.filename:
            return sys.monitoring.DISABLE
        if self.test and not self.own(sys._getframe(1)):
            tests = self.found.setdefault(code.co_qualname.replace("<locals>.", ""), [])
            if self.test not in tests:
                tests.append(self.test)
        return None

    def own(self, frame) -> bool:
        """Say whether the module was called by unittest itself, which uses some of it for each test."""
        while frame and (frame.f_code.co_filename == self.filename or "<frozen" in frame.f_code.co_filename):
            frame = frame.f_back
        return not frame or frame.f_globals.get("__name__", "").partition(".")[0] == "unittest"

    def startTest(self, test):  # noqa: D102, N802
        super().startTest(test)
        self.test = ".".join(test.id().split(".")[-2:])

    def stopTest(self, test):  # noqa: D102, N802
        self.test = ""
        super().stopTest(test)


def main() -> None:
    """Run the command."""
    name, *tests = sys.argv[1:]
    module = importlib.import_module(name)
    assert module.__file__
    result = Covers(module.__file__)
    suite = unittest.defaultTestLoader.loadTestsFromNames(tests)
    sys.monitoring.use_tool_id(TOOL, "covers")
    sys.monitoring.register_callback(TOOL, sys.monitoring.events.PY_START, result.entered)
    sys.monitoring.set_events(TOOL, sys.monitoring.events.PY_START)
    suite.run(result)
    json.dump(result.found, sys.stdout, indent=1, sort_keys=True)


if __name__ == "__main__":
    main()
