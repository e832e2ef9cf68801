"""The program's one door: the window without a command, the command line with one."""

import sys


def main() -> int:
    """Start the program with the words of its command line and return its exit code."""
    from visits_app.cli import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
