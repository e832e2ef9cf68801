"""Help: how to do the main things, every shortcut, and where everything is kept."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from visits_app import __version__
from visits_app.ui.context import Context
from visits_app.ui.pages.page import Page, page_layout, scrolled
from visits_app.ui.theme import READING_WIDTH, SPACE_L, SPACE_S, SPACE_XL, SPACE_XS, theme
from visits_app.ui.widgets.card import Card
from visits_app.ui.widgets.words import words

_HOW = (
    (
        "Write up a visit",
        "Choose “Record a visit”, the team, the form and the date. Everything you type is saved "
        "within a second; you can close the window at any time and go on later from Home.",
    ),
    (
        "In a hurry",
        "“Required questions only” in the editor hides everything that may be left out. Nothing "
        "you have written is lost, and you can switch back at any time.",
    ),
    (
        "Hand it in",
        "“Check and submit” shows all answers on one page and what is missing. Once submitted, a "
        "report is sealed. A mistake found later is put right with “Correct”: both versions stay "
        "readable, with your reason.",
    ),
    (
        "Plan a visit",
        "Record it with a date ahead. It is listed as planned until that day, and then waits for "
        "you under “To finish”. At the officer's desk the Planner keeps the rota: who went where, "
        "what is overdue, and visits to come, as files for calendars too.",
    ),
    (
        "Link a visit to a recommendation",
        "In the report, choose “Link to a recommendation”. The whole visit or one finding may "
        "support it, show a gap, or be worth reading beside it.",
    ),
    (
        "Follow recommendations up",
        "The page Recommendations is the committee's tracker: what officers claim stands beside "
        "what a meeting accepted, and only a meeting makes a recommendation complete. The officer "
        "asks for updates by a sheet, takes it in line by line, and carries open recommendations "
        "forward at the year's end. Each rating says the rule it rests on.",
    ),
    (
        "Keep meetings",
        "The page Meetings lists them, what is to come first with the day its papers are due, or "
        "shows a month. At the officer's desk a meeting has its agenda, the reports that went "
        "there, who came, and its decisions, which may make an action or a recommendation. Saved "
        "for a calendar, a meeting brings the day of its papers along.",
    ),
    (
        "Import figures",
        "At the officer's desk, “Import figures…” on the page Indicators takes a spreadsheet "
        "(.xlsx or .csv) with indicators in rows or columns, or one figure a row. It shows what is "
        "new, revised and refused before anything is taken. Every import can be undone, there or "
        "later from its list.",
    ),
    (
        "See a report through",
        "At the officer's desk, “Reports in hand” lists every submitted report by where it stands: "
        "check and mark it, send the service its facts, agree it, take in the responses, write to "
        "the team, close it. The last step can be taken back where nothing was sent.",
    ),
    (
        "Compile a paper for a meeting",
        "At the officer's desk, “New paper…” on the page Papers drafts a visit summary, a tracker, "
        "an action log, “You said, we did” or a final report from the records. Enter edits the "
        "part you are on; it is saved as you type. “Update from records” shows what changed since, "
        "and never writes over your words. The public version holds nothing that is restricted.",
    ),
    (
        "Keep the registers",
        "At the officer's desk, Register holds teams, members, bodies, themes, measures, events "
        "and forms. What is used anywhere is retired, never removed, and “History” tells what was "
        "changed. Themes are merged and split without changing a report; a new version of a form "
        "shows what it changes before it is taken in.",
    ),
    (
        "Protect children",
        "Write roles, never names. Do not write initials, addresses, dates of birth or anything by "
        "which someone local could work out who is meant.",
    ),
    (
        "When a passage may identify someone",
        "Names no register has, ages, addresses, numbers, small counts and one family’s story are "
        "marked beside the form, before a report is submitted, and before anything is printed, "
        "saved or exported. Change the words, keep them and say why, or restrict the whole answer: "
        "the public version of a report then says nothing of it. The program only points out; it "
        "does not find everything, so read with a neighbour’s eyes.",
    ),
)
_KEYS = (
    ("Ctrl+K", "Search everything"),
    ("Ctrl+N", "Record a visit"),
    ("Ctrl+Shift+N", "Plan a visit, on the page Planner"),
    ("Alt+PageUp, Alt+PageDown", "Earlier and later months, on the page Planner"),
    ("Ctrl+1 to Ctrl+9", "Go to a place of the rail"),
    ("Alt+Left", "Back"),
    ("Ctrl+PageDown, Ctrl+PageUp", "Next and previous section of a form"),
    ("Ctrl+Enter", "Check and submit; the next step of an import"),
    ("Ctrl+P", "Preview, then print"),
    ("Ctrl+S", "Save a paper, in the preview; save figures, on the pages of indicators"),
    ("Ctrl+T", "Chart as a table; meetings as a calendar"),
    ("Alt+PgUp, Alt+PgDown", "Earlier and later months, in a calendar or the planner"),
    ("Ctrl+Shift+A", "Ask the service about an indicator, on its page"),
    ("W", "Why a chart's figures are read as they are"),
    ("E", "The same measure elsewhere, under a chart"),
    ("← →, + −, Shift+← →", "Read a chart's points, zoom, move along its time"),
    ("Enter or F2, Esc", "Edit a part of a paper; give up what was typed"),
    ("Alt+Up, Alt+Down", "Move a part of a paper, or a section of a new one"),
    ("Insert, Delete", "Add words below a part of a paper; leave the part out, or bring it back"),
    ("Ctrl+U", "What changed in the records since a paper was drafted"),
    ("T, K", "Take a change in the records, or keep what stands"),
    ("Ctrl+I", "Import figures, on the page Indicators"),
    ("Ctrl+Z", "Undo what the message bar offers, or in the text you are typing"),
    ("Delete", "Delete the chosen draft in the list"),
    ("Ctrl + and Ctrl −, Ctrl+0", "Larger and smaller text, normal size"),
    ("Ctrl+B", "Narrow or widen the rail"),
    ("F1", "This page"),
)


class HelpPage(Page):
    """Three cards of plain words."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(SPACE_S), 0)
        column.setSpacing(theme().px(SPACE_L))
        how = Card("How to")
        for title, text in _HOW:
            how.body.addWidget(words(title, "strong"))
            how.body.addWidget(words(text))
            how.body.addSpacing(theme().px(SPACE_XS))
        keys = Card("Keys")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(SPACE_XL))
        grid.setVerticalSpacing(theme().px(SPACE_S))
        grid.setColumnStretch(1, 1)
        for row, (key, text) in enumerate(_KEYS):
            grid.addWidget(words(key, "strong"), row, 0)
            grid.addWidget(words(text), row, 1)
        keys.body.addLayout(grid)
        about = Card("About")
        store = context.space.store
        about.body.addWidget(words(f"Member Visits {__version__}"))
        about.body.addWidget(
            words(
                f"Your visits are in {store.path.name}, one encrypted file in "
                f"{store.path.parent}. Nothing is sent anywhere.",
                selectable=True,
            )
        )
        about.body.addWidget(
            words(
                "Icons: Bootstrap Icons (MIT licence). Published figures: Department for "
                "Education, Open Government Licence v3.0.",
                "muted",
            )
        )
        for card in (how, keys, about):
            column.addWidget(card)
        column.addStretch(1)
        content.setMaximumWidth(theme().px(READING_WIDTH))
        page_layout(self).addWidget(scrolled(content, reading=True))
        self.set_header("Help", "How to do the main things, and every key.")
