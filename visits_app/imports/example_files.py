"""The example council, read whole from its folder: every fault at once, nothing half."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from visits_app.domain.errors import ExampleRefused, Fault
from visits_app.domain.indicator_checks import indicator_faults
from visits_app.domain.indicators import Indicator, Observation, Series, Target
from visits_app.domain.meetings import Meeting
from visits_app.domain.recommendations import Acceptance, ProgressUpdate, Recommendation
from visits_app.domain.registers import Event, Member, Team, Theme
from visits_app.domain.rota import RotaVisit
from visits_app.domain.rota_checks import rota_faults
from visits_app.imports import example_registers as registers
from visits_app.imports import example_tracker as tracker
from visits_app.imports.example_figures import Figures
from visits_app.imports.example_meetings import (
    BodyScript,
    MinutesScript,
    check_meetings,
    read_body,
    read_meeting,
    read_minutes,
)
from visits_app.imports.example_reviews import LifeScript, read_life
from visits_app.imports.example_rota import read_rota_visit
from visits_app.imports.example_tables import check_known, check_twice, read_table
from visits_app.imports.example_visits import VisitScript, read_visit, resolve_checks

FIGURES = ("figures.csv", "dfe_annual.csv", "illustration.csv")
"""Read in this order, which is the order of an indicator's series."""


