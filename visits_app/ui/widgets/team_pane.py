"""Beside the form: what the team was told last time, what is open, how its figures stand."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.text import shorten
from visits_app.presenters.editor import PaneAsk, PaneFinding, TeamPane
from visits_app.presenters.indicator_rows import IndicatorRow
from visits_app.presenters.privacy import PassageLine, open_words
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.words import words
from visits_app.ui.widgets.wrap_link import WrapLink

MOST_PASSAGES = 5


class TeamPaneView(QScrollArea):
    """Three cards, most urgent first."""

    visit_wanted = Signal(str)
    indicator_wanted = Signal(str)
    brief_wanted = Signal(str)
    passage_wanted = Signal(object)
    """a PassageLine"""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("About this team")
        self._shown: TeamPane | None = None
        content = self._content = QWidget()
        content.setObjectName("scrolled")
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(SPACE_L))
        self.passages = Card("")
        self.passages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.passages.hide()
        whole.addWidget(self.passages)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(SPACE_L))
        whole.addLayout(self._column, 1)
        self.setWidget(content)

    def render(self, pane: TeamPane | None) -> None:
        """Show what is known of a team; None while no team is chosen."""
        if pane is not None and pane == self._shown:
            return
        self._shown = pane
        clear_layout(self._column)
        if pane is None:
            card = Card("About the team")
            card.body.addWidget(
                words("Choose the team visited to see its last visit, open asks and figures.",
                      "muted")
            )  # fmt: skip
            self._column.addWidget(card)
        else:
            brief = Button(
                "Brief on two pages", "link", name=f"Brief about {pane.team}",
                tooltip="Last visits, open asks, figures and questions, to look at and print",
                clicked=partial(self.brief_wanted.emit, pane.team_id),
            )  # fmt: skip
            self._column.addWidget(brief, 0, Qt.AlignmentFlag.AlignLeft)
            if pane.to_change:
                self._column.addWidget(self._change_card(pane))
            self._column.addWidget(self._last_card(pane))
            self._column.addWidget(self._asks_card(pane))
            if pane.indicators:
                self._column.addWidget(self._figures_card(pane))
        for card in self._content.findChildren(Card):
            # as high as wrapped words need, at any width
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._column.addStretch(1)

    def _change_card(self, pane: TeamPane) -> Card:
        card = Card("Returned to you")
        for heading, text in pane.to_change:
            if heading:
                card.body.addWidget(words(heading, "caption"))
            card.body.addWidget(words(text, selectable=True))
        return card

    def show_passages(self, lines: tuple[PassageLine, ...]) -> None:
        """Say quietly how many passages may identify someone, each a link to its words."""
        self.passages.clear()
        self.passages.setVisible(bool(lines))
        told = open_words(len(lines))
        self.passages.heading.setText(told)
        self.passages.heading.setVisible(bool(told))
        self.passages.setAccessibleName(told)
        for line in lines[:MOST_PASSAGES]:
            link = WrapLink(
                f"“{shorten(line.words, 60)}”, {line.found.passage.kind.label.lower()}",
                partial(self.passage_wanted.emit, line),
            )
            self.passages.body.addWidget(link)
        if len(lines) > MOST_PASSAGES:
            more = f"and {len(lines) - MOST_PASSAGES} more"
            self.passages.body.addWidget(words(more, "muted"))

    def _last_card(self, pane: TeamPane) -> Card:
        card = Card(pane.last_title or "No visit before this one")
        if not pane.last_title:
            card.body.addWidget(words(f"{pane.team} has no earlier report here.", "muted"))
            return card
        card.body.setSpacing(theme().px(SPACE_M))
        for finding in pane.findings:
            card.body.addLayout(_finding(finding))
        if not pane.findings:
            card.body.addWidget(words("No findings were recorded.", "muted"))
        more = f" and {pane.more_findings} more findings" if pane.more_findings else ""
        link = Button(
            f"Read the report{more}", "link", clicked=partial(self.visit_wanted.emit,
                                                              pane.last_visit_id)
        )  # fmt: skip
        card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _asks_card(self, pane: TeamPane) -> Card:
        card = Card("Open asks")
        card.body.setSpacing(theme().px(SPACE_M))
        if not pane.asks:
            card.body.addWidget(words("Nothing is open for this team.", "muted"))
        for place, ask in enumerate(pane.asks):
            if place:
                card.body.addWidget(rule())
            card.body.addLayout(_ask(ask))
        if pane.more_asks:
            card.body.addWidget(words(f"and {pane.more_asks} more", "muted"))
        return card

    def _figures_card(self, pane: TeamPane) -> Card:
        card = Card("Figures")
        card.body.setSpacing(theme().px(SPACE_M))
        for place, row in enumerate(pane.indicators):
            if place:
                card.body.addWidget(rule())
            card.body.addWidget(_Figure(row, partial(self.indicator_wanted.emit, row.indicator_id)))
        return card


def _finding(finding: PaneFinding) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme().px(SPACE_XS))
    if finding.word:
        head = QHBoxLayout()
        head.setSpacing(theme().px(SPACE_S))
        picture = QLabel()
        picture.setPixmap(pixmap(finding.icon_name, finding.tone))
        head.addWidget(picture)
        head.addWidget(words(finding.word, "strong"), 1)
        column.addLayout(head)
    column.addWidget(words(finding.text))
    return column


def _ask(ask: PaneAsk) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme().px(SPACE_XS))
    column.addWidget(words(ask.text))
    column.addWidget(words(ask.due, "caption"))
    line = QHBoxLayout()
    line.addWidget(Chip(ask.chip, ask.tone, ask.icon_name))
    # without it the column is no wider than the chip when heights are worked out
    line.addStretch(1)
    column.addLayout(line)
    return column


class _Figure(QWidget):
    """One indicator: its name leads to its page; latest figure and sparkline below."""

    def __init__(self, row: IndicatorRow, open_it: partial[None]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 4)
        layout.setSpacing(theme().px(2))
        head = QHBoxLayout()
        head.addWidget(words(row.name), 1)
        go = Button("", "quiet", icon_name="right", name=f"Open {row.name}", clicked=open_it)
        go.setAccessibleDescription(row.sentence)
        go.setToolTip(row.sentence)
        head.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(words(row.latest, "strong"))
        told = [row.when, f"Target {row.target[:1].lower()}{row.target[1:]}" if row.target else ""]
        if row.illustration:
            told.append("Illustration, invented figures")
        layout.addWidget(words(" · ".join(part for part in told if part), "caption"))
        if sum(value is not None for value in row.values) > 2:
            layout.addSpacing(theme().px(SPACE_XS))
            layout.addWidget(_Sparkline(row))


class _Sparkline(QWidget):
    def __init__(self, row: IndicatorRow) -> None:
        super().__init__()
        self._row = row
        self.setFixedHeight(theme().px(36))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        from visits_app.ui.charts.sparkline import paint_sparkline

        painter = QPainter(self)
        now = theme()
        paint_sparkline(
            painter,
            QRectF(self.rect()),
            self._row.values,
            line=QColor(now.color("muted")),
            end=QColor(now.color("accent")),
            dashed=self._row.illustration,
            width=1.6 * now.zoom / 100,
        )
