"""The gate before words leave the laptop: what may identify somebody is decided first."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.errors import VisitsError
from visits_app.domain.privacy.decisions import Place
from visits_app.presenters.privacy import PassageLine, PrivacyPresenter, open_words
from visits_app.ui.context import Context
from visits_app.ui.pages.page import scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import clear_layout, rule
from visits_app.ui.widgets.dialog_size import size_dialog
from visits_app.ui.widgets.marked_text import MarkedText
from visits_app.ui.widgets.passage_row import PassageRow
from visits_app.ui.widgets.words import words


def ask_before_leaving(
    parent: QWidget,
    context: Context,
    places: Sequence[Place],
    on_cleared: Callable[[], None],
    on_restricted: Callable[[], None] | None = None,
) -> None:
    """Call `on_cleared` once nothing undecided is left in `places`; until then show the dialog.

    Call it before anything is printed, saved, exported or sent. Each place is a text that is to
    leave: `Place(where="Findings, finding 2", key="visit/ID/findings/ROW/text", text=…)`. The key
    says what holds the text, as subject/id/place; for a visit take
    `services.privacy.places_of_visit` (or `PrintPresenter.places`), for a paper
    "paper/ID/part…", for other records their table's name. Looking is done in a job. Where
    nothing is found, or all of it was decided before, `on_cleared` is called without a dialog.

    What is left out in the dialog goes to the restricted part of its visit: the paper has to be
    made again without it. `on_restricted` is called then instead of `on_cleared`; without it
    `on_cleared` is called all the same.
    """
    presenter = PrivacyPresenter(context.space)
    show = partial(_show, parent, context, presenter, tuple(places), on_cleared, on_restricted)
    look = partial(presenter.open_in, tuple(places))
    context.jobs.run(parent, look, show, partial(_could_not_look, context), long=True)


def _could_not_look(context: Context, error: Exception) -> None:
    if isinstance(error, VisitsError):
        context.say(str(error), "error")
    else:
        context.jobs.crashed.emit(error)


def _show(
    parent: QWidget,
    context: Context,
    presenter: PrivacyPresenter,
    places: tuple[Place, ...],
    on_cleared: Callable[[], None],
    on_restricted: Callable[[], None] | None,
    lines: tuple[PassageLine, ...],
) -> None:
    if not lines:
        on_cleared()
        return
    dialog = PrivacyDialog(context, presenter, places, parent)
    dialog.cleared = on_cleared
    dialog.restricted = on_restricted or on_cleared
    dialog.render(lines)
    dialog.open()


class PrivacyDialog(QDialog):
    """Every undecided passage in its sentence, with what can be done about it."""

    def __init__(
        self,
        context: Context,
        presenter: PrivacyPresenter,
        places: tuple[Place, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._presenter, self._places = context, presenter, places
        self.cleared: Callable[[], None] = _nothing
        self.restricted: Callable[[], None] = _nothing
        self._left_out = False
        self.rows: list[PassageRow] = []
        self.setWindowTitle("Before this leaves")
        size_dialog(self, 680, 560)
        self._title = words("", "title")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(SPACE_S))
        inner = QWidget()
        inner.setLayout(self._list)
        self._list.setContentsMargins(4, 0, theme().px(SPACE_M), 4)
        self._error = words("", "error")
        self._error.hide()
        self.cancel_button = Button("Cancel", clicked=self.reject)
        self.cancel_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme().px(SPACE_L),) * 4)
        layout.setSpacing(theme().px(SPACE_M))
        layout.addWidget(self._title)
        layout.addWidget(
            words(
                "Nothing has been printed, saved or sent yet. It goes on when every passage here "
                "is decided."
            )
        )
        layout.addWidget(scrolled(inner), 1)
        layout.addWidget(self._error)
        layout.addLayout(row)

    def render(self, lines: tuple[PassageLine, ...]) -> None:
        """Show what is still undecided; with nothing left, let it go."""
        if not lines:
            self.accept()
            (self.restricted if self._left_out else self.cleared)()
            return
        self._title.setText(open_words(len(lines)))
        clear_layout(self._list)
        self.rows = []
        for place, line in enumerate(lines):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(words(line.where, "caption"))
            self._list.addWidget(MarkedText(line.sentence, ((line.start, line.end),)))
            row = PassageRow(line, aside="Leave out")
            row.kept.connect(self._keep)
            row.change_wanted.connect(self._change)
            row.restrict_wanted.connect(self._restrict)
            self.rows.append(row)
            self._list.addWidget(row)
        self._list.addStretch(1)
        self.rows[0].take_focus()

    def _keep(self, line: PassageLine, reason: str) -> None:
        self._do(line, partial(self._presenter.keep, line, reason))

    def _restrict(self, line: PassageLine) -> None:
        self._left_out = True
        self._do(line, partial(self._presenter.restrict, line))

    def _change(self, line: PassageLine) -> None:
        self.reject()
        passage = line.found.passage
        self._context.go(
            "visit", visit_id=line.visit_id, at=line.path, select=(passage.start, passage.end)
        )

    def _do(self, line: PassageLine, work: Callable[[], None]) -> None:
        self.setEnabled(False)
        self._context.jobs.run(self, work, partial(self._look_again, line), self._failed)

    def _look_again(self, line: PassageLine, _nothing: object) -> None:
        if line.visit_id and self._left_out:
            self._context.tell("visit", line.visit_id)
        look = partial(self._presenter.open_in, self._places)
        self._context.jobs.run(self, look, self._shown, self._failed, long=True)

    def _shown(self, lines: tuple[PassageLine, ...]) -> None:
        self.setEnabled(True)
        self._error.hide()
        self.render(lines)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, VisitsError):
            self._error.setText(f"Error: {error}")
            self._error.show()
        else:
            self._context.jobs.crashed.emit(error)


def _nothing() -> None:
    """Do nothing: what stands there until the caller says what comes next."""
