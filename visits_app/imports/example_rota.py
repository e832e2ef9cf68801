"""The rota of the example council: TOML tables into planned visits."""

from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.working_days import working_days_after
from visits_app.imports.example_tables import ExampleTable


def read_rota_visit(table: ExampleTable) -> RotaVisit:
    """Return a planned visit, on a working day; its calendar name is made of its id."""
    table.only(
        "id",
        "team",
        "on",
        "starts_at",
        "minutes",
        "place",
        "form",
        "purpose",
        "status",
        "reason",
        "members",
    )
    id = table.key()
    return RotaVisit(
        id=id,
        uid=f"{id}@member-visits",
        team_id=table.key("team"),
        on_day=working_days_after(table.day("on", needed=True) or table.today, 0),
        starts_at=table.line("starts_at", 5),
        minutes=table.whole("minutes", 5, 720) or 120,
        place=table.line("place", 200),
        form_id=table.line("form", 80),
        purpose=table.words("purpose"),
        status=table.choice("status", RotaStatus, RotaStatus.PROPOSED),
        reason=table.words("reason"),
        member_ids=table.list_of("members"),
    )
