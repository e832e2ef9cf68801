"""One recommendation: its words and facts, what was claimed and accepted, what visits show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QGridLayout, QVBoxLayout, QWidget

from visits_app.presenters.actions import ActionRow
from visits_app.presenters.recommendation_states import ProgressEntry, RecommendationState
from visits_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, theme
from visits_app.ui.tracker.evidence import EvidenceReader, EvidenceView
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout, rule
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.words import words


class RecommendationView(QWidget):
    """Three cards; the buttons are the page's to connect."""

    def __init__(self, reader: EvidenceReader) -> None:
        super().__init__()
        self.follower_id = ""
        self.edit_button = Button("Change…", icon_name="edit", tooltip="Change (Ctrl+E)")
        self.edit_button.setShortcut("Ctrl+E")
        self.response_button = Button(
            "Record response…", icon_name="quote", tooltip="What the executive answered (Ctrl+R)"
        )
        self.response_button.setShortcut("Ctrl+R")
        self.update_button = Button(
            "Add update…", icon_name="add", tooltip="What officers claim (Ctrl+U)"
        )
        self.update_button.setShortcut("Ctrl+U")
        self.accept_button = Button(
            "Accept at a meeting…", icon_name="tick",
            tooltip="What a meeting of the committee accepted (Ctrl+M)",
        )  # fmt: skip
        self.accept_button.setShortcut("Ctrl+M")
        self.action_button = Button("Make an action…", icon_name="actions")
        self.list_button = Button("All actions", "link")
        self.link_button = Button("Link a visit", icon_name="link")
        self.follow_button = Button("", "link", icon_name="right")
        self.officer_buttons = (
            self.edit_button, self.response_button, self.update_button, self.accept_button,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        column.addWidget(self._head())
        self.progress = Card("Progress")
        self.progress.body.setSpacing(theme().px(SPACE_XS))
        column.addWidget(self.progress)
        self.evidence = Card("Evidence from visits")
        self.evidence.corner.addWidget(self.link_button)
        self._teams = words("", "muted")
        self.groups = EvidenceView(reader)
        self.evidence.body.addWidget(self._teams)
        self.evidence.body.addWidget(self.groups)
        column.addWidget(self.evidence)
        self.action_card = Card("Actions")
        self._action_list = QVBoxLayout()
        ways = QWidget()
        line = FlowLayout(ways, theme().px(SPACE_S), centred=True)
        line.addWidget(self.action_button)
        line.addWidget(self.list_button)
        self.action_card.body.addLayout(self._action_list)
        self.action_card.body.addWidget(ways)
        column.addWidget(self.action_card)
        column.addStretch(1)

    def _head(self) -> Card:
        card = Card()
        self.reference = words("", "muted", wrap=False)
        self.rating = Chip("", "plain")
        top = QWidget()
        line = FlowLayout(top, theme().px(SPACE_M), centred=True)
        line.addWidget(self.reference)
        line.addWidget(self.rating)
        self.heading = words("", "title")
        self.text = words("", selectable=True)
        self.why = words("", "muted")
        self.facts = QFormLayout()
        self.facts.setHorizontalSpacing(theme().px(SPACE_XL))
        self.facts.setVerticalSpacing(theme().px(SPACE_XS))
        self.facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._tools = QWidget()
        row = FlowLayout(self._tools, theme().px(SPACE_S))
        for button in self.officer_buttons:
            row.addWidget(button)
        card.body.addWidget(top)
        card.body.addWidget(self.heading)
        card.body.addWidget(self.text)
        card.body.addWidget(self.why)
        card.body.addWidget(self.follow_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._tools)
        card.body.addSpacing(theme().px(SPACE_S))
        card.body.addLayout(self.facts)
        return card

    def show_state(self, state: RecommendationState) -> None:
        """Show one recommendation."""
        item = state.recommendation
        self.reference.setText(f"Recommendation {item.reference}")
        self.rating.show_status(*state.rating)
        self.heading.setText(item.title)
        self.text.setText(item.text)
        self.why.setText(f"{state.rating[0]}. {state.line.rating.why}")
        self.follower_id = state.follower_id
        self.follow_button.words(f"Go on to {state.line.superseded_by}")
        self.follow_button.setVisible(bool(state.follower_id))
        self._tools.setVisible(state.can_edit)
        self.update_button.setEnabled(state.can_tell)
        self.accept_button.setEnabled(state.can_edit and not state.follower_id)
        self.link_button.setVisible(not state.follower_id)
        while self.facts.rowCount():
            self.facts.removeRow(0)
        for label, text in state.facts:
            name = words(label, "muted", wrap=False)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            self.facts.addRow(name, words(text, selectable=True))
        self._show_progress(state)
        self._show_evidence(state)
        self._show_actions(state)

    def _show_progress(self, state: RecommendationState) -> None:
        clear_layout(self.progress.body)
        if not state.progress:
            self.progress.body.addWidget(
                words("No update has come yet, and no meeting has accepted anything.", "muted")
            )
            return
        self.progress.body.addWidget(words(state.line.standing, "strong"))
        for entry in state.progress:
            self.progress.body.addWidget(rule())
            self.progress.body.addWidget(ProgressRow(entry))

    def _show_evidence(self, state: RecommendationState) -> None:
        if not state.groups:
            self._teams.setText(
                "No visit speaks to this yet. Link one here, or from the report of a visit."
            )
        else:
            told = f"{state.evidence_words}. Teams: {state.teams}"
            if state.uncounted:
                many = "1 link waits" if state.uncounted == 1 else f"{state.uncounted} links wait"
                told += f". {many} for the report to be submitted"
            self._teams.setText(told)
        self.groups.show_groups(state.groups)

    def _show_actions(self, state: RecommendationState) -> None:
        clear_layout(self._action_list)
        self.action_button.setVisible(state.can_edit and not state.follower_id)
        if not state.actions:
            self._action_list.addWidget(words("No action has come of it yet.", "muted"))
        for number, row in enumerate(state.actions):
            if number:
                self._action_list.addWidget(rule())
            self._action_list.addWidget(ActionNote(row))


class ActionNote(QFrame):
    """One action that came of the recommendation, and where it stands."""

    def __init__(self, row: ActionRow) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(SPACE_XS), 0, theme().px(SPACE_XS))
        column.setSpacing(2)
        column.addWidget(Chip(row.status, row.tone, row.icon_name), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words(row.text))
        told = " · ".join(part for part in (row.owner, row.due) if part)
        column.addWidget(words(told, "muted"))
        if row.response:
            column.addWidget(words(row.response, "muted"))


class ProgressRow(QFrame):
    """One update or acceptance: when, who, and whether it is claimed or accepted."""

    def __init__(self, entry: ProgressEntry) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme().px(SPACE_XS), 0, theme().px(SPACE_XS))
        grid.setHorizontalSpacing(theme().px(SPACE_M))
        grid.setVerticalSpacing(2)
        label, tone, icon_name = (
            ("Committee accepted", "good", "meetings")
            if entry.accepted
            else ("Officers claim", "plain", "quote")
        )
        top = QWidget()
        line = FlowLayout(top, theme().px(SPACE_S), centred=True)
        line.addWidget(words(entry.when, "strong", wrap=False))
        line.addWidget(Chip(label, tone, icon_name))
        grid.addWidget(top, 0, 0)
        grid.addWidget(words(f"{entry.status} · {entry.who}", "muted"), 1, 0)
        told = " ".join(part for part in (entry.text, entry.due) if part)
        if told:
            grid.addWidget(words(told, selectable=True), 2, 0)
        self.setAccessibleName(f"{entry.when}, {label}: {entry.status}, {entry.who}. {told}")
