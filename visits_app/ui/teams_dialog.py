"""Which teams' visits are flagged on a chart."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from visits_app.presenters.visits import Option
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words


class TeamsDialog(QDialog):
    """A list to tick; Space ticks, Enter takes."""

    chosen = Signal(tuple)

    def __init__(self, teams: tuple[Option, ...], ticked: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Visits to which teams?")
        self._build(teams, ticked)
        self.all_button.clicked.connect(self._tick_all)
        self.none_button.clicked.connect(self._tick_none)
        self.cancel_button.clicked.connect(self.reject)
        self.ok_button.clicked.connect(self._take)

    def _build(self, teams: tuple[Option, ...], ticked: tuple[str, ...]) -> None:
        layout = QVBoxLayout(self)
        edge = theme().px(SPACE_L)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(words("Visits to the ticked teams are flagged on the chart."))
        self.list = QListWidget()
        self.list.setAccessibleName("Teams")
        for team in teams:
            item = QListWidgetItem(team.label)
            item.setData(Qt.ItemDataRole.UserRole, team.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = team.value in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        layout.addWidget(self.list, 1)
        self.all_button = Button("Tick all", "link")
        self.none_button = Button("Tick none", "link")
        self.cancel_button = Button("Cancel")
        self.ok_button = Button("Show visits", "primary")
        self.ok_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.all_button)
        row.addWidget(self.none_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.ok_button)
        layout.addLayout(row)
        self.resize(theme().px(480), theme().px(520))
        self.list.setFocus()

    def _tick_all(self) -> None:
        self._tick(Qt.CheckState.Checked)

    def _tick_none(self) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def _tick(self, state: Qt.CheckState) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def _take(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        self.chosen.emit(
            tuple(
                item.data(Qt.ItemDataRole.UserRole)
                for item in items
                if item.checkState() == Qt.CheckState.Checked
            )
        )
        self.accept()
