"""The dry run of an import and what was done, in words and tables."""

from __future__ import annotations

from visits_app.domain.figure_imports import DryRun, FigureImport
from visits_app.presenters.import_states import DoneState, PlanChip, PlanState, PlanTable
from visits_app.presenters.visits import Option


def plan_state(plan: DryRun) -> PlanState:
    """Return what the import would do."""
    more = _shown(len(plan.refused_figures), plan.refused)
    return PlanState(
        chips=(
            PlanChip(f"{plan.new:,} new", "good" if plan.new else "plain", "add"),
            PlanChip(f"{plan.revised:,} revised", "accent" if plan.revised else "plain", "edit"),
            PlanChip(f"{plan.unchanged:,} unchanged", "plain", "complete"),
            PlanChip(f"{plan.refused:,} refused", "danger" if plan.refused else "plain", "error"),
        ),
        sentences=(*_nothing(plan), *plan.sentences),
        tables=(_revised(plan), _refused(plan), _lines(plan)),
        take=_take_words(plan),
        refused_text="\n".join(part for part in (*map(str, plan.refused_figures), more) if part),
    )


def done_state(made: FigureImport, plan: DryRun) -> DoneState:
    """Return what was done and which indicators it touched."""
    parts = []
    if made.new:
        parts.append("1 new figure" if made.new == 1 else f"{made.new:,} new figures")
    if made.revised:
        parts.append(
            f"{made.revised:,} revised" if made.new else f"{_figures(made.revised)} revised"
        )
    if plan.targets:
        parts.append(
            "1 new target" if len(plan.targets) == 1 else f"{len(plan.targets)} new targets"
        )
    what = ", ".join(parts) or "nothing"
    refused = ""
    if made.refused:
        refused = f" {made.refused:,} {'was' if made.refused == 1 else 'were'} refused."
    touched = {line.indicator_id: line.indicator for line in plan.lines if line.new or line.revised}
    return DoneState(
        made.id,
        f"Taken from {made.file_name}: {what}.{refused}",
        tuple(Option(name, key) for key, name in touched.items()),
    )


def _nothing(plan: DryRun) -> tuple[str, ...]:
    """Say why there is nothing to take."""
    if plan.can_apply or not plan.unchanged:
        return ()
    rest = "Every other figure" if plan.refused else "Every figure"
    return (f"{rest} of this file is here already, so there is nothing to take.",)


def _take_words(plan: DryRun) -> str:
    if not plan.can_apply:
        return ""
    count = plan.new + plan.revised
    if not count:
        targets = len(plan.targets)
        return "Take 1 target" if targets == 1 else f"Take {targets:,} targets"
    return f"Take {_figures(count)}"


def _revised(plan: DryRun) -> PlanTable:
    rows = tuple(
        (line.indicator, line.area, line.period, line.old, line.new, line.cell)
        for line in plan.revised_figures
    )
    return PlanTable(
        "revised",
        f"Revised ({plan.revised:,})",
        ("Indicator", "Area", "Period", "Old", "New", "Cell"),
        rows,
        _shown(len(rows), plan.revised),
    )


def _refused(plan: DryRun) -> PlanTable:
    # a CSV file is one sheet without a name
    named = any(fault.sheet for fault in plan.refused_figures)
    rows = tuple(
        (fault.sheet, fault.cell, fault.what) if named else (fault.cell, fault.what)
        for fault in plan.refused_figures
    )
    return PlanTable(
        "refused",
        f"Refused ({plan.refused:,})",
        ("Sheet", "Cell", "Why") if named else ("Cell", "Why"),
        rows,
        _shown(len(rows), plan.refused),
    )


def _lines(plan: DryRun) -> PlanTable:
    rows = tuple(
        (
            line.indicator,
            line.area,
            f"{line.new:,}",
            f"{line.revised:,}",
            f"{line.unchanged:,}",
            _span(line.first, line.last),
        )
        for line in plan.lines
    )
    return PlanTable(
        "lines",
        f"By indicator ({len(rows):,})",
        ("Indicator", "Area", "New", "Revised", "Unchanged", "Periods"),
        rows,
    )


def _span(first: str, last: str) -> str:
    """Return "April 2013 – March 2014", and of years "Years to March 2011 – March 2017"."""
    year = "year to "
    if first == last:
        return first[:1].upper() + first[1:]
    if first.startswith(year) and last.startswith(year):
        return f"Years to {first.removeprefix(year)} – {last.removeprefix(year)}"
    return f"{first[:1].upper()}{first[1:]} – {last}"


def _shown(shown: int, count: int) -> str:
    return f"The first {shown:,} of {count:,} are listed." if shown < count else ""


def _figures(count: int) -> str:
    return "1 figure" if count == 1 else f"{count:,} figures"
