"""Search everything: teams, visits, recommendations, indicators, asks, words inside reports."""

from __future__ import annotations

from dataclasses import dataclass

from visits_app.domain.text import clean, date_in_words
from visits_app.presenters.workspace import Desk, Workspace

_KINDS = {
    "team": "Team",
    "visit": "Visit",
    "recommendation": "Recommendation",
    "indicator": "Indicator",
    "ask": "Ask",
    "question": "Question",
    "page": "Go to",
}
_PAGES = (
    ("home", "Home"),
    ("visits", "Visits"),
    ("recommendations", "Recommendations"),
    ("actions", "Actions"),
    ("indicators", "Indicators"),
    ("meetings", "Meetings"),
    ("settings", "Settings"),
    ("help", "Help"),
)
_OFFICER_PAGES = (("papers", "Papers"), ("reports", "Forms and print"), ("register", "Register"))


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One result: its kind in words, a title, the words around the match, where it leads."""

    kind: str
    title: str
    excerpt: str
    matches: tuple[tuple[int, int], ...]
    page: str
    target: dict[str, str]


class SearchPresenter:
    """Answers while the user types."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    def find(self, text: str) -> tuple[FoundLine, ...]:
        """Return what matches, best first; pages whose name begins so come before."""
        from visits_app.services.search import search

        wanted = clean(text).strip()
        if not wanted:
            return ()
        officer = self._space.desk is Desk.OFFICER
        pages = tuple(
            FoundLine("Go to", label, "", (), page, {})
            for page, label in (*_PAGES, *(_OFFICER_PAGES if officer else ()))
            if label.lower().startswith(wanted.lower())
        )
        lines = []
        for hit in search(self._space.store, wanted, limit=40):
            page, target = _place(hit.kind, hit.id)
            title = hit.title
            if hit.when is not None:
                title = f"{title}, {date_in_words(hit.when.isoformat())}"
            lines.append(FoundLine(_KINDS[hit.kind], title, hit.excerpt, hit.matches, page, target))
        return (*pages, *lines)


def _place(kind: str, id: str) -> tuple[str, dict[str, str]]:
    return {
        "team": ("visits", {"team_id": id}),
        "visit": ("visits", {"visit_id": id}),
        "ask": ("visits", {"visit_id": id}),
        "recommendation": ("recommendations", {"recommendation_id": id}),
        "indicator": ("indicator", {"indicator_id": id}),
        "question": ("indicator", {"indicator_id": id}),
    }[kind]
