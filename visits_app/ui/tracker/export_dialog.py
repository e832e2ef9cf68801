"""The dialog that saves the tracker: of which year, for whom, as what kind of file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.errors import VisitsError
from visits_app.domain.privacy.decisions import Place
from visits_app.presenters.recommendation_states import Choice
from visits_app.presenters.tracker_exporting import (
    FILTERS,
    KINDS,
    TrackerExportPresenter,
)
from visits_app.ui.context import Context
from visits_app.ui.fields.option_buttons import RadioOption
from visits_app.ui.pages.page import scrolled
from visits_app.ui.privacy_dialog import ask_before_leaving
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.words import words


class TrackerExportDialog(QDialog):
    """What is saved and how; then the folder is asked for."""

    def __init__(
        self, context: Context, years: tuple[Choice, ...], year: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = TrackerExportPresenter(context.space)
        self.setWindowTitle("Export the tracker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        size_dialog(self, 600, 560)
        self.years = QComboBox()
        self.years.setAccessibleName("Municipal year")
        for choice in years:
            self.years.addItem(choice.label, choice.value)
        self.years.setCurrentIndex(max(0, self.years.findData(year)))
        self.versions = QButtonGroup(self)
        self.kinds = QButtonGroup(self)
        self._build()
        self.save_button.clicked.connect(self._ask_where)
        self.cancel_button.clicked.connect(self.reject)

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        column.setSpacing(theme().px(SPACE_S))
        column.addWidget(words("Export the tracker", "title"))
        column.addWidget(words("Municipal year", "strong"))
        column.addWidget(self.years, 0, Qt.AlignmentFlag.AlignLeft)
        for heading, group, choices in (
            ("For whom?", self.versions, self._presenter.versions()),
            ("As what kind of file?", self.kinds, KINDS),
        ):
            column.addSpacing(theme().px(SPACE_S))
            column.addWidget(words(heading, "strong"))
            for number, choice in enumerate(choices):
                button = RadioOption(choice.label)
                button.setChecked(number == 0)
                group.addButton(button, number)
                column.addWidget(button)
        column.addStretch(1)
        self._error = words("", "error")
        self._error.hide()
        self.save_button = Button("Choose where…", "primary", icon_name="save")
        self.save_button.setDefault(True)
        self.cancel_button = Button("Cancel")
        self.cancel_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_M))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        area = scrolled(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_S))
        outer.addWidget(area, 1)
        outer.addWidget(self._error)
        outer.addLayout(row)

    @property
    def ending(self) -> str:
        """The ending of the file that is chosen, without its dot."""
        return KINDS[max(0, self.kinds.checkedId())].value

    @property
    def _year(self) -> str:
        return self.years.currentData() or ""

    @property
    def _version(self) -> str:
        return self._presenter.versions()[max(0, self.versions.checkedId())].value

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, "Export the tracker", "", FILTERS[self.ending])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.ending)
        name = self._presenter.file_name(self.years.currentData() or "")
        dialog.selectFile(f"{name}.{self.ending}")
        dialog.fileSelected.connect(self.save)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save(self, path: str) -> None:
        """Look at what leaves, then write the file to `path`."""
        self._before_leaving(partial(self._write, path))

    def _before_leaving(self, go_on: "partial[None]") -> None:
        """Look for what may identify somebody, then go on."""
        look = partial(self._presenter.places, year=self._year, version=self._version)
        asked = partial(self._ask_privacy, go_on)
        self._context.jobs.run(self, look, asked, self._failed, long=True)

    def _ask_privacy(self, go_on: "partial[None]", places: tuple[Place, ...]) -> None:
        ask_before_leaving(self, self._context, places, go_on)

    def _write(self, path: str) -> None:
        self.save_button.setEnabled(False)
        work = partial(self._presenter.save, Path(path), year=self._year, version=self._version)
        self._context.jobs.run(self, work, self._saved, self._failed, long=True)

    def _saved(self, path: Path) -> None:
        self._context.say(f"The tracker is saved as “{path.name}”.")
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
