"""Preview, save, print: pages are drawn, files are whole, and what fails is said."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.logging import _QtMessageCapture
from pytestqt.qtbot import QtBot

from tests.windows import settle, wait_for
from visits_app.domain.errors import PrinterMissing
from visits_app.domain.visits import VisitFilter, VisitState
from visits_app.presenters.printing import MadePaper
from visits_app.reports.preview import page_count
from visits_app.services import visit_lists
from visits_app.ui.app import Desktop
from visits_app.ui.pages.editor import EditorPage
from visits_app.ui.pages.indicator import IndicatorPage
from visits_app.ui.pages.indicators import IndicatorsPage
from visits_app.ui.pages.reports import _PAPER, ReportsPage
from visits_app.ui.pages.visits import VisitsPage
from visits_app.ui.printing import print_pages
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.message_bar import Message


def preview(desktop: Desktop, **target: str) -> ReportsPage:
    desktop.window.go("reports", dict(target))
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReportsPage)
    wait_for(lambda: all(sheet._picture for sheet in page.view._sheets[:1]))
    return page


def made(page: ReportsPage) -> MadePaper:
    assert page._made is not None
    return page._made


def said(desktop: Desktop) -> Message:
    message = desktop.window.message_bar.message
    assert message is not None
    return message


def test_pages_are_drawn_as_they_come_into_sight(desktop: Desktop) -> None:
    page = preview(desktop, form_id="standard")
    assert page.list.currentItem().data(_PAPER).id == "standard"
    pages = made(page).pages
    assert page.context_line == f"Standard visit · {pages} pages, A4"
    assert len(page.view._sheets) == pages > 3
    assert page.view._sheets[-1]._picture is None, "nobody looked at it yet"
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle(desktop)
    assert page.view._sheets[-1]._picture is not None, "it is drawn at once"
    picture = page.view._sheets[-1]._picture
    assert picture is not None
    assert picture.width() >= page.view._sheets[-1].width()
    settle(desktop)


def test_another_paper_takes_the_place_of_the_one_under_way(desktop: Desktop) -> None:
    page = preview(desktop)
    for row in (1, 2, 3, page.list.count() - 1):
        page.list.setCurrentRow(row)
    assert not page.save_button.isEnabled(), "nothing of the old paper may be saved as the new"
    settle(desktop)
    assert made(page).paper == page.list.currentItem().data(_PAPER)
    assert page.save_button.isEnabled()
    assert desktop.window.message_bar.message is None, "a paper given up is no error"


def test_saving_writes_the_file_and_a_folder_that_is_gone_is_said(
    desktop: Desktop, tmp_path: Path
) -> None:
    page = preview(desktop)
    page.save_to(tmp_path / "Vorlage Łódź")
    settle(desktop)
    path = tmp_path / "Vorlage Łódź.pdf"
    assert said(desktop).text == "Saved as Vorlage Łódź.pdf."
    assert said(desktop).action == "Open"
    assert path.read_bytes() == made(page).pdf
    page.save_to(tmp_path / "gone" / "report.pdf")
    settle(desktop)
    assert said(desktop).tone == "error"
    assert said(desktop).text.endswith(".")
    assert page.save_button.isEnabled(), "it can be tried again elsewhere"
    assert made(page).pdf == path.read_bytes()


def test_a_paper_is_saved_as_a_word_document_or_a_web_page(
    desktop: Desktop, tmp_path: Path
) -> None:
    page = preview(desktop, paper="monitoring")
    for name, begins in (("report.docx", b"PK"), ("report.html", b"<!DOCTYPE html>")):
        page.save_to(tmp_path / name)
        settle(desktop)
        assert said(desktop).text == f"Saved as {name}."
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_kind_that_is_chosen_renames_the_file(desktop: Desktop) -> None:
    page = preview(desktop, paper="monitoring")
    assert page.save_button.text() == " Save as…"
    assert "Word" in page.save_button.toolTip()
    page.save_button.click()
    settle(desktop)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.nameFilters() == ["PDF (*.pdf)", "Word document (*.docx)", "Web page (*.html)"]
    # as a person does who chooses the kind: the keyboard leaves the name
    chooser = dialog.findChild(QComboBox, "fileTypeCombo")
    assert chooser is not None
    chooser.setFocus()
    dialog.selectFile("Report 2014.pdf")
    dialog.filterSelected.emit("Word document (*.docx)")
    assert dialog.defaultSuffix() == "docx"
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Report 2014.docx"]
    dialog.reject()
    settle(desktop)


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="there is a printer here")
def test_without_a_printer_it_says_what_to_do_instead(desktop: Desktop) -> None:
    page = preview(desktop)
    assert page.primary is not None
    page.primary.click()
    settle(desktop)
    assert said(desktop).tone == "warning"
    assert "Save the PDF" in said(desktop).text


def test_the_chosen_pages_reach_the_printer(
    desktop: Desktop, tmp_path: Path, qtlog: _QtMessageCapture
) -> None:
    page = preview(desktop)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setFullPage(True)
    out = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(out))
    assert print_pages(page.presenter, made(page), printer, range(1, 3)) == 2
    assert page_count(out.read_bytes()) == 2
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    with qtlog.disabled(), pytest.raises(PrinterMissing):
        print_pages(page.presenter, made(page), printer, range(1))


def test_a_visit_that_is_gone_is_said_where_its_pages_would_be(
    desktop: Desktop, qtbot: QtBot
) -> None:
    desktop.window.go("reports", {"visit_id": "nothing"})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReportsPage)
    assert page.stack.currentWidget() is page.stack._error
    assert page.primary is not None
    assert not page.primary.isEnabled()
    assert qtbot is not None


def choose(page: ReportsPage, kind: str) -> None:
    kinds = [page.list.item(row).data(_PAPER).kind for row in range(page.list.count())]
    page.list.setCurrentRow(kinds.index(kind))


def test_the_monitoring_report_follows_its_choices(desktop: Desktop) -> None:
    page = preview(desktop)
    assert not page.options.isVisible(), "a blank form has nothing to choose"
    choose(page, "monitoring")
    settle(desktop)
    assert page.options.month.isVisible()
    assert not page.options.team.isVisible()
    whole = made(page)
    assert whole.paper.tables
    page.options.tables.setChecked(False)
    page.options.measures.setCurrentIndex(1)
    settle(desktop)
    assert made(page).paper.measures == "concern"
    assert not made(page).paper.tables
    assert made(page).pages <= whole.pages
    for box in (page.options.month, page.options.measures, page.options.team):
        assert box.accessibleName()


def test_a_brief_is_made_for_the_team_that_is_chosen(desktop: Desktop) -> None:
    page = preview(desktop)
    choose(page, "brief")
    settle(desktop)
    assert page.options.team.isVisible()
    page.options.team.setCurrentIndex(page.options.team.count() - 1)
    settle(desktop)
    assert made(page).paper.id == page.options.team.currentData()
    assert page.context_line.startswith(page.options.team.currentText())
    assert made(page).pages <= 2


def test_a_coming_visit_leads_to_its_brief(desktop: Desktop) -> None:
    desktop.window.go("home")
    settle(desktop)
    home = desktop.window.page
    assert home is not None
    brief = next(b for b in home.findChildren(Button) if b.text() == "Prepare")
    assert brief.focusPolicy() & Qt.FocusPolicy.TabFocus
    brief.click()
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReportsPage)
    assert made(page).paper.kind == "brief"
    assert brief.accessibleName() == f"Prepare for the visit to {made(page).paper.title}"


def listed(desktop: Desktop, state: VisitState) -> str:
    space = desktop.context.space
    page = visit_lists.list_visits(space.store, VisitFilter(states=(state,)), today=space.today())
    return page.rows[0].id


def test_a_planned_visit_leads_to_its_brief_and_a_submitted_one_does_not(desktop: Desktop) -> None:
    window = desktop.window
    window.go("visits", {"visit_id": listed(desktop, VisitState.SUBMITTED)})
    settle(desktop)
    visits = window.page
    assert isinstance(visits, VisitsPage)
    assert not visits.reading._brief.isVisible()
    window.go("visits", {"visit_id": listed(desktop, VisitState.PLANNED)})
    settle(desktop)
    assert visits.reading._brief.isVisible()
    visits.reading._brief.click()
    settle(desktop)
    page = window.page
    assert isinstance(page, ReportsPage)
    assert made(page).paper.kind == "brief"


def test_beside_the_form_stands_a_way_to_the_brief(desktop: Desktop) -> None:
    window = desktop.window
    window.go("visit", {"visit_id": listed(desktop, VisitState.PLANNED)})
    settle(desktop)
    editor = window.page
    assert isinstance(editor, EditorPage)
    team_id = editor.presenter.team_id()
    brief = next(b for b in editor.pane.findChildren(Button) if b.text() == "Brief on two pages")
    assert brief.accessibleName().startswith("Brief about ")
    brief.click()
    settle(desktop)
    page = window.page
    assert isinstance(page, ReportsPage)
    assert (made(page).paper.kind, made(page).paper.id) == ("brief", team_id)


def test_the_figures_lead_to_their_report(desktop: Desktop) -> None:
    desktop.window.go("indicators")
    settle(desktop)
    indicators = desktop.window.page
    assert isinstance(indicators, IndicatorsPage)
    indicators.report_button.click()
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, ReportsPage)
    assert made(page).paper.kind == "monitoring"


def test_what_is_chosen_stays_chosen_when_the_page_is_read_again(desktop: Desktop) -> None:
    page = preview(desktop, brief_visit_id=listed(desktop, VisitState.PLANNED))
    page.options.team.setCurrentIndex(0 if page.options.team.currentIndex() else 1)
    team = page.options.team.currentText()
    settle(desktop)
    page.refresh()
    settle(desktop)
    assert page.options.team.currentText() == team == made(page).paper.title
    choose(page, "monitoring")
    page.options.tables.setChecked(False)
    settle(desktop)
    page.refresh()
    settle(desktop)
    assert (made(page).paper.kind, made(page).paper.tables) == ("monitoring", False)


def test_buttons_beside_a_title_leave_it_room_and_keep_name_and_shortcut(desktop: Desktop) -> None:
    window = desktop.window
    window.go("indicators")
    settle(desktop)
    indicators = window.page
    assert isinstance(indicators, IndicatorsPage)
    button = indicators.report_button
    for zoom, words in ((200, ""), (100, " Monitoring report…")):
        window.change_look("light", zoom)
        settle(desktop)
        indicators = window.page
        assert isinstance(indicators, IndicatorsPage)
        button = indicators.report_button
        assert button.text() == words
        assert button.accessibleName() == "Monitoring report…"
        assert button.shortcut().toString() == "Ctrl+P"
        assert button.toolTip()


def test_an_indicator_is_printed_as_its_sheet(desktop: Desktop) -> None:
    desktop.window.go("indicator", {"indicator_id": "cin_national_rate"})
    settle(desktop)
    page = desktop.window.page
    assert isinstance(page, IndicatorPage)
    assert page.print_button.shortcut().toString() == "Ctrl+P"
    page.print_button.click()
    settle(desktop)
    sheet = desktop.window.page
    assert isinstance(sheet, ReportsPage)
    assert sheet.list.currentItem().text().endswith("Its chart, the reasons and every figure")
    assert sheet.context_line.startswith(page.title)
