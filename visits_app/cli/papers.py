"""Papers about the figures on the command line: the monitoring report, the brief for a visit."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.errors import UnknownRecord

if TYPE_CHECKING:
    from visits_app.reports.document import Document
    from visits_app.store.engine import Store

WHICH = "the visit's reference, as in the list; or “monitoring”; or “brief” and a team"


def add_choices(report: argparse.ArgumentParser) -> None:
    """Add to `report` what is said of papers about the figures."""
    report.add_argument("team", nargs="?", metavar="TEAM", help="the team of a brief, by name")
    report.add_argument(
        "--month", type=_month, metavar="YYYY-MM", help="of the monitoring report (the newest)"
    )


def refuse_strays(asked: argparse.Namespace) -> None:
    """Raise UnknownRecord where a team or a month is said for a paper that has none."""
    if asked.team is not None and asked.visit != "brief":
        raise UnknownRecord("Only a brief has a team: member-visits report brief TEAM")
    if asked.month is not None and asked.visit != "monitoring":
        raise UnknownRecord("Only the monitoring report has a month.")


def _monitoring(store: Store, asked: argparse.Namespace) -> tuple[Document, str]:
    from visits_app.services import papers

    document = papers.monitoring_report(store, month=asked.month, today=date.today())
    return document, f"monitoring {asked.month:%Y-%m}" if asked.month else "monitoring"


def _brief(store: Store, asked: argparse.Namespace) -> tuple[Document, str]:
    from visits_app.presenters.printing import safe_file_name
    from visits_app.services import papers, registers

    teams = [team for team in registers.teams(store) if not team.retired]
    called = (asked.team or "").strip().casefold()
    team = next((one for one in teams if called in {one.id.casefold(), one.name.casefold()}), None)
    if team is None:
        names = "; ".join(one.name for one in teams) or "none"
        raise UnknownRecord(f"Say which team the brief is for. There are: {names}.")
    document = papers.visit_brief(store, team.id, today=date.today())
    return document, safe_file_name(f"brief {team.name}")


PAPERS: dict[str, Callable[[Store, argparse.Namespace], tuple[Document, str]]] = {
    "monitoring": _monitoring,
    "brief": _brief,
}


def _month(text: str) -> date:
    try:
        if len(text) != len("2014-01"):
            raise ValueError(text)
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError("a month is written as 2014-01") from None
