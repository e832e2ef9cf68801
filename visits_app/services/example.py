"""Putting the example council into a store: read and checked whole, then all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from visits_app.domain.answers import fit_answers
from visits_app.domain.errors import ExampleRefused, Fault, FaultsError
from visits_app.domain.forms import Form, Source
from visits_app.domain.recommendations import Acceptance, EvidenceLink, ProgressUpdate
from visits_app.services.asks import write_response
from visits_app.services.example_lives import live_out
from visits_app.services.example_minutes import write_minutes
from visits_app.services.forms import installed, known_form
from visits_app.services.progress import write_acceptance, write_update
from visits_app.services.submission import seal_visit
from visits_app.services.visits import create_visit
from visits_app.store import example as rows
from visits_app.store import visits as visit_rows
from visits_app.store.answers import write_answers
from visits_app.store.evidence import insert_link, link_as_json
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.imports.example_files import ExampleCouncil
    from visits_app.imports.example_visits import VisitScript
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many of how many steps are done."""

SETTING = "example_loaded"

_LINKED_AFTER = timedelta(days=3)
"""Evidence is tied to a recommendation this long after it was made, at the earliest."""


@dataclass(frozen=True, slots=True)
class ExampleCounts:
    """What was put into the store; `member_id` is whose desk has a draft and a visit to come."""

    teams: int
    members: int
    recommendations: int
    meetings: int
    indicators: int
    figures: int
    visits: int
    member_id: str

    def __str__(self) -> str:
        return (
            f"{self.visits} visits to {self.teams} teams, {self.recommendations} recommendations,"
            f" {self.meetings} meetings, {self.indicators} indicators with {self.figures} figures"
        )


def load_example(
    store: "Store",
    *,
    today: date | None = None,
    progress: Progress | None = None,
    folder: Path | None = None,
) -> ExampleCounts:
    """Put the example council into a store, in one transaction, and say what came in.

    Raises ExampleRefused, with nothing changed, when its files have a fault, when the store holds
    the example already, or when the store's own records have the same ids or names.
    """
    from visits_app.imports.example_files import read_example
    from visits_app.paths import resource

    day = today or date.today()
    council = read_example(folder or resource("example"), day)
    forms = {form.id: form for form in installed()}
    _check_visits(council, forms, day)
    steps = len(council.visits) + 1
    with store.write() as connection:
        _refuse_clashes(connection, council)
        _insert_registers(connection, council)
        for done, script in enumerate(council.visits, start=1):
            if progress:
                progress(done, steps)
            _write_visit(store, connection, script, forms[script.form_id], council, day)
        rows.insert_rota(connection, council.rota, _planned_at(day))
        write_minutes(connection, council, day)
        _write_progress(connection, council, day)
        visit_ids = {script.key: script.id for script in council.visits}
        for life in council.lives:
            live_out(store, connection, visit_ids[life.visit], life, today=day)
        _remember(connection)
    if progress:
        progress(steps, steps)
    return ExampleCounts(
        teams=len(council.teams),
        members=len(council.members),
        recommendations=len(council.recommendations),
        meetings=len(council.meetings) + len(council.later_meetings),
        indicators=len(council.indicators),
        figures=len(council.observations),
        visits=len(council.visits),
        member_id=_busiest(council),
    )


def _check_visits(council: "ExampleCouncil", forms: dict[str, Form], today: date) -> None:
    """Refuse visits whose form is not there or whose answers it would not take."""
    from visits_app.domain.form_rules import faults as form_faults

    asks = {
        str(row["id"]): str(row.get("action", ""))
        for script in council.visits
        for row in _rows(script.answers.get("asks"))
    }
    names = {
        Source.TEAMS: {team.id: team.name for team in council.teams},
        Source.MEMBERS: {member.id: member.name for member in council.members},
        Source.THEMES: {theme.id: theme.name for theme in council.themes},
        Source.INDICATORS: {indicator.id: indicator.name for indicator in council.indicators},
        Source.RECOMMENDATIONS: {item.id: item.title for item in council.recommendations},
        Source.OPEN_ASKS: asks,
    }
    found: list[Fault] = []
    for script in council.visits:
        where = f"{script.key}.toml"
        form = forms.get(script.form_id)
        if form is None:
            found.append(Fault(where, f"the form “{script.form_id}” is not installed."))
            continue
        versions = [script.answers]
        if script.amendment:
            versions.append({**script.answers, **script.amendment.answers})
        for answers in versions:
            try:
                fit_answers(form, answers)
            except FaultsError as error:
                told = error.faults
            else:
                told = form_faults(form, answers, script.mode, today=today, names=names)
                if script.submitted is None:  # unfinished, yet nothing in it may be wrong
                    told = tuple(fault for fault in told if _is_written(fault, answers))
            found += [Fault(f"{where}, {fault.where}", fault.what) for fault in told]
    if found:
        raise ExampleRefused("The example council cannot be used.", tuple(found))


def _is_written(fault: Fault, answers: object) -> bool:
    """Say whether a draft's fault is about something written, not about something missing."""
    return (
        isinstance(answers, dict)
        and "/" not in fault.where
        and fault.where != "visit_date"
        and fault.where in answers
    )


def _refuse_clashes(connection: "Connection", council: "ExampleCouncil") -> None:
    if rows.has_example(connection):
        raise ExampleRefused(
            "The example council is in this store already; it was not loaded again.", ()
        )
    clashes = rows.clashes(
        connection,
        {
            "team": council.teams,
            "member": council.members,
            "theme": council.themes,
            "recommendation": council.recommendations,
            "body": [one.body for one in council.bodies],
            "meeting": (*council.meetings, *council.later_meetings),
            "event": council.events,
            "indicator": council.indicators,
            "visit": council.visits,
            "rota_visit": council.rota,
        },
    )
    if clashes:
        shown = ", ".join(f"“{name}”" for name in clashes[:5])
        more = " and others" if len(clashes) > 5 else ""
        raise ExampleRefused(
            f"This store has records of its own called {shown}{more}, so the example council was "
            "not loaded into it. Make a new store for the example.",
            (),
        )


