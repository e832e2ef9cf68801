"""What the officer may decide about an indicator, from its page."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from visits_app.presenters.workspace import Desk
from visits_app.ui.context import Context
from visits_app.ui.theme import SPACE_S, theme
from visits_app.ui.widgets.buttons import Button


class OfficerTools(QWidget):
    """Two buttons, "Rebase…" and "Edit indicator…", at the officer's desk only."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._indicator_id = ""
        self.rebase_button = Button(
            "Rebase…", icon_name="flag", tooltip="Work out mean and limits anew from a month on"
        )
        self.edit_button = Button(
            "Edit indicator…", icon_name="edit", tooltip="Definition, unit, targets, teams, names"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.rebase_button)
        row.addWidget(self.edit_button)
        self.rebase_button.clicked.connect(self._rebase)
        self.edit_button.clicked.connect(self._edit)
        self.hide()

    def show_for(self, indicator_id: str) -> None:
        """Offer the buttons for an indicator, if this is the officer's desk."""
        self._indicator_id = indicator_id
        self.setVisible(self._context.space.desk is Desk.OFFICER)

    def _rebase(self) -> None:
        from visits_app.ui.rebase_dialog import rebase_indicator

        rebase_indicator(self._context, self._indicator_id, self)

    def _edit(self) -> None:
        from visits_app.ui.indicator_dialog import edit_indicator

        edit_indicator(self._context, self._indicator_id, self)
