"""The cards of a report's page that only show: checklist, corrections, responses."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from visits_app.domain.completeness import CheckItem
from visits_app.domain.reviews import CorrectionDecision
from visits_app.presenters.review_states import CorrectionLine, ResponseLine
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words

_TOP = Qt.AlignmentFlag.AlignTop


def checklist_card(items: tuple[CheckItem, ...]) -> Card:
    """Return what to look at before a report is checked off, each in order or not."""
    card = _card("Before it is checked off")
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(SPACE_S))
    grid.setVerticalSpacing(theme().px(SPACE_S))
    grid.setColumnStretch(1, 1)
    for number, item in enumerate(items):
        shape = QLabel()
        tint = "good" if item.ok else "danger" if item.must else "warning"
        shape.setPixmap(pixmap("tick" if item.ok else "error" if item.must else "warning", tint))
        said = "In order" if item.ok else "To be put right" if item.must else "Look at this"
        shape.setAccessibleName(said)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(words(item.label))
        if not item.ok:
            text.addWidget(words(f"{said}. {item.detail}", "caption", selectable=True))
        grid.addWidget(shape, number, 0, _TOP)
        grid.addLayout(text, number, 1)
    card.body.addLayout(grid)
    return card


class CorrectionBox(QWidget):
    """One correction: the report's words and the service's, and the decision."""

    def __init__(
        self,
        line: CorrectionLine,
        decide: Callable[[CorrectionLine, CorrectionDecision], None] | None,
    ) -> None:
        super().__init__()
        self.line = line
        self.buttons: dict[CorrectionDecision, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(SPACE_S), 0, theme().px(SPACE_S))
        column.setSpacing(theme().px(SPACE_S))
        head = QHBoxLayout()
        head.addWidget(words(line.where, "strong"), 1)
        head.addWidget(Chip(*line.chip), 0, _TOP)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(SPACE_L))
        grid.setVerticalSpacing(2)
        for place, (title, text) in enumerate(
            (("The report says", line.passage), ("The service says", line.proposed))
        ):
            grid.addWidget(words(title, "caption"), 0, place)
            grid.addWidget(words(text, selectable=True), 1, place, _TOP)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        if line.evidence:
            column.addWidget(words(f"How they know: {line.evidence}", "caption"))
        if line.note:
            column.addWidget(words(f"Reason: {line.note}"))
        if line.decided:
            column.addWidget(words(f"Decided {line.decided}", "caption"))
        if decide is not None and line.can_decide:
            column.addWidget(self._choices(line, decide))

    def _choices(
        self, line: CorrectionLine, decide: Callable[[CorrectionLine, CorrectionDecision], None]
    ) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, theme().px(SPACE_S))
        offered = (
            (CorrectionDecision.ACCEPTED, "Accept", "tick"),
            (CorrectionDecision.DISAGREED, "Disagree…", "close"),
            (CorrectionDecision.OPEN, "Decide later", "undo"),
        )
        for decision, text, icon_name in offered:
            if decision is line.decision:
                continue
            button = Button(
                text, icon_name=icon_name, name=f"{text.rstrip('…')}: {line.where}",
                clicked=partial(decide, line, decision),
            )  # fmt: skip
            self.buttons[decision] = button
            flow.addWidget(button)
        return row


class ResponseBox(QWidget):
    """One ask with what the service answered."""

    def __init__(self, line: ResponseLine, answer: Callable[[ResponseLine], None] | None) -> None:
        super().__init__()
        self.line = line
        self.answer_button: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(SPACE_S), 0, theme().px(SPACE_S))
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(theme().px(SPACE_M))
        head.addWidget(words(line.ask.action, "strong"), 1)
        head.addWidget(Chip(*line.chip), 0, _TOP)
        column.addLayout(head)
        column.addWidget(words(line.suggested, "caption"))
        if line.answer:
            column.addWidget(words(line.answer, selectable=True))
        for gap in line.gaps:
            column.addWidget(words(gap, "warning"))
        if answer is not None:
            text = "Record the answer…" if line.ask.status.value == "open" else "Change the answer…"
            self.answer_button = Button(
                text, "link", name=f"{text.rstrip('…')}: {line.ask.action}",
                clicked=partial(answer, line),
            )  # fmt: skip
            column.addWidget(self.answer_button, 0, Qt.AlignmentFlag.AlignLeft)


def boxes_card(heading: str, empty: str, boxes: list[QWidget], buttons: list[Button]) -> Card:
    """Return a card with boxes under one another and what can be done with all of them."""
    card = _card(heading)
    if buttons:
        row = QWidget()
        flow = FlowLayout(row, theme().px(SPACE_S))
        for button in buttons:
            flow.addWidget(button)
        card.body.addWidget(row)
    if not boxes:
        card.body.addWidget(words(empty, "muted"))
    for number, box in enumerate(boxes):
        if number:
            card.body.addWidget(rule())
        card.body.addWidget(box)
    return card


def _card(heading: str) -> Card:
    card = Card(heading)
    # as high as wrapped words need, at any width
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return card
