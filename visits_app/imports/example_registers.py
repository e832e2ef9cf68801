"""Registers and indicators of the example council: TOML tables into domain objects."""

from visits_app.domain.indicator_checks import LATEST_DUE, MOST_DECIMALS, SENSES
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    Method,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.municipal_years import year_of
from visits_app.domain.recommendations import Recommendation, RecommendationStatus, Response
from visits_app.domain.registers import Event, Member, Precision, Team, Theme
from visits_app.imports.example_tables import ExampleTable


def read_team(table: ExampleTable) -> Team:
    """Return a team."""
    table.only("id", "name", "area", "kind", "lead_role", "visit_every_months", "note")
    return Team(
        id=table.key(),
        name=table.line("name", 120, needed=True),
        area=table.line("area", 120),
        kind=table.line("kind", 60) or "team office",
        lead_role=table.line("lead_role", 120),
        visit_every_months=table.whole("visit_every_months", 1, 60),
        note=table.words("note"),
    )


def read_member(table: ExampleTable) -> Member:
    """Return a member; a term that ends before it starts is a fault."""
    table.only("id", "name", "ward", "political_group", "co_opted", "term_start", "term_end")
    member = Member(
        id=table.key(),
        name=table.line("name", 120, needed=True),
        ward=table.line("ward", 120),
        political_group=table.line("political_group", 120),
        co_opted=table.flag("co_opted"),
        term_start=table.day("term_start"),
        term_end=table.day("term_end"),
    )
    if member.term_start and member.term_end and member.term_end < member.term_start:
        table.fault("term_end is before term_start.")
    return member


def read_theme(table: ExampleTable) -> Theme:
    """Return a theme."""
    table.only("id", "name", "description")
    return Theme(table.key(), table.line("name", 120, needed=True), table.words("description"))


def read_recommendation(table: ExampleTable) -> Recommendation:
    """Return a recommendation."""
    table.only(
        "id",
        "reference",
        "title",
        "text",
        "origin",
        "made_on",
        "owner",
        "due",
        "due_text",
        "status",
        "note",
        "service_area",
        "executive_on",
        "cabinet_member",
        "response",
        "response_reason",
        "responded_on",
        "timetable",
        "review_on",
    )
    due = table.day("due")
    made_on = table.day("made_on", needed=True)
    return Recommendation(
        id=table.key(),
        reference=table.line("reference", 40, needed=True),
        title=table.line("title", 200, needed=True),
        text=table.words("text", needed=True),
        origin=table.line("origin", 200),
        made_on=made_on,
        owner=table.line("owner", 200),
        due=due,
        due_text=table.line("due_text", 120),
        status=table.choice("status", RecommendationStatus, RecommendationStatus.NOT_STARTED),
        note=table.words("note"),
        year=year_of(made_on) if made_on else "",
        service_area=table.line("service_area", 120),
        executive_on=table.day("executive_on"),
        cabinet_member=table.line("cabinet_member", 120),
        response=table.choice("response", Response, Response.AWAITED),
        response_reason=table.words("response_reason"),
        responded_on=table.day("responded_on"),
        timetable=table.words("timetable"),
        original_due=due,
        review_on=table.day("review_on"),
    )


def read_event(table: ExampleTable) -> Event:
    """Return an event."""
    table.only("id", "on", "title", "kind", "precision", "detail")
    return Event(
        id=table.key(),
        on=table.day("on", needed=True) or table.today,
        title=table.line("title", 200, needed=True),
        kind=table.line("kind", 40) or "other",
        precision=table.choice("precision", Precision, Precision.DAY),
        detail=table.words("detail"),
    )


def read_indicator(table: ExampleTable) -> tuple[Indicator, tuple[Target, ...]]:
    """Return an indicator and its targets."""
    table.only(
        "id",
        "name",
        "definition",
        "unit",
        "direction",
        "frequency",
        "decimals",
        "source",
        "caution",
        "team_ids",
        "theme_ids",
        "numerator",
        "denominator",
        "due_days",
        "rolling",
        "method",
        "aliases",
        "catalogue_id",
        "target",
    )
    indicator = Indicator(
        id=table.key(),
        name=table.line("name", 120, needed=True),
        definition=table.words("definition", needed=True),
        unit=table.choice("unit", Unit, Unit.NUMBER),
        direction=table.choice("direction", Direction, Direction.NEUTRAL),
        frequency=table.choice("frequency", Frequency, Frequency.IRREGULAR),
        decimals=table.whole("decimals", 0, MOST_DECIMALS) or 0,
        source=table.line("source", 200),
        caution=table.words("caution"),
        team_ids=table.list_of("team_ids"),
        theme_ids=table.list_of("theme_ids"),
        numerator=table.line("numerator", 200),
        denominator=table.line("denominator", 200),
        due_days=table.whole("due_days", 0, LATEST_DUE),
        rolling=table.flag("rolling"),
        method=table.choice("method", Method, Method.XMR),
        aliases=table.list_of("aliases"),
        catalogue_id=table.line("catalogue_id", 80),
    )
    targets = tuple(_target(inner, indicator.id) for inner in table.inner("target"))
    return indicator, targets


def read_source(table: ExampleTable) -> Series:
    """Return a source as the pattern of its series: without indicator and area.

    A source of illustrations that does not call itself one is a fault: nobody may take invented
    figures for data.
    """
    table.only("id", "kind", "source", "licence", "note")
    pattern = Series(
        id=table.key(),
        indicator_id="",
        area="",
        kind=table.choice("kind", SeriesKind),
        source=table.line("source", 200, needed=True),
        licence=table.line("licence", 120),
        note=table.words("note"),
    )
    if pattern.kind is SeriesKind.ILLUSTRATION and "invented" not in pattern.note.casefold():
        table.fault("the note of an illustration must say that it is invented.")
    if pattern.kind is SeriesKind.PUBLISHED and not pattern.licence:
        table.fault("published figures need their licence.")
    return pattern


def _target(table: ExampleTable, indicator_id: str) -> Target:
    table.only("value", "upper", "sense", "starts_on", "note")
    value = table.number("value")
    if value is None:
        table.fault("value is missing.")
    sense = table.line("sense", 20)
    if sense not in SENSES:
        table.fault(f"sense must be one of: {', '.join(SENSES)}.")
    return Target(
        indicator_id=indicator_id,
        value=value or 0.0,
        sense=sense,
        starts_on=table.day("starts_on"),
        note=table.words("note"),
        upper=table.number("upper"),
    )
