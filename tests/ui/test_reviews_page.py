"""Reports in hand and the life of one report, through the window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.windows import settle
from visits_app.domain.reviews import CorrectionDecision, ReviewStage
from visits_app.domain.visits import AskStatus, Marking
from visits_app.presenters.reviews import ALL_KEY, LATE_KEY
from visits_app.presenters.workspace import Desk
from visits_app.services import reviews, settings
from visits_app.ui.app import Desktop
from visits_app.ui.pages.editor import EditorPage
from visits_app.ui.pages.review import ReviewPage
from visits_app.ui.pages.reviews import ReviewsPage, _ReportLine
from visits_app.ui.pages.settings import SettingsPage
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.privacy_dialog import PrivacyDialog
from visits_app.ui.review.cards import CorrectionBox, ResponseBox
from visits_app.ui.review.letter_dialog import LetterDialog
from visits_app.ui.review.note_dialog import NoteDialog
from visits_app.ui.review.response_dialog import ResponseDialog
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.team_pane import TeamPaneView


def at_stage(desktop: Desktop, stage: ReviewStage) -> str:
    """Return a report of the example that stands at a stage."""
    with desktop.context.space.store.read() as connection:
        found = connection.execute(
            "SELECT visit_id FROM review WHERE stage = ? ORDER BY since LIMIT 1", (stage.value,)
        ).fetchone()
    return str(found[0])


def open_report(desktop: Desktop, stage: ReviewStage) -> ReviewPage:
    desktop.window.go("review", {"visit_id": at_stage(desktop, stage)})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReviewPage)
    return page


def stage_of(desktop: Desktop, page: ReviewPage) -> ReviewStage:
    return reviews.review_of(desktop.context.space.store, page.visit_id).stage


def said(page: ReviewPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: object, name: str) -> Button:
    return next(b for b in page.findChildren(Button) if b.accessibleName() == name)  # type: ignore[attr-defined]


def dialog() -> QDialog:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, QDialog)
    return shown


def test_the_list_shows_each_stage_and_leads_to_a_report_and_back(desktop: Desktop) -> None:
    desktop.window.go("reviews")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReviewsPage)
    assert "reports, " in page.context_line
    lines = page.findChildren(_ReportLine)
    assert len(lines) == 10
    lines[0].open_button.click()
    settle(desktop)
    opened = desktop.window.page
    assert isinstance(opened, ReviewPage)
    desktop.window.back()
    settle(desktop)
    assert desktop.window.page is page


def test_the_filter_narrows_the_list(desktop: Desktop) -> None:
    desktop.window.go("reviews")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReviewsPage)
    for which in (LATE_KEY, ReviewStage.CLOSED.value, ALL_KEY):
        page.shown.setCurrentIndex(page.shown.findData(which))
        page.shown.activated.emit(page.shown.currentIndex())
        settle(desktop)
        assert page.shown.currentData() == which
        assert page.findChildren(_ReportLine)


def test_a_report_is_marked_checked_off_and_taken_back(desktop: Desktop) -> None:
    page = open_report(desktop, ReviewStage.SUBMITTED)
    assert page.primary is page.step_button
    assert not page.step_button.isEnabled()
    assert "Mark it open, restricted or exempt first." in said(page)
    page.marking.choices[Marking.OPEN].click()
    page.marking.save_button.click()
    settle(desktop)
    assert page.step_button.isEnabled()
    page.step_button.click()
    settle(desktop)
    assert stage_of(desktop, page) is ReviewStage.CHECKED
    assert page.step_button.text() == "Save the sheet for the service…"
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert stage_of(desktop, page) is ReviewStage.SUBMITTED
    assert "Taken back" in said(page)


def test_an_exempt_marking_asks_for_paragraph_and_reason(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_report(desktop, ReviewStage.SUBMITTED)
    card = page.marking
    card.choices[Marking.EXEMPT].click()
    card.save_button.click()
    settle(desktop)
    assert "choose the paragraph" in card.paragraph.accessibleDescription()
    assert "Error" in card.reason.accessibleDescription()
    assert card.paragraph.hasFocus()
    card.paragraph.setCurrentIndex(card.paragraph.findData(2))
    qtbot.keyClicks(card.reason, "One <i>family</i> could be known.")
    card.save_button.click()
    settle(desktop)
    review = reviews.review_of(desktop.context.space.store, page.visit_id)
    assert (review.marking, review.paragraph) == (Marking.EXEMPT, 2)
    assert review.marking_reason == "One <i>family</i> could be known."


def test_a_report_is_returned_only_with_a_note(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_report(desktop, ReviewStage.SUBMITTED)
    button(page, "Return to the member…").click()
    shown = dialog()
    assert isinstance(shown, NoteDialog)
    shown.go_button.click()
    settle(desktop)
    assert shown.isVisible()
    assert "say what the member should change" in shown.note.accessibleDescription()
    qtbot.keyClicks(shown.note, "Which month was it?")
    shown.go_button.click()
    settle(desktop)
    assert stage_of(desktop, page) is ReviewStage.RETURNED
    assert "Which month was it?" in said(page)
    assert page.primary is None


def test_saving_the_sheet_of_facts_sends_it_and_cannot_be_taken_back(
    desktop: Desktop, tmp_path: Path
) -> None:
    page = open_report(desktop, ReviewStage.SUBMITTED)
    page.marking.choices[Marking.OPEN].click()
    page.marking.save_button.click()
    settle(desktop)
    page.step_button.click()
    settle(desktop)
    page.service.write_facts(tmp_path / "facts.xlsx")
    settle(desktop)
    assert (tmp_path / "facts.xlsx").exists()
    assert stage_of(desktop, page) is ReviewStage.WITH_SERVICE
    assert "What was sent cannot be called back" in said(page)
    assert not [b for b in page.findChildren(Button) if b.text().strip() == "Take back"]


def test_the_sheets_place_is_asked_once_its_words_are_looked_at(desktop: Desktop) -> None:
    page = open_report(desktop, ReviewStage.SUBMITTED)
    page.marking.choices[Marking.OPEN].click()
    page.marking.save_button.click()
    settle(desktop)
    page.step_button.click()
    settle(desktop)
    page.step_button.click()
    settle(desktop)
    shown = dialog()
    assert isinstance(shown, QFileDialog), "nothing in this report may identify anybody"
    shown.reject()
    settle(desktop)
    assert stage_of(desktop, page) is ReviewStage.CHECKED, "nothing was sent"


def test_words_that_may_identify_somebody_are_asked_about_before_the_letter_leaves(
    desktop: Desktop,
) -> None:
    page = open_report(desktop, ReviewStage.RESPONDED)
    with desktop.context.space.store.write() as connection:
        connection.execute(
            "UPDATE ask SET response = 'Ring Mrs Marlowe on 01632 960123.' WHERE visit_id = ?",
            (page.visit_id,),
        )
    page.step_button.click()
    settle(desktop)
    shown = dialog()
    assert isinstance(shown, LetterDialog)
    shown.save_button.click()
    settle(desktop)
    gate = dialog()
    assert isinstance(gate, PrivacyDialog)
    gate.reject()
    shown.reject()
    settle(desktop)
    assert stage_of(desktop, page) is ReviewStage.RESPONDED


def test_a_sheet_that_cannot_be_written_takes_no_step(desktop: Desktop, tmp_path: Path) -> None:
    page = open_report(desktop, ReviewStage.SUBMITTED)
    page.marking.choices[Marking.OPEN].click()
    page.marking.save_button.click()
    settle(desktop)
    page.step_button.click()
    settle(desktop)
    page.service.write_facts(tmp_path / "nowhere" / "facts.xlsx")
    settle(desktop)
    assert stage_of(desktop, page) is ReviewStage.CHECKED
    message = desktop.window.message_bar.message
    assert message is not None
    assert message.tone == "error"


def test_corrections_are_accepted_or_disagreed_with_and_undone(
    desktop: Desktop, qtbot: QtBot
) -> None:
    page = open_report(desktop, ReviewStage.FACTS_BACK)
    waiting = next(
        box for box in page.findChildren(CorrectionBox)
        if box.line.decision is CorrectionDecision.OPEN
    )  # fmt: skip
    waiting.buttons[CorrectionDecision.DISAGREED].click()
    shown = dialog()
    assert isinstance(shown, NoteDialog)
    qtbot.keyClicks(shown.note, "Staff told both of us.")
    shown.go_button.click()
    settle(desktop)
    boxes = {box.line.decision: box for box in page.findChildren(CorrectionBox)}
    assert set(boxes) == {CorrectionDecision.ACCEPTED, CorrectionDecision.DISAGREED}
    assert "Staff told both of us." in said(page)
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert CorrectionDecision.OPEN in {b.line.decision for b in page.findChildren(CorrectionBox)}


def test_accepted_corrections_stand_beside_the_form_while_the_member_amends(
    desktop: Desktop,
) -> None:
    page = open_report(desktop, ReviewStage.FACTS_BACK)
    button(page, "Begin the correction").click()
    settle(desktop)
    editor = desktop.window.page
    assert isinstance(editor, EditorPage)
    pane = editor.findChild(TeamPaneView)
    assert pane is not None
    words = "\n".join(label.text() for label in pane.findChildren(QLabel))
    assert "Returned to you" in words
    assert "Acting head of service, first response" in words


def test_an_answer_needs_what_it_promises(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_report(desktop, ReviewStage.AGREED)
    box = next(b for b in page.findChildren(ResponseBox) if b.line.ask.status is AskStatus.OPEN)
    assert box.answer_button is not None
    box.answer_button.click()
    shown = dialog()
    assert isinstance(shown, ResponseDialog)
    shown.status.setCurrentIndex(shown.status.findData(AskStatus.PART))
    shown.save_button.click()
    settle(desktop)
    assert shown.isVisible()
    assert shown.reason.hasFocus()
    for field, text in (
        (shown.reason, "Two weekends in three."), (shown.owner, "registered manager"),
        (shown.due, "1 March 2099"),
    ):  # fmt: skip
        qtbot.keyClicks(field, text)
    shown.save_button.click()
    settle(desktop)
    assert not shown.isVisible()
    assert "registered manager, by 1 March 2099" in said(page)
    assert page.step_button.isEnabled(), "every ask is answered"
    page.step_button.click()
    settle(desktop)
    assert stage_of(desktop, page) is ReviewStage.RESPONDED


def test_the_letter_is_read_saved_and_the_team_counts_as_told(
    desktop: Desktop, tmp_path: Path
) -> None:
    page = open_report(desktop, ReviewStage.RESPONDED)
    page.step_button.click()
    settle(desktop)
    shown = dialog()
    assert isinstance(shown, LetterDialog)
    assert "What came of the visit to" in shown.view.toPlainText()
    shown.save(tmp_path / "letter.pdf")
    settle(desktop)
    assert not shown.isVisible()
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert stage_of(desktop, page) is ReviewStage.TEAM_TOLD


def test_closing_over_open_asks_asks_why(desktop: Desktop, qtbot: QtBot) -> None:
    store = desktop.context.space.store
    with store.read() as connection:
        visit_id = connection.execute(
            "SELECT r.visit_id FROM review r JOIN ask a ON a.visit_id = r.visit_id"
            " WHERE r.stage = 'team_told' AND a.status IN ('agreed', 'part', 'done') LIMIT 1"
        ).fetchone()[0]
    desktop.window.go("review", {"visit_id": visit_id})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReviewPage)
    assert "neither verified nor declined" in said(page)
    page.step_button.click()
    shown = dialog()
    assert isinstance(shown, NoteDialog)
    qtbot.keyClicks(shown.note, "Asked for again.")
    shown.go_button.click()
    settle(desktop)
    assert stage_of(desktop, page) is ReviewStage.CLOSED


def test_a_member_reads_the_life_from_the_visit_and_can_do_nothing_to_it(
    desktop: Desktop,
) -> None:
    from dataclasses import replace

    store = desktop.context.space.store
    settings.put(store, "desk", Desk.MEMBER.value)
    space = replace(desktop.context.space, desk=Desk.MEMBER)
    desktop.context.desk_changed.emit(space)
    settle(desktop)
    desktop.window.go("visits", {"visit_id": at_stage(desktop, ReviewStage.CLOSED)})
    settle(desktop)
    visits = desktop.window.page
    assert isinstance(visits, VisitsPage)
    visits.reading.life_button.click()
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReviewPage)
    assert page.parent_page == "visits"
    assert page.primary is None
    assert not page.marking.isVisible()
    told = [b for b in page.findChildren(Button) if b.isVisible()]
    assert {b.accessibleName() for b in told} <= {"Read the report"}
    assert "Closed" in said(page)


def test_the_keyboard_comes_to_every_button_of_a_report(desktop: Desktop, qtbot: QtBot) -> None:
    page = open_report(desktop, ReviewStage.FACTS_BACK)
    page.area.setFocus(Qt.FocusReason.OtherFocusReason)
    wanted = {b for b in page.findChildren(Button) if b.isVisible() and b.isEnabled()}
    met = set()
    for _ in range(60):
        focused = desktop.window.focusWidget()
        if focused in wanted:
            met.add(focused)
        if focused is not None:
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert wanted <= met
    assert all(b.accessibleName() for b in wanted)


def test_the_councils_procedure_is_kept_and_stands_at_the_question(
    desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.window.go("settings")
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, SettingsPage)
    box = page.procedure.texts["procedure_safeguarding"]
    assert box.placeholderText()
    qtbot.keyClicks(box, "Ring the duty team on the yellow card.")
    page.procedure.save_button.click()
    settle(desktop)
    store = desktop.context.space.store
    kept = settings.get(store, "procedure_safeguarding")
    assert kept == "Ring the duty team on the yellow card."
    with store.read() as connection:
        draft = connection.execute("SELECT id FROM visit WHERE state = 'draft'").fetchone()[0]
    desktop.window.go("visit", {"visit_id": draft, "at": "referral_made"})
    settle(desktop)
    editor = desktop.window.page
    assert isinstance(editor, EditorPage)
    words = [label.text() for label in editor.findChildren(QLabel)]
    assert any("Ring the duty team on the yellow card." in text for text in words)
