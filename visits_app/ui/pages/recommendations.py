"""Recommendations, and from each all its evidence from visits."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.recommendations import Evidence, EvidenceKind, EvidenceLink
from visits_app.domain.text import date_in_words
from visits_app.presenters.recommendations import (
    EvidenceGroup,
    RecommendationLine,
    RecommendationsPresenter,
    RecommendationState,
)
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.two_lines import TwoLineDelegate
from visits_app.ui.widgets.words import words

_ID = Qt.ItemDataRole.UserRole
_LOOKS = {
    EvidenceKind.SUPPORTS: ("good", "tick"),
    EvidenceKind.GAP: ("warning", "warning"),
    EvidenceKind.CONTEXT: ("plain", "quote"),
}


class RecommendationsPage(Page):
    """The list on the left, the recommendation with its evidence on the right."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"link", "visit"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = RecommendationsPresenter(context.space)
        self._wanted = ""
        self._build()
        self.list.currentItemChanged.connect(self._choose)
        self.link_button.clicked.connect(self._link)
        self.stack.retry.clicked.connect(self.refresh)
        self.start_focus = self.list
        self.set_header("Recommendations", "What was recommended, and what visits say about it.")

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName("Recommendations")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        detail = QWidget()
        self._detail = QVBoxLayout(detail)
        self._detail.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        self._detail.setSpacing(theme().px(SPACE_L))
        self.link_button = Button("Link a visit", icon_name="link")
        self._reference = words("", "muted")
        self._title = words("", "title")
        self._text = words("", selectable=True)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(theme().px(SPACE_XL))
        self._facts.setVerticalSpacing(theme().px(SPACE_XS))
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        card = Card()
        card.body.addWidget(self._reference)
        card.body.addWidget(self._title)
        card.body.addWidget(self._text)
        card.body.addSpacing(theme().px(SPACE_S))
        card.body.addLayout(self._facts)
        self._evidence = Card("Evidence from visits")
        self._evidence.corner.addWidget(self.link_button)
        self._detail.addWidget(card)
        self._detail.addWidget(self._evidence)
        self._detail.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme().px(SPACE_M))
        splitter.addWidget(self.list)
        splitter.addWidget(scrolled(detail))
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([420, 680])
        self.stack = StateStack(
            splitter,
            EmptyState(
                "recommendations",
                "No recommendations yet",
                "Scrutiny recommendations are kept here, with what visits say about each.",
            ),
        )
        page_layout(self).addWidget(self.stack)

    def open(self, recommendation_id: str = "", **_target: Any) -> None:
        """Show the list, with one recommendation chosen if given."""
        if recommendation_id:
            self._wanted = recommendation_id
        if self.stale:
            self.stale = False
            self.stack.loading()
            self.refresh()
        elif recommendation_id:
            self._select(recommendation_id)

    def refresh(self) -> None:
        """Read the list and the chosen one again."""
        self.load(self.presenter.lines, self._show_lines, self.could_not_read)

    def _show_lines(self, lines: tuple[RecommendationLine, ...]) -> None:
        wanted = self._wanted or (lines[0].id if lines else "")
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(
                f"{line.reference}  {line.title}\n{line.status} · {line.evidence}"
            )
            item.setData(_ID, line.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if lines:
            self.stack.show_content()
            self._select(wanted)
        else:
            self.stack.show_empty()

    def _select(self, recommendation_id: str) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            if item.data(_ID) == recommendation_id:
                self.list.setCurrentItem(item)
                return

    def _choose(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self._wanted = item.data(_ID)
            self.load(partial(self.presenter.state, self._wanted), self.show_state)

    def show_state(self, state: RecommendationState) -> None:
        """Show one recommendation."""
        if state.recommendation.id != self._wanted:
            return
        self._reference.setText(f"Recommendation {state.recommendation.reference}")
        self._title.setText(state.recommendation.title)
        self._text.setText(state.recommendation.text)
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for label, text in state.facts:
            name = words(label, "muted", wrap=False)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._facts.addRow(name, words(text, selectable=True))
        self._evidence.clear()
        if not state.groups:
            self._evidence.body.addWidget(
                words(
                    "No visit speaks to this yet. Link one here, or from the report of a visit.",
                    "muted",
                )
            )
        else:
            self._evidence.body.addWidget(words(f"Teams: {state.teams}", "muted"))
        for group in state.groups:
            self._evidence.body.addWidget(self._group(group))

    def _group(self, group: EvidenceGroup) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme().px(SPACE_S), 0, 0)
        column.setSpacing(theme().px(SPACE_XS))
        tone, icon_name = _LOOKS[group.kind]
        column.addWidget(
            Chip(f"{group.heading}, {len(group.items)}", tone, icon_name),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        for number, item in enumerate(group.items):
            if number:
                column.addWidget(rule())
            column.addWidget(EvidenceRow(item, self))
        return box

    def show_visit(self, visit_id: str) -> None:
        """Open the report of a visit."""
        self.context.go("visits", visit_id=visit_id)

    def unlink(self, link_id: str) -> None:
        """Take a link away, with undo."""
        self.load(partial(self.presenter.unlink, link_id), self._unlinked)

    def _unlinked(self, link: EvidenceLink) -> None:
        self.context.say("Link removed.", act=partial(self._relink, link))
        self.context.tell("link", link.visit_id, self)
        self.refresh()

    def _relink(self, link: EvidenceLink) -> None:
        self.load(partial(self.presenter.relink, link), self._relinked)

    def _relinked(self, _nothing: object) -> None:
        self.context.say("The link is back.")
        self.context.tell("link")

    def _link(self) -> None:
        from visits_app.ui.link_dialog import LinkDialog

        dialog = LinkDialog(self.context, "", self, recommendation_id=self._wanted)
        dialog.linked.connect(partial(self.context.tell, "link"))
        dialog.open()


class EvidenceRow(QFrame):
    """One piece of evidence: team and date, the finding's words, the note."""

    def __init__(self, item: Evidence, page: RecommendationsPage) -> None:
        super().__init__()
        when = date_in_words(item.visit_date.isoformat()) if item.visit_date else "no date yet"
        name = f"{item.team}, {when}"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(SPACE_XS), 0, theme().px(SPACE_XS))
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(words(name, "strong"))
        part = f"{item.finding_kind.capitalize()}: " if item.finding_kind else ""
        text.addWidget(words(f"{part}{item.finding_text}"))
        if item.link.note:
            text.addWidget(words(f"Why: {item.link.note}", "muted"))
        row.addLayout(text, 1)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(
            Button(
                "Read", "link", name=f"Read the report of {name}",
                clicked=partial(page.show_visit, item.link.visit_id),
            ),
            0, top,
        )  # fmt: skip
        row.addWidget(
            Button(
                "", "quiet", icon_name="close", name=f"Remove the link to {name}",
                tooltip="Remove this link", clicked=partial(page.unlink, item.link.id),
            ),
            0, top,
        )  # fmt: skip
