"""From the parts of a paper to the lines a person reads; from changes to what is said of them."""

from collections.abc import Iterator, Mapping, Sequence

from visits_app.domain.paper_merging import ChangeKind, PartChange
from visits_app.domain.papers import Paper, PaperPart, PartKind, Section, Source, SourceLabel
from visits_app.domain.text import date_in_words
from visits_app.presenters.paper_states import (
    ChangeLine,
    ChangesState,
    Flag,
    HeadLine,
    Line,
    OutlineLine,
    PaperState,
    PartLine,
    SourceLink,
)

_PAGES = {
    "visit": ("visits", "visit_id"),
    "recommendation": ("recommendations", "recommendation_id"),
    "indicator": ("indicator", "indicator_id"),
    "meeting": ("meetings", "meeting_id"),
}
"""Which page shows a record, and by what name it wants its id."""

_NARROWEST, _WIDEST = 9.0, 60.0
"""Least and most characters a column of a table is given room for."""

_WORD = 16
"""Signs of a word that is kept whole in a column."""


def arrange(
    paper: Paper,
    sections: Sequence[Section],
    parts: Sequence[PaperPart],
    labels: Mapping[Source, SourceLabel],
    charts: Mapping[str, str],
    *,
    public: bool,
) -> PaperState:
    """Return a paper as its page shows it; `charts` are names of indicators by id.

    The public view has no restricted part in it and no restricted section.
    """
    shown = [section for section in sections if not (public and section.restricted)]
    of_section: dict[str, list[PaperPart]] = {section.id: [] for section in shown}
    restricted = 0
    for part in parts:
        if not part.words or (part.section not in of_section and not part.restricted):
            continue
        if part.restricted:
            restricted += 1
        if part.section in of_section and not (public and part.restricted):
            of_section[part.section].append(part)
    lines: list[Line] = []
    outline = []
    for section in shown:
        own = of_section[section.id]
        lines.append(
            HeadLine(
                section.id, section.title, section.columns,
                "" if own else section.empty or "Nothing is in this section yet.",
                section.restricted,
            )
        )  # fmt: skip
        lines += _lines(section, own, labels, charts)
        outline.append(_outlined(section, own))
    visible = [part for own in of_section.values() for part in own]
    return PaperState(
        paper_id=paper.id,
        title=paper.title,
        told=paper_told(paper),
        public=public,
        outline=tuple(outline),
        lines=tuple(lines),
        asks=sum(part.asks for part in visible),
        yours=sum(part.edited is not None for part in visible),
        restricted=restricted,
    )


def paper_told(paper: Paper) -> str:
    """Return kind and period of a paper in one line."""
    return f"{paper.kind.label} · {period_words(paper)}"


def period_words(paper: Paper) -> str:
    """Return the period of a paper in words."""
    start, end = (
        date_in_words(day.isoformat()) if day else "" for day in (paper.starts_on, paper.ends_on)
    )
    if start and end:
        return f"{start} to {end}"
    if start:
        return f"from {start}"
    return f"up to {end}" if end else "everything on record"


def changes_told(
    changes: Sequence[PartChange], sections: Sequence[Section], charts: Mapping[str, str]
) -> ChangesState:
    """Return changes in the records as they are listed, those that need an answer first."""
    titles = {section.id: section.title for section in sections}
    lines = [_change(one, titles.get(one.section, ""), charts) for one in changes]
    lines.sort(key=lambda line: not line.needs_answer)
    asks = sum(line.needs_answer for line in lines)
    count = "One change" if len(lines) == 1 else f"{len(lines)} changes"
    told = f"{count} in the records since this paper was drafted."
    if asks:
        meets = "One meets" if asks == 1 else f"{asks} meet"
        told += f" {meets} words of yours: yours stay unless you take the new ones."
    return ChangesState(tuple(lines), told)


