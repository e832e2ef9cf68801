"""Beside the text: the part one is on, where it comes from, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from visits_app.domain.paper_merging import Choice
from visits_app.domain.papers import PartKind
from visits_app.presenters.paper_states import HeadLine, Line, PartLine, SourceLink
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words
from visits_app.ui.widgets.wrap_link import WrapLink

_KINDS = (
    (PartKind.PARAGRAPH, "Paragraph"),
    (PartKind.BULLET, "Point of a list"),
    (PartKind.ROW, "Row of the table"),
    (PartKind.SUBHEADING, "Subheading"),
)
_NAMES = {
    PartKind.PARAGRAPH: "Paragraph",
    PartKind.BULLET: "Point of a list",
    PartKind.ROW: "Row of a table",
    PartKind.SUBHEADING: "Subheading",
    PartKind.CHART: "Chart",
}
_LINKS = 12
"""Records named behind one part; a tally may rest on a hundred."""


class PartPane(QWidget):
    """Shows a line; says what is wanted of it."""

    wanted = Signal(str)
    """"write", "up", "down", "hide", "remove" or "restore"."""
    add_wanted = Signal(object)
    """A `PartKind` to add below."""
    answered = Signal(object)
    """A `Choice` between the records' words and one's own."""
    source_wanted = Signal(object)
    """A `SourceLink` to open."""

    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self._build()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        self._head = words("", "strong")
        self._told = words("", "muted")
        card = Card()
        card.body.addWidget(self._head)
        card.body.addWidget(self._told)
        card.body.addLayout(self._buttons())
        self._asking = self._question()
        self._was = self._draft()
        self._from = Card("Drafted from")
        self._links = QVBoxLayout()
        self._links.setSpacing(theme().px(SPACE_XS))
        self._from.body.addLayout(self._links)
        for widget in (self._asking, card, self._was, self._from):
            column.addWidget(widget)
        column.addStretch(1)
        area = scrolled(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("The part you are on")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.show_line(None)

    def _buttons(self) -> FlowLayout:
        self.write_button = Button(
            "Edit", icon_name="edit", tooltip="Edit this part (Enter or F2)",
            clicked=partial(self.wanted.emit, "write"),
        )  # fmt: skip
        self.add_button = Button("Add below", icon_name="add", tooltip="Add words below (Insert)")
        menu = QMenu(self.add_button)
        self._adding: dict[PartKind, QAction] = {}
        for kind, label in _KINDS:
            action = menu.addAction(label)
            action.triggered.connect(partial(self._add, kind))
            self._adding[kind] = action
        self.add_button.setMenu(menu)
        self.up_button = Button(
            "", icon_name="move-up", name="Move up", tooltip="Move up (Alt+Up)",
            clicked=partial(self.wanted.emit, "up"),
        )  # fmt: skip
        self.down_button = Button(
            "", icon_name="move-down", name="Move down", tooltip="Move down (Alt+Down)",
            clicked=partial(self.wanted.emit, "down"),
        )  # fmt: skip
        self.hide_button = Button("Leave out", icon_name="close")
        self.hide_button.clicked.connect(self._hide)
        flow = FlowLayout(spacing=theme().px(SPACE_S))
        for button in (
            self.write_button, self.up_button, self.down_button, self.add_button, self.hide_button,
        ):  # fmt: skip
            flow.addWidget(button)
        return flow

    def _question(self) -> Card:
        card = Card("The records changed")
        self._now_told = words("", "muted")
        self._now = words("", selectable=True)
        self.take_button = Button(
            "Take the new words", "primary", clicked=partial(self.answered.emit, Choice.TAKE)
        )
        self.keep_button = Button("Keep mine", clicked=partial(self.answered.emit, Choice.KEEP))
        flow = FlowLayout(spacing=theme().px(SPACE_S))
        flow.addWidget(self.take_button)
        flow.addWidget(self.keep_button)
        card.body.addWidget(self._now_told)
        card.body.addWidget(self._now)
        card.body.addLayout(flow)
        return card

    def _draft(self) -> Card:
        card = Card("Your words")
        self.was_button = Button("Show what was drafted", "link", clicked=self._show_drafted)
        self.was_button.setCheckable(True)
        self._drafted = words("", selectable=True)
        self._drafted.hide()
        self.restore_button = Button(
            "Return to the draft", icon_name="undo", clicked=partial(self.wanted.emit, "restore")
        )
        card.body.addWidget(self.was_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._drafted)
        card.body.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    # --- showing ---------------------------------------------------------------------------

    def show_line(self, line: Line | None, columns: int = 0) -> None:
        """Show the line one is on; `columns` are those of the tables in its section."""
        if line == self._line and line is not None:
            return
        kept = self._line
        self._line = line
        part = line if isinstance(line, PartLine) else None
        self._show_head(line)
        for button in (self.write_button, self.up_button, self.down_button, self.hide_button):
            button.setVisible(part is not None)
        self.write_button.setVisible(part is not None and part.kind is not PartKind.CHART)
        self.add_button.setVisible(line is not None)
        self._adding[PartKind.ROW].setVisible(columns > 1)
        if part is not None:
            self._show_hiding(part)
        self._asking.setVisible(part is not None and part.asks)
        self._was.setVisible(part is not None and part.is_edited and bool(part.drafted))
        if part is not None:
            self._show_wordings(part, again=kept is not None and kept.key == part.key)
        self._show_sources(part)

    def _show_head(self, line: Line | None) -> None:
        if isinstance(line, HeadLine):
            self._head.setText(f"Section: {line.title}")
            told = "Only the restricted version has it." if line.restricted else ""
            self._told.setText(told or "Walk down to its parts, or add your own words.")
        elif line is not None:
            self._head.setText(_NAMES[line.kind])
            flags = " · ".join(flag.label for flag in line.flags)
            self._told.setText(flags or "As it was drafted.")
        else:
            self._head.setText("Nothing is chosen")
            self._told.setText("")
        self._told.setVisible(bool(self._told.text()))

    def _show_hiding(self, part: PartLine) -> None:
        if part.is_own:
            self.hide_button.words("Take out")
            self.hide_button.setToolTip("Take out what you added (Delete)")
        else:
            self.hide_button.words("Bring back" if part.is_hidden else "Leave out")
            self.hide_button.setToolTip("Leave out of the paper, or bring back (Delete)")

    def _show_wordings(self, part: PartLine, *, again: bool) -> None:
        gone = part.fresh == ()
        self._asking.heading.setText(
            "Not in the records any more" if gone else "The records changed"
        )
        self._now_told.setText(
            "What this was drafted from is gone. Your words stay until you take them out."
            if gone
            else "Your words stay. The program would write now:"
        )
        self._now.setText("" if gone else _told(part, part.fresh or ()))
        self._now.setVisible(not gone)
        self.take_button.words("Take it out" if gone else "Take the new words")
        self._drafted.setText(_told(part, part.drafted))
        if not again:
            self.was_button.setChecked(False)
            self._show_drafted()

    def _show_sources(self, part: PartLine | None) -> None:
        clear_layout(self._links)
        links = part.sources if part is not None else ()
        for link in links[:_LINKS]:
            self._links.addWidget(WrapLink(link.label, partial(self._open, link)))
        if len(links) > _LINKS:
            self._links.addWidget(words(f"and {len(links) - _LINKS} more records", "muted"))
        self._from.setVisible(bool(links))

    # --- slots -----------------------------------------------------------------------------

    def _open(self, link: SourceLink) -> None:
        self.source_wanted.emit(link)

    def _add(self, kind: PartKind) -> None:
        self.add_wanted.emit(kind)

    def _hide(self) -> None:
        own = isinstance(self._line, PartLine) and self._line.is_own
        self.wanted.emit("remove" if own else "hide")

    def _show_drafted(self) -> None:
        shown = self.was_button.isChecked()
        self._drafted.setVisible(shown)
        self.was_button.words("Hide what was drafted" if shown else "Show what was drafted")


def _told(part: PartLine, cells: tuple[str, ...]) -> str:
    """Return a wording in one text, with the titles of its cells."""
    if len(part.columns) == len(cells) and len(cells) > 1:
        return "\n".join(
            f"{title}: {cell}" for title, cell in zip(part.columns, cells, strict=True)
        )
    return "\n".join(cells)
