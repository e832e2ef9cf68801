"""Papers from what is in the store: read everything a paper says, and hand back the document."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from visits_app.domain.charts import Chart
from visits_app.domain.errors import UnknownRecord
from visits_app.domain.forms import Form, Source
from visits_app.domain.privacy.decisions import (
    form_without,
    restricted_rows,
    without_restricted,
)
from visits_app.domain.text import shorten
from visits_app.domain.visits import Ask, Marking, Revision, Visit
from visits_app.reports.document import Document

if TYPE_CHECKING:
    from visits_app.store.engine import Store

MOST_CHARTS = 3
"""Charts in a visit report: what the visit named first, then the team's other measures."""


EVENT_KINDS = {"inspection", "notice", "system"}
"""Events a report's charts show; on a screen one may look at all of them."""

_LENGTH = 110
"""Characters under a chart about another visit."""

_OWN = "This visit."


def visit_report(
    store: "Store",
    visit_id: str,
    *,
    today: date | None = None,
    revision: int | None = None,
    public: bool = False,
) -> Document:
    """Return a visit's report as it stands, or one sealed version of it.

    `revision` counts from 1, the report as first submitted. With `public` nothing of what is
    restricted is in it, nor that there is such a thing; without, a report with restricted parts
    is marked "Restricted". Raises UnknownRecord.
    """
    from visits_app.reports.visit_report import build
    from visits_app.services import fact_checks, links, privacy, registers, visits

    today = today or date.today()
    visit = visits.load_visit(store, visit_id)
    sealed = visits.revisions(store, visit_id) if visit.revision else ()
    if revision is not None:
        visit = _as_sealed(visit, sealed, revision)
        sealed = tuple(one for one in sealed if one.number <= revision)
    names, form = registers.names(store, visit_id), visits.form_of(store, visit)
    evidence = links.evidence_for_visit(store, visit_id)
    restrictions = privacy.restrictions(store, visit_id)
    corrections = fact_checks.corrections_of(store, visit_id)
    if restrictions and public:
        places = {(one.question_id, one.row_id) for one in restrictions}
        corrections = tuple(
            one
            for one in corrections
            if not places & {(one.question_id, ""), (one.question_id, one.row_id)}
        )
        away = restricted_rows(visit.answers, restrictions)
        for one in sealed:
            away |= restricted_rows(one.answers, restrictions)
        evidence = tuple(one for one in evidence if one.link.finding_id not in away)
        visit = replace(visit, answers=without_restricted(visit.answers, restrictions))
        sealed = tuple(
            replace(one, answers=without_restricted(one.answers, restrictions)) for one in sealed
        )
        form = form_without(form, restrictions)
    elif restrictions and visit.marking in {Marking.UNMARKED, Marking.OPEN}:
        visit = replace(visit, marking=Marking.RESTRICTED)
    return build(
        visit,
        form,
        names,
        asks=_asks(store, visit),
        evidence=evidence,
        charts=team_charts(store, visit, today, public=public),
        revisions=sealed,
        corrections=corrections,
        today=today,
    )


def blank_form(form: Form, store: "Store | None" = None, *, quick: bool = False) -> Document:
    """Return a form for pen and paper; with a store, its themes and recommendations as boxes."""
    from visits_app.reports.blank_form import build

    if store is None:
        return build(form, quick=quick)
    from visits_app.services import registers

    names = registers.names(store)
    boxes = {
        Source.THEMES: tuple(one.name for one in registers.themes(store) if not one.retired),
        Source.RECOMMENDATIONS: tuple(names.recommendations.values()),
    }
    return build(form, boxes, quick=quick)


def team_charts(
    store: "Store", visit: Visit, today: date, *, public: bool = False
) -> tuple[Chart, ...]:
    """Return the measures of a visit and its team as charts, those that have figures to draw."""
    from visits_app.domain.charting import first_series, indicator_chart
    from visits_app.domain.suppression import without_small_counts
    from visits_app.services import indicators, privacy

    if visit.team_id is None:
        return ()
    named = visit.answers.get("indicators")
    chosen = [str(one) for one in named] if isinstance(named, list) else []
    known = indicators.overview(store)
    of_team = [o.indicator.id for o in known if visit.team_id in o.indicator.team_ids]
    there = {o.indicator.id for o in known if sum(v is not None for v in o.values) > 1}
    charts: list[Chart] = []
    for indicator_id in dict.fromkeys([*chosen, *of_team]):
        if indicator_id not in there or len(charts) == MOST_CHARTS:
            continue
        inputs = indicators.chart_inputs(store, indicator_id, (visit.team_id,))
        series = first_series(inputs.detail)
        if series is not None:
            told_of = inputs.visits
            if public:
                told_of = privacy.without_restricted_words(store, told_of)
            seen = [
                replace(one, text=_OWN if one.visit_id == visit.id else shorten(one.text, _LENGTH))
                for one in told_of
            ]
            events = [event for event in inputs.events if event.kind in EVENT_KINDS]
            judged = inputs.judged.get(series.id)
            whole, told = (
                indicator_chart(detail, series.id, seen, events, today, judged=judged)
                for detail in (inputs.detail, without_small_counts(inputs.detail))
            )
            # A web page has the table of each chart, and it tells more than the picture.
            charts.append(replace(whole, table=told.table))
    return tuple(charts)


def unprintable(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the characters of some texts that paper cannot show, in words, each once."""
    from visits_app.reports.fonts import unprintable as of_text

    return tuple(dict.fromkeys(name for text in texts for name in of_text(text)))


def render_pdf(document: Document, cancel: Event | None = None) -> bytes:
    """Return a document as PDF. Raises ExportError or one of its children."""
    from visits_app.reports.pdf import render

    return render(document, cancel)


def save_paper(document: Document, path: Path, cancel: Event | None = None) -> None:
    """Save a document as PDF, Word document or web page, by the ending of the file.

    An old file of that name survives a failure. Raises ExportError.
    """
    from visits_app.reports.rendering import save

    save(document, path, cancel)


def save_bytes(paper: bytes, path: Path) -> None:
    """Save a paper made before; an old file of that name survives a failure. Raises ExportError."""
    from visits_app.reports.whole_files import write_whole

    write_whole(path, paper)


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    from visits_app.reports.preview import page_count as count

    return count(pdf)


def page_image(pdf: bytes, index: int, width: int) -> tuple[int, int, bytes]:
    """Return page `index` (from 0), `width` pixels wide, as width, height and BGRA pixels."""
    from visits_app.reports.preview import page_image as image

    return image(pdf, index, width)


def _as_sealed(visit: Visit, revisions: Sequence[Revision], number: int) -> Visit:
    """Return a visit as one of its sealed versions says it was."""
    from visits_app.store.visits import as_sealed

    sealed = next((one for one in revisions if one.number == number), None)
    if sealed is None:
        raise UnknownRecord("This version of the report is not in the store. Open the report anew.")
    return replace(
        as_sealed(visit, sealed.answers),
        revision=number,
        content_hash=sealed.content_hash,
        submitted_at=sealed.sealed_at,
    )


def _asks(store: "Store", visit: Visit) -> tuple[Ask, ...]:
    """Return the asks of a visit with what the service answered."""
    from visits_app.store.asks import read_ask

    rows = visit.answers.get("asks")
    listed = rows if isinstance(rows, list) else []
    ids = [str(row["id"]) for row in listed if isinstance(row, dict)]
    with store.read() as connection:
        found = (read_ask(connection, ask_id) for ask_id in ids)
        return tuple(ask for ask in found if ask is not None)
