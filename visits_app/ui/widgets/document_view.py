"""A report's document on screen, laid out as it is printed; words are inserted as plain text."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from visits_app.reports import document as doc
from visits_app.ui.theme import BODY, CAPTION, LEAD, TITLE, theme

_HEADING_SIZES = {1: TITLE, 2: LEAD, 3: BODY}
_TONES = {
    doc.Tone.BODY: (BODY, "text"),
    doc.Tone.LEAD: (LEAD, "text"),
    doc.Tone.MUTED: (BODY, "muted"),
    doc.Tone.SMALL: (CAPTION, "muted"),
}
_FINDING_ROLES = {"strength": "good", "concern": "warning", "idea": "accent"}


class DocumentView(QTextBrowser):
    """Shows a document; opens nothing from it: no images, no links, no markup in a user's words."""

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("Report")
        self.setProperty("paper", True)
        self.anchorClicked.connect(self._follow)
        self._shown: doc.Document | None = None

    def loadResource(self, _kind: int, _name: QUrl) -> None:
        """Load nothing, whatever a document names."""

    def show_document(self, document: doc.Document) -> None:
        """Lay out a document from its top."""
        if document == self._shown:
            return
        self._shown = document
        paper = QTextDocument(self)
        paper.setUndoRedoEnabled(False)
        paper.setDefaultFont(theme().font(BODY))
        paper.setDocumentMargin(theme().px(24))
        _Writer(paper).write(document)
        self.setDocument(paper)  # which deletes the one before
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)  # the cursor would leave the margin out of sight
        self.setAccessibleDescription(document.title)

    def _follow(self, url: QUrl) -> None:
        self.link_chosen.emit(url.toString())


