"""Insight: what members saw and what the measures did, in one thread."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QStackedWidget

from visits_app.presenters.insight import InsightPresenter
from visits_app.ui.context import Context
from visits_app.ui.insight.disagreement_view import DisagreementView
from visits_app.ui.insight.matrix_view import MatrixView
from visits_app.ui.insight.part import Part
from visits_app.ui.insight.timeline_view import TimelineView
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button

PARTS = (
    ("timeline", "Timeline"),
    ("matrix", "Themes and teams"),
    ("disagree", "Where they disagree"),
)


class InsightPage(Page):
    """Three parts; each reads when it is first looked at."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"visit", "indicator", "register"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        presenter = InsightPresenter(context.space)
        self.timeline = TimelineView(self, presenter)
        self.matrix = MatrixView(self, presenter)
        self.disagree = DisagreementView(self, presenter)
        self._views: dict[str, Part] = {
            "timeline": self.timeline,
            "matrix": self.matrix,
            "disagree": self.disagree,
        }
        self._unread = set(self._views)
        self.part = "timeline"
        self._build()
        self._buttons.buttonClicked.connect(self._choose_part)
        self.set_header(
            "Insight", "What members found beside what the measures did. Side by side is no cause."
        )

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme().px(SPACE_S))
        self._buttons = QButtonGroup(self)
        for part, label in PARTS:
            button = Button(label, "quiet")
            button.setCheckable(True)
            button.setChecked(part == self.part)
            button.setProperty("part", part)
            self._buttons.addButton(button)
            bar.addWidget(button)
        bar.addStretch(1)
        self.parts = QStackedWidget()
        self._areas = {part: scrolled(view) for part, view in self._views.items()}
        for area in self._areas.values():
            self.parts.addWidget(area)
        layout = page_layout(self)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addLayout(bar)
        layout.addWidget(self.parts, 1)
        self.start_focus = self._buttons.buttons()[0]

    def open(self, part: str = "", team_id: str = "", theme_id: str = "", **_target: Any) -> None:
        """Show a part, and the timeline of a team or a theme if one is given."""
        if team_id or theme_id:
            self.timeline.at(team_id, theme_id)
            self._unread.add("timeline")
            part = part or "timeline"
        if self.stale:
            self.stale = False
            self._unread = set(self._views)
        self.show_part(part or self.part)

    def refresh(self) -> None:
        """Read the part on show again, and the others when they are next looked at."""
        self._unread = set(self._views)
        self.show_part(self.part)

    def show_part(self, part: str) -> None:
        """Show one part, reading it if need be."""
        self.part = part
        view = self._views[part]
        for button in self._buttons.buttons():
            button.setChecked(button.property("part") == part)
            if button.isChecked():
                self.start_focus = button
        self.parts.setCurrentWidget(self._areas[part])
        if part in self._unread:
            self._unread.discard(part)
            view.refresh()

    def _choose_part(self, button: QAbstractButton) -> None:
        self.show_part(button.property("part"))
