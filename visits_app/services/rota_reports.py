"""The report of a planned visit: begun from the rota, and tied to it."""

from typing import TYPE_CHECKING

from visits_app.domain.errors import UnknownRecord
from visits_app.domain.forms import Answers
from visits_app.services import rota
from visits_app.services.registers import forms
from visits_app.services.visits import save_answers, start_visit

if TYPE_CHECKING:
    from visits_app.store.engine import Store


def begin_report(
    store: "Store", rota_id: str, *, author_id: str = "", else_author_id: str = "", by: str
) -> str:
    """Begin the report of a planned visit with team, day and visitors, and return its id.

    It is written on the form the rota names, else on the first that is offered; `author_id` writes
    it, else who leads the visit, else `else_author_id`. One that is begun already stays the one.
    Were this broken off half way, the draft would count as this visit's by its team and day.
    """
    plan = rota.rota_visit(store, rota_id)
    if plan.visit_id:
        return plan.visit_id
    lead = plan.member_ids[0] if plan.member_ids else else_author_id
    offered = {form.id: form for form in forms(store)}
    form = offered.get(plan.form_id) or next(iter(offered.values()), None)
    if form is None:
        raise UnknownRecord("There is no form in use that this report could be written on.")
    visit = start_visit(
        store,
        form_id=form.id,
        author_id=author_id or lead,
        team_id=plan.team_id,
        visit_date=plan.on_day,
    )
    known: Answers = {
        "visitors": list(dict.fromkeys([*plan.member_ids, author_id or lead])),
        "purpose": plan.purpose,
    }
    first: Answers = {key: value for key, value in known.items() if value and form.question(key)}
    save_answers(store, visit.id, first, by=by)
    rota.tie_report(store, plan.id, visit.id, by=by)
    return visit.id