def _insert_registers(connection: "Connection", council: "ExampleCouncil") -> None:
    from visits_app.imports.example_meetings import items_of

    rows.insert_teams(connection, council.teams)
    rows.insert_members(connection, council.members)
    rows.insert_themes(connection, council.themes)
    rows.insert_recommendations(connection, council.recommendations)
    rows.insert_bodies(connection, ((one.body, one.seats) for one in council.bodies))
    meetings = (*council.meetings, *council.later_meetings)
    rows.insert_meetings(connection, meetings, items_of)
    rows.insert_events(connection, council.events)
    rows.insert_indicators(connection, council.indicators, council.targets)
    rows.insert_figures(connection, council.series, council.observations)


def _write_visit(
    store: "Store",
    connection: "Connection",
    script: "VisitScript",
    form: Form,
    council: "ExampleCouncil",
    today: date,
) -> None:
    """Take a visit through its life as a member would: begin, link, seal, amend, be answered."""
    create_visit(
        store,
        connection,
        form,
        author_id=script.author_id,
        answers=script.answers,
        mode=script.mode,
        id=script.id,
        reference=_reference(connection, script, council),
        example=True,
        at=_begun(script, today),
    )
    # Before the seal: what is tied already is not tied again for being ticked on the form.
    _link(connection, script, council, today)
    if script.submitted is None:
        return
    seal_visit(store, connection, script.id, by=script.author_id, today=today, at=script.submitted)
    amendment = script.amendment
    if amendment:
        rows.reopen_visit(connection, script.id, by=script.author_id)
        head = visit_rows.read_head(connection, script.id)
        known = known_form(store, connection, head.form_id, head.form_version)
        write_answers(
            connection,
            head.target(known),
            fit_answers(known.form, amendment.answers),
            by=script.author_id,
            at=amendment.submitted.isoformat(timespec="microseconds"),
        )
        seal_visit(
            store,
            connection,
            script.id,
            by=script.author_id,
            reason=amendment.reason,
            today=today,
            at=amendment.submitted,
        )
    for outcome in script.outcomes:
        write_response(
            connection,
            outcome.ask_id,
            outcome.status,
            outcome.response,
            on=outcome.responded_on,
            by=rows.BY,
            agreed_owner=outcome.owner,
            agreed_due=outcome.due,
        )


def _link(
    connection: "Connection", script: "VisitScript", council: "ExampleCouncil", today: date
) -> None:
    made_on = {item.id: item.made_on for item in council.recommendations}
    written = script.submitted or _begun(script, today)
    for item in script.evidence:
        made = made_on[item.recommendation_id]
        earliest = datetime.combine(made, time(10), UTC) + _LINKED_AFTER if made else written
        link = EvidenceLink(
            id=item.id,
            recommendation_id=item.recommendation_id,
            visit_id=script.id,
            finding_id=item.finding_id,
            kind=item.kind,
            note=item.note,
            made_by=script.author_id,
            made_at=max(written, earliest),
        )
        insert_link(connection, link)
        record(
            connection,
            by=script.author_id,
            action="linked",
            entity="evidence_link",
            entity_id=link.id,
            after=link_as_json(link),
        )


def _write_progress(connection: "Connection", council: "ExampleCouncil", today: date) -> None:
    """Tell and accept in the order of the days, as it would have been; nothing ahead of today."""
    said: tuple[ProgressUpdate | Acceptance, ...] = (
        *(one for one in council.updates if one.told_on <= today),
        *(one for one in council.acceptances if one.accepted_on <= today),
    )
    for one in sorted(said, key=lambda one: str(one.recorded_at)):
        told = one.told_on if isinstance(one, ProgressUpdate) else one.accepted_on
        if told > today:  # loaded as of an earlier day
            continue
        if isinstance(one, ProgressUpdate):
            write_update(connection, one, by=rows.BY, today=today)
        else:
            write_acceptance(connection, one, by=rows.BY, today=today)


def _reference(connection: "Connection", script: "VisitScript", council: "ExampleCouncil") -> str:
    """Return a reference that is the same in every store, unless somebody there has it."""
    year = script.visit_date.year
    wanted = f"{year}-X{council.visits.index(script) + 1:03d}"
    if visit_rows.reference_is_free(connection, wanted):
        return wanted
    return visit_rows.free_reference(connection, year)


def _begun(script: "VisitScript", today: date) -> datetime:
    """Return when a visit was first written down: on its evening, or some days ago."""
    day = min(script.visit_date, today - timedelta(days=4))
    return datetime.combine(day, time(17, 30), UTC)


def _planned_at(today: date) -> datetime:
    """Return when the rota was made: before any day in it had come."""
    return datetime.combine(today - timedelta(days=60), time(9), UTC)


def _remember(connection: "Connection") -> None:
    rows.insert_setting(connection, SETTING, "true")


def _busiest(council: "ExampleCouncil") -> str:
    """Return the member who has most left to do: the desk with something to show."""
    open_by: dict[str, int] = {}
    for script in council.visits:
        if script.submitted is None:
            open_by[script.author_id] = open_by.get(script.author_id, 0) + 1
    first = council.members[0].id
    return max(open_by, key=lambda id: open_by[id]) if open_by else first


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
