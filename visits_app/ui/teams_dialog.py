"""Which teams' visits are flagged on a chart."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.presenters.visits import Option
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.words import words


class TeamsDialog(QDialog):
    """A box to tick for each team; Space ticks, Enter takes."""

    chosen = Signal(tuple)

    def __init__(self, teams: tuple[Option, ...], ticked: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Visits to which teams?")
        self.boxes: dict[str, QCheckBox] = {}
        self._build(teams, ticked)
        self.all_button.clicked.connect(self.tick_all)
        self.none_button.clicked.connect(self.tick_none)
        self.cancel_button.clicked.connect(self.reject)
        self.ok_button.clicked.connect(self.take)

    def _build(self, teams: tuple[Option, ...], ticked: tuple[str, ...]) -> None:
        layout = QVBoxLayout(self)
        edge = theme().px(SPACE_L)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(words("Visits to the ticked teams are flagged on the chart."))
        column = QWidget()
        boxes = QVBoxLayout(column)
        boxes.setSpacing(0)
        for team in teams:
            box = QCheckBox(team.label.replace("&", "&&"))
            box.setAccessibleName(team.label)
            box.setChecked(team.value in ticked)
            self.boxes[team.value] = box
            boxes.addWidget(box)
        boxes.addStretch(1)
        area = scrolled(column)
        area.setAccessibleName("Teams")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the first box has it
        layout.addWidget(area, 1)
        self.all_button = Button("Tick all", "link")
        self.none_button = Button("Tick none", "link")
        self.cancel_button = Button("Cancel")
        self.ok_button = Button("Show visits", "primary")
        self.ok_button.setDefault(True)
        for button in (self.all_button, self.none_button, self.cancel_button):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.all_button)
        row.addWidget(self.none_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.ok_button)
        layout.addLayout(row)
        self.resize(theme().px(480), theme().px(520))

    def tick_all(self) -> None:
        """Tick every team."""
        for box in self.boxes.values():
            box.setChecked(True)

    def tick_none(self) -> None:
        """Tick no team."""
        for box in self.boxes.values():
            box.setChecked(False)

    def take(self) -> None:
        """Tell which teams are ticked, and close."""
        self.chosen.emit(tuple(id for id, box in self.boxes.items() if box.isChecked()))
        self.accept()
