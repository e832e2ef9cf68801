"""What a register's page can do beyond adding and changing: themes, forms, sheets."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from visits_app.presenters.register_states import RegisterEntry
from visits_app.presenters.theme_register import ThemePresenter
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from visits_app.ui.pages.register import RegisterPage

SHEETS = frozenset({"teams", "members", "bodies", "themes"})
"""Registers that can be saved as a sheet and read from one."""


class RegisterCommands(QObject):
    """The buttons that only some registers have, and what they do; dialogs are made when wanted."""

    chosen = Signal(str)
    """The id of an entry that is to be chosen when the register is read again."""

    def __init__(self, page: "RegisterPage") -> None:
        super().__init__(page)
        self._page = page
        self._themes = ThemePresenter(page.context.space)
        self._entry: RegisterEntry | None = None
        self.merge_button = Button("Merge…", clicked=self.merge)
        self.take_back_button = Button("Take the merge back", icon_name="undo")
        self.take_back_button.clicked.connect(self._take_back)
        self.split_button = Button("Split…", clicked=self.split)
        self.preview_button = Button(
            "See as a member", icon_name="preview", clicked=self.preview_form
        )
        self.drafts_button = Button("Drafts on earlier versions…", clicked=self.show_drafts)
        self.save_sheet_button = Button(
            "Save as a sheet…", icon_name="save", clicked=self.save_sheet
        )
        self.read_sheet_button = Button("Read a sheet…", icon_name="table", clicked=self.read_sheet)
        self.buttons = (
            self.merge_button,
            self.take_back_button,
            self.split_button,
            self.preview_button,
            self.drafts_button,
            self.save_sheet_button,
            self.read_sheet_button,
        )

    def show_for(self, kind: str, entry: RegisterEntry | None) -> None:
        """Show the buttons a register has, and let those be pressed that its entry allows."""
        self._entry = entry
        there = entry is not None
        themes, forms = kind == "themes", kind == "forms"
        merged = entry is not None and entry.merged
        for button, shown, usable in (
            (self.merge_button, themes and not merged, there),
            (self.take_back_button, themes and merged, there),
            (
                self.split_button,
                themes and not merged,
                entry is not None and not entry.retired,
            ),
            (self.preview_button, forms, there),
            (self.drafts_button, forms and entry is not None and _has_earlier(entry, self._page),
             there),
            (self.save_sheet_button, kind in SHEETS, True),
            (self.read_sheet_button, kind in SHEETS, True),
        ):  # fmt: skip
            button.setVisible(shown)
            button.setEnabled(usable)

    # --- themes ----------------------------------------------------------------------------

    def merge(self) -> None:
        """Ask what a theme is merged into."""
        if self._entry is not None:
            from visits_app.ui.registers.merge_dialog import MergeDialog

            MergeDialog(self._page.context, self._entry.id, self._page).open()

    def split(self) -> None:
        """Cut new themes out of one, and file its findings."""
        if self._entry is not None:
            from visits_app.ui.registers.split_dialog import SplitDialog

            SplitDialog(self._page.context, self._entry.id, self._page).open()

    def _take_back(self) -> None:
        if self._entry is not None:
            back = partial(self._themes.take_back, self._entry.id)
            told = f"{self._entry.cells[0]} counts for itself again."
            undo(self._page.context, back, told, "register")

    # --- forms -----------------------------------------------------------------------------

    def preview_form(self) -> None:
        """Show a form as the member sees it."""
        if self._entry is not None:
            from visits_app.ui.registers.form_preview import FormPreviewDialog

            values = self._entry.values
            FormPreviewDialog(
                self._page.context,
                self._page,
                form_id=values["form"],
                version=int(values["version"]),
            ).open()

    def show_drafts(self) -> None:
        """Offer to move drafts that are on an earlier version."""
        if self._entry is not None:
            from visits_app.ui.registers.draft_moves import DraftsDialog

            values = self._entry.values
            DraftsDialog(self._page.context, values["form"], values["name"], self._page).open()

    def form_from_file(self) -> None:
        """Take in a form, or a new version of one, from a file."""
        from visits_app.ui.registers.form_file_dialog import FormFileDialog

        FormFileDialog(self._page.context, self._page).open()

    # --- sheets ----------------------------------------------------------------------------

    def save_sheet(self) -> None:
        """Save the register as a sheet, to be filled in elsewhere."""
        from visits_app.ui.sheets.register_sheets import export_register

        export_register(self._page.context, self._page, self._page.kind)

    def read_sheet(self) -> None:
        """Add to the register and change it from a sheet."""
        from visits_app.ui.sheets.register_sheets import import_register

        import_register(self._page.context, self._page, self._page.kind)


def _has_earlier(entry: RegisterEntry, page: "RegisterPage") -> bool:
    """Say whether a form has more than one version."""
    same = [one for one in page.entries if one.values.get("form") == entry.values.get("form")]
    return len(same) > 1
