"""The filters over the list of visits: one drop-down a quality, each with "all" as its first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from visits_app.presenters.visits import FilterOptions, Option
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.flow import FlowLayout

_NAMES = {
    "team": "Team",
    "member": "Member",
    "state": "State",
    "form": "Form",
    "period": "Period",
    "theme": "Theme",
}


class VisitFilters(QWidget):
    """Says `changed` when a person has chosen something; filling it says nothing."""

    changed = Signal()
    clear_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.combos: dict[str, QComboBox] = {}
        self.row = FlowLayout(self, theme().px(SPACE_S))
        for key, name in _NAMES.items():
            combo = QComboBox(self)
            combo.setAccessibleName(name)
            combo.setToolTip(name)
            combo.setProperty("wide_list", True)
            combo.setFixedWidth(theme().px(156))
            combo.setMaxVisibleItems(16)
            combo.currentIndexChanged.connect(self._changed)
            self.combos[key] = combo
            self.row.addWidget(combo)
        self.reset = Button("Clear filters", "link", clicked=self.clear_wanted.emit)
        self.row.addWidget(self.reset)
        self.reset.hide()

    def values(self) -> dict[str, str]:
        """Return what is chosen; "" means all."""
        return {key: combo.currentData() or "" for key, combo in self.combos.items()}

    def choose(self, values: dict[str, str]) -> None:
        """Put each filter at its value, at "all" where none is given."""
        for key, combo in self.combos.items():
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(values.get(key, ""))))
            combo.blockSignals(False)

    def show_options(self, options: FilterOptions) -> None:
        """Offer these; what is chosen stays chosen where it is still offered."""
        offered: dict[str, tuple[Option, ...]] = {
            "team": options.teams,
            "member": options.members,
            "state": options.states,
            "form": options.forms,
            "period": options.periods,
            "theme": options.themes,
        }
        chosen = self.values()
        for key, entries in offered.items():
            combo = self.combos[key]
            combo.blockSignals(True)
            combo.clear()
            for entry in entries:
                combo.addItem(entry.label, entry.value)
            combo.blockSignals(False)
        self.choose(chosen)

    def _changed(self, _index: int) -> None:
        self.changed.emit()
