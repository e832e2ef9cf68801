"""Writing a visit up: sections left, one section in the middle, the team beside it."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visits_app.domain.forms import Answers, Row, Source
from visits_app.domain.visits import Mode
from visits_app.presenters.editor import EditorPresenter, OpenedVisit, TeamPane
from visits_app.presenters.privacy import PassageLine
from visits_app.presenters.visit_form import VisitFormPresenter
from visits_app.presenters.visit_form_states import FormState
from visits_app.ui.context import Context
from visits_app.ui.drafts import drafts_of
from visits_app.ui.fields.option_buttons import CheckOption
from visits_app.ui.fields.option_grid import OptionGrid
from visits_app.ui.pages.page import Page, page_layout
from visits_app.ui.passage_watch import PassageWatch
from visits_app.ui.theme import READING_WIDTH, SPACE_L, SPACE_M, SPACE_S, SPACE_XL, theme
from visits_app.ui.widgets.buttons import Button
from visits_app.ui.widgets.card import rule
from visits_app.ui.widgets.section_list import SectionCombo, SectionList
from visits_app.ui.widgets.section_view import SectionView
from visits_app.ui.widgets.states import StateStack
from visits_app.ui.widgets.team_pane import TeamPaneView
from visits_app.ui.widgets.words import words

_LIST_WIDTH, _PANE_WIDTH = 216, 254
_ROOM_FOR_PANE, _ROOM_FOR_LIST = 1000, 720
"""Widths of the page, at 100 % text, below which the pane and then the list fold away."""


class EditorPage(Page):
    """One visit being written. Everything typed is saved within a second."""

    parent_page: ClassVar[str] = "visits"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = EditorPresenter(context.space)
        self.drafts = drafts_of(context)
        self.visit_id = ""
        self._wanted: tuple[str, str, bool] = ("", "", False)
        self._checked = False
        self._select: tuple[int, int] | None = None
        self._team_shown: tuple[str, Any] = ("", None)
        self._removed: tuple[str, int, Row] | None = None
        self._folded = self._narrow = False
        self.watch = PassageWatch(context, self._watched, self)
        self._build()
        self._connect()

    # --- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.sections = SectionList()
        self.combo = SectionCombo()
        self._progress = words("", "muted")
        self.required_only = CheckOption("Required questions only")
        self.required_only.setAccessibleName("Required questions only")
        self.required_only.setAccessibleDescription(
            "Shows what must be answered before the report can be submitted, and nothing else."
        )
        self.team_toggle = Button("About the team", icon_name="info")
        self.team_toggle.setCheckable(True)
        self._tools = QWidget()
        tools = OptionGrid(theme().px(SPACE_S), theme().px(SPACE_S))
        self._tools.setLayout(tools)
        tools.addWidget(self.required_only)
        tools.addWidget(self.team_toggle)
        self.pane = TeamPaneView()
        self.view = SectionView(self.context.space.today)
        row = QHBoxLayout()
        row.setSpacing(theme().px(SPACE_L))
        self._left = self._left_column()
        self._middle = self._middle_column()
        row.addWidget(self._left)
        row.addWidget(self._middle, 5)
        row.addWidget(self.pane, 2)
        row.addStretch(0)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(SPACE_M))
        self._top = QWidget()
        self._top_row = QHBoxLayout(self._top)
        self._top_row.setContentsMargins(4, 4, 4, 0)
        self._top_row.setSpacing(theme().px(SPACE_M))
        self._top_row.addWidget(self.combo, 1)
        whole.addWidget(self._top)
        whole.addLayout(row, 1)
        self.stack = StateStack(content)
        page_layout(self).addWidget(self.stack)
        self._arrange()

    def _left_column(self) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(theme().px(_LIST_WIDTH))
        body = QVBoxLayout(card)
        body.setContentsMargins(*(theme().px(SPACE_M),) * 4)
        body.setSpacing(theme().px(SPACE_S))
        self._tools_place = QVBoxLayout()
        self._tools_place.addWidget(self._tools)
        body.addWidget(self._progress)
        body.addWidget(self.sections)
        body.addWidget(rule())
        body.addLayout(self._tools_place)
        column = QWidget()
        column.setFixedWidth(theme().px(_LIST_WIDTH))
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
        return column

    def _middle_column(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(theme().px(READING_WIDTH + 2 * SPACE_XL) + 16)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(rule())
        self.saved = words("", "muted", wrap=False)
        self.previous = Button("Previous", tooltip="Previous section (Ctrl+Page up)")
        self.next = Button("Next", tooltip="Next section (Ctrl+Page down)")
        self.check_button = Button(
            "Check and submit", "primary", tooltip="Check and submit (Ctrl+Enter)"
        )
        bar = QWidget()
        row = QHBoxLayout(bar)
        edge = theme().px(SPACE_XL)
        end, height = theme().px(SPACE_M), theme().px(SPACE_S) + 4
        row.setContentsMargins(edge, height, end, height)
        row.setSpacing(theme().px(SPACE_S))
        row.addWidget(self.saved)
        row.addStretch(1)
        for button in (self.previous, self.next, self.check_button):
            row.addWidget(button)
        layout.addWidget(bar)
        return card

    def _connect(self) -> None:
        self.sections.looked_at.connect(self._look_at)
        self.sections.entered.connect(self._enter)
        self.combo.entered.connect(self._enter)
        self.required_only.clicked.connect(self._switch_mode)
        self.team_toggle.toggled.connect(self._arrange)
        self.previous.clicked.connect(self.previous_section)
        self.next.clicked.connect(self.next_section)
        self.check_button.clicked.connect(self.check)
        self.view.edited.connect(self._edited)
        self.view.cell_edited.connect(self._cell_edited)
        self.view.left.connect(self._left_field)
        self.view.row_added.connect(self._add_row)
        self.view.row_removed.connect(self._remove_row)
        self.view.row_moved.connect(self._move_row)
        self.view.jump_wanted.connect(self._jump)
        self.pane.visit_wanted.connect(self._read_visit)
        self.pane.indicator_wanted.connect(self._open_indicator)
        self.pane.brief_wanted.connect(self._open_brief)
        self.pane.passage_wanted.connect(self._change_passage)
        self.watch.found.connect(self._show_passages)
        self.drafts.changed.connect(self._show_saved)
        self.stack.retry.clicked.connect(self._read)
        for keys, slot in (
            ("Ctrl+PgDown", self.next_section),
            ("Ctrl+PgUp", self.previous_section),
            ("Ctrl+Return", self.check),
            ("Ctrl+Enter", self.check),
        ):
            QShortcut(
                QKeySequence(keys), self, slot,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )  # fmt: skip

    # --- opening and leaving ---------------------------------------------------------------

    def open(
        self,
        visit_id: str = "",
        at: str = "",
        checked: bool = False,
        select: tuple[int, int] | None = None,
        **_target: Any,
    ) -> None:
        """Open a visit: at a section or question, at "first" gap, or where one stopped.

        `checked` shows every error at once, as after the check page; `select` are the first and
        the last character of the words at `at` that are to be marked.
        """
        self._wanted, self._select = (visit_id, at, checked), select
        if visit_id != self.visit_id:
            self._forget()
        self._read()

    def leave(self) -> None:
        """Save at once."""
        if self.presenter.form is not None:
            self.view.settle()
        self.drafts.flush()

    @property
    def form(self) -> VisitFormPresenter:
        """The visit's answers and what shows of them; only once a visit is open."""
        assert self.presenter.form is not None
        return self.presenter.form

    def _forget(self) -> None:
        self.visit_id = ""
        self.presenter.form = None
        self.stack.content.setEnabled(False)
        self.stack.loading()
        self.set_header("Visit")

    def _read(self) -> None:
        wanted = self._wanted
        # what was typed last must be in the store, or with the drafts, before it is read again
        self.drafts.flush()
        self.load(
            partial(self.presenter.read, wanted[0]),
            partial(self._opened, wanted),
            partial(self._could_not_open, wanted),
        )

    def _opened(self, wanted: tuple[str, str, bool], opened: OpenedVisit) -> None:
        if wanted != self._wanted:
            return
        if opened.sealed:
            self.context.replace("visits", visit_id=opened.visit.id)
            return
        self.visit_id = opened.visit.id
        self._checked = wanted[2]
        self._team_shown = ("", None)
        form = self.presenter.begin(opened, self.drafts.unsaved(self.visit_id))
        if self._checked:
            form.check()
        at = self.presenter.start_at(wanted[1])
        state = form.go_to(at) if at else form.state()
        self.drafts.guard(self.window())
        self.stack.content.setEnabled(True)
        self.stack.show_content()
        self._show_saved(self.visit_id)
        self.pane.render(None)
        self._know_team()
        self.render(state)
        self.view.focus_at(at if wanted[1] else "")
        if self._select is not None:
            self.view.select(*self._select)
            self._select = None
        self.watch.look_soon()

    def _could_not_open(self, wanted: tuple[str, str, bool], error: Exception) -> None:
        if wanted == self._wanted:
            self.stack.show_error(str(error))
        self.show_failure(error)

    # --- showing ---------------------------------------------------------------------------

    def render(self, state: FormState) -> None:
        """Show what differs from before; whatever has the keyboard is left alone."""
        title, line = self.presenter.heading(brief=self._narrow)
        if (title, line) != (self.title, self.context_line):
            self.set_header(title, line)
        self._progress.setText(state.progress)
        self.sections.render(state.sections)
        self.sections.setFixedHeight(
            self.sections.sizeHintForRow(0) * self.sections.count() + 2 * self.sections.frameWidth()
        )
        self.combo.render(state.sections)
        self.view.render(state, summary=self._checked)
        self.required_only.setVisible(state.has_quick_mode)
        self.required_only.setChecked(state.mode is Mode.QUICK)
        self.previous.setEnabled(bool(state.previous_title))
        self._show_next(state.next_title)
        self.next.setEnabled(bool(state.next_title))

    def _show_next(self, title: str) -> None:
        told = f"Next: {title}" if title else "Next"
        self.next.setText("Next" if self._narrow else told.replace("&", "&&"))
        self.next.setAccessibleName(told)

    def _show_saved(self, visit_id: str) -> None:
        if visit_id == self.visit_id:
            self.saved.setText(self.drafts.words(visit_id) or self.presenter.last_saved())

    def _arrange(self) -> None:
        unit = max(1, self.width()) * 100 / theme().zoom
        self._folded = unit < _ROOM_FOR_PANE
        self._narrow = unit < _ROOM_FOR_LIST
        self.view.be_brief(self._narrow)
        self.team_toggle.setVisible(self._folded)
        instead = self._folded and self.team_toggle.isChecked()
        self.pane.setVisible(instead or not self._folded)
        self._middle.setVisible(not instead)
        self._left.setVisible(not self._narrow)
        self._top.setVisible(self._narrow)
        self.pane.setMaximumWidth(16_777_215 if instead else theme().px(400))
        self.pane.setMinimumWidth(theme().px(_PANE_WIDTH))
        self.required_only.say("Required only" if self._narrow else "Required questions only")
        place: QBoxLayout = self._top_row if self._narrow else self._tools_place
        if place.indexOf(self._tools) < 0:
            place.addWidget(self._tools)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # --- the team beside -------------------------------------------------------------------

    def _know_team(self) -> None:
        team, day = self.presenter.team_id(), self.presenter.visit_day()
        if (team, day) == self._team_shown:
            return
        self._team_shown = (team, day)
        if not team:
            self.pane.render(None)
            return
        self.load(
            partial(self.presenter.team_pane, self.visit_id, team, day),
            partial(self._show_team, self.visit_id),
        )

    def _show_team(self, visit_id: str, pane: TeamPane) -> None:
        if visit_id != self.visit_id or pane.team_id != self.presenter.team_id():
            return
        self.pane.render(pane)
        self.render(self.form.set_options(Source.OPEN_ASKS, pane.ask_options))

    # --- what may identify somebody --------------------------------------------------------

    def _watched(self) -> tuple[str, Answers]:
        """Return what the watch is to look at: nothing while the page is not in sight."""
        if self.presenter.form is None or not self.isVisible():
            return "", {}
        return self.visit_id, dict(self.form.answers)

    def _show_passages(self, visit_id: str, lines: tuple[PassageLine, ...]) -> None:
        if visit_id == self.visit_id:
            self.pane.show_passages(lines)

    def _change_passage(self, line: PassageLine) -> None:
        self._jump(line.path)
        self.view.select(line.found.passage.start, line.found.passage.end)

    # --- what was done ---------------------------------------------------------------------

    def _take(self, state: FormState) -> None:
        changes: Answers = self.form.take_changes()
        if changes:
            self.drafts.put(self.visit_id, changes)
            if not changes.keys().isdisjoint({"team", "visit_date"}):
                self._know_team()
            self.watch.look_soon()
        self.render(state)
        if state.focus:
            self.view.focus_at(state.focus)

    def _edited(self, question_id: str, value: Any) -> None:
        self._take(self.form.edited(question_id, value))

    def _cell_edited(self, question_id: str, row_id: str, column_id: str, value: Any) -> None:
        self._take(self.form.edit_cell(question_id, row_id, column_id, value))

    def _left_field(self, question_id: str, row_id: str, column_id: str) -> None:
        if self.presenter.form is not None:
            self.render(self.form.left(question_id, row_id, column_id))
            self.drafts.flush()

    def _add_row(self, question_id: str) -> None:
        self._take(self.form.add_row(question_id))

    def _move_row(self, question_id: str, row_id: str, by: int) -> None:
        self._take(self.form.move_row(question_id, row_id, by))

    def _remove_row(self, question_id: str, row_id: str) -> None:
        rows: Any = self.form.answers.get(question_id) or []
        place = next((i for i, row in enumerate(rows) if row.get("id") == row_id), None)
        if place is None:
            return
        state = self.form.remove_row(question_id, row_id)
        self._take(state)
        undo = partial(self._put_row_back, self.visit_id, question_id, place, rows[place])
        self.context.say(f"{state.removed} removed.", "info", action="Undo", act=undo)
        self.view.focus_at(f"{question_id}/{min(place + 1, max(1, len(rows) - 1))}")

    def _put_row_back(self, visit_id: str, question_id: str, place: int, row: Row) -> None:
        if visit_id != self.visit_id or not self.isVisible():
            self.context.say(
                "That section is no longer open, so the row cannot be put back.", "warning"
            )
            return
        self.form.add_row(question_id, row)
        last = len(self.form.answers.get(question_id) or []) - 1  # type: ignore[arg-type]
        self.form.move_row(question_id, str(row["id"]), place - last)
        self._take(self.form.go_to(f"{question_id}/{place + 1}"))

    def _switch_mode(self, required_only: bool) -> None:
        mode = Mode.QUICK if required_only else Mode.FULL
        self._take(self.form.set_mode(mode))
        self.load(partial(self.presenter.set_mode, self.visit_id, mode), self._mode_kept)

    def _mode_kept(self, _nothing: object) -> None:
        self.context.tell("visit", self.visit_id, self)

    # --- going about -----------------------------------------------------------------------

    def next_section(self) -> None:
        """Go to the next section, into its first field."""
        self.view.settle()
        self._go(self.form.next_section())

    def previous_section(self) -> None:
        """Go to the section before, into its first field."""
        self.view.settle()
        self._go(self.form.previous_section())

    def check(self) -> None:
        """Go to the page that checks everything, once all of it is saved."""
        if not self.visit_id or self.presenter.form is None:
            return
        self.view.settle()
        if self.form.state().unsaved:
            self.context.say("One answer is too long to be saved. Shorten it first.", "error")
            return
        self.drafts.once_saved(self.visit_id, partial(self._check, self.visit_id))

    def _check(self, visit_id: str) -> None:
        if visit_id == self.visit_id and self.isVisible():
            self.context.go("check", visit_id=visit_id)

    def _go(self, state: FormState) -> None:
        self.drafts.flush()
        self.render(state)
        self.view.focus_at(state.focus)

    def _look_at(self, section_id: str) -> None:
        if self.presenter.form is not None:
            self.drafts.flush()
            self.render(self.form.go_to(section_id))

    def _enter(self, section_id: str) -> None:
        self._go(self.form.go_to(section_id))

    def _jump(self, path: str) -> None:
        self._go(self.form.go_to(path))

    def _read_visit(self, visit_id: str) -> None:
        self.context.go("visits", visit_id=visit_id)

    def _open_brief(self, team_id: str) -> None:
        self.context.go("reports", brief_team_id=team_id)

    def _open_indicator(self, indicator_id: str) -> None:
        self.context.go("indicator", indicator_id=indicator_id)
