"""The dialog of what goes to a meeting: reports new to the body first, and recommendations."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from visits_app.presenters.meeting_minutes import MinutesPresenter
from visits_app.presenters.minutes_states import PaperChoice, PapersForm
from visits_app.ui.context import Context
from visits_app.ui.meetings.field_dialog import FieldDialog
from visits_app.ui.theme import theme
from visits_app.ui.widgets.buttons import Button

_ID = Qt.ItemDataRole.UserRole


class PapersDialog(FieldDialog):
    """Ticks beside reports and recommendations; `kept` carries the meeting as it was."""

    def __init__(
        self, context: Context, presenter: MinutesPresenter, parent: QWidget, meeting_id: str
    ) -> None:
        super().__init__(
            context, parent, title="Papers of the meeting", save="Save papers", width=720,
            height=700,
        )  # fmt: skip
        self._presenter = presenter
        self._meeting_id = meeting_id
        self._offered: set[str] = set()
        self.reports = _ticks(260)
        self.recommendations = _ticks(160)
        self.all_button = Button(
            "Tick all that are new", icon_name="tick", clicked=self.tick_offered
        )
        self.add_field(
            "Reports of visits",
            self.reports,
            "Those that came in since the body met last, or have not been to it, come first.",
            key="visits",
            below=self.all_button,
        )
        self.add_field("Recommendations", self.recommendations, key="recommendations")
        self.column.addStretch(1)
        self.save_button.setEnabled(False)
        work = partial(presenter.papers_form, meeting_id)
        context.jobs.run(self, work, self._show, self.failed)

    def _show(self, form: PapersForm) -> None:
        self._offered = {one.id for one in form.reports if one.offered}
        _fill(self.reports, form.reports, "No report had come in by the day of the meeting.")
        _fill(self.recommendations, form.recommendations, "There are no recommendations yet.")
        self.all_button.setEnabled(bool(self._offered))
        self.save_button.setEnabled(True)
        self.reports.setFocus()

    def tick_offered(self) -> None:
        """Tick every report that is new to the body."""
        for number in range(self.reports.count()):
            item = self.reports.item(number)
            if item.data(_ID) in self._offered:
                item.setCheckState(Qt.CheckState.Checked)

    def work(self) -> Callable[[], object]:
        return partial(
            self._presenter.set_papers,
            self._meeting_id,
            _ticked(self.reports),
            _ticked(self.recommendations),
        )


def _ticks(height: int) -> QListWidget:
    made = QListWidget()
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFixedHeight(theme().px(height))
    return made


def _fill(box: QListWidget, choices: tuple[PaperChoice, ...], nothing: str) -> None:
    for choice in choices:
        new = "New. " if choice.offered and not choice.chosen else ""
        item = QListWidgetItem(f"{choice.title}\n{new}{choice.detail}")
        item.setData(_ID, choice.id)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        state = Qt.CheckState.Checked if choice.chosen else Qt.CheckState.Unchecked
        item.setCheckState(state)
        box.addItem(item)
    if choices:
        box.setCurrentRow(0)
    else:
        item = QListWidgetItem(nothing)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        box.addItem(item)


def _ticked(box: QListWidget) -> tuple[str, ...]:
    items = (box.item(number) for number in range(box.count()))
    return tuple(
        str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked
    )
