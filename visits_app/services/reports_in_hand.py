"""The reports that somebody is to do something with: the officer's list and the members'."""

from datetime import date
from typing import TYPE_CHECKING

from visits_app.domain.reviews import (
    CorrectionDecision,
    ReportInHand,
    ReportPage,
    ReturnedReport,
    ReviewFilter,
    ReviewStage,
)
from visits_app.domain.visits import VisitState
from visits_app.services.review_standing import decided
from visits_app.store import corrections as correction_rows
from visits_app.store import reviews as rows

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store


def reviews_in_hand(
    store: "Store",
    wanted: ReviewFilter = ReviewFilter(),  # noqa: B008 - frozen
    *,
    today: date,
    offset: int = 0,
    limit: int = 100,
) -> ReportPage:
    """Return one stretch of the reports at some stages, soonest due first.

    A report nobody began on is not in it: call `reviews.begin_missing` before the list is first
    shown.
    """
    with store.read() as connection:
        return rows.list_reports(connection, wanted, today, offset=offset, limit=limit)


def stage_counts(store: "Store", *, today: date) -> dict[ReviewStage, tuple[int, int]]:
    """Return how many reports stand at each stage, and how many of them are late."""
    with store.read() as connection:
        return rows.count_by_stage(connection, today)


def returned_to(store: "Store", member_id: str) -> tuple[ReturnedReport, ...]:
    """Return the reports a member is to change, soonest due first.

    Those returned carry the officer's note; those with corrections of fact that were accepted
    carry these.
    """
    with store.read() as connection:
        stages = (ReviewStage.RETURNED, ReviewStage.FACTS_BACK)
        reports = rows.reports_of_author(connection, member_id, stages)
        found = (_returned(connection, report) for report in reports)
        return tuple(report for report in found if report is not None)


def to_change(store: "Store", visit_id: str) -> ReturnedReport | None:
    """Return what is to be changed in a report; None where nothing is."""
    with store.read() as connection:
        report = rows.report_in_hand(connection, visit_id)
        return _returned(connection, report) if report else None


def _returned(connection: "Connection", report: ReportInHand) -> ReturnedReport | None:
    accepted = decided(
        correction_rows.read_corrections(connection, report.visit_id), CorrectionDecision.ACCEPTED
    )
    returned = report.review.stage is ReviewStage.RETURNED
    if not returned and not accepted:
        return None
    return ReturnedReport(
        visit_id=report.visit_id,
        reference=report.reference,
        team=report.team,
        visit_date=report.visit_date,
        note=report.note if returned else "Facts in the report are to be corrected.",
        on_day=report.review.since,
        due=report.review.due,
        begun=report.state == VisitState.CORRECTING.value,
        corrections=accepted,
    )
