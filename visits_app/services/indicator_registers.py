"""Indicators, their targets and rebases, and outside events: what a person decides about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from visits_app.domain.dates import FIRST, LAST
from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.indicator_checks import indicator_faults, same_name
from visits_app.domain.indicators import Indicator, Rebase, Target
from visits_app.domain.registers import Event, Team, Theme
from visits_app.domain.text import clean, count_words, too_long
from visits_app.store import indicator_registers as written
from visits_app.store import indicators as rows
from visits_app.store import registers

if TYPE_CHECKING:
    from visits_app.domain.catalogue import CatalogueEntry
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

_NO = "This cannot be saved yet."
_LONG = "This is longer than one field can hold. Shorten it."


def indicators(store: "Store") -> tuple[tuple[Indicator, tuple[Target, ...]], ...]:
    """Return every indicator in its order, retired ones too, with its targets, oldest first."""
    with store.read() as connection:
        known, targets = rows.indicators(connection), rows.targets(connection)
    aims: dict[str, list[Target]] = {}
    for target in targets:
        aims.setdefault(target.indicator_id, []).append(target)
    return tuple((one, tuple(aims.get(one.id, ()))) for one in known)


def indicator(store: "Store", indicator_id: str) -> tuple[Indicator, tuple[Target, ...]]:
    """Return one indicator with its targets; raises UnknownRecord."""
    with store.read() as connection:
        return _known(connection, indicator_id), rows.targets(connection, indicator_id)


def choices(store: "Store") -> tuple[tuple[Team, ...], tuple[Theme, ...]]:
    """Return every team and theme, retired ones too, an indicator may speak of."""
    with store.read() as connection:
        return registers.teams(connection), registers.themes(connection)


def catalogue() -> "tuple[CatalogueEntry, ...]":
    """Return the catalogue of indicators that comes with the program; raises CatalogueRefused."""
    from visits_app.imports.catalogue import catalogue as shipped

    return shipped()


def put_indicator(
    store: "Store", indicator: Indicator, targets: Sequence[Target], *, by: str
) -> None:
    """Add an indicator or change the one with its id, its targets, teams and themes with it.

    Raises FaultsError with everything that is wrong; `where` is a field or "targets/2/value".
    """
    indicator = _cleaned(indicator)
    aims = tuple(
        replace(target, indicator_id=indicator.id, note=_kept(target.note)) for target in targets
    )
    with store.write() as connection:
        faults = _all_faults(connection, indicator, aims)
        if faults:
            raise FaultsError(_NO, faults)
        aims = tuple(sorted(aims, key=_start))
        written.write_indicator(connection, indicator, aims, by=by)


def faults_of(store: "Store", indicator: Indicator, targets: Sequence[Target]) -> tuple[Fault, ...]:
    """Return what `put_indicator` would refuse, without keeping anything."""
    with store.read() as connection:
        return _all_faults(connection, _cleaned(indicator), targets)


def retire_indicator(store: "Store", indicator_id: str, *, retired: bool, by: str) -> None:
    """Take an indicator out of what is followed, or bring it back; its figures stay."""
    with store.write() as connection:
        found = replace(_known(connection, indicator_id), retired=retired)
        aims = rows.targets(connection, indicator_id)
        written.write_indicator(connection, found, aims, by=by)


def put_rebase(store: "Store", rebase: Rebase, *, by: str) -> Rebase:
    """Keep a person's decision to work out mean and limits anew, and return it as kept.

    Raises FaultsError at "starts_on", "reason" or "series", UnknownRecord without an indicator.
    """
    rebase = replace(
        rebase,
        reason=_kept(rebase.reason),
        made_by=rebase.made_by or by,
        made_at=rebase.made_at or datetime.now(UTC).replace(microsecond=0),
    )
    with store.write() as connection:
        _known(connection, rebase.indicator_id)
        series = {one.id for one in rows.series(connection, rebase.indicator_id)}
        faults = []
        if not FIRST <= rebase.starts_on <= LAST:
            faults.append(Fault("starts_on", "Give a month from 1990 to 2100."))
        if any(
            (other.starts_on, other.series_id) == (rebase.starts_on, rebase.series_id)
            for other in rows.rebases(connection, rebase.indicator_id)
        ):
            faults.append(Fault("starts_on", "There is a rebase from this month already."))
        if not count_words(rebase.reason):
            what = "Say why in words: what changed then, and how one knows."
            faults.append(Fault("reason", what))
        elif too_long(rebase.reason):
            faults.append(Fault("reason", _LONG))
        if rebase.series_id is not None and rebase.series_id not in series:
            faults.append(Fault("series", "This series is not one of the indicator's."))
        if faults:
            raise FaultsError(_NO, tuple(faults))
        written.insert_rebase(connection, rebase, by=by)
    return rebase


def remove_rebase(store: "Store", rebase_id: str, *, by: str) -> Rebase:
    """Take a rebase away and return it, so that it can be put back; raises UnknownRecord."""
    with store.write() as connection:
        found = next((one for one in rows.rebases(connection) if one.id == rebase_id), None)
        if found is None:
            raise UnknownRecord("This rebase was taken away already.")
        written.delete_rebase(connection, found, by=by)
    return found


def put_event(store: "Store", event: Event, *, by: str) -> None:
    """Add an outside event, or change the one with its id; raises FaultsError."""
    event = replace(
        event, title=_kept(event.title), kind=_kept(event.kind), detail=_kept(event.detail)
    )
    faults = []
    if not count_words(event.title):
        faults.append(Fault("title", "Say in a few words what happened."))
    if not FIRST <= event.on <= LAST:
        faults.append(Fault("on", "Give a date from 1990 to 2100."))
    if not event.kind:
        faults.append(Fault("kind", "Say what kind of event it is."))
    for field in ("title", "kind", "detail"):
        if too_long(getattr(event, field)):
            faults.append(Fault(field, _LONG))
    if faults:
        raise FaultsError(_NO, tuple(faults))
    with store.write() as connection:
        written.write_event(connection, event, by=by)


def remove_event(store: "Store", event_id: str, *, by: str) -> Event:
    """Take an outside event away and return it, so that it can be put back.

    Raises UnknownRecord.
    """
    with store.write() as connection:
        found = written.read_event(connection, event_id)
        if found is None:
            raise UnknownRecord("This event was taken away already.")
        written.delete_event(connection, found, by=by)
    return found


def _known(connection: "Connection", indicator_id: str) -> Indicator:
    found = rows.indicators(connection, indicator_id)
    if not found:
        raise UnknownRecord(
            "This indicator is no longer in the store. Choose another one from the list."
        )
    return found[0]


def _all_faults(
    connection: "Connection", indicator: Indicator, targets: Sequence[Target]
) -> tuple[Fault, ...]:
    found = rows.indicators(connection)
    before = next((other for other in found if other.id == indicator.id), None)
    return (
        *indicator_faults(indicator, targets, found),
        *_link_faults(connection, indicator, before),
    )


def _link_faults(
    connection: "Connection", indicator: Indicator, before: Indicator | None
) -> list[Fault]:
    """Hold teams and themes to the registers; a retired one stays only where it was already."""
    faults = []
    for where, known, ids, kept in (
        (
            "teams",
            registers.teams(connection),
            indicator.team_ids,
            before.team_ids if before else (),
        ),
        (
            "themes",
            registers.themes(connection),
            indicator.theme_ids,
            before.theme_ids if before else (),
        ),
    ):
        offered = {one.id for one in known if not one.retired or one.id in kept}
        if any(id not in offered for id in ids):
            what = f"One of these {where} is no longer in use. Choose from those on offer."
            faults.append(Fault(where, what))
    return faults


def _cleaned(indicator: Indicator) -> Indicator:
    names: dict[str, str] = {}
    for alias in indicator.aliases:
        line = " ".join(_kept(alias).split())
        if line and same_name(line) != same_name(indicator.name):
            names.setdefault(same_name(line), line)
    return replace(
        indicator,
        name=" ".join(_kept(indicator.name).split()),
        definition=_kept(indicator.definition),
        source=_kept(indicator.source),
        caution=_kept(indicator.caution),
        numerator=_kept(indicator.numerator),
        denominator=_kept(indicator.denominator),
        aliases=tuple(names.values()),
        team_ids=tuple(sorted(set(indicator.team_ids))),
        theme_ids=tuple(sorted(set(indicator.theme_ids))),
    )


def _start(target: Target) -> str:
    return target.starts_on.isoformat() if target.starts_on else ""


def _kept(text: str) -> str:
    return clean(text).strip()
