"""A visit report of known content, and the same page matter set by bare ReportLab.

Used by the tests of the paper and by the table of speeds: `paper(document)` against
`bare_paper(document)`, which sets the same words with ReportLab's own flowables and draws the same
charts, without checking characters, breaking lines or keeping blocks together by our rules.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from visits_app.domain.charting import indicator_chart
from visits_app.domain.charts import Chart, ChartVisit
from visits_app.domain.figures import month_end
from visits_app.domain.forms import Answers, Form, Source
from visits_app.domain.indicators import (
    Direction,
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.recommendations import Evidence, EvidenceKind, EvidenceLink
from visits_app.domain.registers import Event, Precision
from visits_app.domain.visits import (
    Ask,
    AskStatus,
    Marking,
    Mode,
    Revision,
    Visit,
    VisitState,
)
from visits_app.imports.form_files import read_form
from visits_app.paths import forms_folder
from visits_app.reports import document as doc
from visits_app.reports.visit_report import build

TODAY = date(2014, 3, 20)
SEALED = datetime(2014, 3, 6, 14, 2, tzinfo=UTC)
HASH = "3f7a99c10b2e45d6" * 4

NAMES = {
    Source.TEAMS: {"family": "Family Support", "fostering": "Fostering"},
    Source.MEMBERS: {"a": "Councillor Example (Riverside)", "b": "Ms Sample, co-opted member"},
    Source.THEMES: {
        "caseloads": "Caseloads",
        "supervision": "Supervision",
        "premises": "Premises",
    },
    Source.INDICATORS: {"core": "Core assessments on time", "load": "Average caseload"},
    Source.RECOMMENDATIONS: {"r2": "Recommendation 2: Progress report at each meeting"},
    Source.OPEN_ASKS: {"ask-old": "Publish the waiting list for parenting courses."},
}

LONG = (
    "We asked how work is shared out. The duty rota is drawn up on Monday and pinned up; by "
    "Wednesday two of five workers had been moved to cover sickness. Workers said this is usual "
    "in winter. Families then meet someone new, and tell their story again.\n\n"
    "Supervision was in the diary every four weeks, and the last three had taken place. Workers "
    "said the sessions are used for cases first and for their own development when time is left."
)


def standard_form() -> Form:
    """Return the standard visit as it is shipped."""
    path = forms_folder() / "standard.toml"
    return read_form(path.read_text(encoding="utf-8"), path.name)


def standard_answers() -> Answers:
    """Return answers to every question of the standard visit that is asked."""
    return {
        "team": "family",
        "visit_date": "2014-03-04",
        "took_place": True,
        "visit_time": "14:30",
        "end_time": "16:15",
        "site": "Contact centre, first floor",
        "announced": "announced",
        "trigger": "data",
        "purpose": "Does work reach a named worker within a week, as the figures say it does?",
        "themes": ["caseloads", "supervision", "premises"],
        "data_to_test": True,
        "indicators": ["core", "load"],
        "recommendations": ["r2"],
        "questions": [
            {
                "id": "q1",
                "text": "What would help you close cases sooner?",
                "origin": "data",
                "sent_ahead": "2014-02-25",
                "answer": "Fewer moves between teams, and a step-down panel that meets weekly.",
            },
            {
                "id": "q2",
                "text": "When did you last cancel a supervision?",
                "origin": "last_visit",
                "answer": "Nobody could remember one since the autumn.",
            },
        ],
        "visitors": ["a", "b"],
        "host_role": "Team manager",
        "briefing_read": True,
        "interests": "declared",
        "interest_detail": "A relative works in another part of the council.",
        "people_heard": {"staff": 7, "managers": 1, "parents": 2},
        "manager_present": "part",
        "told_use": True,
        "welcoming": "strong",
        "safe": "mixed",
        "caring": "strong",
        "organised": "mixed",
        "impressions_note": "Warm at the desk; the signing-in book lay open for all to read.",
        "findings": [
            {
                "id": "f1",
                "kind": "strength",
                "theme": "supervision",
                "text": "Supervision takes place every four weeks and workers speak well of it.",
                "basis": "several",
                "data_relation": "supports",
            },
            {
                "id": "f2",
                "kind": "concern",
                "theme": "caseloads",
                "text": "Three of seven workers hold more than twenty-five cases. They said that "
                "the average in the monthly report hides this, because new workers start with few.",
                "basis": "several",
                "data_relation": "contradicts",
            },
            {
                "id": "f3",
                "kind": "concern",
                "theme": "premises",
                "text": "The interview room has no door that closes.",
                "basis": "saw",
                "data_relation": "no_data",
            },
            {
                "id": "f4",
                "kind": "idea",
                "theme": "caseloads",
                "text": "Show the highest and lowest caseload beside the average.",
                "basis": "one_voice",
                "data_relation": "explains",
            },
        ],
        "staff_priorities": "A door for the interview room.\nFewer moves in winter.",
        "good_practice": LONG,
        "voices": "Parents said that they are listened to, and that they repeat themselves.",
        "earlier_asks": "checked",
        "ask_checks": [
            {
                "id": "c1",
                "ask": "ask-old",
                "result": "part",
                "note": "It is on the wall, not online.",
            }
        ],
        "confidence": "partly",
        "any_asks": True,
        "asks": [
            {
                "id": "k1",
                "action": "Report the highest caseload each month beside the average.",
                "owner": "Head of service",
                "due": "2014-04-30",
            },
            {"id": "k2", "action": "Fit a door to the interview room.", "owner": "Team manager"},
        ],
        "said_on_day": "We told the team manager what we saw and that we would ask for a door.",
        "referral_made": True,
        "referral_date": "2014-03-04",
        "referral_role": "Duty manager",
        "identity_check": "clear",
        "identity_concern": "",
        "summary": "Two members visited the team to see whether work is shared fairly. They met "
        "staff who are well supported, and heard that a few carry far more cases than the average "
        "shows. They ask for the highest caseload to be reported, and for a door that closes.",
    }


def sample_visit(**changes: Any) -> Visit:
    """Return the visit as submitted; `changes` replace its fields."""
    fields: dict[str, Any] = {
        "id": "v1",
        "reference": "V-2014-007",
        "form_id": "standard",
        "form_version": 1,
        "mode": Mode.FULL,
        "state": VisitState.SUBMITTED,
        "author_id": "a",
        "answers": standard_answers(),
        "team_id": "family",
        "visit_date": date(2014, 3, 4),
        "visitor_ids": ("a", "b"),
        "confidence": "partly",
        "marking": Marking.OPEN,
        "revision": 1,
        "content_hash": HASH,
        "submitted_at": SEALED,
    }
    return Visit(**{**fields, **changes})


def sample_asks() -> tuple[Ask, ...]:
    """Return what the service answered."""
    agreed = AskStatus.AGREED
    response = "The highest and lowest caseload go into the report from May."
    return (
        Ask("k1", "v1", 0, "", status=agreed, response=response, responded_on=date(2014, 3, 18)),
        Ask("k2", "v1", 1, ""),
    )


def sample_evidence() -> tuple[Evidence, ...]:
    """Return one link of a finding and one of the whole visit."""
    title = NAMES[Source.RECOMMENDATIONS]["r2"]
    whole = EvidenceLink("l1", "r2", "v1", None, EvidenceKind.SUPPORTS, "Figures are on the wall.")
    finding = EvidenceLink("l2", "r2", "v1", "f2", EvidenceKind.GAP)
    day = date(2014, 3, 4)
    return (
        Evidence(whole, title, "Family Support", day, "V-2014-007", "submitted"),
        Evidence(
            finding,
            title,
            "Family Support",
            day,
            "V-2014-007",
            "submitted",
            "concern",
            "Three of seven workers hold more than twenty-five cases.",
        ),
    )


def sample_revisions() -> tuple[Revision, ...]:
    """Return a report and its amendment."""
    first = standard_answers()
    first["host_role"] = "Deputy manager"
    reason = "The manager told us the role was wrong."
    later = datetime(2014, 3, 12, 9, 30, tzinfo=UTC)
    return (
        Revision("v1", 1, first, "", HASH, SEALED, "a"),
        Revision("v1", 2, standard_answers(), reason, HASH, later, "a"),
    )


def sample_chart(seed: int = 1, *, kind: SeriesKind = SeriesKind.REPORTED) -> Chart:
    """Return two years of a measure with a target that changed, visits and events."""
    indicator = Indicator(
        f"i{seed}",
        ("Core assessments on time", "Visits on time", "Reviews on time")[seed % 3],
        unit=Unit.PER_CENT,
        direction=Direction.HIGHER,
        frequency=Frequency.MONTHLY,
        decimals=1,
        source="monthly report",
    )
    values = random.Random(seed)
    level, seen = 86.0, []
    for month in range(24):
        level = min(99.0, level + values.uniform(-2.2, 2) - (1.1 if month > 13 else 0))
        year, index = divmod(month + 1, 12)
        day = month_end(date(2012 + year, index + 1, 1))
        seen.append(Observation("s", day, round(level, 1), provisional=month == 23))
    detail = IndicatorDetail(
        indicator,
        (Series("s", indicator.id, "Example council", kind),),
        tuple(seen),
        (
            Target(indicator.id, 75, "at least", date(2011, 4, 1)),
            Target(indicator.id, 80, "at least", date(2013, 4, 1)),
        ),
    )
    visits = (
        ChartVisit("u", date(2012, 6, 12), "Family Support", "Two concerns."),
        ChartVisit("w", date(2013, 5, 14), "Family Support", "Caseloads were raised."),
        ChartVisit("x", date(2013, 5, 20), "Fostering"),
    )
    events = (
        Event("e", date(2012, 12, 10), "New director in post"),
        Event("n", date(2013, 6, 1), "Improvement notice lifted", precision=Precision.MONTH),
    )
    return indicator_chart(detail, "s", visits, events, TODAY)


def sample_report(**changes: Any) -> doc.Document:
    """Return the whole report: forty answers, three charts, evidence and an amendment."""
    return build(
        sample_visit(**changes),
        standard_form(),
        NAMES,
        asks=sample_asks(),
        evidence=sample_evidence(),
        charts=tuple(sample_chart(seed) for seed in (1, 2, 3)),
        revisions=sample_revisions(),
        today=TODAY,
    )


def paper(document: doc.Document) -> bytes:
    """Return the document as our PDF."""
    from visits_app.reports.pdf import render

    return render(document)


def save_paper(document: doc.Document, path: Path) -> None:
    """Save the document as our PDF."""
    from visits_app.reports.pdf import save_pdf

    save_pdf(document, path)


# --- the same with bare ReportLab -----------------------------------------------------------


Pictures = dict[int, tuple[float, list[Any]]]
"""Height and drawing calls of charts, by the identity of the chart."""


def recorded_pictures(document: doc.Document) -> Pictures:
    """Return what `bare_paper` replays, so that its time is that of the drawing alone."""
    from visits_app.reports.fonts import load_fonts
    from visits_app.reports.pdf_style import WIDTH

    charts = [block.chart for block in document.blocks if isinstance(block, doc.ChartBlock)]
    return {id(chart): _recorded(load_fonts(), chart, WIDTH) for chart in charts}


def bare_paper(document: doc.Document, pictures: Pictures | None = None) -> bytes:
    """Return the same words, tables and charts set by ReportLab's own flowables.

    Charts that are not among `pictures` are recorded on the way.
    """
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    from visits_app.reports import pdf_style as style
    from visits_app.reports.engine import rl_config

    buffer = BytesIO()
    template = BaseDocTemplate(
        buffer,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        title=document.title,
        author=document.author,
        invariant=1,
        initialFontName="Lato-Regular",
        pageCompression=1,
    )
    frame = Frame(style.LEFT, style.BOTTOM, style.WIDTH, 690, 0, 0, 0, 0)

    def furnish(canvas: Any, _template: Any) -> None:
        canvas.setFont("Lato-Regular", 9.5)
        canvas.drawString(style.LEFT, 50, document.marking)
        canvas.drawRightString(style.PAGE_WIDTH - style.RIGHT, 50, f"Page {canvas.getPageNumber()}")

    template.addPageTemplates(PageTemplate("page", [frame], onPage=furnish))
    assert rl_config.useA85 == 0, "both sides write plain deflate"
    template.build(list(_bare_flowables(document, pictures or {})))
    return buffer.getvalue()


def _bare_flowables(document: doc.Document, pictures: Pictures) -> Iterator[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import CondPageBreak, PageBreak, Paragraph, Table

    from visits_app.reports.fonts import load_fonts
    from visits_app.reports.pdf_style import BODY_WIDTH, GUTTER, WIDTH

    fonts = load_fonts()
    body = ParagraphStyle("body", fontName="Lato-Regular", fontSize=12, leading=16.5, spaceAfter=7)
    bold = ParagraphStyle("bold", parent=body, fontName="Lato-Bold")
    small = ParagraphStyle("small", parent=body, fontSize=10.5, leading=14.5)
    hung = ParagraphStyle("hung", parent=body, leftIndent=GUTTER)
    head = ParagraphStyle("head", parent=bold, fontSize=18, leading=23, spaceBefore=26)

    def words(text: doc.Words, style: Any = body) -> Any:
        return Paragraph(escape(doc.plain(text)).replace("\n", "<br/>"), style)

    def table(rows: list[list[Any]], shares: list[float], width: float = WIDTH) -> Any:
        total = sum(shares)
        lines = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#DADDE1"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        return Table(rows, [width * share / total for share in shares], style=lines, splitInRow=1)

    def block(part: doc.Block) -> Iterator[Any]:
        match part:
            case doc.Heading():
                yield CondPageBreak(90)
                yield words(f"{part.number} {part.text}", head)
            case doc.Paragraph():
                yield words(part.words)
            case doc.KeyFacts():
                yield table([[words(f.label), words(f.words)] for f in part.facts], [0.28, 0.72])
            case doc.BulletList():
                for item in part.items:
                    yield Paragraph(escape(doc.plain(item)), hung, bulletText="•")
            case doc.Table():
                heading = [words(column.title, bold) for column in part.columns]
                rows = [[words(cell) for cell in row] for row in part.rows]
                yield table([heading, *rows], [column.share for column in part.columns])
            case doc.Callout():
                yield table([[[words(part.title, bold), words(part.words)]]], [1])
            case doc.Answer() if part.beside and isinstance(part.body[0], doc.Paragraph):
                answer = words(part.body[0].words)
                row = [words(part.number, bold), words(part.label), answer]
                yield table([row], [GUTTER, BODY_WIDTH * 0.46, BODY_WIDTH * 0.54])
            case doc.Answer():
                row = [words(part.number, bold), words(part.label, bold)]
                yield table([row], [GUTTER, BODY_WIDTH])
                for text in (part.condition, part.hint):
                    if text:
                        yield words(text, small)
                for inner in part.body:
                    yield from block(inner)
            case doc.Finding():
                yield words(part.details, small)
                yield table([[words(part.number, bold), words(part.words)]], [GUTTER, BODY_WIDTH])
            case doc.ChartBlock():
                chart = part.chart
                yield words(chart.title, bold)
                yield words(chart.subtitle, small)
                known = pictures.get(id(chart)) or _recorded(fonts, chart, WIDTH)
                yield _replayed(*known, WIDTH)
                yield words(chart.sentence, small)
                yield words(" ".join(chart.notes), small)
                for note in chart.visits if part.with_marks else ():
                    yield words(f"{note.number} {note.title} {note.text}", small)
                for event in chart.events if part.with_marks else ():
                    yield words(f"{event.letter} {event.title}", small)
            case doc.PageBreak():
                yield PageBreak()
            case doc.Together():
                for inner in part.blocks:
                    yield from block(inner)

    yield words(document.kind, bold)
    yield words(document.title, head)
    yield words(document.subtitle)
    for part in document.blocks:
        yield from block(part)


def _recorded(fonts: Any, chart: Chart, width: float) -> tuple[float, list[Any]]:
    """Return the height of a chart's picture and the calls that draw it."""
    from visits_app.reports.pdf_charts import Figure

    figure = Figure(fonts, chart)
    high = figure.height(width)
    tape: list[Any] = []
    figure.draw(_Tape(tape), 0, high, width)
    return high, tape


