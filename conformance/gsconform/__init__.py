"""Compare gophersnake with CPython: its own test modules and small programs, run on both, outcome by outcome."""
