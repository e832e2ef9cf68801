"""The dialog of one item of an agenda."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from visits_app.domain.meetings import ItemKind, MeetingItem
from visits_app.presenters.meeting_minutes import MinutesPresenter
from visits_app.ui.context import Context
from visits_app.ui.fields.text import GrowingText
from visits_app.ui.meetings.field_dialog import FieldDialog


class ItemDialog(FieldDialog):
    """Title, what it is about, whether it is restricted; `kept` carries the meeting as it was."""

    def __init__(
        self,
        context: Context,
        presenter: MinutesPresenter,
        parent: QWidget,
        meeting_id: str,
        item: MeetingItem | None = None,
    ) -> None:
        super().__init__(
            context,
            parent,
            title="Add an item" if item is None else "Change the item",
            save="Add item" if item is None else "Save",
            height=430,
        )
        self._presenter = presenter
        self._meeting_id = meeting_id
        self._item = item
        self._kind_chosen = item is not None
        self.title = QLineEdit(item.title if item else "")
        self.kind = QComboBox()
        for kind in ItemKind:
            self.kind.addItem(kind.label, kind)
        self.restricted = QCheckBox("Restricted: taken without press and public")
        self.note = GrowingText(2)
        if item is not None:
            self.kind.setCurrentIndex(self.kind.findData(item.kind))
            self.restricted.setChecked(item.restricted)
            self.note.setPlainText(item.note)
        self.add_field("Title", self.title, key="title")
        self.add_field("About", self.kind)
        self.column.addWidget(self.restricted)
        self.add_field("Note", self.note)
        self.column.addStretch(1)
        self.title.textEdited.connect(self._offer_kind)
        self.kind.activated.connect(self._choose_kind)
        self.title.returnPressed.connect(self.put)
        self.title.setFocus()

    def _offer_kind(self, title: str) -> None:
        """Choose what the title speaks of, until somebody chose otherwise."""
        if not self._kind_chosen:
            self.kind.setCurrentIndex(self.kind.findData(self._presenter.kind_of(title)))

    def _choose_kind(self) -> None:
        self._kind_chosen = True

    def work(self) -> Callable[[], object]:
        return partial(
            self._presenter.put_item,
            self._meeting_id,
            self._item,
            self.title.text(),
            ItemKind(self.kind.currentData()),
            restricted=self.restricted.isChecked(),
            note=self.note.words(),
        )
