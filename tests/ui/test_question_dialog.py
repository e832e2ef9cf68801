"""Asking the service about an indicator, through the real widgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.indicator_samples import TODAY, fill
from visits_app.presenters.workspace import Desk, Workspace
from visits_app.services import questions
from visits_app.store.engine import create_store
from visits_app.ui.answer_dialog import AnswerDialog
from visits_app.ui.context import Context
from visits_app.ui.indicator_questions import QuestionsCard
from visits_app.ui.jobs import Jobs
from visits_app.ui.pages.indicator import IndicatorPage
from visits_app.ui.question_dialog import QuestionDialog
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.message_bar import Message


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[Context]:
    jobs = Jobs()
    made = Context(jobs)
    with create_store(tmp_path / "visits.mvstore") as store:
        fill(store)
        made.workspace = Workspace(store, Desk.OFFICER, "m", "A member", lambda: TODAY)
        yield made
        qtbot.waitUntil(lambda: jobs.idle)
        jobs.stop()


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> IndicatorPage:
    made = IndicatorPage(context)
    qtbot.addWidget(made)
    made.resize(1120, 700)
    made.show()
    qtbot.waitExposed(made)
    made.open(indicator_id="core")
    qtbot.waitUntil(lambda: context.jobs.idle)
    return made


@pytest.fixture
def dialog(page: IndicatorPage, qtbot: QtBot) -> QuestionDialog:
    page.questions.ask_button.click()
    qtbot.waitUntil(lambda: page.context.jobs.idle)
    opened = QApplication.activeModalWidget()
    assert isinstance(opened, QuestionDialog)
    return opened


def said(card: QuestionsCard) -> str:
    return " | ".join(label.text() for label in card.findChildren(QLabel))


def test_the_first_suggestion_stands_there_and_own_words_are_kept(
    dialog: QuestionDialog, qtbot: QtBot
) -> None:
    first, *_, own = dialog.suggestions
    assert first.isChecked()
    assert dialog.text.words().startswith("Core assessments on time: 71.0% in January 2014. ")
    assert dialog.text.hasFocus()
    dialog.text.selectAll()
    qtbot.keyClicks(dialog.text, "What now?")
    assert own.isChecked()
    first.click()
    assert dialog.text.words().startswith("Core assessments")
    own.click()
    assert dialog.text.words() == "What now?"
    dialog.reject()


def test_every_fault_is_shown_beside_its_field_at_once(
    dialog: QuestionDialog, qtbot: QtBot
) -> None:
    dialog.text.setPlainText("")
    dialog.due.setText("19 February 2014")
    dialog.ask_button.click()
    qtbot.waitUntil(lambda: dialog._context.jobs.idle)
    assert dialog.isVisible()
    shown = {key: label.text() for key, label in dialog._errors.items()}
    assert shown == {
        "text": "Error: write the question.",
        "owner": "Error: say who is to answer: a role, such as head of service.",
        "due": "Error: this day has passed. Give today or a later one.",
    }
    assert all(label.isVisibleTo(dialog) for label in dialog._errors.values())
    assert dialog.text.hasFocus()
    assert dialog.owner.accessibleDescription() == shown["owner"]
    dialog.reject()


def test_the_role_that_leads_a_team_is_offered_until_another_is_written(
    context: Context, page: IndicatorPage, qtbot: QtBot
) -> None:
    with context.space.store.write() as db:
        db.execute("UPDATE team SET lead_role = 'Manager of ' || id")
    page.questions.ask()
    qtbot.waitUntil(lambda: context.jobs.idle)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QuestionDialog)
    assert dialog.owner.text() == ""
    dialog.team.setCurrentIndex(dialog.team.findData("family"))
    assert dialog.owner.text() == "Manager of family"
    dialog.team.setCurrentIndex(dialog.team.findData("referral"))
    assert dialog.owner.text() == "Manager of referral"
    dialog.owner.setText("Director")
    dialog.team.setCurrentIndex(0)
    assert dialog.owner.text() == "Director"
    dialog.reject()


def test_an_asked_question_stands_on_the_page_and_can_be_taken_back(
    dialog: QuestionDialog, page: IndicatorPage, qtbot: QtBot
) -> None:
    messages: list[Message] = []
    page.context.said.connect(messages.append)
    dialog.text.setPlainText("What is <i>planned</i>?")
    dialog.owner.setText("Head of service")
    dialog.ask_button.click()
    qtbot.waitUntil(lambda: page.context.jobs.idle and not dialog.isVisible())
    qtbot.waitUntil(lambda: "What is <i>planned</i>?" in said(page.questions))
    assert "1 open." in said(page.questions)
    assert "Head of service · Due 20 March 2014" in said(page.questions)
    (kept,) = questions.questions_of(page.context.space.store)
    assert (kept.question.series_id, str(kept.question.period)) == ("core-real", "2014-01-31")
    assert messages[0].text == "Asked: Head of service is to answer by 20 March 2014."
    assert messages[0].act is not None
    messages[0].act()
    qtbot.waitUntil(lambda: "Nobody has asked" in said(page.questions))
    assert questions.questions_of(page.context.space.store) == ()


def test_the_officer_answers_from_the_page(page: IndicatorPage, qtbot: QtBot) -> None:
    space = page.context.space
    questions.raise_question(
        space.store,
        indicator_id="core",
        text="What is planned?",
        owner="Head",
        due=TODAY,
        on=TODAY,
        by="m",
    )
    page.context.tell("question")
    qtbot.waitUntil(lambda: "1 open." in said(page.questions))
    answer = next(b for b in page.questions.findChildren(Button) if b.text() == "Answer")
    assert answer.accessibleName() == "Record the answer to: What is planned?"
    qtbot.keyClick(answer, Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AnswerDialog)
    dialog.response.setPlainText("Overtime in March.")
    dialog._save.click()
    qtbot.waitUntil(lambda: "The service: Overtime in March." in said(page.questions))
