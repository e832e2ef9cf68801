"""The Word file’s styles: named as Word names them, so that a template’s take over.

Sizes are half points, lengths twentieths of a point, colours as in the PDF. Arial, because every
laptop that opens the file has it or a font of the same widths.
"""

from dataclasses import dataclass

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
LEFT, TOP, BOTTOM = 1240, 1440, 1400
WIDTH = PAGE_WIDTH - 2 * LEFT
GUTTER = 800
"""Width of the column that holds question numbers, as in the PDF."""

_INK, _MUTED, ACCENT = "1B1F24", "5A626B", "1D5B8F"
BULLETS, NUMBERS, BOXES = 1, 2, 3
"""The lists every file has; numbered ones that begin anew follow, one for each list."""

HAIRLINE, RULE, TINT = "DADDE1", "8A929B", "F3F6F9"


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; `paragraph` and `words` are its properties as Word writes them."""

    id: str
    name: str
    paragraph: str = ""
    words: str = ""
    based: str = "Normal"
    after: str = ""
    quick: bool = True
    own: bool = False


def _space(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _words(size: int = 24, colour: str = _INK, bold: bool = False) -> str:
    strong = "<w:b/><w:bCs/>" if bold else ""
    return f'{strong}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


_HANGING = (
    f'<w:tabs><w:tab w:val="left" w:pos="{GUTTER}"/></w:tabs>%s'
    f'<w:ind w:left="{GUTTER}" w:hanging="{GUTTER}"/>'
)
_BAR = (
    f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{TINT}"/>'
    f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{ACCENT}"/>'
    f'<w:bottom w:val="single" w:sz="4" w:space="6" w:color="{TINT}"/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
)
_INSIDE = '<w:ind w:left="200" w:right="60"/>'
_FOOT = (
    f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>'
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
)
_RULED = (
    f'<w:pBdr><w:bottom w:val="single" w:sz="5" w:space="1" w:color="{RULE}"/>'
    f'<w:between w:val="single" w:sz="5" w:space="1" w:color="{RULE}"/></w:pBdr>'
    '<w:spacing w:before="0" w:after="0" w:line="480" w:lineRule="exact"/>'
)

_STYLES = (
    _Style(
        "PaperKind",
        "Paper Kind",
        f"<w:keepNext/>{_space(0, 40)}",
        _words(24, ACCENT, True),
        after="Title",
        own=True,
    ),
    _Style(
        "Title",
        "Title",
        f"<w:keepNext/>{_space(0, 80, 252)}",
        _words(52, bold=True),
        after="Subtitle",
    ),
    _Style(
        "Subtitle", "Subtitle", f"<w:keepNext/>{_space(0, 280)}", _words(28, _MUTED), after="Normal"
    ),
    _Style(
        "Heading1",
        "heading 1",
        f'<w:keepNext/><w:keepLines/>{_space(480, 160, 252)}<w:outlineLvl w:val="0"/>',
        _words(36, ACCENT, True),
        after="Normal",
    ),
    _Style(
        "Heading2",
        "heading 2",
        f'<w:keepNext/><w:keepLines/>{_space(360, 120, 252)}<w:outlineLvl w:val="1"/>',
        _words(28, bold=True),
        after="Normal",
    ),
    _Style(
        "Heading3",
        "heading 3",
        f'<w:keepNext/><w:keepLines/>{_space(280, 100, 252)}<w:outlineLvl w:val="2"/>',
        _words(24, bold=True),
        after="Normal",
    ),
    _Style("LeadParagraph", "Lead Paragraph", _space(0, 180), _words(26), own=True),
    _Style("MutedParagraph", "Muted Paragraph", "", _words(24, _MUTED), own=True),
    _Style("SmallPrint", "Small Print", _space(0, 100, 259), _words(21, _MUTED), own=True),
    _Style(
        "ListBullet",
        "List Bullet",
        f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>{_space(0, 80)}',
    ),
    _Style(
        "ListNumber",
        "List Number",
        f'<w:numPr><w:numId w:val="{NUMBERS}"/></w:numPr>{_space(0, 80)}',
    ),
    _Style(
        "TickBox",
        "Tick Box",
        f'<w:numPr><w:numId w:val="{BOXES}"/></w:numPr>{_space(0, 60)}',
        own=True,
    ),
    _Style(
        "WriteInLine",
        "Write-in Line",
        f'<w:tabs><w:tab w:val="left" w:pos="1000"/><w:tab w:val="left" w:pos="1200"/></w:tabs>'
        f'{_space(60, 100)}<w:ind w:left="1200" w:hanging="1200"/>',
        own=True,
    ),
    _Style(
        "Caption",
        "caption",
        f"<w:keepNext/><w:keepLines/>{_space(240, 60, 259)}",
        _words(26, bold=True),
        after="Normal",
    ),
    _Style("Figure", "Figure", f"<w:keepNext/>{_space(60, 100, 240)}", own=True),
    _Style("ChartSentence", "Chart Sentence", _space(0, 80, 259), _words(21), own=True),
    _Style(
        "ChartMark",
        "Chart Mark",
        "<w:keepLines/>" + _HANGING % _space(0, 50, 259),
        _words(21, _MUTED),
        own=True,
    ),
    _Style(
        "CalloutTitle",
        "Callout Title",
        f"<w:keepNext/>{_BAR}{_space(80, 0)}{_INSIDE}",
        _words(bold=True),
        after="Callout",
        own=True,
    ),
    _Style("Callout", "Callout", f"{_BAR}{_space(0, 280)}{_INSIDE}", own=True),
    _Style(
        "Question",
        "Question",
        "<w:keepNext/>" + _HANGING % _space(240, 60),
        _words(bold=True),
        after="Answer",
        own=True,
    ),
    _Style("Answer", "Answer", f'<w:ind w:left="{GUTTER}"/>', own=True),
    _Style(
        "FindingDetails",
        "Finding Details",
        "<w:keepNext/>" + _HANGING % _space(60, 20, 259),
        _words(21, _MUTED),
        after="Finding",
        own=True,
    ),
    _Style("Finding", "Finding", _HANGING % _space(0, 140), own=True),
    _Style("CellText", "Cell Text", _space(0, 0, 264), _words(22), own=True),
    _Style(
        "CellHeading",
        "Cell Heading",
        f"<w:keepNext/>{_space(0, 0, 264)}",
        _words(21, _MUTED, True),
        based="CellText",
        own=True,
    ),
    _Style("FactLabel", "Fact Label", "", _words(22, _MUTED), based="CellText", own=True),
    _Style("WritingLine", "Writing Line", _RULED, own=True),
    _Style(
        "TableGap",
        "Table Gap",
        '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>',
        own=True,
    ),
    _Style("Header", "header", _FOOT, _words(19, _MUTED), quick=False),
    _Style("Footer", "footer", _FOOT, _words(19, _MUTED), quick=False),
)


def _written(style: _Style) -> str:
    own = ' w:customStyle="1"' if style.own else ""
    after = f'<w:next w:val="{style.after}"/>' if style.after else ""
    quick = "<w:qFormat/>" if style.quick else ""
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    words = f"<w:rPr>{style.words}</w:rPr>" if style.words else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"{own}><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/>{after}{quick}{paragraph}{words}</w:style>'
    )


def _rule(side: str, colour: str = HAIRLINE, size: int = 4) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def _table_style(id: str, name: str, borders: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{borders}'
        '</w:tblBorders><w:tblCellMar><w:top w:w="100" w:type="dxa"/>'
        '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="100" w:type="dxa"/>'
        '<w:right w:w="220" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def styles(language: str) -> str:
    """Return the styles part; `language` is checked by the caller to be a language tag."""
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    spoken = f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
    ruled = f"{_rule('top', RULE, 6)}{_rule('bottom', RULE, 6)}{_rule('insideH')}"
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f"{_words()}{spoken}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f'{_space(0, 140)}<w:jc w:val="left"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        f"{''.join(map(_written, _STYLES))}"
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:qFormat/>'
        "<w:rPr><w:i/><w:iCs/></w:rPr></w:style>"
        '<w:style w:type="character" w:customStyle="1" w:styleId="MutedWords">'
        f'<w:name w:val="Muted Words"/><w:qFormat/><w:rPr><w:color w:val="{_MUTED}"/></w:rPr>'
        "</w:style>"
        '<w:style w:type="character" w:customStyle="1" w:styleId="ItemNumber">'
        f'<w:name w:val="Item Number"/><w:qFormat/><w:rPr><w:b/><w:bCs/>'
        f'<w:color w:val="{ACCENT}"/></w:rPr></w:style>'
        f"{_table_style('ReportTable', 'Report Table', ruled)}"
        f"{_table_style('KeyFacts', 'Key Facts', _rule('bottom') + _rule('insideH'))}"
        f"{_table_style('AnswersBeside', 'Answers Beside', _rule('bottom') + _rule('insideH'))}"
        f"{_table_style('WriteBeside', 'Write Beside', '')}"
        "</w:styles>"
    )
