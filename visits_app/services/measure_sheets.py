"""The sheet of one indicator: the page of the screen, for paper."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain import suppression
from visits_app.domain.charting import MAIN_EVENTS, first_series, indicator_chart
from visits_app.domain.comparing import comparison_charts
from visits_app.domain.errors import UnknownRecord

if TYPE_CHECKING:
    from visits_app.reports.document import Document
    from visits_app.store.engine import Store


def measure_sheet(store: Store, indicator_id: str, series_id: str = "", *, today: date) -> Document:
    """Return one indicator's chart, the same measure elsewhere, the reasons and every figure.

    Without `series_id` the series the page begins with is told. Small counts are not, nor are the
    words of visits that are marked, or of which anything is, kept out of public papers. Raises
    UnknownRecord where there is no such indicator, or no series of it.
    """
    from visits_app.reports.measure_sheet import build
    from visits_app.services import indicators, privacy, questions

    inputs = indicators.chart_inputs(store, indicator_id)
    detail = inputs.detail
    chosen = next((one for one in detail.series if one.id == series_id), first_series(detail))
    if chosen is None:
        raise UnknownRecord("This indicator has no figures yet, so there is nothing to print.")
    shown = suppression.without_small_counts(detail)
    small = shown.observations != detail.observations
    events = [event for event in inputs.events if event.kind in MAIN_EVENTS]
    judged = inputs.judged.get(chosen.id)
    visits = privacy.without_restricted_words(store, inputs.visits)
    chart = indicator_chart(shown, chosen.id, visits, events, today, judged=judged)
    compared = comparison_charts(shown, chosen.id, chart)
    main, others = compared or (chart, None)
    asked = questions.questions_of(store, indicator_id=indicator_id, open_only=True)
    return build(
        detail.indicator,
        main,
        others,
        [one.question for one in asked],
        area=chosen.area,
        small_counts=small,
        today=today,
    )
