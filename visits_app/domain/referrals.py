"""A safeguarding or whistleblowing concern that was passed on: its date and a role, never more."""

import re

MADE, DATE, ROLE = "referral_made", "referral_date", "referral_role"
"""The questions of a form about it: whether one was made, when, and to whom by role."""

PREFIX = "referral_"
"""How the id of every question about it begins."""

MOST_WORDS = 8
"""Words a role may have."""

_STOP = re.compile(r"[.!?;:\n]|\d")
_SAYS_MORE = re.compile(
    r"\b(about|because|regarding|concerning|mother|father|boy|girl|baby|son|daughter|sibling|"
    r"brother|sister|aged|born|abuse\w*|neglect\w*|assault\w*|injur\w*|bruis\w*|disclos\w*|"
    r"said|told|saw)\b",
    re.IGNORECASE,
)


def role_fault(text: str) -> str:
    """Return the end of a sentence that says why this is not a role, "" where it may be one.

    A role is a few words on one line without numbers; a sentence, or a word that speaks of the
    case, is more than may be kept here. It refuses on suspicion: a role can always be put shorter.
    """
    words = text.split()
    if len(words) > MOST_WORDS or _STOP.search(text.strip()):
        return "must be a role in a few words, for example “duty manager”: nothing about the case."
    if found := _SAYS_MORE.search(text):
        return f"must be a role only: “{found.group(0)}” speaks of the case."
    return ""


def is_about_referral(question_id: str) -> bool:
    """Say whether a question is about a referral: its answer goes to no service."""
    return question_id.startswith(PREFIX)
