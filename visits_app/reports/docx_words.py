"""Words as Word writes them: runs, paragraphs, and nothing of them read as markup."""

from dataclasses import dataclass

from visits_app.reports.characters import begins_leftwards, escaped, fit, runs_leftwards
from visits_app.reports.document import Run, Words


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph departs from its style.

    `left` and `right` indent it, `space` and `below` are the room above and below, in twentieths of
    a point; `number` is a list and its level.
    """

    keep_next: bool = False
    new_page: bool = False
    number: tuple[int, int] | None = None
    left: int | None = None
    right: int | None = None
    space: int | None = None
    below: int | None = None
    rightwards: bool = False


PLAIN = Setting()


def paragraph(style: str, content: str, setting: Setting = PLAIN, words: str = "") -> str:
    """Return a paragraph of runs; `words` are looked at for the direction they run in."""
    # in the order that the schema wants
    parts = [f'<w:pStyle w:val="{style}"/>']
    if setting.keep_next:
        parts.append("<w:keepNext/>")
    if setting.new_page:
        parts.append("<w:pageBreakBefore/>")
    if setting.number is not None:
        list_number, level = setting.number
        parts.append(
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>'
        )
    leftwards = begins_leftwards(words)
    if leftwards:
        parts.append("<w:bidi/>")
    if setting.space is not None or setting.below is not None:
        before = "" if setting.space is None else f' w:before="{setting.space}"'
        after = "" if setting.below is None else f' w:after="{setting.below}"'
        parts.append(f"<w:spacing{before}{after}/>")
    if setting.left is not None or setting.right is not None:
        left = "" if setting.left is None else f' w:left="{setting.left}" w:firstLine="0"'
        right = "" if setting.right is None else f' w:right="{setting.right}"'
        parts.append(f"<w:ind{left}{right}/>")
    if setting.rightwards and not leftwards:
        parts.append('<w:jc w:val="right"/>')
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{content}</w:p>"


def runs(words: Words, manner: str = "") -> str:
    """Return words as runs; `manner` is a character style for all that has none of its own."""
    if isinstance(words, str):
        return _run(words, manner)
    return "".join(_run(run.text, _manner(run) or manner) for run in words)


def _manner(run: Run) -> str:
    if run.strong:
        return "Strong"
    if run.emphasis:
        return "Emphasis"
    return "MutedWords" if run.muted else ""


TAB = "<w:r><w:tab/></w:r>"
PEN = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:tab/></w:r>'
"""A ruled line to the next stop, for a number."""


def _run(text: str, manner: str) -> str:
    if not text:
        return ""
    look = f'<w:rStyle w:val="{manner}"/>' if manner else ""
    leftwards = runs_leftwards(text)
    if leftwards:
        look += "<w:rtl/>"
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escaped(line)}</w:t>' if line else ""
        for line in fit(text).split("\n")
    )
    return f"<w:r>{properties}{lines}</w:r>"


def cell(width: int, content: str) -> str:
    """Return a table's cell, `content` one or more paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def row(cells: str, *, heading: bool = False, whole: bool = True, height: int = 0) -> str:
    """Return a row; `whole` ones stay on one page, a `heading` stands again on every page."""
    properties = "<w:cantSplit/>" if whole else ""
    if height:
        properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if heading:
        properties += "<w:tblHeader/>"
    told = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{told}{cells}</w:tr>"


def table(
    style: str,
    widths: list[int],
    rows: list[str],
    *,
    left: int = 0,
    heading: bool = False,
    label: bool = False,
    title: str = "",
    borders: str = "",
    margins: str = "",
) -> str:
    """Return a table of fixed widths; `title` is its name for those who listen.

    `heading` and `label` say whether the first row and the first column name the others.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    indent = f'<w:tblInd w:w="{left}" w:type="dxa"/>' if left else ""
    named = f'<w:tblCaption w:val="{title}"/>' if title else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'{indent}{borders}<w:tblLayout w:type="fixed"/>{margins}'
        f'<w:tblLook w:val="0000" w:firstRow="{int(heading)}" w:lastRow="0" '
        f'w:firstColumn="{int(label)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{named}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
