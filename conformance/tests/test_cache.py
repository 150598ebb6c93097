"""The cache of reference runs."""

from __future__ import annotations

import dataclasses

from gsconform.cache import ResultCache
from gsconform.runner import ITSELF, OTHER, ModuleRun, RunOptions, TestResult


def test_what_is_stored_is_found_under_the_same_circumstances_only(tmp_path, sample):
    cache, options, python = ResultCache(tmp_path), RunOptions(), sample()
    run = ModuleRun("test_x", {"a": TestResult("passed", "é", 0.5, (("s", "failed"),))}, seconds=2.0)
    cache.store(python, run, ITSELF, options)
    found = cache.load(python, "test_x", ITSELF, options)
    assert found == dataclasses.replace(run, cached=True)
    assert cache.load(python, "test_y", ITSELF, options) is None
    assert cache.load(python, "test_x", OTHER, options) is None
    assert cache.load(python, "test_x", ITSELF, dataclasses.replace(options, resources=("cpu",))) is None
    assert cache.load(sample("another build"), "test_x", ITSELF, options) is None


def test_trouble_is_not_stored(tmp_path, sample):
    cache, options, python = ResultCache(tmp_path), RunOptions(), sample()
    cache.store(python, ModuleRun("test_x", {"a": TestResult("crashed")}, restarts=1), ITSELF, options)
    cache.store(python, ModuleRun("test_y"), ITSELF, options)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_no_result(tmp_path, sample):
    cache, options, python = ResultCache(tmp_path), RunOptions(), sample()
    cache.store(python, ModuleRun("test_x", {"a": TestResult("passed")}), ITSELF, options)
    next(tmp_path.iterdir()).write_text('{"module": "test_x"')
    assert cache.load(python, "test_x", ITSELF, options) is None


def test_no_cache(sample):
    cache, options, python = ResultCache(None), RunOptions(), sample()
    cache.store(python, ModuleRun("test_x", {"a": TestResult("passed")}), ITSELF, options)
    assert cache.load(python, "test_x", ITSELF, options) is None
