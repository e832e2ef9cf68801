"""Moments of the start-up on stderr, for the bench: set MEMBER_VISITS_TRACE=1."""

import os
import sys
import time


def mark(moment: str) -> None:
    """Print `moment` with the monotonic clock in nanoseconds, when tracing is on."""
    if os.environ.get("MEMBER_VISITS_TRACE"):
        print(f"{moment} {time.monotonic_ns()}", file=sys.stderr, flush=True)