@dataclass(frozen=True, slots=True)
class ExampleCouncil:
    """Everything the example folder holds; visits are in the order of their dates."""

    teams: tuple[Team, ...]
    members: tuple[Member, ...]
    themes: tuple[Theme, ...]
    recommendations: tuple[Recommendation, ...]
    meetings: tuple[Meeting, ...]
    events: tuple[Event, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    series: tuple[Series, ...]
    observations: tuple[Observation, ...]
    visits: tuple[VisitScript, ...]
    rota: tuple[RotaVisit, ...] = ()
    bodies: tuple[BodyScript, ...] = ()
    minutes: tuple[MinutesScript, ...] = ()
    later_meetings: tuple[Meeting, ...] = ()
    """Invented meetings after the report, at which the recommendations' progress was looked at."""
    updates: tuple[ProgressUpdate, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    lives: tuple[LifeScript, ...] = ()
    """What became of reports after they were submitted."""


def read_example(folder: Path, today: date) -> ExampleCouncil:
    """Return the example council of a folder, its relative dates counted from `today`.

    Raises ExampleRefused with everything that is wrong, each fault naming file and place.
    """
    faults: list[Fault] = []
    council = _read(folder, today, faults)
    _check(council, faults)
    if faults:
        raise ExampleRefused("The example council cannot be used.", tuple(faults))
    return council


def _read(folder: Path, today: date, faults: list[Fault]) -> ExampleCouncil:
    council = read_table(folder / "council.toml", faults, today)
    council.only("team", "member", "theme", "recommendation")
    times = read_table(folder / "meetings.toml", faults, today)
    times.only("body", "meeting", "minutes", "event")
    ahead = read_table(folder / "rota.toml", faults, today)
    ahead.only("visit")
    progress = read_table(folder / "tracker.toml", faults, today)
    progress.only("meeting", "update", "acceptance")
    measures = read_table(folder / "indicators.toml", faults, today)
    measures.only("source", "indicator")
    indicators = measures.records("indicator", registers.read_indicator)
    sources = measures.records("source", registers.read_source)
    check_twice(measures.where, "source", (source.id for source in sources), faults)
    figures = Figures({i.id for i, _ in indicators}, {source.id: source for source in sources})
    for name in FIGURES if sources else ():
        figures.read(folder / name, faults)
    scripts = (read_visit(path, faults, today) for path in _visit_files(folder, faults))
    visits = sorted((script for script in scripts if script), key=lambda s: (s.visit_date, s.key))
    return ExampleCouncil(
        teams=council.records("team", registers.read_team),
        members=council.records("member", registers.read_member),
        themes=council.records("theme", registers.read_theme),
        recommendations=council.records("recommendation", registers.read_recommendation),
        meetings=times.records("meeting", read_meeting),
        events=times.records("event", registers.read_event),
        indicators=tuple(indicator for indicator, _ in indicators),
        targets=tuple(target for _, targets in indicators for target in targets),
        series=tuple(figures.series.values()),
        observations=tuple(figures.observations),
        visits=tuple(visits),
        rota=ahead.records("visit", read_rota_visit),
        bodies=times.records("body", read_body),
        minutes=times.records("minutes", read_minutes),
        later_meetings=progress.records("meeting", read_meeting),
        updates=progress.records("update", tracker.read_update),
        acceptances=progress.records("acceptance", tracker.read_acceptance),
        lives=_lives(folder, faults, today),
    )


def _lives(folder: Path, faults: list[Fault], today: date) -> tuple[LifeScript, ...]:
    """Return the lives of the reports; a folder without that file has none."""
    path = folder / "reviews.toml"
    if not path.exists():
        return ()
    table = read_table(path, faults, today)
    table.only("life")
    return tuple(read_life(inner) for inner in table.inner("life"))


def _visit_files(folder: Path, faults: list[Fault]) -> list[Path]:
    paths = sorted((folder / "visits").glob("*.toml"))
    if not paths:
        faults.append(Fault("visits", "there is no visit report in this folder."))
    return paths


def _check(council: ExampleCouncil, faults: list[Fault]) -> None:
    """Hold every id to the register it belongs to."""
    files = {
        "council.toml": ("teams", "members", "themes", "recommendations"),
        "meetings.toml": ("bodies", "meetings", "events"),
        "tracker.toml": ("later_meetings", "updates", "acceptances"),
        "indicators.toml": ("indicators",),
    }
    for where, groups in files.items():
        for group in groups:
            records = getattr(council, group)
            if not records:
                faults.append(Fault(where, f"there are no {group}."))
            check_twice(where, f"id in {group}", (record.id for record in records), faults)
    check_twice("council.toml", "name", (team.name for team in council.teams), faults)
    check_twice("council.toml", "name", (theme.name for theme in council.themes), faults)
    references = (item.reference for item in council.recommendations)
    check_twice("council.toml", "reference", references, faults)
    teams = [team.id for team in council.teams]
    themes = [theme.id for theme in council.themes]
    for indicator in council.indicators:
        where = f"indicators.toml, indicator {indicator.id}"
        check_known(where, "team", indicator.team_ids, teams, faults)
        check_known(where, "theme", indicator.theme_ids, themes, faults)
        aims = [target for target in council.targets if target.indicator_id == indicator.id]
        for fault in indicator_faults(indicator, aims, council.indicators):
            faults.append(Fault(where, f"{fault.where}: {fault.what}"))
    check_twice("rota.toml", "id", (plan.id for plan in council.rota), faults)
    forms = {visit.form_id for visit in council.visits}
    for plan in council.rota:
        where = f"rota.toml, visit {plan.id}"
        check_known(where, "team", [plan.team_id], teams, faults)
        check_known(where, "member", plan.member_ids, [m.id for m in council.members], faults)
        check_known(where, "form", [plan.form_id] if plan.form_id else [], forms, faults)
        team = next((team for team in council.teams if team.id == plan.team_id), None)
        for fault in rota_faults(plan, team) if team else ():
            faults.append(Fault(where, f"{fault.where}: {fault.what}"))
    recommendations = [item.id for item in council.recommendations]
    _check_progress(council, recommendations, faults)
    members = [member.id for member in council.members]
    for visit in council.visits:
        where = f"{visit.key}.toml"
        check_known(where, "member", [visit.author_id], members, faults)
        named = [item.recommendation_id for item in visit.evidence]
        check_known(where, "recommendation", named, recommendations, faults)
    check_meetings(council, faults)
    sealed = [visit.key for visit in council.visits if visit.submitted]
    check_known(
        "reviews.toml", "submitted report", (o.visit for o in council.lives), sealed, faults
    )
    check_twice("reviews.toml", "visit", (one.visit for one in council.lives), faults)
    resolve_checks(council.visits, faults)


def _check_progress(
    council: ExampleCouncil, recommendations: list[str], faults: list[Fault]
) -> None:
    """Hold what is said of progress to the recommendations and meetings there are."""
    where = "tracker.toml"
    meetings = [meeting.id for meeting in (*council.meetings, *council.later_meetings)]
    check_twice(where, "id of a meeting", meetings, faults)
    said: tuple[ProgressUpdate | Acceptance, ...] = (*council.updates, *council.acceptances)
    ids = [one.recommendation_id for one in said]
    check_known(where, "recommendation", ids, recommendations, faults)
    held = [one.meeting_id for one in council.acceptances]
    check_known(where, "meeting", held, meetings, faults)
