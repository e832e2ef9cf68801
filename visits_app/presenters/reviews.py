"""The officer's list of reports in hand, by stage, with what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.reviews import IN_HAND, ReviewStage
from visits_app.domain.text import date_in_words, shorten
from visits_app.domain.visits import Marking, VisitState
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.reviews import ReportInHand

IN_HAND_KEY, LATE_KEY, ALL_KEY = "in_hand", "late", "all"

PAGE = 10
"""Reports of a stage shown at first."""
MORE = 100
"""Reports shown where one stage is chosen, and more at a time."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in words; chips are word, tone and icon."""

    visit_id: str
    title: str
    text: str
    chips: tuple[tuple[str, str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class StageGroup:
    """The reports at one stage: `total` there, of which `rows` are shown."""

    stage: ReviewStage
    heading: str
    rows: tuple[ReportRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ReviewsState:
    """The list: groups in the order of a report's life, and what the filter offers."""

    groups: tuple[StageGroup, ...]
    total: int
    late: int
    options: tuple[tuple[str, str], ...]


class ReviewsPresenter:
    """Which reports are on show."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.shown = IN_HAND_KEY
        self.most = MORE

    def choose(self, shown: str) -> None:
        """Show reports in hand, the late ones, all, or those at one stage."""
        if shown != self.shown:
            self.shown, self.most = shown, MORE

    def show_more(self) -> None:
        """Show as many again of the stage that is chosen."""
        self.most += MORE

    def state(self) -> ReviewsState:
        """Read the list; reports nobody began on are begun."""
        from visits_app.domain.reviews import ReviewFilter
        from visits_app.services import reports_in_hand, reviews

        store, today = self._space.store, self._space.today()
        reviews.begin_missing(store)
        counts = reports_in_hand.stage_counts(store, today=today)
        wanted = self._stages()
        late_only = self.shown == LATE_KEY
        limit = self.most if len(wanted) == 1 else PAGE
        groups = []
        for stage in wanted:
            if not counts.get(stage, (0, 0))[1 if late_only else 0]:
                continue
            page = reports_in_hand.reviews_in_hand(
                store, ReviewFilter((stage,), late_only), today=today, limit=limit
            )
            rows = tuple(_row(report, today) for report in page.rows)
            groups.append(StageGroup(stage, f"{stage.label} ({page.total})", rows, page.total))
        return ReviewsState(
            groups=tuple(groups),
            total=sum(group.total for group in groups),
            late=sum(counts.get(stage, (0, 0))[1] for stage in wanted),
            options=_options(counts),
        )

    def _stages(self) -> tuple[ReviewStage, ...]:
        if self.shown in {IN_HAND_KEY, LATE_KEY}:
            return IN_HAND
        return tuple(ReviewStage) if self.shown == ALL_KEY else (ReviewStage(self.shown),)


def due_chip(due: date | None, today: date) -> tuple[str, str, str] | None:
    """Return word, tone and icon of the day something is due; None for no day."""
    if due is None:
        return None
    days = (due - today).days
    if days < 0:
        return (f"Late: due {date_in_words(due.isoformat())}", "warning", "warning")
    if days == 0:
        return ("Due today", "accent", "time")
    return (f"Due {date_in_words(due.isoformat())}", "plain", "time")


MARKING_WORDS = {
    Marking.UNMARKED: "Not marked yet",
    Marking.OPEN: "Open",
    Marking.RESTRICTED: "Restricted",
    Marking.EXEMPT: "Exempt",
}


def _row(report: ReportInHand, today: date) -> ReportRow:
    review = report.review
    when = date_in_words(report.visit_date.isoformat()) if report.visit_date else "no date"
    since = date_in_words(review.since.isoformat())
    parts = [
        f"By {report.author}" if report.author else "",
        report.reference,
        f"here since {since}",
    ]
    chips = []
    if due := due_chip(review.due, today):
        chips.append(due)
    if report.state == VisitState.CORRECTING.value:
        chips.append(("Being corrected", "accent", "edit"))
    if report.state == VisitState.NOT_HELD.value:
        chips.append(("Did not take place", "plain", "not-held"))
    if count := report.waiting_corrections:
        words = "1 correction to decide" if count == 1 else f"{count} corrections to decide"
        chips.append((words, "accent", "edit"))
    if (count := report.unanswered) and review.stage is ReviewStage.AGREED:
        chips.append((f"{count} without response", "plain", "actions"))
    marked_by_now = review.stage not in {ReviewStage.SUBMITTED, ReviewStage.RETURNED}
    if marked_by_now and review.marking is Marking.UNMARKED:
        chips.append((MARKING_WORDS[review.marking], "warning", "flag"))
    elif review.marking in {Marking.RESTRICTED, Marking.EXEMPT}:
        chips.append((MARKING_WORDS[review.marking], "plain", "sealed"))
    note = report.note if review.stage is ReviewStage.RETURNED else ""
    return ReportRow(
        report.visit_id,
        f"{report.team or 'No team'}, {when}",
        " · ".join(part for part in parts if part),
        tuple(chips),
        shorten(note, 160),
    )


def _options(counts: dict[ReviewStage, tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    in_hand = sum(counts.get(stage, (0, 0))[0] for stage in IN_HAND)
    late = sum(counts.get(stage, (0, 0))[1] for stage in IN_HAND)
    return (
        (f"In hand ({in_hand})", IN_HAND_KEY),
        (f"Late ({late})", LATE_KEY),
        *(
            (f"{stage.label} ({counts.get(stage, (0, 0))[0]})", stage.value)
            for stage in ReviewStage
        ),
        ("All reports", ALL_KEY),
    )
