"""The council's own procedures, as the officer keeps them under Settings."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from visits_app.presenters.settings import SettingsPresenter
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.undoing import failed
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import words


class ProcedureCard(Card):
    """One text for each, shown where a concern is recorded."""

    def __init__(self, context: Context, presenter: SettingsPresenter) -> None:
        super().__init__("The council’s procedure")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._context, self._presenter = context, presenter
        self.texts: dict[str, GrowingText] = {}
        self.body.addWidget(
            words(
                "Shown where a member records that a concern was passed on, and where you check"
                " the report. Left empty, a plain sentence stands there.",
                "muted",
            )
        )
        self.save_button = Button("Save the procedure", icon_name="save", clicked=self._save)

    def show_procedures(self, procedures: tuple[tuple[str, str, str, str], ...]) -> None:
        """Show the council's words, with what is shown where there are none as a hint."""
        for key, title, own, usual in procedures:
            if key not in self.texts:
                box = self.texts[key] = GrowingText(2)
                box.setAccessibleName(title)
                box.setPlaceholderText(usual)
                self.body.addSpacing(theme().px(SPACE_S))
                self.body.addWidget(words(title, "strong"))
                self.body.addWidget(box)
            if not self.texts[key].hasFocus():
                self.texts[key].setPlainText(own)
        if self.save_button.parent() is None:
            row = QHBoxLayout()
            row.addWidget(self.save_button)
            row.addStretch(1)
            self.body.addLayout(row)

    def _save(self) -> None:
        kept = {key: box.words() for key, box in self.texts.items()}
        work = partial(self._presenter.put_procedures, kept)
        self._context.jobs.run(self, work, self._saved, partial(failed, self._context))

    def _saved(self, _nothing: object) -> None:
        self._context.say("The procedure is saved.")
