"""The desk of one paper: read, walk, write, move, hide, add, draft again, look at pages, save."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.paper_samples import Records, line, made_paper, many, records
from tests.ui.stall import Heart
from tests.windows import settle, wait_for
from visits_app.domain.papers import Paper, PaperPart, PartKind, Source
from visits_app.presenters.paper_states import Flag, HeadLine, PartLine
from visits_app.services import compiling
from visits_app.store.engine import open_store
from visits_app.ui.app import Desktop
from visits_app.ui.pages.paper import PaperPage
from visits_app.ui.pages.papers import PapersPage
from visits_app.ui.papers.part_view import PartView
from visits_app.ui.privacy_dialog import PrivacyDialog


@pytest.fixture
def draft() -> Records:
    return records()


@pytest.fixture
def paper(desktop: Desktop, draft: Records) -> Paper:
    return made_paper(desktop.context.space.store, draft)


@pytest.fixture
def page(desktop: Desktop, qtbot: QtBot, paper: Paper, draft: Records) -> Iterator[PaperPage]:
    window = desktop.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("paper", {"paper_id": paper.id})
    shown = window.page
    assert isinstance(shown, PaperPage)
    shown.presenter.draft = draft
    settle(desktop)
    wait_for(lambda: bool(shown.desk.text.model_of_parts.lines))
    yield shown
    settle(desktop)


def text_of(page: PaperPage) -> PartView:
    return page.desk.text


def kept(desktop: Desktop, paper: Paper) -> dict[str, PaperPart]:
    parts = compiling.parts(desktop.context.space.store, paper.id)
    return {part.key: part for part in parts}


def order(desktop: Desktop, paper: Paper) -> list[str]:
    return list(kept(desktop, paper))


def shown(page: PaperPage, key: str) -> PartLine:
    found = next(one for one in text_of(page).model_of_parts.lines if one.key == key)
    assert isinstance(found, PartLine)
    return found


def press(page: PaperPage, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(text_of(page), key, modifier or Qt.KeyboardModifier.NoModifier)


def write(page: PaperPage, words: str) -> None:
    """Type over the current part with the keyboard alone."""
    press(page, Qt.Key.Key_F2)
    editor = text_of(page).editor
    assert editor is not None
    editor.boxes[0].selectAll()
    QTest.keyClicks(editor.boxes[0], words)


def take_back(desktop: Desktop) -> None:
    desktop.window.message_bar.take_action()
    settle(desktop)


# --- reading ---------------------------------------------------------------------------------


def test_the_paper_is_read_section_by_section(desktop: Desktop, page: PaperPage) -> None:
    assert desktop.window.rail._buttons["papers"].isChecked()
    assert page.title == "Visits in March"
    lines = text_of(page).model_of_parts.lines
    heads = [one for one in lines if isinstance(one, HeadLine)]
    assert [one.title for one in heads][:2] == ["The period in brief", "Coverage"]
    assert heads[1].note == "No visit was planned or held in this period."
    row = shown(page, "visit:v1")
    assert row.text.startswith("Date: 1 March 2014; Team: Fostering; Kind of visit")
    outline = page.desk.outline
    told = [outline.item(place).text() for place in range(outline.count())]
    assert told[2] == "The visits\n3 parts"


def test_the_public_view_has_nothing_restricted_and_the_other_all_of_it(
    desktop: Desktop, page: PaperPage
) -> None:
    def spoken() -> str:
        model = text_of(page).model_of_parts
        return " ".join(str(model.index(row).data()) for row in range(model.rowCount()))

    assert page.bar.public_button.isChecked()
    assert "recognised" not in spoken()
    assert "appendix" not in spoken()
    assert "1 restricted left out" in page.bar.told.text()
    page.bar.restricted_button.click()
    settle(desktop)
    assert "A family could be recognised" in spoken()
    assert Flag.RESTRICTED in shown(page, "shut:1").flags


def test_the_outline_leads_to_a_section(page: PaperPage) -> None:
    page.desk.outline.setCurrentRow(8)
    current = text_of(page).current()
    assert isinstance(current, HeadLine)
    assert current.section == "suggestions"
    text_of(page).go_to("visit:v2")
    assert page.desk.outline.currentRow() == 2


def test_a_part_names_the_visit_it_is_drafted_from_and_leads_there(
    desktop: Desktop,
) -> None:
    space = desktop.context.space
    with space.store.read() as connection:
        row = connection.execute(
            "SELECT v.id, t.name FROM visit v JOIN team t ON t.id = v.team_id"
            " WHERE v.revision > 0 ORDER BY v.visit_date LIMIT 1"
        ).fetchone()
    part = replace(line("ask:1", "Ask."), sources=(Source("visit", row[0]), Source("team", "x")))
    made = made_paper(space.store, Records((part,)))
    desktop.window.go("paper", {"paper_id": made.id})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, PaperPage)
    text_of(page).go_to("ask:1")
    (link,) = shown(page, "ask:1").sources
    assert link.label.startswith(f"Visit to {row[1]}, ")
    went: list[tuple[str, dict[str, str]]] = []
    desktop.context.went.connect(lambda name, target: went.append((name, target)))
    page.desk.pane.source_wanted.emit(link)
    assert went == [("visits", {"visit_id": row[0]})]


def test_the_models_keep_to_the_rules(page: PaperPage, desktop: Desktop, draft: Records) -> None:
    text = QAbstractItemModelTester(text_of(page).model_of_parts)
    changes = QAbstractItemModelTester(page.changes.list.changes)
    draft.say("ask:1", "Ask again.")
    draft.lose("visit:v2")
    page.look_again()
    settle(desktop)
    page.changes.take_all.click()
    page.changes.accept_button.click()
    settle(desktop)
    page.bar.restricted_button.click()
    settle(desktop)
    assert text.model() is text_of(page).model_of_parts
    assert changes.model() is page.changes.list.changes


# --- writing ---------------------------------------------------------------------------------


def test_words_are_saved_as_they_are_typed(
    desktop: Desktop, page: PaperPage, paper: Paper, qtbot: QtBot
) -> None:
    text_of(page).go_to("ask:2")
    write(page, "Ask whether the heating works.")
    qtbot.waitUntil(
        lambda: kept(desktop, paper)["ask:2"].edited == ("Ask whether the heating works.",)
    )
    assert text_of(page).editor is not None  # the text is still open
    QTest.keyClick(text_of(page).editor.boxes[0], Qt.Key.Key_Return)
    settle(desktop)
    assert text_of(page).editor is None
    assert shown(page, "ask:2").is_edited
    assert QApplication.focusWidget() is text_of(page)
    take_back(desktop)
    assert kept(desktop, paper)["ask:2"].edited is None


def test_esc_brings_back_what_was_there_also_in_the_store(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    text_of(page).go_to("ask:2")
    write(page, "No")
    page.edits.flush()
    settle(desktop)
    editor = text_of(page).editor
    assert editor is not None
    QTest.keyClick(editor.boxes[0], Qt.Key.Key_Escape)
    page.edits.flush()
    settle(desktop)
    assert kept(desktop, paper)["ask:2"].edited is None
    assert shown(page, "ask:2").cells == ("Ask about heating.",)


def test_a_row_is_written_cell_by_cell(desktop: Desktop, page: PaperPage, paper: Paper) -> None:
    text_of(page).go_to("visit:v2")
    press(page, Qt.Key.Key_Return)
    editor = text_of(page).editor
    assert editor is not None
    names = [box.accessibleName() for box in editor.boxes]
    assert names == ["Date", "Team", "Kind of visit", "Visitors", "Confidence"]
    assert QApplication.focusWidget() is editor.boxes[0]
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is editor.boxes[3]
    QTest.keyClicks(editor.boxes[3], " and two others")
    QTest.keyClick(editor.boxes[3], Qt.Key.Key_Return)
    settle(desktop)
    words = kept(desktop, paper)["visit:v2"].words
    assert words[3] == "Councillor for Northmead and two others"
    assert words[1] == "Adoption"


def test_leaving_the_page_keeps_the_last_words(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    text_of(page).go_to("ask:2")
    write(page, "Last words")
    desktop.window.go("home")
    settle(desktop)
    assert kept(desktop, paper)["ask:2"].edited == ("Last words",)
    desktop.window.go("paper", {"paper_id": paper.id})
    settle(desktop)
    assert shown(page, "ask:2").cells == ("Last words",)


def test_larger_text_in_the_midst_of_a_word_loses_nothing(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    text_of(page).go_to("ask:2")
    write(page, "Halfway")
    desktop.window.change_look(None, 150)
    settle(desktop)
    assert kept(desktop, paper)["ask:2"].edited == ("Halfway",)
    assert isinstance(desktop.window.page, PaperPage)


def test_closing_the_window_in_the_midst_of_a_word_loses_nothing(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    path = desktop.context.space.store.path
    text_of(page).go_to("ask:2")
    write(page, "Closing words")
    desktop.window.close()
    with open_store(path) as store:
        parts = {part.key: part for part in compiling.parts(store, paper.id)}
    assert parts["ask:2"].edited == ("Closing words",)


def test_what_was_drafted_is_shown_beside_ones_own_words_and_can_return(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    store = desktop.context.space.store
    compiling.edit_part(store, paper.id, "ask:2", ["Mine."], by="officer")
    page.refresh()
    settle(desktop)
    text_of(page).go_to("ask:2")
    pane = page.desk.pane
    assert pane.was_button.isVisible()
    pane.was_button.click()
    assert pane._drafted.isVisible()
    assert pane._drafted.text() == "Ask about heating."
    pane.restore_button.click()
    settle(desktop)
    assert kept(desktop, paper)["ask:2"].edited is None
    take_back(desktop)
    assert kept(desktop, paper)["ask:2"].words == ("Mine.",)


# --- moving, hiding, adding ------------------------------------------------------------------


def test_alt_and_arrows_move_a_part_and_undo_moves_it_back(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    text_of(page).go_to("visit:v3")
    press(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(desktop)
    assert order(desktop, paper)[1:4] == ["visit:v1", "visit:v3", "visit:v2"]
    current = text_of(page).current()
    assert current is not None
    assert current.key == "visit:v3"
    take_back(desktop)
    assert order(desktop, paper)[1:4] == ["visit:v1", "visit:v2", "visit:v3"]


def test_delete_leaves_a_part_out_and_brings_it_back(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    text_of(page).go_to("visit:v2")
    press(page, Qt.Key.Key_Delete)
    settle(desktop)
    assert kept(desktop, paper)["visit:v2"].hidden
    assert shown(page, "visit:v2").is_hidden
    assert "1 left out" in page.desk.outline.item(2).text()
    press(page, Qt.Key.Key_Delete)
    settle(desktop)
    assert not kept(desktop, paper)["visit:v2"].hidden


@pytest.mark.parametrize(
    ("at", "kind", "cells"),
    [
        ("section:suggestions", PartKind.PARAGRAPH, 1),
        ("ask:1", PartKind.BULLET, 1),
        ("visit:v1", PartKind.ROW, 5),
    ],
)
def test_words_are_added_below_and_written_at_once(
    desktop: Desktop, page: PaperPage, paper: Paper, at: str, kind: PartKind, cells: int
) -> None:
    text_of(page).go_to(at)
    page.desk.pane.add_wanted.emit(kind)
    settle(desktop)
    editor = text_of(page).editor
    assert editor is not None
    assert len(editor.boxes) == cells
    QTest.keyClicks(editor.boxes[0], "Mine")
    QTest.keyClick(editor.boxes[0], Qt.Key.Key_Return)
    settle(desktop)
    (own,) = [part for part in kept(desktop, paper).values() if part.is_own]
    assert (own.kind, own.words[0]) == (kind, "Mine")
    assert shown(page, own.key).is_own
    page.desk.pane.hide_button.click()
    settle(desktop)
    assert own.key not in kept(desktop, paper)
    take_back(desktop)
    assert kept(desktop, paper)[own.key].words[0] == "Mine"


def test_what_was_added_and_never_written_is_not_kept(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    before = kept(desktop, paper)
    for words, key in (("", Qt.Key.Key_Return), ("x", Qt.Key.Key_Escape)):
        text_of(page).go_to("ask:1")
        press(page, Qt.Key.Key_Insert)
        settle(desktop)
        editor = text_of(page).editor
        assert editor is not None
        QTest.keyClicks(editor.boxes[0], words)
        QTest.keyClick(editor.boxes[0], key)
        settle(desktop)
        assert kept(desktop, paper) == before


# --- drafting again --------------------------------------------------------------------------


def test_an_update_says_when_nothing_changed(desktop: Desktop, page: PaperPage) -> None:
    page.bar.update_button.click()
    settle(desktop)
    message = desktop.window.message_bar.message
    assert message is not None
    assert "Nothing has changed" in message.text
    assert page.room.currentWidget() is page.desk


def test_changes_are_taken_or_kept_one_by_one(
    desktop: Desktop, page: PaperPage, paper: Paper, draft: Records
) -> None:
    store = desktop.context.space.store
    compiling.edit_part(store, paper.id, "ask:1", ["Mine."], by="officer")
    draft.say("ask:1", "Ask why nobody rings back.")
    draft.say("ask:2", "Ask about the boiler.")
    draft.lose("visit:v2")
    before = kept(desktop, paper)
    page.bar.update_button.click()
    settle(desktop)
    assert page.room.currentWidget() is page.changes
    rows = page.changes.list
    told = [str(rows.changes.index(row).data()) for row in range(rows.changes.rowCount())]
    assert len(told) == 3
    assert "Your words: Mine." in told[0]
    assert "Now: Ask why nobody rings back." in told[0]
    assert told[0].endswith("Yours stays, to be decided")
    assert kept(desktop, paper) == before
    for row in range(3):
        if "Ask about heating." in told[row]:
            rows.setCurrentIndex(rows.changes.index(row))
            QTest.keyClick(rows, Qt.Key.Key_K)
    page.changes.accept_button.click()
    settle(desktop)
    now = kept(desktop, paper)
    assert now["ask:2"].words == ("Ask about heating.",)
    assert "visit:v2" not in now
    assert now["ask:1"].asks
    assert "1 question open" in page.bar.told.text()
    take_back(desktop)
    assert kept(desktop, paper) == before


@pytest.mark.parametrize(("button", "words"), [("take_button", "New."), ("keep_button", "Mine.")])
def test_an_open_question_is_answered_beside_the_text(
    desktop: Desktop, page: PaperPage, paper: Paper, draft: Records, button: str, words: str
) -> None:
    store = desktop.context.space.store
    compiling.edit_part(store, paper.id, "ask:1", ["Mine."], by="officer")
    draft.say("ask:1", "New.")
    page.look_again()
    settle(desktop)
    page.changes.accept_button.click()
    settle(desktop)
    text_of(page).go_to("ask:1")
    pane = page.desk.pane
    assert pane._now.text() == "New."
    getattr(pane, button).click()
    settle(desktop)
    part = kept(desktop, paper)["ask:1"]
    assert (part.words, part.asks) == ((words,), False)
    assert not pane.take_button.isVisible()


# --- pages and out ---------------------------------------------------------------------------


def test_pages_are_looked_at_and_saved_in_every_kind(
    desktop: Desktop, page: PaperPage, tmp_path: Path
) -> None:
    page.bar.preview_button.click()
    settle(desktop)
    made = page.pages.made
    assert made is not None
    assert made.file_name.endswith("public version.pdf")
    assert page.bar.preview_button.accessibleName() == "Back to the text"
    for ending in ("pdf", "docx", "html"):
        page.save_to(tmp_path / f"paper.{ending}")
        settle(desktop)
    html = (tmp_path / "paper.html").read_text(encoding="utf-8")
    assert "Ask about heating." in html
    assert "recognised" not in html
    assert (tmp_path / "paper.docx").stat().st_size > 1000
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    page.bar.restricted_button.click()
    settle(desktop)
    assert page.pages.made is not None
    assert "RESTRICTED" in page.pages.made.file_name
    page.bar.preview_button.click()
    assert page.room.currentWidget() is page.desk


def test_a_public_paper_of_what_was_restricted_since_is_refused_until_it_is_updated(
    desktop: Desktop, page: PaperPage, draft: Records
) -> None:
    draft.parts = tuple(
        replace(part, restricted=part.restricted or part.key == "ask:1") for part in draft.parts
    )
    assert page.primary is not None
    for button in (page.primary, page.bar.preview_button):
        button.click()
        settle(desktop)
        message = desktop.window.message_bar.message
        assert message is not None
        assert "restricted since" in message.text
        assert page.room.currentWidget() is page.desk
        assert page.pages.made is None
    desktop.window.message_bar.take_action()
    settle(desktop)
    assert page.room.currentWidget() is page.changes


def test_every_word_that_leaves_is_named_for_the_privacy_gate(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    store = desktop.context.space.store
    row = ["1 March 2014", "Fostering", "Standard visit", "We two", ""]
    compiling.edit_part(store, paper.id, "visit:v1", row, by="officer")
    compiling.edit_part(store, paper.id, "ask:2", ["Mine."], by="officer")
    compiling.hide_part(store, paper.id, "ask:1", by="officer")
    texts = page.presenter.leaving_texts(paper.id, True)
    found = [(one.where, one.key, one.text) for one in texts]
    assert found[0] == ("The title of the paper", "title", "Visits in March")
    of_row = [(key, text) for where, key, text in found if key.startswith("visit:v1")]
    assert of_row == [(f"visit:v1/{place}", cell) for place, cell in enumerate(row[:4])]
    assert found[-1] == ("Suggested questions and recommendations", "ask:2", "Mine.")
    assert not any("recognised" in text or "phone" in text for _, _, text in found)
    restricted = page.presenter.leaving_texts(paper.id, False)
    assert any("recognised" in one.text for one in restricted)


def test_nothing_leaves_while_a_passage_is_undecided(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    store = desktop.context.space.store
    words = "Ring the foster carer of J.S., born on 4 March 2009, on 01632 960123."
    compiling.edit_part(store, paper.id, "ask:2", [words], by="officer")
    assert page.primary is not None
    for button in (page.primary, page.print_button):
        button.click()
        settle(desktop)
        tops = QApplication.topLevelWidgets()
        (dialog,) = [one for one in tops if isinstance(one, PrivacyDialog) and one.isVisible()]
        dialog.reject()
        settle(desktop)
        assert page.pages.made is None


def test_a_paper_that_was_deleted_leads_back_to_the_list(
    desktop: Desktop, page: PaperPage, paper: Paper
) -> None:
    compiling.delete_paper(desktop.context.space.store, paper.id, by="officer")
    page.refresh()
    settle(desktop)
    assert isinstance(desktop.window.page, PapersPage)


# --- speed -----------------------------------------------------------------------------------


def test_a_paper_of_500_parts_does_not_hold_up_the_window(
    desktop: Desktop, page: PaperPage
) -> None:
    made = made_paper(desktop.context.space.store, many(500))
    heart = Heart()
    opened = heart.while_doing(desktop, partial(page.open, paper_id=made.id))
    wait_for(lambda: text_of(page).model_of_parts.rowCount() > 500)
    text_of(page).go_to("ask:300")

    def work() -> None:
        write(page, "x")
        desktop.window.resize(1240, 720)

    # 50 ms and less on a quiet machine; here others may be at work
    assert max(opened, heart.while_doing(desktop, work)) < 250
