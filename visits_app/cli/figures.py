"""Commands for figures: judge those of a file by their own limits."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from visits_app.cli.answers import OK, count, refuse, say

if TYPE_CHECKING:
    from datetime import date

WAYS = ("increase", "decrease", "neutral", "higher", "lower", "band")


def add_indicators(indicators: argparse.ArgumentParser) -> None:
    """Add to `indicators` what can be done with figures."""
    actions = indicators.add_subparsers(metavar="judge FILE")
    judge = actions.add_parser(
        "judge",
        help="say which figures of a file are more than ordinary variation",
        description="Judge monthly figures by their own limits: a CSV file with date, value and, "
        "if wished, target on each line, or a JSON file with dates and values. What a JSON file "
        "says itself comes before the options; --target comes before a CSV file's.",
    )
    judge.add_argument("file", type=Path, metavar="FILE.csv|.json")
    judge.add_argument("--direction", choices=WAYS, default="neutral", help="which way is better")
    judge.add_argument("--target", type=_number, metavar="N", help="of a band, its lower end")
    judge.add_argument("--upper", type=_number, metavar="N", help="of a band, its upper end")
    judge.add_argument(
        "--rebase",
        type=_day,
        action="append",
        default=[],
        metavar="DATE",
        help="limits start anew at the first figure on or after it; may be said again",
    )
    judge.add_argument("--no-screen", action="store_true", help="keep outlying jumps")
    fix = "take the limits from the first N figures of each phase"
    judge.add_argument("--fix-after", type=count, metavar="N", help=fix)
    judge.add_argument("--json", action="store_true", help="write records instead of lines")
    judge.set_defaults(carry_out=_judge)


def say_what(_asked: argparse.Namespace) -> int:
    """Refuse the command without an action, and name the one there is."""
    return refuse("Say what to do with figures: member-visits indicators judge FILE")


def _judge(asked: argparse.Namespace) -> int:
    from visits_app.domain.judgement_records import as_lines, as_record
    from visits_app.domain.xmr import judge_all
    from visits_app.imports.judge_files import DIRECTIONS, Settings, read_figures_file

    settings = Settings(
        direction=DIRECTIONS[asked.direction],
        target=asked.target,
        upper=asked.upper,
        rebase_dates=tuple(asked.rebase),
        fix_after=asked.fix_after,
        screen=not asked.no_screen,
    )
    file = read_figures_file(asked.file, settings)
    names = [name or f"Series {place}" for place, (name, _) in enumerate(file.series, start=1)]
    judged = judge_all(series for _, series in file.series)
    if asked.json:
        import json

        records = [as_record(judgement) for judgement in judged]
        many = [{"id": name, "result": r} for name, r in zip(names, records, strict=True)]
        say(json.dumps({"series": many} if file.many else records[0], allow_nan=False))
        return OK
    for place, judgement in enumerate(judged):
        if file.many:
            say(names[place] if place == 0 else f"\n{names[place]}")
        for line in as_lines(judgement):
            say(line)
    return OK


def _number(word: str) -> float:
    from visits_app.imports.judge_files import read_number

    number = read_number(word)
    if number is None:
        raise argparse.ArgumentTypeError("a number such as 60.3, please")
    return number


def _day(word: str) -> date:
    from visits_app.imports.judge_files import read_day

    day = read_day(word)
    if day is None:
        raise argparse.ArgumentTypeError("a date such as 2014-01-31, please")
    return day
