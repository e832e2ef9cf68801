"""The life of one report: where it stands, what is to be done now, and what that needs."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visits_app.domain.errors import FaultsError
from visits_app.domain.reviews import Review, ReviewStage, StepKind
from visits_app.presenters.review import ReviewPresenter, Taken
from visits_app.presenters.review_states import ReviewState, StepOffer
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.review.cards import CorrectionBox, ResponseBox, boxes_card, checklist_card
from visits_app.ui.review.life_card import LifeCard
from visits_app.ui.review.marking_card import MarkingCard
from visits_app.ui.review.service_acts import ServiceActs
from visits_app.ui.theme import READING_WIDTH, SPACE_L, SPACE_S, theme
from visits_app.ui.undoing import undo
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import Card, clear_layout
from visits_app.ui.widgets.chip import Chip
from visits_app.ui.widgets.flow import FlowLayout
from visits_app.ui.widgets.states import StateStack
from visits_app.ui.widgets.words import words

_LIFE_WIDTH = 300
_ROOM_FOR_TWO = 860
"""Width of the page, at 100 % text, below which the life stands under what is to be done."""


class ReviewPage(Page):
    """One report. At a member's desk it only shows."""

    listens_to: ClassVar[frozenset[str]] = frozenset({"visit", "review", "ask"})
    parent_page: ClassVar[str] = "reviews"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.visit_id = ""
        self.presenter = ReviewPresenter(context.space, "")
        self.service = ServiceActs(self, self._taken)
        self._state: ReviewState | None = None
        self._build()
        self._connect()
        self.set_header("Life of a report")

    def _build(self) -> None:
        self.step_button = Button("", "primary")
        self.read_button = Button("Read the report", icon_name="visits")
        self.more = (self.read_button,)
        self.life = LifeCard()
        self.marking = MarkingCard()
        self._now = Card("What is to be done now")
        self._now.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        self._columns.setSpacing(theme().px(SPACE_L))
        self._work = QWidget()
        self._work.setMaximumWidth(theme().px(READING_WIDTH))
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(SPACE_L))
        column.addWidget(self._now)
        self._before = QVBoxLayout()
        self._after = QVBoxLayout()
        for part in (self._before, self._after):
            part.setSpacing(theme().px(SPACE_L))
        column.addLayout(self._before)
        column.addWidget(self.marking)
        column.addLayout(self._after)
        column.addStretch(1)
        self._work_column = column
        side = self._side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.life)
        beside.addStretch(1)
        self._columns.addWidget(self._work, 5)
        self._columns.addWidget(side, 2)
        self._columns.addStretch(0)
        # the keyboard here means the page: arrows scroll it until one walks to a button
        self.area = scrolled(content, reading=True)
        self.area.setProperty("ring", False)
        self.start_focus = self.area
        self.stack = StateStack(self.area)
        page_layout(self).addWidget(self.stack)

    def _connect(self) -> None:
        self.step_button.clicked.connect(self._take_first)
        self.read_button.clicked.connect(self._read_report)
        self.life.undo_wanted.connect(self._undo)
        self.marking.mark_wanted.connect(self._mark)
        self.stack.retry.clicked.connect(self.refresh)

    # --- showing ---------------------------------------------------------------------------

    def open(self, visit_id: str = "", **_target: Any) -> None:
        """Show the life of a visit's report."""
        if visit_id != self.visit_id:
            self.visit_id = visit_id
            self.presenter = ReviewPresenter(self.context.space, visit_id)
            self._state = None
            self.stack.loading()
            self.area.verticalScrollBar().setValue(0)
            self.stale = True
        super().open()

    def refresh(self) -> None:
        """Read the report's life."""
        if self.visit_id:
            self.load(self.presenter.state, self.show_state, self.could_not_read)

    def show_state(self, state: ReviewState) -> None:
        """Show the report's life."""
        if state.visit_id != self.visit_id:
            return
        kept = _focused_name(self)
        self._state = state
        self.primary = self.step_button if state.offers else None
        if state.offers:
            first = state.offers[0]
            self.step_button.words(first.words)
            self.step_button.setToolTip(first.hint)
        self.set_header(state.title, state.context_line)
        self._show_now(state)
        clear_layout(self._before)
        clear_layout(self._after)
        checked = state.stage in {ReviewStage.SUBMITTED, ReviewStage.RETURNED}
        amended = bool(state.offers) and state.offers[0].step is StepKind.CHECK
        if state.officer and (checked or amended):
            self._before.addWidget(checklist_card(state.checklist))
        self._place_marking(first=checked or amended)
        self.marking.setVisible(state.officer)
        self.marking.show_marking(state.marking)
        if state.corrections or (state.officer and state.can_take_facts):
            self._after.addWidget(self._corrections(state))
        if state.responses:
            self._after.addWidget(self._responses(state))
        self.life.show_life(state.life, can_undo=state.officer)
        self._arrange()
        self.stack.show_content()
        _return_focus(self, kept)

    def _place_marking(self, *, first: bool) -> None:
        """Put the marking above what the service said while it is to be decided, else below."""
        column = self._work_column
        column.removeWidget(self.marking)
        column.insertWidget(2 if first else column.count() - 1, self.marking)

    def _show_now(self, state: ReviewState) -> None:
        self._now.clear()
        holder = QWidget()
        chips = FlowLayout(holder, theme().px(SPACE_S))
        for chip in state.chips:
            chips.addWidget(Chip(*chip))
        self._now.heading.setText("What is to be done now" if state.officer else "Where it stands")
        self._now.body.addWidget(holder)
        self._now.body.addWidget(words(state.sentence))
        if state.offers:
            first = state.offers[0]
            for what in first.blocked:
                self._now.body.addWidget(words(f"{what[:1].upper()}{what[1:]}", "warning"))
            if not first.blocked and first.hint:
                self._now.body.addWidget(
                    words(f"{first.words.rstrip('…')}: {first.hint}", "caption")
                )
        row = QWidget()
        flow = FlowLayout(row, theme().px(SPACE_S))
        for button in self._now_buttons(state):
            flow.addWidget(button)
        self._now.body.addWidget(row)
        self.step_button.setEnabled(bool(state.offers) and not state.offers[0].blocked)

    def _now_buttons(self, state: ReviewState) -> list[Button]:
        buttons = []
        for offer in state.offers[1:]:
            button = Button(
                offer.words, icon_name=offer.icon_name, tooltip=offer.hint,
                clicked=partial(self.take, offer),
            )  # fmt: skip
            button.setEnabled(not offer.blocked)
            if offer.blocked:
                button.setToolTip(" ".join(offer.blocked))
            buttons.append(button)
        if state.officer and state.stage is ReviewStage.CHECKED and state.offers:
            buttons.append(
                Button("It was sent otherwise…", tooltip="Record the day it went to the service",
                       clicked=self._sent_otherwise)
            )  # fmt: skip
        if state.can_write:
            text = "Go on with the correction" if state.being_corrected else "Begin the correction"
            buttons.append(Button(text, icon_name="edit", clicked=self._correct))
        if state.officer and state.has_letter and state.stage is not ReviewStage.RESPONDED:
            buttons.append(
                Button("See the letter to the team…", icon_name="preview", clicked=self.open_letter)
            )
        return buttons

    def _corrections(self, state: ReviewState) -> Card:
        decide = self.service.decide if state.officer else None
        boxes: list[QWidget] = [CorrectionBox(line, decide) for line in state.corrections]
        buttons = []
        if state.officer and state.can_take_facts:
            buttons = [
                Button("Take in the sheet…", icon_name="open", clicked=self.service.take_facts),
                Button("Save the sheet again…", icon_name="save", clicked=self.service.save_facts),
            ]
        empty = "The service has asked for no correction so far."
        return boxes_card("Corrections of facts", empty, boxes, buttons)

    def _responses(self, state: ReviewState) -> Card:
        answer = self.service.answer if state.officer else None
        boxes: list[QWidget] = [ResponseBox(line, answer) for line in state.responses]
        buttons = []
        if state.officer:
            buttons = [
                Button(
                    "Save the sheet of asks…", icon_name="save", clicked=self.service.save_responses
                ),
                Button(
                    "Take in the answers…", icon_name="open", clicked=self.service.take_responses
                ),
            ]
        return boxes_card("Responses to the asks", "Members asked for nothing.", boxes, buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the life beside what is to be done where there is room, else under it."""
        wide = self.width() >= theme().px(_ROOM_FOR_TWO)
        across = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(across if wide else QBoxLayout.Direction.TopToBottom)
        self._side.setMinimumWidth(theme().px(_LIFE_WIDTH) if wide else 0)

    # --- steps -----------------------------------------------------------------------------

    def _take_first(self) -> None:
        if self._state is not None and self._state.offers:
            self.take(self._state.offers[0])

    def take(self, offer: StepOffer) -> None:
        """Take a step: at once, with a note, or by saving what it sends."""
        if offer.way == "facts":
            self.service.save_facts()
        elif offer.way == "letter":
            self.open_letter()
        elif offer.needs_note:
            self._ask_note(offer)
        else:
            self.load(partial(self.presenter.take, offer.step), self._taken)

    def _ask_note(self, offer: StepOffer) -> None:
        from visits_app.ui.review.note_dialog import NoteDialog

        NoteDialog(
            self.context,
            self,
            title=offer.words.rstrip("…"),
            hint=offer.hint,
            label=offer.note_label,
            go=offer.words.rstrip("…"),
            work=partial(_take, self.presenter, offer.step, False),
            done=self._taken,
        ).open()

    def _sent_otherwise(self) -> None:
        from visits_app.ui.review.note_dialog import NoteDialog

        NoteDialog(
            self.context,
            self,
            title="The sheet was sent",
            hint="For one that went by another way than a file saved here.",
            label="How was it sent? (optional)",
            go="Record it",
            work=partial(_take, self.presenter, StepKind.SEND_FOR_FACTS, True),
            done=self._taken,
            with_day=True,
        ).open()

    def _taken(self, taken: Taken | None) -> None:
        if taken is not None:
            act = None
            if taken.can_undo:
                take_back = partial(self.presenter.undo, taken.step_id)
                told = "The step was taken back."
                act = partial(undo, self.context, take_back, told, "review", self.visit_id)
            self.context.say(taken.said, act=act)
        self.context.tell("review", self.visit_id)

    def _undo(self, step_id: str) -> None:
        take_back = partial(self.presenter.undo, step_id)
        undo(self.context, take_back, "The step was taken back.", "review", self.visit_id)

    def _mark(self) -> None:
        card = self.marking
        work = partial(
            self.presenter.mark,
            card.marking,
            card.paragraph.currentData(),
            card.reason.words(),
            procedure_checked=card.checked.isChecked(),
        )
        self.load(work, self._marked, self._not_marked)

    def _marked(self, before: Review) -> None:
        self.marking.show_faults({})
        act = partial(
            undo, self.context, partial(self.presenter.unmark, before),
            "The marking is as it was.", "review", self.visit_id,
        )  # fmt: skip
        self.context.say("The marking is saved.", act=act)
        self.context.tell("review", self.visit_id)

    def _not_marked(self, error: Exception) -> None:
        if isinstance(error, FaultsError):
            self.marking.show_faults({fault.where: fault.what for fault in error.faults})
            # once the errors have their room
            wrong = partial(self.area.ensureWidgetVisible, self.marking.save_button, 0, 40)
            QTimer.singleShot(0, self, wrong)
        else:
            self.show_failure(error)

    def _correct(self) -> None:
        if self._state is not None and self._state.being_corrected:
            self.context.go("visit", visit_id=self.visit_id)
        else:
            self.load(self.presenter.begin_correction, self._correcting)

    def _correcting(self, _nothing: object) -> None:
        self.context.tell("visit", self.visit_id)
        self.context.go("visit", visit_id=self.visit_id)

    def _read_report(self) -> None:
        self.context.go("visits", visit_id=self.visit_id)

    # --- letter ----------------------------------------------------------------------------

    def open_letter(self) -> None:
        """Show the letter to the team."""
        from visits_app.ui.review.letter_dialog import LetterDialog

        dialog = LetterDialog(self.context, self.presenter, self)
        dialog.told.connect(self._told)
        dialog.open()

    def _told(self, taken: Taken | None) -> None:
        if taken is not None:
            self.context.tell("review", self.visit_id)


class LifePage(ReviewPage):
    """The same at a member's desk, where it is come to from the visits."""

    parent_page: ClassVar[str] = "visits"


def _take(
    presenter: ReviewPresenter, step: StepKind, left_laptop: bool, note: str, on: str
) -> Taken:
    return presenter.take(step, note=note, on=on, left_laptop=left_laptop)


def _focused_name(page: QWidget) -> str:
    focused = page.window().focusWidget() if page.isVisible() else None
    inside = focused is not None and page.isAncestorOf(focused)
    return focused.accessibleName() if focused is not None and inside else ""


def _return_focus(page: QWidget, name: str) -> None:
    """Give the keyboard to what stands where the focused button stood before."""
    for button in page.findChildren(Button) if name else ():
        if button.accessibleName() == name and button.isEnabled():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
