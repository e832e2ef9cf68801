"""What may be chosen about a paper: the month and the measures of a report, the team of a brief,
and whether a visit's restricted part is in its report.
"""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from visits_app.presenters.printing import Paper, PaperChoices
from visits_app.ui.theme import SPACE_XS, theme
from visits_app.ui.widgets.words import words


class PaperOptions(QWidget):
    """The choices of the paper at hand; hidden for papers that have none."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_XS))
        self.month = _choice("Month of the report")
        self.measures = _choice("Measures in the report")
        self.tables = QCheckBox("With tables")
        self.tables.setToolTip("The figures of the last 13 months under each chart")
        self.tables.setChecked(True)
        self.team = _choice("Team of the brief")
        self.version = _choice("Version of the report")
        self.version.addItem("Public version", True)
        self.version.addItem("Whole, restricted", False)
        self.version.setToolTip(
            "The public version has nothing of what is restricted; the whole report is marked "
            "“Restricted” in its footer"
        )
        self._of_visit = (words("Version", "caption"), self.version)
        self._of_report = (
            words("Month", "caption"), self.month,
            words("Measures", "caption"), self.measures, self.tables,
        )  # fmt: skip
        self._of_brief = (words("Team", "caption"), self.team)
        for widget in (*self._of_report, *self._of_brief, *self._of_visit):
            column.addWidget(widget)
        for box in (self.month, self.measures, self.team, self.version):
            box.currentIndexChanged.connect(self._tell)
        self.tables.toggled.connect(self._tell)
        self.show_for(None)

    def show_choices(self, choices: PaperChoices) -> None:
        """Offer what there is; what was chosen before stays chosen where it is still there."""
        self.blockSignals(True)
        _fill(self.month, choices.months)
        _fill(self.measures, choices.measures)
        _fill(self.team, choices.teams, choices.team_id)
        self.blockSignals(False)

    def show_for(self, paper: Paper | None) -> None:
        """Show the choices of one paper."""
        kind = paper.kind if paper is not None else ""
        for widget in self._of_report:
            widget.setVisible(kind == "monitoring")
        for widget in self._of_brief:
            widget.setVisible(kind == "brief")
        restricted = paper is not None and paper.has_restricted
        for widget in self._of_visit:
            widget.setVisible(restricted)
        self.setVisible(kind in {"monitoring", "brief"} or restricted)

    def chosen(self, paper: Paper) -> Paper:
        """Return a paper as it was chosen to be."""
        if paper.has_restricted:
            return replace(paper, public=bool(self.version.currentData()))
        if paper.kind == "brief":
            team_id = str(self.team.currentData() or "")
            return replace(paper, id=team_id, title=self.team.currentText())
        if paper.kind != "monitoring":
            return paper
        month = str(self.month.currentData() or "")
        return replace(
            paper,
            month=date.fromisoformat(month) if month else None,
            measures=str(self.measures.currentData() or ""),
            tables=self.tables.isChecked(),
        )

    def _tell(self, _value: object = None) -> None:
        self.changed.emit()


def _choice(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def _fill(box: QComboBox, choices: tuple[tuple[str, str], ...], wanted: str = "") -> None:
    before = wanted or box.currentData()
    box.clear()
    for key, label in choices:
        box.addItem(label, key)
    box.setCurrentIndex(max(0, box.findData(before)))
