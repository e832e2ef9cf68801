"""The main job without a display: record a visit, submit it, link it, print it, all by widget.

`python -m visits_app.ui.demo FOLDER` does what a member does with mouse and keys, on the example
council, and leaves a picture of every step and the PDF in the folder.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from visits_app import paths
from visits_app.ui.driving import make_store, open_window, settle, wait_for

ANSWERS: dict[str, Any] = {
    "took_place": True,
    "visit_time": "10:00",
    "announced": "announced",
    "trigger": "follow_up",
    "purpose": "Whether carers who wait for a match hear from us, and how often.",
    "themes": ["placements", "partnership"],
    "data_to_test": False,
    "questions": [
        {
            "text": "What do new carers say helps most in the first month?",
            "answer": "A telephone number that is answered after five o'clock.",
        }
    ],
    "visitors": ["councillor"],
    "host_role": "Team manager, fostering",
    "briefing_read": True,
    "interests": "none",
    "people_heard": {"staff": 4, "managers": 1, "carers": 3},
    "manager_present": "part",
    "told_use": True,
    "findings": [
        {
            "kind": "strength",
            "theme": "placements",
            "text": "Every carer we met knew by name the role to ring out of hours.",
            "basis": "several",
        },
        {
            "kind": "concern",
            "theme": "partnership",
            "text": "Carers wait six weeks and longer for records from schools.",
            "basis": "several",
        },
    ],
    "staff_priorities": "1. A second duty worker on Mondays. 2. Fewer forms for respite.",
    "good_practice": "Carers write the first page of the review themselves.",
    "earlier_asks": "no_time",
    "confidence": "partly",
    "any_asks": True,
    "asks": [
        {
            "action": "Agree with schools that records follow a child within ten days.",
            "owner": "Head of service, children in care",
        }
    ],
    "said_on_day": "We read our findings back to the team manager before we left.",
    "referral_made": False,
    "identity_check": "clear",
    "summary": "We met carers and staff of the fostering team. Carers feel supported at night and "
    "at weekends. School records follow children too slowly, and we ask for ten days.",
}
"""What the member of the demo answers; questions that are not named are left empty."""


class Demo:
    """One run: the window, the folder for pictures, and a count of what was done."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.folder = folder
        self.pictures = 0
        store = folder / "council" / paths.STORE_NAME
        make_store(store)
        self.desktop = open_window(app, store)
        self.window = self.desktop.window
        self.window.resize(1366, 768)

    def run(self) -> Path:
        """Do the main job and return the PDF."""
        self.picture("home")
        self.begin()
        self.write()
        visit_id = self.submit()
        self.link(visit_id)
        self.look()
        return self.print(visit_id)

    def begin(self) -> None:
        """Choose team and form in the dialog and start writing."""
        from visits_app.ui.new_visit import NewVisitDialog
        from visits_app.ui.pages.editor import EditorPage

        QTest.keyClick(self.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        dialog = self.dialog(NewVisitDialog)
        fill(dialog.team, "Fostering")
        dialog.quick.click()
        self.picture("new-visit", dialog)
        dialog.begin_button.click()
        wait_for(lambda: isinstance(self.window.page, EditorPage))
        settle(self.desktop)

    def write(self) -> None:
        """Answer section after section with the keyboard, as the questions come."""
        from visits_app.ui.pages.editor import EditorPage

        page = self.window.page
        assert isinstance(page, EditorPage)
        while True:
            answered: set[str] = set()
            # an answer may bring further questions into sight
            while waiting := [q for q in page.view.fields if q in ANSWERS and q not in answered]:
                field = page.view.fields[waiting[0]]
                page.view.ensureWidgetVisible(field)
                fill(field, ANSWERS[waiting[0]])
                answered.add(waiting[0])
            self.picture(f"section-{self.section(page)}")
            if not page.next.isEnabled() or page.next.isHidden():
                break
            before = self.section(page)
            page.next.click()
            if self.section(page) == before:
                break
        settle(self.desktop)

    def section(self, page: Any) -> str:
        """Return the id of the section on show."""
        form = page.presenter.form
        assert form is not None
        return str(form.state().section_id)

    def submit(self) -> str:
        """Check, declare and submit; return the visit's id."""
        from visits_app.ui.pages.check import CheckPage
        from visits_app.ui.pages.editor import EditorPage
        from visits_app.ui.pages.visits import VisitsPage

        editor = self.window.page
        assert isinstance(editor, EditorPage)
        editor.check_button.click()
        wait_for(lambda: isinstance(self.window.page, CheckPage))
        settle(self.desktop)
        check = self.window.page
        assert isinstance(check, CheckPage)
        self.picture("check")
        check.seal.declared.click()
        check.seal.press()
        wait_for(lambda: isinstance(self.window.page, VisitsPage))
        settle(self.desktop)
        self.picture("submitted")
        return check.visit_id

    def link(self, visit_id: str) -> None:
        """Link the concern to a recommendation it shows a gap in."""
        from visits_app.ui.link_dialog import LinkDialog
        from visits_app.ui.pages.visits import VisitsPage

        page = self.window.page
        assert isinstance(page, VisitsPage)
        assert page.reading.visit_id == visit_id
        page.reading.link_button.click()
        dialog = self.dialog(LinkDialog)
        dialog.part.setCurrentIndex(dialog.part.count() - 1)
        dialog.boxes[0].click()
        QTest.keyClicks(dialog.note, "Carers say so themselves.")
        self.picture("link", dialog)
        dialog.accept_button.click()
        wait_for(lambda: not dialog.isVisible())
        self.window.go("recommendations")
        settle(self.desktop)
        self.picture("recommendation")

    def look(self) -> None:
        """Look at an indicator."""
        self.window.go("indicators")
        settle(self.desktop)
        self.picture("indicators")
        self.window.go("indicator", {"indicator_id": "core_assessments_timescale"})
        settle(self.desktop)
        self.picture("indicator")

    def print(self, visit_id: str) -> Path:
        """Preview the report and save it as PDF."""
        from visits_app.ui.pages.reports import ReportsPage

        self.window.go("reports", {"visit_id": visit_id})
        settle(self.desktop)
        self.picture("preview")
        page = self.window.page
        assert isinstance(page, ReportsPage)
        path = self.folder / "visit-report.pdf"
        page.save_to(path)
        settle(self.desktop)
        return path

    def dialog(self, kind: type[Any]) -> Any:
        """Wait for a dialog to open and to be read."""

        def shown() -> list[QWidget]:
            tops = QApplication.topLevelWidgets()
            return [one for one in tops if isinstance(one, kind) and one.isVisible()]

        wait_for(lambda: bool(shown()))
        settle(self.desktop)
        return shown()[0]

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Keep a picture of the window, or of a dialog."""
        settle(self.desktop)
        self.pictures += 1
        shown: QWidget = widget or self.window
        assert not isinstance(shown, QDialog) or shown.isVisible()
        shown.grab().save(str(self.folder / f"{self.pictures:02}-{name}.png"))


def fill(field: Any, value: Any) -> None:
    """Answer one question through the widgets of its field."""
    from visits_app.ui.fields.choices import ListField, RadioField
    from visits_app.ui.fields.numbers import PeopleField
    from visits_app.ui.fields.rows import RowsField
    from visits_app.ui.fields.several import SeveralField

    if isinstance(field, RadioField):
        answer = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        field.buttons[answer].click()
    elif isinstance(field, ListField):
        line = field.line
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, _label(field, value))
        QTest.keyClick(line, Qt.Key.Key_Tab)
    elif isinstance(field, SeveralField):
        for answer, box in field.boxes.items():
            if not box.isChecked() and any(answer == v or answer.startswith(v) for v in value):
                box.click()
    elif isinstance(field, PeopleField):
        for group, count in value.items():
            type_into(field.boxes[group], str(count))
    elif isinstance(field, RowsField):
        _fill_rows(field, value)
    else:
        type_into(field.editors()[0], str(value))


def type_into(editor: QWidget, text: str) -> None:
    """Type text over what stands in a line or a box."""
    editor.setFocus()
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def _fill_rows(field: Any, rows: list[Mapping[str, Any]]) -> None:
    for place, row in enumerate(rows):
        if place >= len(field.cards):
            field.add_button.click()
        card = list(field.cards.values())[place]
        for column, value in row.items():
            fill(card.fields[column], value)


def _label(field: Any, value: str) -> str:
    options = field.state.options
    return next((o.label for o in options if o.value == value or o.value.endswith(value)), value)


def main(arguments: list[str]) -> int:
    """Run the demo into the folder named."""
    folder = Path(arguments[0]) if arguments else Path("build") / "demo"
    _empty(folder)
    os.environ[paths.HOME_VARIABLE] = str(folder / "council")
    qInstallMessageHandler(_without_offscreen_noise)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    demo = Demo(app, folder)
    pdf = demo.run()
    demo.window.close()
    print(f"A visit was recorded, submitted, linked and printed: {demo.pictures} pictures, {pdf}.")
    return 0


def _without_offscreen_noise(_kind: QtMsgType, _where: object, message: str) -> None:
    """Pass Qt's messages on, but for what a window without a screen cannot do."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def _empty(folder: Path) -> None:
    """Make the folder, without what an earlier run left in it."""
    import shutil

    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.png"), *folder.glob("*.pdf")):
        old.unlink()
    shutil.rmtree(folder / "council", ignore_errors=True)
    (folder / "council").mkdir()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
