"""A few indicators, teams and visits to look at, written straight into a store."""

from datetime import date

from visits_app.domain.figures import month_end
from visits_app.store.engine import Store

TODAY = date(2014, 2, 20)

TEAMS = (("family", "Family Support"), ("referral", "Referral and Assessment <b>&amp;"))
CORE_VALUES = (86, 84, 87, 85, 88, 86, 83, None, 85, 86, 84, 88, 82, 80, 79, 76, 75, 72, 70, 71)
"""Per cent, monthly from June 2012; the eighth month is missing."""

VISITS = (
    ("v1", "family", "2012-11-12"),
    ("v2", "referral", "2013-05-14"),
    ("v3", "family", "2013-10-02"),
)


def core_months() -> list[tuple[str, float]]:
    """Return the dates and values of the core assessments, oldest first."""
    months = [(6 + place, value) for place, value in enumerate(CORE_VALUES) if value is not None]
    return [
        (month_end(date(2012 + (m - 1) // 12, (m - 1) % 12 + 1, 1)).isoformat(), float(value))
        for m, value in months
    ]


def fill(store: Store) -> None:
    """Write everything in one transaction."""
    with store.write() as db:
        many = db.executemany
        many(
            "INSERT INTO team (id, name, area, kind, lead_role, note, retired)"
            " VALUES (?, ?, '', 'team office', '', '', 0)",
            TEAMS,
        )
        many(
            "INSERT INTO theme (id, name, description, retired) VALUES (?, ?, '', 0)",
            [("timeliness", "Timeliness"), ("caseloads", "Caseloads")],
        )
        db.execute(
            "INSERT INTO member (id, name, ward, political_group, co_opted)"
            " VALUES ('m', 'Councillor for Northmead', 'Northmead', '', 0)"
        )
        many(
            "INSERT INTO indicator (id, name, definition, unit, direction, frequency, decimals,"
            " source, caution, position, numerator, denominator, rolling, method, aliases,"
            " catalogue_id, retired)"
            " VALUES (?, ?, '', ?, ?, ?, ?, ?, '', ?, '', '', 0, 'xmr', '[]', '', 0)",
            [
                ("core", "Core assessments on time", "per cent", "higher", "monthly", 1, "", 1),
                ("open", "Open children in need", "number", "lower", "irregular", 0, "", 2),
                ("audits", "Themed audits", "number", "neutral", "irregular", 0, "", 3),
                ("early", "Early help", "rate per 10,000", "higher", "monthly", 1, "", 4),
            ],
        )  # fmt: skip
        many(
            "INSERT INTO indicator_team VALUES (?, ?)",
            [("core", "family"), ("core", "referral"), ("open", "family")],
        )
        many(
            "INSERT INTO indicator_theme VALUES (?, ?)",
            [("core", "timeliness"), ("open", "caseloads")],
        )
        many(
            "INSERT INTO series (id, indicator_id, area, kind, source, licence, note, position)"
            " VALUES (?, ?, ?, ?, ?, ?, '', ?)",
            [
                ("core-made-up", "core", "Nowhere", "illustration", "Invented", "", 1),
                ("core-real", "core", "Peterborough", "reported", "Monthly report, page 4", "", 2),
                ("open-real", "open", "Peterborough", "reported", "", "", 1),
                ("early-real", "early", "Peterborough", "reported", "", "", 1),
            ],
        )
        figure = (
            "INSERT INTO observation (series_id, period, value, precision, certainty, value_text,"
            " numerator, denominator, provisional, note, source_ref, revised)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', 0)"
        )
        many(
            figure,
            [
                ("core-real", day, value, "month", "stated", "", round(value * 2), 200)
                for day, value in core_months()
            ],
        )
        many(
            figure,
            [
                ("core-made-up", day, 50.0, "month", "approximate", "", None, None)
                for day, _ in core_months()
            ],
        )
        many(
            figure,
            [
                ("open-real", "2013-02-28", 977, "month", "stated", "", None, None),
                ("open-real", "2013-05-31", 1130, "month", "date inferred", "", None, None),
                ("open-real", "2014-01-31", 1233, "month", "stated", "", None, None),
                ("open-real", None, 1001, "undated", "undated", "", None, None),
                ("early-real", None, None, "undated", "in words only", "above target", None, None),
            ],
        )  # fmt: skip
        many(
            "INSERT INTO target (indicator_id, value, sense, starts_on, note)"
            " VALUES (?, ?, ?, ?, '')",
            [("core", 85, "at least", None), ("core", 80, "at least", "2013-04-01")],
        )
        db.execute(
            "INSERT INTO event (id, happened_on, title, kind, precision, detail)"
            " VALUES ('e', '2013-06-01', 'Improvement notice lifted', 'notice', 'month', '')"
        )
        many(
            "INSERT INTO visit (number, id, reference, form_id, form_version, mode, state, team_id,"
            " visit_date, author_id, confidence, marking, example, revision, content_hash,"
            " created_at, updated_at) VALUES (?, ?, ?, 'standard-visit', 1, 'full', 'submitted', ?,"
            " ?, 'm', '', 'unmarked', 1, 1, '', '2012-01-01T00:00:00', '2012-01-01T00:00:00')",
            [(n, id, f"MV-{n}", team, day) for n, (id, team, day) in enumerate(VISITS, start=1)],
        )
