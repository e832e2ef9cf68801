"""The Word file's lists, and its settings: how items are numbered, which Word it is written for."""

from visits_app.reports.docx_styles import (
    ACCENT,
    BOXES,
    DECLARATION,
    GUTTER,
    NAMESPACES,
    NUMBERS,
)


def _level(place: int, sign: str, kind: str, left: int, hanging: int, font: str = "") -> str:
    shape = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if font else ""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
        f'<w:rPr>{shape}<w:color w:val="{ACCENT}"/></w:rPr></w:lvl>'
    )


def numbering(starts: tuple[int, ...]) -> str:
    """Return the lists part; `starts` is the first number of each numbered list, in order.

    They are lists BOXES + 1 and following. Of each kind the second level hangs in the
    column of answers.
    """
    kinds = (
        ("•", "bullet", 280, ""),
        ("%{}", "decimal", 480, ""),
        ("☐", "bullet", 380, "Segoe UI Symbol"),
    )
    parts = [f"{DECLARATION}<w:numbering {NAMESPACES}>"]
    for number, (sign, kind, hanging, font) in enumerate(kinds, start=1):
        levels = "".join(
            _level(place, sign.format(place + 1), kind, indent + hanging, hanging, font)
            for place, indent in enumerate((200 if number <= 2 else 0, GUTTER))
        )
        parts.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )
    for number in range(1, len(kinds) + 1):
        parts.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    for number, start in enumerate(starts, start=BOXES + 1):
        begins = "".join(
            f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for place in (0, 1)
        )
        parts.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/>{begins}</w:num>'
        )
    return "".join(parts) + "</w:numbering>"


def settings(language: str) -> str:
    """Return the settings part: as of Word 2013, else the file opens as one of an old Word."""
    kept = "http://schemas.microsoft.com/office/word"
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{kept}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/></w:settings>'
    )
