"""Limits on one process."""

from __future__ import annotations

import os
import signal
import sys
import time

from gsconform import process
from gsconform.process import Limits


def run(code: str, tmp_path, **limits) -> process.Finished:
    return process.run([sys.executable, "-c", code], cwd=tmp_path, env=os.environ, limits=Limits(**limits))


def test_what_a_process_leaves(tmp_path):
    ended = run("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)", tmp_path)
    assert (ended.status, ended.killed, ended.stdout, ended.stderr) == (3, "", "out\n", "err\n")
    assert ended.describe() == "exit status 3"
    assert ended.seconds > 0
    assert ended.cpu_seconds > 0
    assert ended.peak_bytes > 1 << 20


def test_signals_are_named(tmp_path):
    assert run("import os; os.abort()", tmp_path).describe() == "killed by SIGABRT"


def test_time(tmp_path):
    started = time.monotonic()
    ended = run("import time; time.sleep(600)", tmp_path, seconds=0.5)
    assert ended.killed == "time"
    assert ended.describe() == "over the limit of time"
    assert time.monotonic() - started < 10


def test_a_process_that_ignores_signals_is_killed_all_the_same(tmp_path):
    code = "import signal, time\nfor s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(s, signal.SIG_IGN)\n"
    assert run(code + "time.sleep(600)", tmp_path, seconds=0.5).status == -signal.SIGKILL


def test_the_whole_group_is_killed(tmp_path):
    code = "import subprocess, sys\nchild = subprocess.Popen(['sleep', '600'])\nprint(child.pid)\n"
    for end in ("", "import time; time.sleep(600)"):
        ended = run(code + "sys.stdout.flush()\n" + end, tmp_path, seconds=1.5)
        pid = int(ended.stdout)
        for _ in range(100):
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                break
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    break  # killed, but nobody has collected it yet
            time.sleep(0.05)
        else:
            raise AssertionError("the child is still there")


def test_long_output_keeps_both_ends(tmp_path):
    ended = run("print('first'); print('x' * 3000000); print('last')", tmp_path)
    assert ended.stdout.startswith("first\nxxx")
    assert ended.stdout.endswith("xxx\nlast\n")
    assert "bytes left out" in ended.stdout
    assert len(ended.stdout) < 3 * process.KEEP_BYTES


def test_output_that_is_no_text(tmp_path):
    ended = run("import sys; sys.stdout.buffer.write(b'\\xff\\x00a')", tmp_path)
    assert ended.stdout == "\\xff\x00a"
