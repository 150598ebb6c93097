"""What the harness raises when it cannot do its work (never for a difference it found)."""


class HarnessError(Exception):
    """A problem to be shown to the user as one message, without a traceback."""
