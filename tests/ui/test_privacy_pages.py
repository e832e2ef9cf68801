"""The check page and the editor say what may identify somebody, and what is done about it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from tests.visit_samples import complete, draft, finding
from tests.windows import wait_for
from tests.writing_window import Writing
from visits_app.domain.visits import VisitState
from visits_app.services import visits
from visits_app.ui.widgets.marked_text import MarkedText
from visits_app.ui.widgets.wrap_link import WrapLink


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Writing]:
    assert qapp
    writing = Writing(tmp_path)
    yield writing
    assert writing.crashes == []
    writing.close()


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def state_of(desk: Writing, visit_id: str) -> VisitState:
    return visits.load_visit(desk.store, visit_id).state


def named(**more: object) -> dict[str, object]:
    return complete(findings=[finding("f", "Kasia Nowak told us that it is cold.")], **more)


def test_what_may_identify_somebody_is_marked_and_stops_the_report(desk: Writing) -> None:
    visit_id = draft(desk.store, **named())
    page = desk.check(visit_id)
    (marked,) = page.findChildren(MarkedText)
    assert marked.text == "Text: Kasia Nowak told us that it is cold."
    assert [marked.text[start:end] for start, end in marked.marks] == ["Kasia Nowak"]
    assert page.privacy.accessibleName() == "1 passage may identify someone"
    page.seal.declared.click()
    page.submit()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.DRAFT
    link = page.privacy.findChild(WrapLink)
    assert link is not None
    assert link.hasFocus()
    link.click()
    assert page.passages[0].keep_button.hasFocus()


def test_a_passage_is_kept_undone_and_moved_away_on_the_page(desk: Writing) -> None:
    visit_id = draft(desk.store, **named())
    page = desk.check(visit_id)
    page.passages[0].keep_button.click()
    page.passages[0].reason.setText("She asked to be named.")
    page.passages[0].save_button.click()
    desk.settle()
    assert page.privacy.isHidden()
    assert "Name, kept: She asked to be named." in texts(page)
    assert page.seal.declared.hasFocus(), "nothing is left to decide"
    page.passages[0].undo_button.click()
    desk.settle()
    assert page.passages[0].keep_button.hasFocus()
    page.passages[0].restrict_button.click()
    desk.settle()
    assert page.privacy.isHidden()
    page.seal.declared.click()
    page.submit()
    desk.settle()
    assert state_of(desk, visit_id) is VisitState.SUBMITTED


def test_change_goes_to_the_field_with_the_passage_marked(desk: Writing) -> None:
    page = desk.check(draft(desk.store, **named()))
    page.passages[0].change_button.click()
    desk.settle()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    assert editor.textCursor().selectedText() == "Kasia Nowak"


def test_while_writing_the_pane_says_quietly_what_may_identify_someone(desk: Writing) -> None:
    page = desk.edit(draft(desk.store, **complete(summary="All was well.")), at="summary")
    wait_for(lambda: not page.watch.looking)
    assert page.pane.passages.isHidden()
    field = page.view.fields["summary"].editors()[0]
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("All was well, said Kasia Nowak, aged 9.")
    wait_for(lambda: not page.pane.passages.isHidden())
    assert page.pane.passages.heading.text() == "2 passages may identify someone"
    first = page.pane.passages.findChild(WrapLink)
    assert first is not None
    assert first.words == "“Kasia Nowak”, name"
    first.click()
    assert field.textCursor().selectedText() == "Kasia Nowak"
