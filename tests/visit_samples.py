"""A small council and a small form with every reserved question, for tests of the services."""

from datetime import date
from pathlib import Path

from visits_app.domain.forms import Answers, Form, Row
from visits_app.domain.registers import Member, Team, Theme
from visits_app.imports.form_files import read_form
from visits_app.services import registers, visits
from visits_app.store.engine import Store, create_store

DAY = date(2014, 3, 4)

SMALL_FORM = """
id = "small"
version = 1
title = "Small visit"
quick_mode = true

[[section]]
id = "all"
letter = "A"
title = "Everything"

[[section.question]]
id = "team"
label = "Team"
kind = "choice"
choices_from = "teams"
required = true

[[section.question]]
id = "visit_date"
label = "Date"
kind = "date"
required = true

[[section.question]]
id = "visitors"
label = "Visitors"
kind = "several"
choices_from = "members"
required = true

[[section.question]]
id = "took_place"
label = "Did it take place?"
kind = "yes_no"
required = true

[[section.question]]
id = "not_held_reason"
label = "Why not?"
kind = "long_text"
required = true
show_if = { question = "took_place", equals = false }

[[section.question]]
id = "summary"
label = "Summary"
kind = "long_text"
required = true
show_if = { question = "took_place", equals = true, or_unanswered = true }

[[section.question]]
id = "purpose"
label = "Purpose"
kind = "text"

[[section.question]]
id = "visit_time"
label = "Time"
kind = "time"

[[section.question]]
id = "cups"
label = "Cups of tea"
kind = "number"

[[section.question]]
id = "people"
label = "People heard"
kind = "people"
choices = [{ value = "staff", label = "Staff" }, { value = "carers", label = "Carers" }]

[[section.question]]
id = "confidence"
label = "Confidence"
kind = "choice"
choices = [
    { value = "assured", label = "Assured" },
    { value = "partly", label = "Partly assured" },
    { value = "not", label = "Not assured" },
    { value = "too_little", label = "Saw too little" },
]

[[section.question]]
id = "themes"
label = "Themes"
kind = "several"
choices_from = "themes"

[[section.question]]
id = "recommendations"
label = "Recommendations"
kind = "several"
choices_from = "recommendations"

[[section.question]]
id = "questions"
label = "Questions"
kind = "rows"
row_name = "question"

[[section.question.column]]
id = "text"
label = "Question"
kind = "text"

[[section.question.column]]
id = "answer"
label = "Answer"
kind = "long_text"

[[section.question]]
id = "findings"
label = "Findings"
kind = "rows"
row_name = "finding"

[[section.question.column]]
id = "kind"
label = "Kind"
kind = "choice"
choices = [
    { value = "strength", label = "Strength" },
    { value = "concern", label = "Concern" },
    { value = "idea", label = "Idea" },
]

[[section.question.column]]
id = "theme"
label = "Theme"
kind = "choice"
choices_from = "themes"

[[section.question.column]]
id = "text"
label = "Text"
kind = "long_text"

[[section.question]]
id = "asks"
label = "Asks"
kind = "rows"
row_name = "ask"

[[section.question.column]]
id = "action"
label = "What"
kind = "long_text"

[[section.question.column]]
id = "owner"
label = "Owner"
kind = "text"

[[section.question.column]]
id = "due"
label = "By when"
kind = "date"

[[section.question]]
id = "ask_checks"
label = "Earlier asks"
kind = "rows"
row_name = "check"

[[section.question.column]]
id = "ask"
label = "Ask"
kind = "choice"
choices_from = "open_asks"

[[section.question.column]]
id = "result"
label = "Result"
kind = "choice"
choices = [
    { value = "done", label = "Done" },
    { value = "part", label = "In part" },
    { value = "not", label = "Not done" },
    { value = "not_checked", label = "Not checked" },
]

[[section.question.column]]
id = "note"
label = "Note"
kind = "text"
"""


class NoKeyring:
    """A keyring as on a computer without one."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(f"no keyring for {service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"no keyring for {service} {username} {len(password)}")


def small_council(path: Path) -> Store:
    """Make a store with two members, two teams, two themes, two recommendations, one measure."""
    store = create_store(path, keyring=NoKeyring())
    registers.put_member(store, Member("ann", "Ann Example", "Northmead"), by="ann")
    registers.put_member(store, Member("bob", "Bob Example", "Castle Dyke"), by="ann")
    registers.put_team(store, Team("fostering", "Fostering"), by="ann")
    registers.put_team(store, Team("adoption", "Adoption"), by="ann")
    registers.put_theme(store, Theme("premises", "Premises"), by="ann")
    registers.put_theme(store, Theme("caseloads", "Caseloads"), by="ann")
    with store.write() as connection:
        connection.executemany(
            "INSERT INTO recommendation (id, reference, title, text, origin, owner, due_text,"
            " status, note) VALUES (?, ?, ?, ?, '', '', '', 'on_track', '')",
            [
                ("r10", "R10", "Ask the panel", "Invite the panel to the visits."),
                ("r2", "R2", "Report progress", "Report progress to each meeting."),
            ],
        )
        connection.execute(
            "INSERT INTO indicator (id, name, definition, unit, direction, frequency, decimals,"
            " source, caution, position, numerator, denominator, rolling, method, aliases,"
            " catalogue_id, retired) VALUES ('caseload', 'Average caseload', 'Open cases to a"
            " worker', 'cases', 'lower', 'monthly', 0, '', '', 0, '', '', 0, 'xmr', '[]', '', 0)"
        )
        connection.execute(
            "INSERT INTO indicator_team (indicator_id, team_id) VALUES ('caseload', 'fostering')"
        )
    return store


def small_form() -> Form:
    """Return the small form."""
    return read_form(SMALL_FORM, "small.toml")


def draft(store: Store, **answers: object) -> str:
    """Begin a visit on the small form with these answers and return its id."""
    with store.write() as connection:
        return visits.create_visit(
            store,
            connection,
            small_form(),
            author_id="ann",
            answers=answers,  # type: ignore[arg-type]
        )


def complete(**more: object) -> Answers:
    """Return answers that can be submitted, with `more` of them."""
    answers: dict[str, object] = {
        "team": "fostering",
        "visit_date": DAY.isoformat(),
        "visitors": ["ann", "bob"],
        "took_place": True,
        "summary": "The team was calm and the kitchen was warm.",
        **more,
    }
    return answers  # type: ignore[return-value]


def submitted(store: Store, **more: object) -> str:
    """Make a submitted visit and return its id."""
    visit_id = draft(store, **complete(**more))
    visits.submit_visit(store, visit_id, by="ann")
    return visit_id


def finding(id: str, text: str, kind: str = "concern", theme: str = "") -> Row:
    """Return a finding's row as it is kept."""
    row: Row = {"id": id, "kind": kind, "theme": theme, "text": text}
    return {**row, "basis": "", "data_relation": ""}


def ask(id: str, action: str, due: str = "") -> Row:
    """Return an ask's row as it is kept."""
    return {"id": id, "action": action, "owner": "head of service", "due": due}
