"""What every command answers with: an exit code, and words that cannot steer a terminal."""

import argparse
import sys

OK, NOT_IN_ORDER, REFUSED, UNEXPECTED, INTERRUPTED = 0, 1, 2, 70, 130


def say(words: str) -> None:
    """Print words from a store or a file without letting them steer the terminal."""
    from visits_app.domain.text import clean

    print(clean(words))


def refuse(sentence: str) -> int:
    """Print why a command is refused, and return the exit code for it."""
    from visits_app.domain.text import clean

    print(clean(sentence), file=sys.stderr)
    return REFUSED


def count(word: str) -> int:
    """Read a number from 1 to 100,000 off the command line."""
    if not (word.isdecimal() and len(word) <= 6 and 1 <= int(word) <= 100_000):
        raise argparse.ArgumentTypeError("a number from 1 to 100000, please")
    return int(word)
