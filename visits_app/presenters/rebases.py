"""From when on an indicator's mean and limits are worked out anew: a person's decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from visits_app.domain import figures
from visits_app.domain.errors import Fault, FaultsError
from visits_app.domain.indicators import IndicatorDetail, Method, Rebase, Series
from visits_app.domain.periods import read_period
from visits_app.domain.text import date_in_words
from visits_app.presenters.visits import Option
from visits_app.presenters.workspace import Workspace

WHAT_IT_DOES = (
    "A rebase is your decision that the service or the way of counting changed for good, so that "
    "what came before no longer says what to expect. From that month on the chart works out its "
    "mean and limits anew; no figure changes, and the program never does this by itself."
)


@dataclass(frozen=True, slots=True)
class RebaseLine:
    """One rebase in words."""

    rebase_id: str
    when: str
    reason: str
    made: str


@dataclass(frozen=True, slots=True)
class RebaseState:
    """What the dialog shows; `note` says why a rebase would do nothing here, or ""."""

    indicator_id: str
    name: str
    lines: tuple[RebaseLine, ...]
    series: tuple[Option, ...]
    """Which figures it may hold for: first all of them, with the value ""."""
    note: str = ""


class RebasePresenter:
    """Reads, adds and takes away the rebases of one indicator."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def read(self, indicator_id: str) -> RebaseState:
        """Read an indicator's rebases; raises UnknownRecord."""
        from visits_app.services import indicators, registers

        detail = indicators.detail(self._space.store, indicator_id)
        people = registers.names(self._space.store).members
        series = tuple(Option(_series_words(one), one.id) for one in detail.series)
        return RebaseState(
            indicator_id=indicator_id,
            name=detail.indicator.name,
            lines=tuple(_line(one, detail, people) for one in detail.rebases),
            series=(Option("All its figures", ""), *series),
            note=_why_idle(detail),
        )

    def add(self, indicator_id: str, month: str, reason: str, series_id: str) -> Rebase:
        """Keep a rebase from the month typed; raises FaultsError at "starts_on" or "reason"."""
        from visits_app.services import indicator_registers as service

        found = read_period(month, self._space.today())
        faults = []
        if found is None:
            faults.append(Fault("starts_on", "Give a month, for example April 2014."))
        if not reason.strip():
            what = "Say why in words: what changed then, and how one knows."
            faults.append(Fault("reason", what))
        if found is None or faults:
            raise FaultsError("This cannot be saved yet.", tuple(faults))
        rebase = Rebase(
            uuid4().hex, indicator_id, found[0].replace(day=1), reason, series_id=series_id or None
        )
        return service.put_rebase(self._space.store, rebase, by=self._space.by)

    def remove(self, rebase_id: str) -> Rebase:
        """Take a rebase away and return it for `put_back`."""
        from visits_app.services import indicator_registers as service

        return service.remove_rebase(self._space.store, rebase_id, by=self._space.by)

    def put_back(self, rebase: Rebase) -> None:
        """Keep a rebase again that was taken away."""
        from visits_app.services import indicator_registers as service

        service.put_rebase(self._space.store, rebase, by=self._space.by)


def month_words(rebase: Rebase) -> str:
    """Return from when on a rebase holds: "April 2014"."""
    return figures.month_in_words(rebase.starts_on)


def _line(rebase: Rebase, detail: IndicatorDetail, people: Mapping[str, str]) -> RebaseLine:
    one = next((series for series in detail.series if series.id == rebase.series_id), None)
    which = f", {_series_words(one)} only" if one else ""
    who = people.get(rebase.made_by, "")
    made = f"Decided by {who or 'the governance officer'}"
    if rebase.made_at is not None:
        day = rebase.made_at.astimezone().date()
        made = f"{made}, {date_in_words(day.isoformat())}"
    return RebaseLine(rebase.id, f"From {month_words(rebase)}{which}", rebase.reason, made)


def _series_words(series: Series) -> str:
    kind = series.kind.value
    if kind in series.area.casefold():
        return series.area
    return f"{series.area}, {kind}" if series.area else kind.capitalize()


def _why_idle(detail: IndicatorDetail) -> str:
    if detail.indicator.rolling:
        return "Its figures cover twelve months each, so the chart has no limits to work out anew."
    if detail.indicator.method is Method.LINE:
        return "It is shown as a line only, so the chart has no limits to work out anew."
    return ""
