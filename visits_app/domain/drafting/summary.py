"""The visit summary for a meeting: its headline, and its ten parts together."""

from visits_app.domain.drafting.actions import draft_overdue, late_recommendations, to_dos
from visits_app.domain.drafting.asks import (
    GROUPS,
    asks_of_period,
    draft_comments,
    draft_said_and_did,
)
from visits_app.domain.drafting.beside import Beside, draft_evidence, set_beside
from visits_app.domain.drafting.coverage import Tally, draft_coverage, planned_visits, total
from visits_app.domain.drafting.notes import COUNTING, add_notes
from visits_app.domain.drafting.records import PaperRecords
from visits_app.domain.drafting.suggestions import draft_suggestions
from visits_app.domain.drafting.visits import KINDS, draft_themes, draft_visits, findings_of
from visits_app.domain.drafting.wording import (
    PartList,
    and_list,
    counted,
    day_in_words,
    per_cent,
    period_in_words,
    visit_source,
)
from visits_app.domain.papers import PaperPart, Source

_BECAME = {
    "done": "done",
    "agreed": "agreed and not done yet",
    "not_done": "declined",
    "waiting": "without a response yet",
}


def draft_summary(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft the public parts of a visit summary from records that hold nothing restricted."""
    beside = set_beside(records)
    return (
        *draft_headline(records, beside),
        *draft_coverage(records),
        *draft_visits(records),
        *draft_themes(records),
        *draft_evidence(records, beside),
        *draft_comments(records),
        *draft_said_and_did(records),
        *draft_overdue(records),
        *draft_suggestions(records, beside),
    )


def draft_headline(records: PaperRecords, beside: Beside) -> tuple[PaperPart, ...]:
    """Draft the period, the programme and what came of it, in a sentence and as facts."""
    planned = planned_visits(records.rota, records.visits)
    tally = total(planned)
    parts = PartList("headline")
    visits = [visit_source(one.id) for one in records.visits]
    add_notes(parts, records, illustrations=tells_illustrations(beside))
    parts.add("headline", _lead(records, tally), sources=visits)
    period = period_in_words(records.starts_on, records.ends_on)
    parts.row("headline:period", "Period", period or "All that is on record")
    if planned:
        teams = len({one.team_id for one in planned})
        where = f"{counted(tally.planned, 'visit')} to {counted(teams, 'team')}"
        parts.row(
            "headline:programme",
            "Programme",
            f"{where} planned" if records.rota else f"{where}; none was on the rota",
            sources=[source for one in planned for source in one.sources],
        )
        parts.row("headline:visits", "Visits", _reported(records, tally), sources=visits)
    found = findings_of(records.visits)
    if found:
        words = [
            counted(many, kind.value)
            for kind, _, _ in KINDS
            if (many := sum(one.kind == kind.value for _, one in found))
        ]
        sources = [Source("finding", one.id) for _, one in found]
        parts.row("headline:findings", "Findings", and_list(words), sources=sources)
    comparison = beside.comparison
    if comparison.compared or comparison.disagreeing:
        parts.row(
            "headline:evidence",
            "Beside the figures",
            f"{counted(comparison.agreeing, 'finding')} "
            f"{'agrees' if comparison.agreeing == 1 else 'agree'} with the figures of that time, "
            f"{comparison.disagreeing or 'none'} "
            f"{'disagrees' if comparison.disagreeing == 1 else 'disagree'}",
            sources=[
                Source("finding", finding.finding_id)
                for one in (*comparison.agreements, *comparison.disagreements)
                for finding in one.findings
            ],
        )
    _asked(records, parts)
    late = [one for one in to_dos(records) if one.late]
    past = late_recommendations(records)
    told = f"{len(late) + len(past) or 'None'} on {day_in_words(records.today)}"
    parts.row(
        "headline:overdue",
        "Overdue replies and actions",
        told,
        sources=[
            *(source for one in late for source in one.sources),
            *(Source("recommendation", item.id) for item in past),
        ],
    )
    parts.add("counting", COUNTING)
    return parts.done()


def tells_illustrations(beside: Beside) -> bool:
    """Say whether anything beside the findings is invented."""
    pairs = (*beside.comparison.agreements, *beside.comparison.disagreements)
    return any(one.illustration for one in pairs) or any(
        one.measured.illustration for one in beside.unexplained
    )


def _lead(records: PaperRecords, tally: Tally) -> str:
    period = period_in_words(records.starts_on, records.ends_on)
    within = f"In the period {period}, " if period else ""
    if not tally.planned:
        words = f"{within}no visit was planned or held."
        return words[:1].upper() + words[1:]
    reported = (
        _of_planned(tally.reported, tally.planned)
        if records.rota
        else counted(tally.reported, "visit")
    )
    words = f"{within}members reported {reported}."
    found = findings_of(records.visits)
    themes: dict[str, int] = {}
    for _, one in found:
        if one.theme:
            themes[one.theme] = themes.get(one.theme, 0) + 1
    if themes:
        most = max(themes.values())
        names = sorted(name for name, many in themes.items() if many == most)
        if len(names) <= 3 and len(themes) > len(names):
            each = " each" if len(names) > 1 else ""
            themes_ = "theme" if len(names) == 1 else "themes"
            is_are = "is" if len(names) == 1 else "are"
            words += f" The {themes_} with most findings, {most} of {len(found)}{each}, "
            words += f"{is_are} {and_list(names)}."
    return words[:1].upper() + words[1:]


def _of_planned(part: int, whole: int) -> str:
    if part == whole:
        return "the one visit that was planned" if whole == 1 else f"all {whole} planned visits"
    return f"{part or 'none'} of {counted(whole, 'planned visit')}"


def _reported(records: PaperRecords, tally: Tally) -> str:
    words = f"{tally.held} held, {tally.reported} reported"
    share = per_cent(tally.reported, tally.planned)
    if records.rota:
        words += f": {share} of those planned"
    earlier = total(planned_visits(records.rota_before, records.visits_before))
    if records.before is not None and earlier.planned and records.rota and records.rota_before:
        was = per_cent(earlier.reported, earlier.planned)
        words += f", against {was} before ({period_in_words(*records.before)})"
    if tally.not_held:
        words += f"; {tally.not_held} not held"
    return words


def _asked(records: PaperRecords, parts: PartList) -> None:
    asks = asks_of_period(records)
    if not asks:
        return
    told = [
        f"{many} {_BECAME[name]}"
        for name, _, statuses in GROUPS
        if (many := sum(one.ask.status in statuses for one in asks))
    ]
    parts.row(
        "headline:asks",
        "Asks of the service",
        f"{len(asks)}: {', '.join(told)}",
        sources=[Source("ask", one.ask.id) for one in asks],
    )


def draft_said_and_did_headline(records: PaperRecords) -> tuple[PaperPart, ...]:
    """Draft the headline of the paper on what was asked, said and done."""
    asks = asks_of_period(records)
    if not asks:
        return ()
    parts = PartList("headline")
    add_notes(parts, records)
    sources = [Source("ask", one.ask.id) for one in asks]
    done = sum(one.ask.status in GROUPS[0][2] for one in asks)
    words = f"Of {counted(len(asks), 'thing')} that members asked for on visits, "
    words += f"{done or 'none'} {'is' if done == 1 else 'are'} done."
    parts.add("headline", words, sources=sources)
    period = period_in_words(records.starts_on, records.ends_on)
    parts.row("headline:period", "Period", period or "All that is on record")
    for name, title, statuses in GROUPS:
        mine = [one for one in asks if one.ask.status in statuses]
        told = [Source("ask", one.ask.id) for one in mine]
        parts.row(f"headline:{name}", title, str(len(mine) or "None"), sources=told)
    parts.add("counting", COUNTING)
    return parts.done()