def _change(change: PartChange, title: str, charts: Mapping[str, str]) -> ChangeLine:
    kinds = {
        ChangeKind.NEW: "New",
        ChangeKind.CHANGED: "Changed",
        ChangeKind.GONE: "Gone",
        ChangeKind.UNCHANGED: "The same words",
    }
    told = kinds[change.kind]
    if change.needs_answer and change.restricted and not change.was_restricted:
        told += "; not in the public version until you decide"
    elif change.restricted and (not change.was_restricted or change.kind is ChangeKind.NEW):
        told += ", restricted" if change.kind is ChangeKind.NEW else ", now restricted"
    elif change.was_restricted and not change.restricted:
        told += ", not restricted any more"
    mine = change.yours if change.yours is not None else change.before
    return ChangeLine(
        key=change.key,
        section=title,
        kind=change.kind.value,
        told=told,
        before=_joined(change.before, charts),
        new=_joined(change.after, charts),
        mine=_joined(mine, charts),
        needs_answer=change.needs_answer,
    )


def _joined(cells: Sequence[str], charts: Mapping[str, str]) -> str:
    if len(cells) == 1 and cells[0] in charts:
        return f"Chart: {charts[cells[0]]}"
    return " | ".join(cell for cell in cells if cell)


def _lines(
    section: Section,
    parts: Sequence[PaperPart],
    labels: Mapping[Source, SourceLabel],
    charts: Mapping[str, str],
) -> Iterator[PartLine]:
    shares, widest = _widths(section, parts)
    before: PaperPart | None = None
    for part in parts:
        row = part.kind is PartKind.ROW
        opens = row and (before is None or before.kind is not PartKind.ROW)
        chart = part.kind is PartKind.CHART
        yield PartLine(
            key=part.key,
            section=part.section,
            kind=part.kind,
            cells=part.words,
            columns=section.columns if row else (),
            shares=shares if row else (),
            widest=widest if row else (),
            opens_table=opens,
            flags=_flags(part),
            drafted=part.drafted,
            fresh=part.fresh,
            sources=_sources(part, labels),
            told=f"Chart: {charts.get(part.words[0], part.words[0])}" if chart else "",
        )
        before = part


def _flags(part: PaperPart) -> tuple[Flag, ...]:
    flags = []
    if part.asks:
        flags.append(Flag.CHANGED if part.fresh else Flag.GONE)
    if part.is_own:
        flags.append(Flag.OWN)
    elif part.edited is not None:
        flags.append(Flag.YOURS)
    if part.hidden:
        flags.append(Flag.HIDDEN)
    if part.restricted:
        flags.append(Flag.RESTRICTED)
    return tuple(flags)


def _sources(part: PaperPart, labels: Mapping[Source, SourceLabel]) -> tuple[SourceLink, ...]:
    links = {}
    for source in part.sources:
        named = labels.get(source)
        if named is not None:
            page, target = _PAGES[named.kind]
            links[named] = SourceLink(named.label, page, ((target, named.id),))
    return tuple(links.values())


def _widths(
    section: Section, parts: Sequence[PaperPart]
) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Return by column what share of the width it wants, and its longest word, which is kept whole.

    The share goes by the length that three cells of four do not pass.
    """
    count = len(section.columns)
    rows = [part.words for part in parts if len(part.words) == count]
    wanted, widest = [], []
    for place, title in enumerate(section.columns):
        cells = [row[place] for row in rows]
        lengths = sorted(len(cell) for cell in cells) or [0]
        usual = max(lengths[len(lengths) * 3 // 4], len(title))
        wanted.append(max(_NARROWEST, min(_WIDEST, usual)))
        every = (word for text in (title, *cells) for word in text.split())
        widest.append(max(every, key=len, default="")[:_WORD])
    return tuple(one / sum(wanted) for one in wanted), tuple(widest)


def _outlined(section: Section, parts: Sequence[PaperPart]) -> OutlineLine:
    asks = sum(part.asks for part in parts)
    seen = [part for part in parts if not part.hidden]
    yours = sum(part.edited is not None for part in seen)
    told = ["1 part" if len(seen) == 1 else f"{len(seen)} parts" if seen else "empty"]
    if len(seen) < len(parts):
        told.append(f"{len(parts) - len(seen)} left out")
    if yours:
        told.append(f"{yours} yours")
    if asks:
        told.append("1 question" if asks == 1 else f"{asks} questions")
    return OutlineLine(section.id, section.title, " · ".join(told), asks)
