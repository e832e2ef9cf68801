"""One team or theme: its measures above, what members found below, the findings as a list."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from visits_app.domain.insight_timeline import FindingMark
from visits_app.presenters.insight import ALL_TIME, InsightPresenter, TimelineState
from visits_app.ui.insight.choosers import Choosers, stand
from visits_app.ui.insight.finding_list import HEARD, FindingList
from visits_app.ui.insight.part import Part
from visits_app.ui.insight.timeline_picture import Spot, TimelinePicture
from visits_app.ui.pages.page import Page, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.words import words

FEW, MORE = 3, 5
"""Measures shown before one asks for all, in a low and a high window: the findings below them
should be in sight."""
_HIGH = 720

HINT = "Point at a figure or a finding to read it here. With the keyboard: arrows, then Enter."


class TimelineView(Part):
    """Choosers, the picture with its words, and the findings beside it."""

    def __init__(self, page: Page, presenter: InsightPresenter) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._team: str | None = None
        self._theme, self._period = "", "24"
        self._all = False
        self.state: TimelineState | None = None
        self._build()
        self.picture.told.connect(self._tell)
        self.picture.mark_chosen.connect(self._show_in_list)
        self.picture.opened.connect(self._open_spot)
        self.list.activated.connect(self._open_finding)
        self.list.selectionModel().currentChanged.connect(self._show_in_picture)
        self.stack.retry.clicked.connect(self.refresh)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(SPACE_M))
        self.choosers = Choosers(("Team", "Theme", "Period"), self._choose)
        layout.addWidget(self.choosers)
        self.picture = TimelinePicture()
        self.readout = words(HINT, "muted")
        self.readout.setFixedHeight(2 * self.readout.fontMetrics().lineSpacing() + theme().px(2))
        self.readout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.summary = words("", "strong")
        self.outside = words("", "muted")
        self.show_all = Button("Show all dates", "inline", clicked=self._all_dates)
        self.more = Button("", "link", clicked=self._all_measures)
        self.others = words("", "caption")
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(theme().px(SPACE_S))
        line.addWidget(self.outside, 1)
        line.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, theme().px(SPACE_XS), 0)
        inside.setSpacing(theme().px(SPACE_S))
        inside.addWidget(self.picture)
        inside.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.others)
        inside.addStretch(1)
        card.body.addWidget(self.summary)
        card.body.addLayout(line)
        card.body.addWidget(self.readout)
        card.body.addWidget(scrolled(body), 1)
        side = Card("What members found")
        self.list = FindingList("Findings")
        self.left_out = words("", "muted")
        side.body.addWidget(self.left_out)
        side.body.addWidget(self.list, 1)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(theme().px(SPACE_L))
        split.addWidget(card)
        split.addWidget(side)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 2)
        split.setSizes([780, 340])
        self.empty = EmptyState("insight", "", "")
        self.stack = StateStack(split, self.empty)
        layout.addWidget(self.stack, 1)

    # --- reading and showing ---------------------------------------------------------------

    def at(self, team_id: str, theme_id: str) -> None:
        """Turn to a team or a theme."""
        self._team, self._theme = team_id, theme_id

    def refresh(self) -> None:
        """Read again what is chosen."""
        self.read(
            partial(self._presenter.timeline, self._team, self._theme, self._period), self.render
        )

    def render(self, state: TimelineState) -> None:
        """Show what was read."""
        self.state = state
        self._team, self._theme = state.team_id, state.theme_id
        self.choosers.fill("Team", state.choices.teams, state.team_id)
        self.choosers.fill("Theme", state.choices.themes, state.theme_id)
        self.choosers.fill("Period", state.periods, state.period)
        if state.timeline is None:
            self.empty.show_words(*state.empty)
            self.stack.show_empty()
            return
        self.summary.setText(state.summary)
        self.outside.setText(state.outside)
        self.outside.setVisible(bool(state.outside))
        self.show_all.setVisible(bool(state.outside) and state.period != ALL_TIME)
        many = len(state.timeline.strips)
        few = FEW if self.height() < theme().px(_HIGH) else MORE
        self.picture.show_timeline(state.timeline, many if self._all else few)
        self.more.setVisible(many > few and not self._all)
        self.more.words(f"Show all {many} measures")
        self.others.setText(f"Not drawn: {state.others}" if state.others else "")
        self.others.setVisible(bool(state.others))
        self.list.findings.show_findings(state.listed.heard)
        self.left_out.setText(state.listed.left_out or self._no_findings())
        self.left_out.setVisible(bool(self.left_out.text()))
        self._tell("")
        self.stack.show_content()

    def _no_findings(self) -> str:
        assert self.state is not None
        if self.state.listed.heard:
            return ""
        return "No submitted visit has a finding here in this period."

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stand(self, self._split)

    # --- slots -----------------------------------------------------------------------------

    def _choose(self) -> None:
        self._team = self.choosers.value("Team")
        self._theme = self.choosers.value("Theme")
        self._period = self.choosers.value("Period")
        self._all = False
        self.refresh()

    def _all_dates(self) -> None:
        self._period = ALL_TIME
        self.refresh()

    def _all_measures(self) -> None:
        self._all = True
        assert self.state is not None
        self.render(self.state)
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, text: str) -> None:
        self.readout.setText(text or HINT)

    def _show_in_list(self, mark: FindingMark) -> None:
        self.list.choose(mark.findings[0].finding_id)

    def _show_in_picture(self, index: QModelIndex, _before: QModelIndex) -> None:
        heard = index.data(HEARD)
        if heard is not None:
            self.picture.choose_finding(heard.finding_id)

    def _open_spot(self, spot: Spot) -> None:
        if spot.mark is not None:
            self._page.context.go("visits", visit_id=spot.mark.findings[0].visit_id)
        else:
            self._page.context.go("indicator", indicator_id=spot.indicator_id)

    def _open_finding(self, index: QModelIndex) -> None:
        self._page.context.go("visits", visit_id=index.data(HEARD).visit_id)
