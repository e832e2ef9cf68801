"""Drafting papers from the store: their parts, charts and facts, each in one read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from visits_app.domain.charts import Chart
from visits_app.domain.drafting.final import FinalFacts
from visits_app.domain.drafting.records import (
    PaperRecords,
    RecommendationRecord,
    SeatRecord,
    VisitRecord,
)
from visits_app.domain.drafting.wording import and_list, day_in_words
from visits_app.domain.papers import Paper, PaperKind, PaperPart, PartKind, Version
from visits_app.services.tracker_lines import tracker_lines
from visits_app.store import paper_actions, paper_registers, paper_visits
from visits_app.store import registers as register_rows
from visits_app.store.theme_counting import counted_as, with_counted_themes

if TYPE_CHECKING:
    from visits_app.domain.forms import Form
    from visits_app.reports.document import Document
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_CHECKED = {"done": "Done", "part": "Done in part", "not": "Not done"}
"""What members saw of an earlier ask, where a form has no words of its own for it."""

_CLOSED = "Made on a restricted item of a meeting"

_WITH_FIGURES = {PaperKind.SUMMARY, PaperKind.FINAL}


def draft_parts(
    store: Store, paper: Paper, *, today: date, version: Version = Version.RESTRICTED
) -> tuple[PaperPart, ...]:
    """Return a paper as its records say it today, section by section.

    The public parts are the same in both versions; the restricted one has the appendix as well.
    Off the window's thread: it reads everything of the period.
    """
    from visits_app.domain.drafting.drafts import draft

    records = read_records(store, paper, today=today)
    facts = _example_facts(records) if paper.kind is PaperKind.FINAL else None
    return draft(paper.kind, records, facts, version=version)


def charts_for(
    store: Store, paper: Paper, parts: Iterable[PaperPart], *, today: date
) -> dict[str, Chart]:
    """Return the charts of a paper by indicator; restricted visits are flagged on none."""
    from visits_app.services.papers import charts_told

    wanted = [
        part.words[0]
        for part in parts
        if part.kind is PartKind.CHART and part.words and not part.hidden
    ]
    if not wanted:
        return {}
    with store.read() as connection:
        hidden = paper_visits.restrictions(connection).visits
    ends = paper.ends_on or today
    return charts_told(store, wanted, ends=ends, today=today, without_visits=hidden)


def drafted_paper(
    store: Store, paper: Paper, *, today: date, version: Version = Version.PUBLIC
) -> tuple[Document, str]:
    """Return a paper as its records say it, with no hand laid on it, and a name for its file."""
    from visits_app.domain.paper_sections import sections_chosen
    from visits_app.reports.paper_document import file_name, paper_document

    parts = draft_parts(store, paper, today=today, version=version)
    document = paper_document(
        paper,
        sections_chosen(paper.kind, paper.contents.sections),
        parts,
        charts_for(store, paper, parts, today=today),
        version=version,
        facts=facts_for(store, paper, today=today),
    )
    return document, file_name(paper, version)


def facts_for(store: Store, paper: Paper, *, today: date) -> tuple[tuple[str, str], ...]:
    """Return what stands under a paper's title: for whom it is, what it covers, as of when."""
    with store.read() as connection:
        teams = {team.id: team.name for team in register_rows.teams(connection)}
        themes = {theme.id: theme.name for theme in register_rows.themes(connection)}
        meetings = {one.id: one for one in register_rows.meetings(connection)}
    meeting = meetings.get(paper.meeting_id or "")
    chosen = paper.contents
    found = (
        ("For", f"{meeting.body}, {day_in_words(meeting.held_on)}" if meeting else ""),
        ("Teams", and_list([teams.get(id, id) for id in chosen.team_ids])),
        ("Themes", and_list([themes.get(id, id) for id in chosen.theme_ids])),
        ("As things stood on", day_in_words(today)),
    )
    return tuple((label, words) for label, words in found if words)


# --- reading ---------------------------------------------------------------------------------


def read_records(store: Store, paper: Paper, *, today: date) -> PaperRecords:
    """Return everything a paper is drafted from, read at one time."""
    low = paper.starts_on or paper_visits.FIRST
    high = paper.ends_on or paper_visits.LAST
    chosen = paper.contents
    teams = chosen.team_ids
    with store.read() as connection:
        words = _Forms(store, connection)
        hidden = paper_visits.restrictions(connection)
        corrected = paper_visits.being_corrected(connection)
        counts = counted_as(connection)

        def visits_of(first: date, last: date) -> tuple[VisitRecord, ...]:
            found = paper_visits.visits(connection, first, last, hidden, corrected, words, teams)
            return _of_themes(found, [counts.get(id, id) for id in chosen.theme_ids])

        before = _before(paper.starts_on, paper.ends_on)
        visits = visits_of(low, high)
        known = [team for team in register_rows.teams(connection) if not teams or team.id in teams]
        asks = paper_actions.asks(connection, low, high, hidden, corrected, teams)
        actions = paper_actions.actions(connection, low, high, hidden, teams)
        questions = paper_actions.figure_questions(connection, low, high, teams)
        since = low if paper.kind is PaperKind.FINAL else paper_visits.FIRST
        records = PaperRecords(
            today=today,
            starts_on=paper.starts_on,
            ends_on=paper.ends_on,
            before=before,
            teams=tuple(known),
            members={one.id: one.name for one in register_rows.members(connection)},
            visits=visits,
            visits_before=visits_of(*before) if before else (),
            rota=paper_registers.rota(connection, low, high, teams),
            rota_before=paper_registers.rota(connection, *before, teams) if before else (),
            asks=asks,
            actions=(*actions, *questions),
            corrections=paper_actions.corrections(connection, hidden, visits),
            evidence=paper_registers.evidence(connection, since, high, hidden, corrected, teams),
            meetings=paper_registers.meetings(connection, low, high, chosen.body_id),
            seats=_seats(connection, chosen.body_id, visits),
            indicator_ids=chosen.indicator_ids,
        )
        if chosen.theme_ids:
            records = _narrowed(records)
        if paper.kind in _WITH_FIGURES:
            records = _with_figures(connection, records)
        _, closed = paper_actions.restricted_by_meeting(connection)
    lines = tracker_lines(store, today=today, public=True)
    made = (
        one
        for one in lines
        if one.recommendation.made_on is None or since <= one.recommendation.made_on <= high
    )
    return replace(
        records,
        recommendations=tuple(
            RecommendationRecord(one, _CLOSED if one.recommendation.id in closed else "")
            for one in made
        ),
    )


