"""What refers to an entry of a register, in words with counts: why it is retired, not removed."""

from collections.abc import Mapping

from visits_app.domain.insight import counted

_THINGS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("visit", "team_id"): ("visit", "visits"),
    ("visit", "author_id"): ("visit written by this member", "visits written by this member"),
    ("visitor", "member_id"): ("visit this member was on", "visits this member was on"),
    ("visit_theme", "theme_id"): ("visit", "visits"),
    ("finding", "theme_id"): ("finding", "findings"),
    ("theme_filing", "theme_id"): ("finding filed here", "findings filed here"),
    ("theme", "merged_into"): ("theme merged into it", "themes merged into it"),
    ("theme", "split_from"): ("theme cut out of it", "themes cut out of it"),
    ("indicator_team", "team_id"): ("measure", "measures"),
    ("indicator_theme", "theme_id"): ("measure", "measures"),
    ("indicator_question", "team_id"): ("question about a measure", "questions about measures"),
    ("ask", "verified_by"): ("ask verified by this member", "asks verified by this member"),
    ("body_member", "member_id"): ("seat on a body", "seats on bodies"),
    ("body_member", "body_id"): ("member", "members"),
    ("meeting", "body_id"): ("meeting", "meetings"),
    ("recommendation", "body_id"): ("recommendation", "recommendations"),
    ("attendance", "member_id"): ("meeting attended or missed", "meetings attended or missed"),
    ("attendance", "substitute_for"): ("meeting with a substitute", "meetings with a substitute"),
    ("rota_visit", "team_id"): ("visit of the rota", "visits of the rota"),
    ("rota_member", "member_id"): ("visit of the rota", "visits of the rota"),
    ("action", "team_id"): ("action", "actions"),
    ("answer", "value"): ("visit with an answer that names it",
                          "visits with an answer that names it"),
    ("history", "by"): ("change made by this member", "changes made by this member"),
    ("setting", "value"): ("setting of this desk", "settings of this desk"),
    ("revision", "answers"): ("submitted report", "submitted reports"),
}  # fmt: skip


def references_in_words(found: Mapping[tuple[str, str], int]) -> str:
    """Return "12 visits, 3 measures and 2 meetings"; "" where nothing refers to it."""
    counts: dict[tuple[str, str], int] = {}
    for (table, column), count in found.items():
        plain = table.replace("_", " ")
        thing = _THINGS.get((table, column), (f"entry of “{plain}”", f"entries of “{plain}”"))
        counts[thing] = max(counts.get(thing, 0), count)
    parts = [counted(count, *thing) for thing, count in counts.items()]
    first, last = ", ".join(parts[:-1]), parts[-1:]
    return f"{first} and {last[0]}" if first else "".join(last)
