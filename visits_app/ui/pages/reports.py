"""Preview, save and print: reports, briefs, and blank forms for pen and paper."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from visits_app.domain.privacy.decisions import Place
from visits_app.presenters.printing import (
    MadePaper,
    PageImage,
    Paper,
    PrintPresenter,
    PrintState,
    save_for_reading,
)
from visits_app.ui.context import Context
from visits_app.ui.jobs import Job
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.privacy_dialog import ask_before_leaving
from visits_app.ui.theme import SPACE_M, SPACE_S, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.paper_options import PaperOptions
from visits_app.ui.widgets.paper_view import PaperView
from visits_app.ui.widgets.states import StateStack
from visits_app.ui.widgets.two_lines import TwoLineDelegate
from visits_app.ui.widgets.words import words

_LINES = {
    "visit": "Visit report",
    "monitoring": "Every measure in words, charts and tables",
    "actions": "Every action by due date, without what is restricted",
    "late": "For the round of telephone calls, by what it is",
    "brief": "What to know about a team, on two pages",
    "measure": "Its chart, the reasons and every figure",
    "attendance": "Who came to the meetings of the year",
}

_PAPER = Qt.ItemDataRole.UserRole


class ReportsPage(Page):
    """What can be printed on the left, its pages on the right."""

    listens_to: ClassVar[frozenset[str]] = frozenset(
        {"visit", "link", "ask", "register", "indicator", "rota", "action", "deadlines", "meeting"}
    )
    parent_page: ClassVar[str] = "papers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = PrintPresenter(context.space)
        self._visit_id = ""
        self._brief_visit_id = ""
        self._brief_team_id = ""
        self._attendance: Paper | None = None
        """The attendance of the body one came from."""
        self._measure: Paper | None = None
        """The sheet of the indicator one came from."""
        self._wanted = ("", "")
        """Kind and id of the paper asked for or chosen last; "" stands for any."""
        self._opened = True
        """Whether what was asked for when the page was opened has not been shown yet."""
        self._made: MadePaper | None = None
        self._job: Job | None = None
        self._build()
        self._connect()
        self.start_focus = self.list
        self.set_header("Preview and print")

    def _build(self) -> None:
        self.primary = Button("Print…", "primary", icon_name="print", tooltip="Print (Ctrl+P)")
        self.primary.setShortcut("Ctrl+P")
        self.save_button = Button(
            "Save as…", icon_name="save", tooltip="Save as PDF, Word document or web page (Ctrl+S)"
        )
        self.save_button.setShortcut("Ctrl+S")
        self.open_button = Button("Open", icon_name="open", tooltip="Save and open in your reader")
        self.more = (self.open_button, self.save_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_S))
        self.list = QListWidget()
        self.list.setAccessibleName("What to print")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        column.addWidget(self.list, 1)
        self.options = PaperOptions()
        column.addWidget(self.options)
        self.note = words("Blank forms have the same numbers as the form on screen.", "caption")
        column.addWidget(self.note)
        self.view = PaperView()
        self.stack = StateStack(self.view)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme().px(SPACE_M))
        splitter.addWidget(left)
        splitter.addWidget(self.stack)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme().px(260), theme().px(800)])
        page_layout(self).addWidget(splitter)
        self._enable(False)

    def _connect(self) -> None:
        assert self.primary is not None
        self.primary.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_file)
        self.open_button.clicked.connect(self._open_file)
        self.list.currentItemChanged.connect(self._choose)
        self.options.changed.connect(self._choose_again)
        self.view.wanted.connect(self._draw)
        self.stack.retry.clicked.connect(self.refresh)

    def open(
        self,
        visit_id: str = "",
        form_id: str = "",
        brief_visit_id: str = "",
        brief_team_id: str = "",
        paper: str = "",
        indicator_id: str = "",
        series_id: str = "",
        name: str = "",
        late: str = "",
        attendance: str = "",
        year: str = "",
        **_target: Any,
    ) -> None:
        """Show a visit's report, the brief for one ahead or for a team, a blank form, or `paper`.

        `paper` is a kind, such as "monitoring"; an indicator is shown as its sheet, under `name`;
        `late` shows what is late.
        """
        if attendance:
            self._attendance = Paper("attendance", attendance, name, year=year)
        if indicator_id:
            self._measure = Paper("measure", indicator_id, name, series_id=series_id)
        if visit_id:
            self._visit_id = visit_id
        self._brief_visit_id, self._brief_team_id = brief_visit_id, brief_team_id
        if brief_visit_id or brief_team_id:
            self._wanted = ("brief", "")
        elif indicator_id:
            self._wanted = ("measure", indicator_id)
        elif attendance:
            self._wanted = ("attendance", attendance)
        elif form_id:
            self._wanted = ("form", form_id)
        else:
            self._wanted = ("late" if late else paper, "")
        self.stale, self._opened = False, True
        self.refresh()

    def refresh(self) -> None:
        """Read what can be printed, and make the chosen paper again."""
        work = partial(
            self.presenter.state, self._visit_id, self._brief_visit_id, self._brief_team_id
        )
        self.load(work, self._show_papers, self.could_not_read)

    def _show_papers(self, state: PrintState) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        # later a person may have chosen another team
        self.options.show_choices(
            state.choices if self._opened else replace(state.choices, team_id="")
        )
        self._opened = False
        asked = tuple(one for one in (self._measure, self._attendance) if one is not None)
        papers = (*asked, *state.papers)
        for paper in papers:
            item = QListWidgetItem(f"{paper.title}\n{_LINES.get(paper.kind, 'Blank form')}")
            item.setData(_PAPER, paper)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(self._first(papers))

    def _first(self, papers: tuple[Paper, ...]) -> int:
        """Return the row that was asked for, else the visit's, else that of a form."""
        kind, id = self._wanted
        wanted = [n for n, one in enumerate(papers) if one.kind == kind and id in {"", one.id}]
        wanted += [n for n, one in enumerate(papers) if one.kind in {"visit", "form"}]
        return wanted[0] if wanted else 0

    def _choose(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is None:
            return
        given: Paper = item.data(_PAPER)
        self._wanted = (given.kind, given.id)
        self.options.show_for(given)
        self.note.setVisible(not self.options.isVisibleTo(self))
        paper = self.options.chosen(given)
        if self._job is not None:
            self._job.cancel()
        self._enable(False)
        self.stack.loading()
        stop = Event()
        work = partial(self.presenter.make, paper, stop)
        self._job = self.context.jobs.run(
            self, work, self._show, self.could_not_read, long=True, cancelled=stop
        )

    def _choose_again(self) -> None:
        self._choose(self.list.currentItem(), None)

    def _show(self, made: MadePaper) -> None:
        self._made = made
        self._job = None
        self.stack.show_content()
        self.view.show_paper(made)
        self._enable(True)
        pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
        self.set_header("Preview and print", f"{made.paper.title} · {pages}, A4")

    def _draw(self, number: int, pixels: int) -> None:
        if self._made is not None:
            work = partial(self.presenter.image, self._made, number, pixels)
            self.context.jobs.run(
                self, work, partial(self._drawn, self._made), self.show_failure, long=True
            )

    def _drawn(self, made: MadePaper, image: PageImage) -> None:
        if made is self._made:
            self.view.show_page(image)

    def _enable(self, ready: bool) -> None:
        assert self.primary is not None
        for button in (self.primary, self.save_button, self.open_button):
            button.setEnabled(ready)

    # --- out -------------------------------------------------------------------------------

    def _once_cleared(self, leave: Callable[[], None]) -> None:
        """Look for what may identify somebody in the paper, then let it leave."""
        if self._made is not None:
            work = partial(self.presenter.places, self._made)
            self.context.jobs.run(
                self, work, partial(self._ask, self._made, leave), self.show_failure, long=True
            )

    def _ask(self, made: MadePaper, leave: Callable[[], None], places: tuple[Place, ...]) -> None:
        if made is self._made:
            # what was left out is in the paper that lies here: it has to be made again
            ask_before_leaving(self, self.context, places, leave, self._left_out)

    def _left_out(self) -> None:
        self.context.say(
            "Moved to the restricted part. This is the public version now; look it through, then "
            "print or save it.",
            "info",
        )
        self.refresh()

    def _choose_file(self) -> None:
        self._once_cleared(self._ask_where)

    def _ask_where(self) -> None:
        if self._made is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        filters = {f"{label} (*{ending})": ending for label, ending in self._made.kinds}
        dialog = QFileDialog(self, "Save as", folder)
        dialog.setNameFilters(list(filters))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")  # before it asks whether a file may be replaced
        dialog.selectFile(self._made.file_name)
        dialog.filterSelected.connect(partial(_rename, dialog, filters))
        dialog.fileSelected.connect(self._file_chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _file_chosen(self, chosen: str) -> None:
        self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the paper as what the ending of `path` asks for, and say where it is."""
        if self._made is not None:
            work = partial(self.presenter.save, self._made, path)
            self.context.jobs.run(self, work, self._saved, self.show_failure, long=True)

    def _saved(self, path: Path) -> None:
        self.context.say(
            f"Saved as {path.name}.", action="Open", act=partial(self._open_saved, path)
        )

    def _open_file(self) -> None:
        self._once_cleared(self._open_made)

    def _open_made(self) -> None:
        if self._made is None:
            return
        work = partial(save_for_reading, self.presenter, self._made)
        self.context.jobs.run(self, work, self._open_saved, self.show_failure, long=True)

    def _open_saved(self, path: Path) -> None:
        if not _open_in_reader(path):
            self.context.say(
                f"No program on this laptop opens {path.suffix} files. The file is {path.name} "
                f"in {path.parent}.",
                "warning",
            )

    def _print(self) -> None:
        self._once_cleared(self._print_made)

    def _print_made(self) -> None:
        if self._made is None:
            return
        from visits_app.ui.printing import print_paper

        print_paper(self, self.context, self.presenter, self._made)


def _rename(dialog: QFileDialog, endings: dict[str, str], chosen: str) -> None:
    """Give the name in a dialog the ending of the kind that was chosen."""
    ending = endings[chosen]
    dialog.setDefaultSuffix(ending)
    for named in dialog.selectedFiles():
        path = Path(named)
        if path.suffix.lower() in endings.values():
            dialog.selectFile(path.with_suffix(ending).name)


def _open_in_reader(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