def _of_themes(visits: Sequence[VisitRecord], theme_ids: Sequence[str]) -> tuple[VisitRecord, ...]:
    """Return the visits that speak of some themes, with their findings on them."""
    if not theme_ids:
        return tuple(visits)
    wanted = set(theme_ids)
    return tuple(
        replace(one, findings=tuple(found for found in one.findings if found.theme_id in wanted))
        for one in visits
        if wanted & set(one.theme_ids)
    )


def _narrowed(records: PaperRecords) -> PaperRecords:
    """Keep, of what hangs on visits, only what hangs on the visits that are in."""
    kept = {one.id for one in records.visits}
    return replace(
        records,
        rota=tuple(one for one in records.rota if one.visit.visit_id in kept),
        rota_before=(),
        before=None,
        asks=tuple(one for one in records.asks if one.visit_id in kept),
        corrections=tuple(one for one in records.corrections if one.visit_id in kept),
        evidence=tuple(one for one in records.evidence if one.visit_id in kept),
        actions=tuple(one for one in records.actions if one.line.action.visit_id in kept),
    )


def _with_figures(connection: Connection, records: PaperRecords) -> PaperRecords:
    from visits_app.services.insight import measured_series
    from visits_app.store.indicators import indicators

    known = with_counted_themes(connection, indicators(connection))
    wanted = [one for one in known if not one.retired and one.theme_ids]
    measured, _ = measured_series(connection, wanted)
    return replace(records, measured=measured)


def _before(starts_on: date | None, ends_on: date | None) -> tuple[date, date] | None:
    """Return the period of the same length before: whole months where it is of whole months."""
    if starts_on is None or ends_on is None or ends_on < starts_on:
        return None
    last = starts_on - timedelta(days=1)
    if starts_on.day == 1 and (ends_on + timedelta(days=1)).day == 1:
        months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
        place = starts_on.year * 12 + starts_on.month - 1 - months
        if place < 12:
            return None
        return date(place // 12, place % 12 + 1, 1), last
    days = (ends_on - starts_on).days
    return (last - timedelta(days=days), last) if last.toordinal() > days else None


def _seats(
    connection: Connection, body_id: str, visits: Sequence[VisitRecord]
) -> tuple[SeatRecord, ...]:
    """Return who sits on the body chosen; without one, the members who went on the visits."""
    if body_id:
        return paper_registers.seats(connection, body_id)
    went = {member for visit in visits if not visit.restricted for member in visit.visitors}
    return tuple(
        SeatRecord(one.id, one.name, one.ward, one.role, one.co_opted)
        for one in register_rows.members(connection)
        if one.id in went
    )


def _example_facts(records: PaperRecords) -> FinalFacts | None:
    """Return the facts of the example's report, where all visits told of are its own."""
    if not records.visits or not all(one.example for one in records.visits):
        return None
    from visits_app.imports.example_final import read_final_facts
    from visits_app.paths import resource

    return read_final_facts(resource("example") / "final_report.toml", records.today)


class _Forms:
    """The words of the forms of a store, each read once."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self.store = store
        self.connection = connection
        self._choices: dict[tuple[str, int, str, str], dict[str, str]] = {}

    def title(self, form_id: str, version: int) -> str:
        """Return the title of a form."""
        return self._form(form_id, version).title

    def choice(
        self, form_id: str, version: int, question: str, value: str, column: str = ""
    ) -> str:
        """Return a choice's label; the value itself where the form knows none."""
        key = (form_id, version, question, column)
        if key not in self._choices:
            asked = self._form(form_id, version).question(question)
            if asked is not None and column:
                asked = next((one for one in asked.columns if one.id == column), None)
            choices = asked.choices if asked is not None else ()
            self._choices[key] = {one.value: one.label for one in choices}
        return self._choices[key].get(value) or _CHECKED.get(value, value)

    def _form(self, form_id: str, version: int) -> Form:
        from visits_app.services.forms import known_form

        return known_form(self.store, self.connection, form_id, version).form
