"""Differential fuzzing: random nestings of managers, stacks and generators, run on two interpreters, must leave the same log."""
