"""One test for each outcome. SAMPLE_MODE says what test_middle does to the process."""

import doctest
import os
import sys
import time
import unittest

MODE = os.environ.get("SAMPLE_MODE", "")

if MODE == "import error":
    raise ValueError("cannot be imported")
if MODE == "import skip":
    raise unittest.SkipTest("not on this machine")
if MODE == "import crash":
    os.abort()
if MODE == "needs c api":
    from _testcapi import something


def documented():
    """Documented.

    >>> 1 + 1
    2
    """


class Outcomes(unittest.TestCase):
    def test_a_passes(self):
        pass

    def test_b_fails(self):
        self.assertEqual(1, 2)

    def test_c_errors(self):
        raise KeyError('k\n"quoted" \\ é 😀 \x00 \ud800')

    def test_d_skips(self):
        self.skipTest("because")

    @unittest.expectedFailure
    def test_e_expected(self):
        self.fail()

    @unittest.expectedFailure
    def test_f_unexpected(self):
        pass

    def test_g_subtests(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, 1)

    def test_h_subtest_skips(self):
        with self.subTest("only"):
            self.skipTest("in a subtest")

    def test_i_fails_twice(self):
        self.addCleanup(lambda: 1 / 0)
        self.fail("first")


class Middle(unittest.TestCase):
    def test_before(self):
        print("before")

    def test_middle(self):
        if MODE == "crash":
            sys.stderr.write("panic: made up\n")
            os.abort()
        if MODE == "exit":
            os._exit(7)
        if MODE == "hang":
            time.sleep(600)
        if MODE == "spin":
            while True:
                pass
        if MODE == "flood":
            while True:
                sys.stdout.write("x" * 65536)
        if MODE == "memory":
            hog = []
            while True:
                hog.append(bytearray(16 << 20))
        if MODE == "interrupt":
            raise KeyboardInterrupt
        if MODE == "fork":
            if os.fork() == 0:
                return  # a child that goes on with the tests as if it were the parent
            os.wait()
        if MODE == "close":
            os.closerange(3, 100)
        if MODE == "leave child":
            os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "600")
        if MODE == "different":
            self.fail("only here")

    def test_then(self):
        pass


class Restless(unittest.TestCase):
    def test_1(self):
        self.perhaps_die()

    def test_2(self):
        self.perhaps_die()

    def test_3(self):
        self.perhaps_die()

    def perhaps_die(self):
        if MODE == "die often":
            os._exit(1)


class BadSetup(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if MODE == "class crash":
            os.abort()
        raise OSError("no class today")

    def test_never_run(self):
        pass


class Own(unittest.TestCase):
    @unittest.skipUnless(sys.implementation.name == "cpython", "CPython's own")
    def test_cpython_only(self):
        pass

    def test_needs_c_api(self):
        import xxsubtype  # noqa: F401

    if MODE == "needs c api":

        def test_uses_c_api(self):
            something(1)


def load_tests(loader, tests, pattern):
    tests.addTest(doctest.DocTestSuite())
    tests.addTest(loader.loadTestsFromName("Middle.test_before", sys.modules[__name__]))
    return tests


def at_exit():
    if MODE == "exit crash":
        os.abort()
    if MODE == "exit hang":
        time.sleep(600)


if MODE.startswith("exit "):
    import atexit

    atexit.register(at_exit)
