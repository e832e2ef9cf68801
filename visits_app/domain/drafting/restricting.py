"""Taking everything restricted out of records, before anything is drafted for the public.

What hangs on something restricted goes with it: the asks of a restricted report, the rota's entry
for it, the evidence it gives, the place where an ask was verified.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from visits_app.domain.drafting.coverage import planned_visits
from visits_app.domain.drafting.records import (
    MeetingRecord,
    PaperRecords,
    RotaRecord,
    VisitRecord,
)


def without_restricted(records: PaperRecords) -> PaperRecords:
    """Return records as if nothing restricted were among them."""
    return replace(
        records,
        visits=_visits(records.visits),
        visits_before=_visits(records.visits_before),
        rota=_rota(records.rota, records.visits),
        rota_before=_rota(records.rota_before, records.visits_before),
        asks=tuple(one for one in records.asks if not one.restricted),
        actions=tuple(one for one in records.actions if not one.restricted),
        corrections=tuple(one for one in records.corrections if not one.restricted),
        recommendations=tuple(one for one in records.recommendations if not one.restricted),
        evidence=tuple(one for one in records.evidence if not one.restricted),
        meetings=tuple(_meeting(one) for one in records.meetings),
    )


def _visits(visits: Iterable[VisitRecord]) -> tuple[VisitRecord, ...]:
    return tuple(_visit(one) for one in visits if not one.restricted)


def _visit(visit: VisitRecord) -> VisitRecord:
    hidden = {question for question, _ in visit.answers_restricted}
    return replace(
        visit,
        visitors=() if "visitors" in hidden else visit.visitors,
        confidence="" if "confidence" in hidden else visit.confidence,
        summary="" if "summary" in hidden else visit.summary,
        why_not_held="" if "not_held_reason" in hidden else visit.why_not_held,
        findings=tuple(one for one in visit.findings if not one.restricted),
        questions=tuple(one for one in visit.questions if not one.restricted),
        checks=tuple(one for one in visit.checks if not one.restricted),
        theme_ids=() if "themes" in hidden else visit.theme_ids,
        answers_restricted=(),
    )


def _rota(rota: Sequence[RotaRecord], visits: Sequence[VisitRecord]) -> tuple[RotaRecord, ...]:
    """Leave out the entries that restricted reports are of, as coverage finds them."""
    hidden = {
        one.rota.visit.id
        for one in planned_visits(rota, visits)
        if one.rota is not None and one.visit is not None and one.visit.restricted
    }
    return tuple(one for one in rota if one.visit.id not in hidden)


def _meeting(meeting: MeetingRecord) -> MeetingRecord:
    items = tuple(one for one in meeting.items if not one.restricted)
    topics = tuple(one.title for one in items)
    return replace(meeting, items=items, meeting=replace(meeting.meeting, topics=topics))
