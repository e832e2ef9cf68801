"""The list of sections beside the form: each with its mark, and how far the whole is."""

from collections.abc import Mapping

from visits_app.domain.form_rules import Completion
from visits_app.domain.forms import Section
from visits_app.presenters.visit_form_states import Mark, SectionState


def section_states(
    sections: tuple[Section, ...],
    done: tuple[Completion, ...],
    wrong: Mapping[str, int],
    current_id: str,
) -> tuple[SectionState, ...]:
    """Return the visible sections with their marks; `wrong` counts faults after a check."""
    states = []
    for section, one in zip(sections, done, strict=True):
        mark, description = _mark(one, wrong.get(section.id, 0))
        states.append(
            SectionState(
                section.id,
                section.letter,
                section.title,
                mark,
                description,
                section.id == current_id,
            )
        )
    return tuple(states)


def progress_in_words(done: tuple[Completion, ...]) -> str:
    """Return "5 of 7 sections complete"; sections without a required question do not count."""
    counted = [one for one in done if one.required]
    complete = sum(one.complete for one in counted)
    return f"{complete} of {len(counted)} sections complete"


def _mark(one: Completion, wrong: int) -> tuple[Mark, str]:
    if wrong:
        return Mark.WRONG, f"{wrong} to put right"
    if one.complete:
        return Mark.COMPLETE, "Complete"
    if one.started:
        return Mark.STARTED, f"{one.answered} of {one.required} required answers"
    if not one.required:
        return Mark.OPTIONAL, "Optional"
    return Mark.EMPTY, "Not started"
