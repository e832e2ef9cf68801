"""The choosers above each part: team, theme and period in one row that wraps."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QSplitter, QWidget

from visits_app.presenters.visits import Option
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.widgets.flow import FlowLayout


class Choosers(QWidget):
    """Combo boxes by name; `changed` is called when a person chooses."""

    def __init__(self, names: tuple[str, ...], changed: Callable[[], None]) -> None:
        super().__init__()
        self.row = FlowLayout(self, theme().px(SPACE_S))
        self._changed = changed
        self.boxes: dict[str, QComboBox] = {}
        for name in names:
            box = QComboBox()
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setMaxVisibleItems(18)
            box.activated.connect(self._chosen)
            self.boxes[name] = box
            self.row.addWidget(box)

    def fill(self, name: str, options: tuple[Option, ...], chosen: str) -> None:
        """Offer options with one chosen, without saying so."""
        box = self.boxes[name]
        box.blockSignals(True)
        box.clear()
        for option in options:
            box.addItem(option.label, option.value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        # no choice is cut, short of a name of uncommon length; the row wraps
        metrics = QFontMetrics(theme().font())
        widest = max((metrics.horizontalAdvance(option.label) for option in options), default=0)
        box.setFixedWidth(min(max(widest + theme().px(70), theme().px(140)), theme().px(360)))
        self.row.invalidate()
        box.blockSignals(False)

    def value(self, name: str) -> str:
        """Return what is chosen, "" for all."""
        return self.boxes[name].currentData() or ""

    def _chosen(self, _place: int) -> None:
        self._changed()


def stand(view: QWidget, split: QSplitter) -> None:
    """Put the halves of a part one below the other where it is narrow or the text large.

    It then asks for the height both need, and the page scrolls.
    """
    narrow = view.width() < theme().px(760)
    split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
    view.setMinimumHeight(theme().px(820 if narrow and split.count() > 1 else 400))
