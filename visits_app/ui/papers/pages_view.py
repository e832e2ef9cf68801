"""The pages of a compiled paper: made when asked for, looked at, saved and printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from visits_app.domain.errors import PaperOutdated, VisitsError
from visits_app.presenters.printing import MadePaper, PageImage, PrintPresenter
from visits_app.ui.context import Context
from visits_app.ui.jobs import Job
from visits_app.ui.widgets.paper_view import PaperView
from visits_app.ui.widgets.states import StateStack
from visits_app.ui.widgets.words import words


class PaperPages(QWidget):
    """Shows the pages last made, and lets them out."""

    outdated = Signal(str)
    """Why the paper must be updated from the records before it can be made."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._printing = PrintPresenter(context.space)
        self._job: Job | None = None
        self._again: Callable[[], None] | None = None
        self.made: MadePaper | None = None
        self.view = PaperView()
        self.stack = StateStack(self.view)
        self._told = words("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._told)
        column.addWidget(self.stack, 1)
        self.view.wanted.connect(self._draw)
        self.stack.retry.clicked.connect(self._try_again)

    def make(
        self, work: Callable[[], MadePaper], stop: Event, then: Callable[[], None] | None = None
    ) -> None:
        """Make pages in a job, show them, then call `then`."""
        if self._job is not None:
            self._job.cancel()
        self._again = partial(self.make, work, stop, then)
        self.stack.loading()
        self._job = self._context.jobs.run(
            self, work, partial(self._show, then), self._failed, long=True, cancelled=stop
        )

    def _show(self, then: Callable[[], None] | None, made: MadePaper) -> None:
        self._job, self.made = None, made
        pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
        marking = made.document.marking
        self._told.setText(f"{pages}, A4 · {marking}" if marking else f"{pages}, A4")
        self.stack.show_content()
        self.view.show_paper(made)
        if then is not None:
            then()

    def _failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, PaperOutdated):
            self.outdated.emit(str(error))
            return
        known = isinstance(error, VisitsError)
        self.stack.show_error(str(error) if known else "Something unexpected went wrong.")
        self._say(error)

    def _try_again(self) -> None:
        if self._again is not None:
            self._again()

    def _draw(self, number: int, pixels: int) -> None:
        made = self.made
        if made is not None:
            work = partial(self._printing.image, made, number, pixels)
            self._context.jobs.run(
                self, work, partial(self._drawn, made), self._context.jobs.crashed.emit, long=True
            )

    def _drawn(self, made: MadePaper, image: PageImage) -> None:
        if made is self.made:
            self.view.show_page(image)

    # --- out -------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask where, and as what kind of file; then save there."""
        if self.made is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        filters = {f"{label} (*{ending})": ending for label, ending in self.made.kinds}
        dialog = QFileDialog(self, "Save as", folder)
        dialog.setNameFilters(list(filters))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.made.file_name)
        dialog.filterSelected.connect(partial(_rename, dialog, filters))
        dialog.fileSelected.connect(self._chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the paper as what the ending of `path` asks for, and say where it is."""
        if self.made is not None:
            work = partial(self._printing.save, self.made, path)
            self._context.jobs.run(self, work, self._saved, self._not_saved, long=True)

    def _saved(self, path: Path) -> None:
        self._context.say(
            f"Saved as {path.name}.", action="Open", act=partial(self._open_saved, path)
        )

    def _not_saved(self, error: Exception) -> None:
        self._say(error)

    def _say(self, error: Exception) -> None:
        if isinstance(error, VisitsError):
            self._context.say(str(error), "error")
        else:
            self._context.jobs.crashed.emit(error)

    def _open_saved(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.say(
                f"No program on this laptop opens {path.suffix} files. The file is {path.name} "
                f"in {path.parent}.",
                "warning",
            )

    def print(self) -> None:
        """Ask which printer, then print."""
        if self.made is not None:
            from visits_app.ui.printing import print_paper

            print_paper(self, self._context, self._printing, self.made)


def _rename(dialog: QFileDialog, endings: dict[str, str], chosen: str) -> None:
    """Give the name in a dialog the ending of the kind that was chosen."""
    ending = endings[chosen]
    dialog.setDefaultSuffix(ending)
    for named in dialog.selectedFiles():
        path = Path(named)
        if path.suffix.lower() in endings.values():
            dialog.selectFile(path.with_suffix(ending).name)
