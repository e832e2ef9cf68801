"""The bar over a paper: which version is looked at, what is open, update, pages."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from visits_app.presenters.paper_states import PaperState
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words

_TIGHT = 760
"""Below this width, at 100 % text, the bar is of icons and short words."""


class PaperBar(QWidget):
    """Says which version is wanted, and when the records or the pages are."""

    version_changed = Signal()
    update_wanted = Signal()
    turned = Signal()
    """From the text to the pages, or back."""

    def __init__(self) -> None:
        super().__init__()
        self._pages = False
        self.public_button = Button("Public", "quiet", name="Public version")
        self.restricted_button = Button("With the restricted appendix", "quiet")
        self._versions = QButtonGroup(self)
        for button in (self.public_button, self.restricted_button):
            button.setCheckable(True)
            self._versions.addButton(button)
        self.public_button.setChecked(True)
        self.told = words("", "muted", wrap=False)
        self.update_button = Button(
            "Update from records", icon_name="history", tooltip="What changed since? (Ctrl+U)"
        )
        self.preview_button = Button(
            "Preview pages", icon_name="preview", tooltip="Pages or text (Ctrl+T)"
        )
        bar = QHBoxLayout(self)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(theme().px(SPACE_S))
        bar.addWidget(self.public_button)
        bar.addWidget(self.restricted_button)
        bar.addWidget(self.told)
        bar.addStretch(1)
        bar.addWidget(self.update_button)
        bar.addWidget(self.preview_button)
        self._versions.buttonClicked.connect(self._change_version)
        self.update_button.clicked.connect(self._update)
        self.preview_button.clicked.connect(self._turn)
        self._give_room()

    @property
    def public(self) -> bool:
        """Whether the public version is looked at."""
        return self.public_button.isChecked()

    def show_state(self, state: PaperState) -> None:
        """Say what is open in a paper, and what its public version leaves out."""
        told = []
        if state.asks:
            told.append("1 question open" if state.asks == 1 else f"{state.asks} questions open")
        if state.public and state.restricted:
            told.append(f"{state.restricted} restricted left out")
        self.told.setText(" · ".join(told))

    def show_pages(self, shown: bool) -> None:
        """Name the way back while the pages are shown."""
        self._pages = shown
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """Leave words out where the window is narrow or the text large."""
        tight = self.width() < theme().px(_TIGHT)
        self.restricted_button.setText("Restricted" if tight else "With the restricted appendix")
        preview = "Back to the text" if self._pages else "Preview pages"
        self.preview_button.words(preview)
        self.preview_button.change_icon("edit" if self._pages else "preview")
        for button, text in (
            (self.update_button, "Update from records"), (self.preview_button, preview),
        ):  # fmt: skip
            button.setText("" if tight else f" {text}")
        self.told.setVisible(not tight)
        self.update_button.setShortcut("Ctrl+U")  # new words take a shortcut away
        self.preview_button.setShortcut("Ctrl+T")

    def _change_version(self, _button: object) -> None:
        self.version_changed.emit()

    def _update(self) -> None:
        self.update_wanted.emit()

    def _turn(self) -> None:
        self.turned.emit()
