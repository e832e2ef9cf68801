"""What has to be put right, on top, each line a link to its field."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from visits_app.domain.errors import Fault
from visits_app.ui.icons import pixmap
from visits_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS, theme
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.words import words
from visits_app.ui.widgets.wrap_link import WrapLink


class ErrorSummary(QFrame):
    """What has to be put right, each line a link to its field."""

    jump_wanted = Signal(str)

    def __init__(self, tone: str = "error") -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self.setProperty("tone", tone)
        self._shown: tuple[Fault, ...] = ()
        self._title = words("", "strong")
        picture = QLabel()
        picture.setPixmap(
            pixmap(*(("error", "danger") if tone == "error" else ("warning", "warning")))
        )
        head = QHBoxLayout()
        head.setSpacing(theme().px(SPACE_S))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        self._links = QVBoxLayout()
        self._links.setSpacing(theme().px(2))
        self._links.setContentsMargins(theme().px(20), 0, 4, 4)
        layout = QVBoxLayout(self)
        edge = theme().px(SPACE_M)
        layout.setContentsMargins(edge, edge, edge, theme().px(SPACE_S))
        layout.setSpacing(theme().px(SPACE_XS))
        layout.addLayout(head)
        layout.addLayout(self._links)
        self.hide()

    def render(self, faults: tuple[Fault, ...], sentence: str = "") -> bool:
        """Show faults under a sentence, nothing for none, and say whether that is a change."""
        if faults == self._shown:
            return False
        self._shown = faults
        count = "One thing" if len(faults) == 1 else f"{len(faults)} things"
        self._title.setText(sentence or f"{count} to put right here")
        clear_layout(self._links)
        for fault in faults:
            self._links.addWidget(WrapLink(fault.what, partial(self.jump_wanted.emit, fault.where)))
        self.setAccessibleName(self._title.text())
        self.setVisible(bool(faults))
        return True

    def take_focus(self) -> bool:
        """Put the keyboard on the first link and say whether there is one."""
        item = self._links.itemAt(0)
        link = item.widget() if item is not None else None
        if link is not None and self._shown:
            link.setFocus()
            return True
        return False
