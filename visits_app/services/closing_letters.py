"""The letter to a team that closes the loop: read from records, saved, and the step recorded."""

from datetime import date
from typing import TYPE_CHECKING

from visits_app.services.forms import known_form
from visits_app.store import asks as ask_rows
from visits_app.store import corrections as correction_rows
from visits_app.store import registers as register_rows
from visits_app.store import reviews as rows
from visits_app.store import visits as visit_rows

if TYPE_CHECKING:
    from visits_app.reports.document import Document
    from visits_app.store.engine import Store


def closing_letter(store: "Store", visit_id: str, *, today: date) -> "Document":
    """Return the letter to the team about a report as last sealed, dated today."""
    from visits_app.reports.closing_letter import LetterMatter, build

    with store.read() as connection:
        visit = visit_rows.read_visit(connection, visit_id, today=today, sealed=True)
        known = known_form(store, connection, visit.form_id, visit.form_version)
        teams = {team.id: team for team in register_rows.teams(connection)}
        matter = LetterMatter(
            visit=visit,
            form=known.form,
            team=teams.get(visit.team_id or ""),
            asks=ask_rows.asks_of_visit(connection, visit_id),
            corrections=correction_rows.read_corrections(connection, visit_id),
            kept_out=rows.restricted_places(connection, visit_id),
            dated=today,
        )
    return build(matter)
