"""The first step: choose a file, and the imports of before with their undoing."""

from functools import partial

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from visits_app.presenters.import_states import PastImport
from visits_app.ui.confirm import ConfirmDialog
from visits_app.ui.icons import pixmap
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import (
    READING_WIDTH,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XL,
    SPACE_XS,
    theme,
)
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.words import set_role, words

KINDS = "Spreadsheets (*.xlsx *.csv *.txt *.tsv);;All files (*)"
_AT_ONCE = 20


class StartStep(QWidget):
    """What this does, the button, and the list below."""

    chosen = Signal(str)
    """A file's path."""
    undo_wanted = Signal(str)
    """An import's id."""

    def __init__(self) -> None:
        super().__init__()
        self._past: tuple[PastImport, ...] = ()
        self._all = False
        self._build()
        self.choose_button.clicked.connect(self.choose)
        self.more_button.clicked.connect(self._show_all)

    def _build(self) -> None:
        self.choose_button = Button(
            "Choose a file…", "primary", icon_name="open", tooltip="Choose a file (Ctrl+O)"
        )
        self.choose_button.setShortcut("Ctrl+O")
        self.drop = QFrame()
        self.drop.setProperty("kind", "drop")
        inner = QVBoxLayout(self.drop)
        inner.setContentsMargins(*(theme().px(SPACE_XL),) * 4)
        inner.setSpacing(theme().px(SPACE_S))
        picture = QLabel()
        picture.setPixmap(pixmap("table", "muted", 32))
        middle = Qt.AlignmentFlag.AlignHCenter
        what = words(
            "Takes figures from a spreadsheet (.xlsx or .csv), with a row or a column for every "
            "month. You see what would change before anything is taken, and can undo it after.",
        )
        hint = words("Or drop a file anywhere on this page.", "muted")
        for label in (what, hint):
            label.setAlignment(middle)
        inner.addWidget(picture, 0, middle)
        inner.addWidget(what)
        inner.addSpacing(theme().px(SPACE_S))
        inner.addWidget(self.choose_button, 0, middle)
        inner.addWidget(hint)
        self.list = Card("Imports until now")
        self.more_button = Button("Show earlier imports", "link")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme().px(SPACE_S))
        self.list.body.addLayout(self._rows)
        self.list.body.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        column.addWidget(self.drop)
        column.addWidget(self.list)
        column.addStretch(1)
        content.setMaximumWidth(theme().px(READING_WIDTH + 120))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def show_past(self, past: tuple[PastImport, ...]) -> None:
        """Show the imports of before; the same ones are left as they are."""
        if past == self._past and self._rows.count():
            return
        self._past = past
        clear_layout(self._rows)
        shown = past if self._all else past[:_AT_ONCE]
        for number, line in enumerate(shown):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(line))
        if not past:
            self._rows.addWidget(words("None yet. What is taken is listed here.", "muted"))
        self.more_button.setVisible(len(shown) < len(past))

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab comes to, in order."""
        return (self.choose_button, *self.list.findChildren(Button, "undo"), self.more_button)

    def mark_drop(self, wanted: bool) -> None:
        """Show that what is held over the page would be taken."""
        set_role(self.drop, "state", "over" if wanted else "")

    def choose(self) -> None:
        """Ask for a file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "Choose a spreadsheet of figures", folder, KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _row(self, line: PastImport) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, theme().px(SPACE_XS), 0, theme().px(SPACE_XS))
        across.setSpacing(theme().px(SPACE_M))
        text = QVBoxLayout()
        text.setSpacing(theme().px(2))
        text.addWidget(words(line.file_name, "muted" if line.undone else "strong"))
        text.addWidget(words(line.line, "caption"))
        across.addLayout(text, 1)
        if not line.undone:
            undo = Button("Undo…", icon_name="undo", clicked=partial(self._ask, line))
            undo.setObjectName("undo")
            undo.setAccessibleName(f"Undo the import of {line.file_name}")
            undo.setAccessibleDescription(line.line)
            across.addWidget(undo, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _ask(self, line: PastImport) -> None:
        dialog = ConfirmDialog(
            "Undo this import?", line.question, keep="Keep the figures", go="Undo the import",
            parent=self,
        )  # fmt: skip
        dialog.confirmed.connect(partial(self.undo_wanted.emit, line.id))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_all(self) -> None:
        self._all = True
        past, self._past = self._past, ()
        self.show_past(past)
