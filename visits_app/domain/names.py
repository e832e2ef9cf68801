"""Ids as the words a reader knows."""

from collections.abc import Iterator, Mapping

from visits_app.domain.forms import Source

Labels = Mapping[str, str]

_NONE: Labels = {}


class Names(Mapping[Source, Labels]):
    """id → label for every register a choice can be taken from.

    By name (`names.teams`) or as the mapping that `answer_words` reads
    (`names[Source.TEAMS]`). `asks` are those that may be chosen or named on one visit.
    """

    __slots__ = ("asks", "indicators", "members", "recommendations", "teams", "themes")

    def __init__(
        self,
        *,
        teams: Labels = _NONE,
        members: Labels = _NONE,
        themes: Labels = _NONE,
        indicators: Labels = _NONE,
        recommendations: Labels = _NONE,
        asks: Labels = _NONE,
    ) -> None:
        self.teams = teams
        self.members = members
        self.themes = themes
        self.indicators = indicators
        self.recommendations = recommendations
        self.asks = asks

    def __getitem__(self, source: Source) -> Labels:
        if source == Source.OPEN_ASKS:
            return self.asks
        if source in self:
            return getattr(self, str(source))  # type: ignore[no-any-return]
        raise KeyError(source)

    def __contains__(self, source: object) -> bool:
        return source in set(Source)

    def __iter__(self) -> Iterator[Source]:
        return iter(Source)

    def __len__(self) -> int:
        return len(Source)
