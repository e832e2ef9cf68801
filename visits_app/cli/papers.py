"""Papers about the figures on the command line: the monitoring report, the brief before a visit."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from visits_app.cli.compiled import KINDS
from visits_app.domain.errors import UnknownRecord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from visits_app.reports.document import Document
    from visits_app.store.engine import Store

MONITORING, BRIEF = "monitoring", "brief"
"""Words in the place of a visit's reference, which always holds a number."""


class _Register(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


_Named = TypeVar("_Named", bound=_Register)


def add_choices(report: argparse.ArgumentParser) -> None:
    """Add to `report` what the papers about the figures can be asked for."""
    report.add_argument("team", nargs="?", default="", metavar="TEAM", help="the team of a brief")
    choices = report.add_argument_group("for papers about the figures")
    only = "only measures of this team, or the team of a brief; a compiled paper's visits to it"
    choices.add_argument("--team", dest="of_team", default="", metavar="TEAM", help=only)
    choices = report.add_argument_group("for the monitoring report")
    month = "its month, such as 2014-01 (the newest with figures)"
    choices.add_argument("--month", type=_month, metavar="MONTH", help=month)
    only = "only measures of this theme; of a compiled paper, findings on it"
    choices.add_argument("--theme", default="", metavar="THEME", help=only)
    only = "charts only of what needs a look"
    choices.add_argument("--concern-only", action="store_true", help=only)
    choices.add_argument("--no-tables", action="store_true", help="leave out the tables")


def wrong_words(asked: argparse.Namespace) -> str:
    """Return why a choice makes no sense with the paper asked for, or ""."""
    if asked.visit == BRIEF and not (asked.team or asked.of_team):
        return "Say which team the brief is about: member-visits report brief TEAM"
    if asked.team and asked.visit != BRIEF:
        return "Only a brief takes a team after it: member-visits report brief TEAM"
    if asked.of_team and asked.visit not in {BRIEF, MONITORING, *KINDS}:
        return "--team goes with the papers about the figures: monitoring, or brief."
    of_monitoring = {
        "--month": asked.month,
        "--theme": asked.theme if asked.visit not in KINDS else "",
        "--concern-only": asked.concern_only,
        "--no-tables": asked.no_tables,
    }
    said = next((word for word, value in of_monitoring.items() if value), "")
    if said and asked.visit != MONITORING:
        return f"{said} goes with the monitoring report: member-visits report monitoring {said}"
    return ""


def wrong_kind(asked: argparse.Namespace) -> str:
    """Return why the paper cannot be the kind of file that was named, or "".

    Said before anything is read. Raises UnknownPaperKind.
    """
    if asked.out is None:
        return ""
    from visits_app.reports.rendering import PaperKind, kind_of

    if kind_of(asked.out) is PaperKind.HTML and asked.blank is not None:
        return "A blank form is for the pen or for Word, not a web page: name a .pdf or .docx file."
    return ""


def paper(store: Store, asked: argparse.Namespace) -> tuple[Document, str]:
    """Return the paper asked for and a name for its file. Raises UnknownRecord."""
    from visits_app.services import papers, registers

    today = date.today()
    if asked.visit == BRIEF:
        team = called(registers.teams(store), asked.team or asked.of_team, "team")
        return papers.visit_brief(store, team.id, today=today), f"brief {team.id}"
    team_id = called(registers.teams(store), asked.of_team, "team").id if asked.of_team else ""
    theme_id = called(registers.themes(store), asked.theme, "theme").id if asked.theme else ""
    document = papers.monitoring_report(
        store,
        month=asked.month,
        team_id=team_id,
        theme_id=theme_id,
        concern_only=asked.concern_only,
        with_tables=not asked.no_tables,
        today=today,
    )
    return document, document.subject  # "Monthly monitoring report, January 2014"


def called(known: Iterable[_Named], words: str, kind: str) -> _Named:
    """Return the team or theme of this id or name, in capitals or not."""
    from visits_app.domain.text import clean, shorten

    wanted = " ".join(clean(words).split()).casefold()
    names = []
    for one in known:
        if wanted in {one.id.casefold(), " ".join(one.name.split()).casefold()}:
            return one
        names.append(one.name)
    if not names:
        raise UnknownRecord(f"There is no {kind} in this store yet.")
    called = shorten(wanted, 60)
    raise UnknownRecord(f"There is no {kind} “{called}”, but: {', '.join(names)}.")


def _month(word: str) -> date:
    try:
        year, month = word.split("-")
        return date(int(year), int(month), 1)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a month such as 2014-01, please") from error
