"""The council's own procedures for a concern that is passed on, as the officer keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from visits_app.domain import referrals
from visits_app.domain.forms import Form, Question

SAFEGUARDING, WHISTLEBLOWING = "procedure_safeguarding", "procedure_whistleblowing"
"""The settings that keep them."""

USUAL: Mapping[str, str] = {
    SAFEGUARDING: (
        "If a child may be at risk, tell the council’s duty team at once, by telephone. Promise"
        " nobody that you will keep it to yourself. Do not wait for the report."
    ),
    WHISTLEBLOWING: (
        "Take wrongdoing to the council’s Monitoring Officer. Do not look into it yourself, and do"
        " not say who told you."
    ),
}
"""What is shown while the council has not put its own words there."""

TITLES: Mapping[str, str] = {
    SAFEGUARDING: "A child may be at risk",
    WHISTLEBLOWING: "Somebody reports wrongdoing",
}


def procedure_words(kept: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return title and words of both procedures, as usual where the council has none."""
    return tuple(
        (TITLES[key], str(kept.get(key) or "").strip() or USUAL[key])
        for key in (SAFEGUARDING, WHISTLEBLOWING)
    )


def with_procedures(form: Form, procedures: Sequence[tuple[str, str]]) -> Form:
    """Return a form as it is shown: both procedures stand at the question about a concern."""
    told = "\n".join(f"{title}: {words}" for title, words in procedures)

    def shown(question: Question) -> Question:
        if question.id != referrals.MADE or not told:
            return question
        return replace(question, hint="\n".join(filter(None, (question.hint, told))))

    sections = tuple(
        replace(section, questions=tuple(shown(one) for one in section.questions))
        for section in form.sections
    )
    return replace(form, sections=sections)
