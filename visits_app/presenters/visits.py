"""The visits list and its reading pane."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from visits_app.domain.text import date_in_words
from visits_app.domain.visits import VisitFilter, VisitPage, VisitSort, VisitState, VisitSummary
from visits_app.presenters.workspace import Workspace

if TYPE_CHECKING:
    from visits_app.domain.recommendations import Evidence, EvidenceLink
    from visits_app.reports.document import Document

PAGE = 200
"""Rows read at a time."""

SORTS = (
    ("Newest first", VisitSort.DATE, True),
    ("Oldest first", VisitSort.DATE, False),
    ("Last changed first", VisitSort.UPDATED, True),
    ("Team", VisitSort.TEAM, False),
    ("Form", VisitSort.FORM, False),
    ("State", VisitSort.STATE, False),
    ("Reference", VisitSort.REFERENCE, False),
)


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a filter: what is shown and what it filters by."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """What each filter offers; the first entry of each means all."""

    teams: tuple[Option, ...]
    members: tuple[Option, ...]
    states: tuple[Option, ...]
    forms: tuple[Option, ...]
    periods: tuple[Option, ...]
    themes: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ReadingState:
    """The reading pane: the report and what may be done with it."""

    visit_id: str
    reference: str
    state: VisitState
    document: Document
    can_edit: bool
    can_delete: bool
    can_correct: bool
    can_link: bool
    evidence: tuple[Evidence, ...] = ()
    versions: int = 0
    can_brief: bool = False
    """Whether the visit is ahead, so that its team's brief is wanted."""


class VisitListPresenter:
    """Which visits are on show, page by page."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self.filter = VisitFilter()
        self.sort = SORTS[0]

    def options(self) -> FilterOptions:
        """Read what can be filtered by."""
        from visits_app.services import registers

        store = self._space.store
        return FilterOptions(
            teams=_options("All teams", ((t.id, t.name) for t in registers.teams(store))),
            members=_options("All members", ((m.id, m.name) for m in registers.members(store))),
            states=_options("Any state", ((s.value, s.label) for s in VisitState)),
            forms=_options("Any form", ((f.id, f.title) for f in registers.every_form(store))),
            periods=_options("Any time", _periods(self._space.today())),
            themes=_options(
                "Any theme",
                # what was merged is found under what it was merged into
                ((t.id, t.name) for t in registers.themes(store) if t.merged_into is None),
            ),
        )

    def choose(self, **chosen: str) -> None:
        """Filter by one value each of team, member, state, form, period, theme; "" means all."""
        start, end = _period(chosen.pop("period", ""), self._space.today())
        self.filter = replace(
            self.filter,
            team_ids=_one(chosen.get("team", "")),
            member_ids=_one(chosen.get("member", "")),
            states=tuple(VisitState(value) for value in _one(chosen.get("state", ""))),
            form_ids=_one(chosen.get("form", "")),
            theme_ids=_one(chosen.get("theme", "")),
            text=chosen.get("text", "").strip(),
            start=start,
            end=end,
        )

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return self.filter != VisitFilter()

    def page(self, offset: int) -> VisitPage:
        """Read one page of rows."""
        from visits_app.services import visit_lists

        _, sort, descending = self.sort
        return visit_lists.list_visits(
            self._space.store,
            self.filter,
            sort,
            descending=descending,
            offset=offset,
            limit=PAGE,
            today=self._space.today(),
        )

    def reading(self, visit_id: str) -> ReadingState:
        """Read one report for the reading pane."""
        from visits_app.services import links, reports, visits

        store = self._space.store
        visit = visits.load_visit(store, visit_id)
        document = reports.visit_report(store, visit_id, today=self._space.today())
        sealed = visit.state in {VisitState.SUBMITTED, VisitState.NOT_HELD}
        return ReadingState(
            visit_id=visit.id,
            reference=visit.reference,
            state=visit.state,
            document=document,
            can_edit=visit.state.editable,
            can_delete=visit.revision == 0,
            can_correct=sealed,
            can_link=True,
            evidence=links.evidence_for_visit(store, visit_id),
            versions=visit.revision,
            can_brief=visit.team_id is not None
            and visit.revision == 0
            and visit.visit_date is not None
            and visit.visit_date >= self._space.today(),
        )

    def delete(self, visit_id: str) -> object:
        """Delete a draft and return what `restore` needs to bring it back."""
        from visits_app.services import visits

        return visits.delete_draft(self._space.store, visit_id, by=self._space.by)

    def restore(self, deleted: object) -> str:
        """Bring a deleted draft back and return its id."""
        from visits_app.services import visits

        restored = visits.restore_draft(self._space.store, deleted, by=self._space.by)  # type: ignore[arg-type]
        return restored.id

    def begin_correction(self, visit_id: str) -> None:
        """Open a submitted report for a correction."""
        from visits_app.services import submission

        submission.begin_correction(self._space.store, visit_id, by=self._space.by)

    def unlink(self, link_id: str) -> EvidenceLink:
        """Take a link away and return it for undo."""
        from visits_app.services import links

        return links.unlink_evidence(self._space.store, link_id, by=self._space.by)

    def relink(self, link: EvidenceLink) -> None:
        """Bring a link back."""
        from visits_app.services import links

        links.restore_link(self._space.store, link, by=self._space.by)


def row_words(row: VisitSummary) -> tuple[str, str, str]:
    """Return a row's title, date and second line in words."""
    when = date_in_words(row.visit_date.isoformat()) if row.visit_date else "No date yet"
    counts = [
        f"{count} {word if count == 1 else word + 's'}"
        for count, word in (
            (row.strengths, "strength"),
            (row.concerns, "concern"),
            (row.ideas, "idea"),
        )
        if count
    ]
    second = " · ".join(part for part in (row.visitors, ", ".join(counts)) if part)
    return row.team or "No team yet", when, second or row.form_title


def _options(all_label: str, pairs: object) -> tuple[Option, ...]:
    return (Option(all_label), *(Option(label, value) for value, label in pairs))  # type: ignore[attr-defined]


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _periods(today: date) -> list[tuple[str, str]]:
    year = today.year if today.month >= 4 else today.year - 1
    periods = [("upcoming", "Coming up"), ("quarter", "Last 3 months"), ("year", "Last 12 months")]
    periods += [
        (f"my{start}", f"April {start} to March {start + 1}")
        for start in range(year, year - 15, -1)
    ]
    return periods


def _period(value: str, today: date) -> tuple[date | None, date | None]:
    if value == "upcoming":
        return today + timedelta(days=1), None
    if value == "quarter":
        return today - timedelta(days=92), today
    if value == "year":
        return today - timedelta(days=366), today
    if value.startswith("my"):
        start = int(value[2:])
        return date(start, 4, 1), date(start + 1, 3, 31)
    return None, None
