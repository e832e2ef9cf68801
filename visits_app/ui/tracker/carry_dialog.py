"""The dialog that carries a year's open recommendations forward: a dry run, then all or nothing."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.domain.recommendations import Recommendation
from visits_app.presenters.carrying_forward import CarryChoice, CarryPresenter, CarryState
from visits_app.ui.context import Context
from visits_app.ui.fields.option_buttons import CheckOption
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.steps import Steps
from visits_app.ui.widgets.words import words


class CarryDialog(QDialog):
    """Shows each open recommendation with the reference it would get; ticked ones go on."""

    def __init__(self, context: Context, parent: QWidget, *, year: str = "") -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = CarryPresenter(context.space)
        self._wanted = year
        self.boxes: list[tuple[CarryChoice, CheckOption]] = []
        self.setWindowTitle("Carry the year forward")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        size_dialog(self, 680, 640)
        self._build()
        self._steps = Steps(self, at_once=20)
        context.jobs.run(self, self._presenter.years, self._show_years, self._failed)

    def _build(self) -> None:
        self.years = QComboBox()
        self.years.setAccessibleName("Year that ends")
        self.years.setToolTip("Year that ends")
        self.years.currentIndexChanged.connect(self._plan)
        self._told = words("", "muted")
        self._note = words("", "error")
        self._note.hide()
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(4, 4, theme().px(SPACE_M), 4)
        self._list.setSpacing(theme().px(SPACE_S))
        self._error = words("", "error")
        self._error.hide()
        self.go_button = Button("Carry forward", "primary", clicked=self._go)
        self.go_button.setDefault(True)
        self.go_button.setEnabled(False)
        self.cancel_button = Button("Cancel", clicked=self.reject)
        self.cancel_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self._error, 1)
        row.addStretch(0)
        row.addWidget(self.cancel_button)
        row.addWidget(self.go_button)
        area = scrolled(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        outer.setSpacing(theme().px(SPACE_S))
        outer.addWidget(words("Carry the year forward", "title"))
        outer.addWidget(
            words(
                "Open recommendations go on under a reference of the next year. The old reference "
                "is superseded; everything tied to it is read under the new one."
            )
        )
        outer.addWidget(words("Year that ends", "strong"))
        outer.addWidget(self.years, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self._told)
        outer.addWidget(self._note)
        outer.addWidget(area, 1)
        outer.addLayout(row)

    def _show_years(self, years: tuple[str, ...]) -> None:
        self.years.blockSignals(True)
        for year in years:
            self.years.addItem(year, year)
        self.years.setCurrentIndex(max(0, self.years.findData(self._wanted)))
        self.years.blockSignals(False)
        if years:
            self._plan()
        else:
            self._told.setText("There are no recommendations yet.")

    def _plan(self) -> None:
        self.go_button.setEnabled(False)
        work = partial(self._presenter.plan, self.years.currentData())
        self._context.jobs.run(self, work, self._show, self._failed)

    def _show(self, state: CarryState) -> None:
        if state.year != self.years.currentData():
            return
        self._error.hide()
        self._told.setText(state.told)
        self._note.setText(" ".join(state.notes))
        self._note.setVisible(bool(state.notes))
        clear_layout(self._list)
        self.boxes = []
        self._steps.run(self._rows(state))

    def _rows(self, state: CarryState) -> Iterator[None]:
        for choice in state.choices:
            box = CheckOption(choice.label)
            box.setChecked(choice.suggested)
            box.setAccessibleDescription(choice.note)
            box.toggled.connect(self._count)
            self.boxes.append((choice, box))
            self._list.addWidget(box)
            if choice.note:
                self._list.addWidget(words(choice.note, "caption"))
            yield
        self._list.addStretch(1)
        self._count()

    def _count(self) -> None:
        count = sum(box.isChecked() for _, box in self.boxes)
        self.go_button.words(f"Carry {count} forward" if count else "Carry forward")
        self.go_button.setEnabled(bool(count))

    def _go(self) -> None:
        chosen = [choice.id for choice, box in self.boxes if box.isChecked()]
        self.go_button.setEnabled(False)
        work = partial(self._presenter.carry, self.years.currentData(), chosen)
        self._context.jobs.run(self, work, self._done, self._failed)

    def _done(self, made: tuple[Recommendation, ...]) -> None:
        many = "1 recommendation goes" if len(made) == 1 else f"{len(made)} recommendations go"
        told = f"{many} on as {made[0].reference}"
        told += f" to {made[-1].reference}." if len(made) > 1 else "."
        act = partial(
            undo, self._context, partial(self._presenter.uncarry, made),
            "The carrying forward is undone.", "recommendation",
        )  # fmt: skip
        self._context.say(told, act=act)
        self._context.tell("recommendation", made[0].id)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._count()
        if isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)