def _replayed(high: float, tape: list[Any], width: float) -> Any:
    """Return a flowable that repeats a picture's drawing calls and works nothing out itself."""
    from reportlab.platypus import Flowable

    class Picture(Flowable):  # type: ignore[misc]
        def wrap(self, *_room: float) -> tuple[float, float]:
            return width, high

        def draw(self) -> None:
            _play(self.canv, tape)

    return Picture()


class _Tape:
    """Remembers the drawing calls made on it, and those on the paths and texts it hands out."""

    def __init__(self, calls: list[Any]) -> None:
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        def remember(*given: Any, **named: Any) -> Any:
            if name in {"beginPath", "beginText"}:
                inside: list[Any] = []
                part = _Tape(inside)
                self._calls.append((name, (*given, inside), named))
                return part
            if name not in {"drawPath", "drawText"}:
                self._calls.append((name, given, named))
            else:
                self._calls.append((name, given[1:], named))
            return None

        return remember


def _play(canvas: Any, tape: list[Any]) -> None:
    open_part: Any = None
    for name, given, named in tape:
        if name in {"beginPath", "beginText"}:
            open_part = getattr(canvas, name)(*given[:-1])
            _play(open_part, given[-1])
        elif name in {"drawPath", "drawText"}:
            getattr(canvas, name)(open_part, *given, **named)
        else:
            getattr(canvas, name)(*given, **named)
