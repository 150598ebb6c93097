"""Benchmarks: programs timed on CPython and on gophersnake in one run, and checks that memory stays flat."""