class _Writer:
    """Turns blocks into text with formats; one method a kind of block."""

    def __init__(self, paper: QTextDocument) -> None:
        self._paper = paper
        self._cursor = QTextCursor(paper)
        self._first = True

    def write(self, document: doc.Document) -> None:
        self._paragraph(document.title, 24, "text", bold=True, below=2)
        if document.subtitle:
            self._paragraph(document.subtitle, LEAD, "muted", below=10)
        for block in document.blocks:
            self._block(block)

    def _block(self, block: doc.Block) -> None:
        match block:
            case doc.Heading(text=text, level=level, number=letter):
                words = f"{letter}  {text}" if letter else text
                size = _HEADING_SIZES[min(level, 3)]
                role = "accent" if level == 1 else "text"
                self._paragraph(words, size, role, bold=True, above=18 if level < 3 else 10)
            case doc.Paragraph(words=words, tone=tone):
                size, role = _TONES[tone]
                self._paragraph(words, size, role)
            case doc.KeyFacts(facts=facts):
                self._pairs([(fact.label, fact.words) for fact in facts])
            case doc.BulletList(items=items):
                for item in items:
                    self._paragraph(item, before="•  ", indent=1)
            case doc.NumberedList(items=items, start=start):
                for number, item in enumerate(items, start):
                    self._paragraph(item, before=f"{number}.  ", indent=1)
            case doc.Table():
                self._table(block)
            case doc.ChartBlock(chart=chart):
                self._paragraph(chart.title, BODY, "text", bold=True, above=10, below=2)
                self._paragraph(chart.sentence, BODY, "muted")
            case doc.Callout(title=title, words=words):
                self._callout(title, words)
            case doc.Answer():
                self._answer(block)
            case doc.Finding():
                self._finding(block)
            case doc.Together(blocks=blocks):
                for inner in blocks:
                    self._block(inner)
            case doc.TickBoxes(labels=labels):
                for label in labels:
                    self._paragraph(label, before="☐  ", indent=1)
            case _:
                pass

    # --- pieces ----------------------------------------------------------------------------

    def _start(self, *, above: int, below: int, indent: int = 0) -> None:
        layout = QTextBlockFormat()
        layout.setTopMargin(theme().px(above))
        layout.setBottomMargin(theme().px(below))
        layout.setLeftMargin(theme().px(16 * indent))
        layout.setLineHeight(128, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._first:
            self._cursor.setBlockFormat(layout)
            self._first = False
        else:
            self._cursor.insertBlock(layout)

    def _paragraph(
        self,
        words: doc.Words,
        size: int = BODY,
        role: str = "text",
        *,
        bold: bool = False,
        above: int = 0,
        below: int = 6,
        indent: int = 0,
        before: str = "",
    ) -> None:
        self._start(above=above, below=below, indent=indent)
        if before:
            self._insert(before, size, role, bold=bold)
        self._words(words, size, role, bold=bold)

    def _words(self, words: doc.Words, size: int, role: str, *, bold: bool = False) -> None:
        if isinstance(words, str):
            self._insert(words, size, role, bold=bold)
            return
        for run in words:
            self._insert(
                run.text,
                size,
                "muted" if run.muted else role,
                bold=bold or run.strong,
                italic=run.emphasis,
            )

    def _insert(
        self, text: str, size: int, role: str, *, bold: bool = False, italic: bool = False
    ) -> None:
        look = QTextCharFormat()
        font = theme().font(size, bold=bold)
        font.setItalic(italic)
        look.setFont(font)
        look.setForeground(theme().color(role))
        # a line separator keeps a member's line ends inside one paragraph
        self._cursor.insertText(text.replace("\n", "\u2028"), look)

    def _grid(self, rows: int, shares: list[float], *, lines: bool) -> QTextTable:
        look = QTextTableFormat()
        look.setBorder(0)
        look.setCellSpacing(0)
        look.setCellPadding(theme().px(4))
        look.setTopMargin(theme().px(4))
        look.setBottomMargin(theme().px(8))
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        whole = sum(shares) or 1
        look.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.PercentageLength, 100 * share / whole)
                for share in shares
            ]
        )
        if lines:
            look.setBorder(1)
            look.setBorderCollapse(True)
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(theme().color("line"))
        self._first = False
        return self._cursor.insertTable(rows, len(shares), look)

    def _cell(
        self, table: QTextTable, row: int, column: int, words: doc.Words, role: str, bold: bool
    ) -> None:
        outer = self._cursor
        self._cursor = table.cellAt(row, column).firstCursorPosition()
        self._words(words, BODY, role, bold=bold)
        self._cursor = outer

    def _leave(self, table: QTextTable) -> None:
        self._cursor = table.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)

    def _pairs(self, pairs: list[tuple[str, doc.Words]]) -> None:
        if not pairs:
            return
        table = self._grid(len(pairs), [1, 2.6], lines=False)
        for row, (label, words) in enumerate(pairs):
            self._cell(table, row, 0, label, "muted", bold=False)
            self._cell(table, row, 1, words, "text", bold=False)
        self._leave(table)

    def _table(self, block: doc.Table) -> None:
        if block.caption:
            self._paragraph(block.caption, BODY, "text", bold=True, below=2)
        shares = [column.share for column in block.columns]
        table = self._grid(len(block.rows) + 1, shares, lines=True)
        for index, column in enumerate(block.columns):
            self._cell(table, 0, index, column.title, "muted", bold=True)
        for row, cells in enumerate(block.rows, start=1):
            for index, words in enumerate(cells):
                self._cell(table, row, index, words, "text", bold=False)
        self._leave(table)

    def _callout(self, title: str, words: doc.Words) -> None:
        table = self._grid(1, [1], lines=False)
        look = table.cellAt(0, 0).format()
        look.setBackground(theme().color("warning_soft"))
        table.cellAt(0, 0).setFormat(look)
        inside: doc.Words = (doc.Run(title, strong=True),)
        if words:
            inside = (*inside, doc.Run("  "), *_runs(words))
        self._cell(table, 0, 0, inside, "warning", bold=False)
        self._leave(table)

    def _answer(self, block: doc.Answer) -> None:
        label = f"{block.number}  {block.label}" if block.number else block.label
        texts = [inner for inner in block.body if isinstance(inner, doc.Paragraph)]
        if block.beside and len(block.body) == 1 and texts:
            self._pairs([(label, texts[0].words)])
            return
        self._paragraph(label, BODY, "muted", above=4, below=2)
        for inner in block.body:
            self._block(inner)

    def _finding(self, block: doc.Finding) -> None:
        table = self._grid(1, [1, 5.2], lines=False)
        role = _FINDING_ROLES.get(block.kind.lower(), "text")
        self._cell(table, 0, 0, f"{block.number}  {block.kind}".strip(), role, bold=True)
        words: doc.Words = block.words
        if block.details:
            words = (*_runs(words), doc.Run(f"\n{block.details}", muted=True))
        self._cell(table, 0, 1, words, "text", bold=False)
        self._leave(table)


def _runs(words: doc.Words) -> tuple[doc.Run, ...]:
    return (doc.Run(words),) if isinstance(words, str) else words
