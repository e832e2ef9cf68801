"""Where members' findings and the data disagree: a card each, with the evidence of both sides."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.disagreements import Disagreement
from visits_app.domain.figures import day_in_words
from visits_app.domain.insight import Heard, short
from visits_app.domain.visits import FindingKind
from visits_app.presenters.insight import ALL_TIME, DisagreementsState, InsightPresenter
from visits_app.ui.insight.choosers import Choosers
from visits_app.ui.insight.part import Part
from visits_app.ui.pages.page import Page, scrolled
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.states import EmptyState, StateStack
from visits_app.ui.widgets.words import words

MOST_CARDS = 40
"""Cards made at once: each is a dozen widgets, and the window must not wait for them."""

MOST_FIGURES = 8
MOST_FINDINGS = 6


class DisagreementView(Part):
    """Choosers, how the findings stand to the measures, and the cards."""

    def __init__(self, page: Page, presenter: InsightPresenter) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._team = self._theme = ""
        self._period = ALL_TIME
        self.state: DisagreementsState | None = None
        self._build()
        self.stack.retry.clicked.connect(self.refresh)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(SPACE_M))
        self.choosers = Choosers(("Team", "Theme", "Period"), self._choose)
        layout.addWidget(self.choosers)
        self.summary = words("", "muted")
        layout.addWidget(self.summary)
        content = QWidget()
        self.cards = QVBoxLayout(content)
        self.cards.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        self.cards.setSpacing(theme().px(SPACE_L))
        self.empty = EmptyState("insight", "", "")
        self.stack = StateStack(scrolled(content), self.empty)
        layout.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Compare again."""
        self.read(
            partial(self._presenter.disagreements, self._team, self._theme, self._period),
            self.render,
        )

    def render(self, state: DisagreementsState) -> None:
        """Show a card for each disagreement."""
        self.state = state
        self.choosers.fill("Team", state.choices.teams, state.team_id)
        self.choosers.fill("Theme", state.choices.themes, state.theme_id)
        self.choosers.fill("Period", state.periods, state.period)
        found = state.comparison.disagreements
        clear_layout(self.cards)
        self.summary.setText(state.summary if found else "")
        self.summary.setVisible(bool(found))
        if not found:
            self.empty.show_words(*state.empty)
            self.stack.show_empty()
            return
        for one in found[:MOST_CARDS]:
            self.cards.addWidget(DisagreementCard(one, self._page))
        if len(found) > MOST_CARDS:
            self.cards.addWidget(
                words(
                    f"The newest {MOST_CARDS} of {len(found):,}. Choose a team, a theme or a "
                    "shorter period to see the others.",
                    "muted",
                )
            )
        self.cards.addStretch(1)
        self.stack.show_content()

    def _choose(self) -> None:
        self._team = self.choosers.value("Team")
        self._theme = self.choosers.value("Theme")
        self._period = self.choosers.value("Period")
        self.refresh()


class DisagreementCard(Card):
    """One disagreement: the sentence, then what members found and what the figures are."""

    def __init__(self, one: Disagreement, page: Page) -> None:
        super().__init__(f"{one.theme}, {one.team}" if one.theme else one.team)
        self._page = page
        self.one = one
        strength = one.kind is FindingKind.STRENGTH
        kind = "Strength" if strength else "Concern"
        chip = f"{kind}, figures say otherwise" if one.said else (
            "Strength, measure a concern" if strength else "Concern, measure improving"
        )  # fmt: skip
        self.corner.addWidget(Chip(chip, "accent" if strength else "warning", one.kind.value))
        if one.illustration:
            self.corner.addWidget(Chip("Illustration, invented figures", "warning", "example"))
        self.sentence = words(one.sentence)
        self.body.addWidget(self.sentence)
        sides = QHBoxLayout()
        sides.setSpacing(theme().px(SPACE_XL))
        sides.addWidget(self._members(one), 1)
        if one.figures:
            sides.addWidget(self._data(one), 1)
        self.body.addLayout(sides)

    def _members(self, one: Disagreement) -> QWidget:
        box, column = _side("What members found")
        for heard in one.findings[-MOST_FINDINGS:]:
            column.addWidget(words(f"“{short(heard.text, 320)}”"))
            column.addWidget(self._link(heard), 0, Qt.AlignmentFlag.AlignLeft)
        hidden = len(one.findings) - MOST_FINDINGS
        if hidden > 0:
            column.addWidget(words(f"And {hidden} earlier.", "muted"))
        column.addStretch(1)
        return box

    def _link(self, heard: Heard) -> Button:
        when = day_in_words(heard.on)
        return Button(
            f"Read the report of {when}",
            "inline",
            name=f"Read the report of {heard.team}, {when}",
            clicked=partial(self._page.context.go, "visits", visit_id=heard.visit_id),
        )

    def _data(self, one: Disagreement) -> QWidget:
        box, column = _side("What the figures say")
        column.addWidget(words(one.indicator))
        for figure in one.figures[-MOST_FIGURES:]:
            column.addWidget(words(f"{figure.period}: {figure.value}. {figure.why}.", "muted"))
        hidden = len(one.figures) - MOST_FIGURES
        if hidden > 0:
            column.addWidget(words(f"And {hidden} earlier months.", "muted"))
        column.addWidget(
            Button(
                "Open the measure",
                "inline",
                name=f"Open the measure {one.indicator}",
                clicked=partial(self._page.context.go, "indicator", indicator_id=one.indicator_id),
            ),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        column.addStretch(1)
        return box


def _side(heading: str) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().px(SPACE_XS))
    column.addWidget(words(heading, "strong"))
    return box, column
