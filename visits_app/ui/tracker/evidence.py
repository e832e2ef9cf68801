"""Evidence from visits: gaps beside support, context under them."""

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.recommendations import Evidence, EvidenceKind
from visits_app.domain.text import date_in_words
from visits_app.presenters.recommendation_states import EvidenceGroup
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.steps import Steps
from visits_app.ui.widgets.words import words

LOOKS = {
    EvidenceKind.SUPPORTS: ("good", "tick"),
    EvidenceKind.GAP: ("warning", "warning"),
    EvidenceKind.CONTEXT: ("plain", "quote"),
}
SHOWN = 8
"""Pieces of each kind shown at first: more of them would keep the window waiting."""
_BESIDE = 440
"""Width at 100 % text from which gaps stand beside support."""


class EvidenceReader(Protocol):
    """The page that leads on from evidence."""

    def show_visit(self, visit_id: str) -> None:
        """Open the report of a visit."""
        ...

    def unlink(self, link_id: str) -> None:
        """Take a link away."""
        ...


class EvidenceView(QWidget):
    """The groups of one recommendation; gaps and support side by side where there is room."""

    def __init__(self, reader: EvidenceReader) -> None:
        super().__init__()
        self._reader = reader
        self._steps = Steps(self, at_once=12)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme().px(SPACE_L))
        self._under = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        column.addLayout(self._beside)
        column.addLayout(self._under)

    def show_groups(self, groups: tuple[EvidenceGroup, ...]) -> None:
        """Show other evidence."""
        clear_layout(self._beside)  # type: ignore[arg-type]
        clear_layout(self._under)
        boxes = []
        for group in groups:
            box = _GroupBox(group, self._reader, self)
            where = self._under if group.kind is EvidenceKind.CONTEXT else self._beside
            where.addWidget(box, 1)
            if where is self._beside:
                self._beside.setAlignment(box, Qt.AlignmentFlag.AlignTop)
            boxes.append(box)
        self._turn()
        self._steps.run(self._rows(boxes))

    def show_all(self, box: "_GroupBox") -> None:
        """Show the rest of a group, a few pieces at a time."""
        self._steps.run(box.rows(SHOWN, None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= theme().px(_BESIDE)
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    @staticmethod
    def _rows(boxes: "list[_GroupBox]") -> Iterator[None]:
        for box in boxes:
            yield from box.rows(0, SHOWN)


class _GroupBox(QWidget):
    def __init__(self, group: EvidenceGroup, reader: EvidenceReader, view: EvidenceView) -> None:
        super().__init__()
        self._group, self._reader = group, reader
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme().px(SPACE_S), 0, 0)
        self._column.setSpacing(theme().px(SPACE_XS))
        tone, icon_name = LOOKS[group.kind]
        chip = Chip(f"{group.heading}, {len(group.items)}", tone, icon_name)
        self._column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(SPACE_XS))
        self._column.addLayout(self._list)
        rest = len(group.items) - SHOWN
        self.more = Button(
            f"Show {rest} more", "link",
            name=f"{group.heading}: show {rest} more", clicked=partial(view.show_all, self),
        )  # fmt: skip
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.setVisible(rest > 0)

    def rows(self, start: int, end: int | None) -> Iterator[None]:
        """Put pieces in, one a step."""
        if end is None:
            self.more.hide()
        for number, item in enumerate(self._group.items[start:end], start):
            if number:
                self._list.addWidget(rule())
            self._list.addWidget(EvidenceRow(item, self._reader))
            yield


class EvidenceRow(QFrame):
    """One piece of evidence: team and date, the finding's words, the note."""

    def __init__(self, item: Evidence, reader: EvidenceReader) -> None:
        super().__init__()
        when = date_in_words(item.visit_date.isoformat()) if item.visit_date else "no date yet"
        name = f"{item.team or 'No team'}, {when}"
        text = QVBoxLayout(self)
        text.setContentsMargins(0, theme().px(SPACE_XS), 0, theme().px(SPACE_XS))
        text.setSpacing(2)
        text.addWidget(words(name, "strong"))
        part = f"{item.finding_kind.capitalize()}: " if item.finding_kind else ""
        text.addWidget(words(f"{part}{item.finding_text}"))
        if item.link.note:
            text.addWidget(words(f"Why: {item.link.note}", "muted"))
        if item.visit_state in {"draft", "planned"}:
            text.addWidget(words("Its report is not submitted yet: not counted.", "muted"))
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(
            Button(
                "Read", "link", name=f"Read the report of {name}",
                clicked=partial(reader.show_visit, item.link.visit_id),
            )
        )  # fmt: skip
        row.addWidget(
            Button(
                "", "quiet", icon_name="close", name=f"Remove the link to {name}",
                tooltip="Remove this link", clicked=partial(reader.unlink, item.link.id),
            )
        )  # fmt: skip
        row.addStretch(1)
        text.addLayout(row)
