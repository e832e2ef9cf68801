"""Compiled papers on the command line: drafted from the records as they are, edited by nobody."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visits_app.reports.document import Document
    from visits_app.store.engine import Store

KINDS = {
    "summary": "summary",
    "tracker": "tracker",
    "actions": "actions",
    "said-and-did": "said_and_did",
    "final": "final",
}
"""Words in the place of a visit's reference, and the kinds of paper they ask for."""


def add_choices(report: argparse.ArgumentParser) -> None:
    """Add to `report` what compiled papers can be asked for."""
    choices = report.add_argument_group(f"for compiled papers ({', '.join(KINDS)})")
    first = "the first day of its period, such as 2013-04-01 (from the beginning)"
    choices.add_argument("--from", dest="starts_on", type=_day, metavar="DATE", help=first)
    last = "the last day of its period (up to today)"
    choices.add_argument("--to", dest="ends_on", type=_day, metavar="DATE", help=last)
    whom = "public, without anything restricted (as usual), or restricted, with its appendix"
    choices.add_argument("--version", choices=("public", "restricted"), help=whom)


def wrong_words(asked: argparse.Namespace) -> str:
    """Return why a choice makes no sense with the paper asked for, or ""."""
    of_compiled = {
        "--from": asked.starts_on,
        "--to": asked.ends_on,
        "--version": asked.version,
    }
    said = next((word for word, value in of_compiled.items() if value), "")
    if said and asked.visit not in KINDS:
        return f"{said} goes with compiled papers: {', '.join(KINDS)}."
    if asked.starts_on and asked.ends_on and asked.ends_on < asked.starts_on:
        return "The period ends (--to) before it begins (--from). Turn the days round."
    return ""


def paper(store: Store, asked: argparse.Namespace) -> tuple[Document, str]:
    """Return the paper asked for and a name for its file. Raises UnknownRecord."""
    from visits_app.cli.papers import called
    from visits_app.domain.papers import Paper, PaperContents, PaperKind, Version
    from visits_app.services import drafting, registers

    team = called(registers.teams(store), asked.of_team, "team").id if asked.of_team else ""
    theme = called(registers.themes(store), asked.theme, "theme").id if asked.theme else ""
    kind = PaperKind(KINDS[asked.visit])
    wanted = Paper(
        id="",
        kind=kind,
        title=kind.label,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        contents=PaperContents((team,) if team else (), (theme,) if theme else ()),
    )
    version = Version(asked.version or Version.PUBLIC)
    return drafting.drafted_paper(store, wanted, today=date.today(), version=version)


def _day(word: str) -> date:
    from visits_app.domain.dates import read_date

    day = read_date(word, date.today())
    if day is None:
        raise argparse.ArgumentTypeError("a date such as 2014-03-31, please")
    return day
