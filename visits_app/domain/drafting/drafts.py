"""The one way in: a kind of paper and its records make its parts."""

from visits_app.domain.drafting.actions import draft_actions
from visits_app.domain.drafting.appendix import draft_appendix
from visits_app.domain.drafting.asks import draft_groups
from visits_app.domain.drafting.final import FinalFacts, draft_final
from visits_app.domain.drafting.recommendations import draft_tracker
from visits_app.domain.drafting.records import PaperRecords
from visits_app.domain.drafting.restricting import without_restricted
from visits_app.domain.drafting.summary import draft_said_and_did_headline, draft_summary
from visits_app.domain.papers import PaperKind, PaperPart, Version


def draft(
    kind: PaperKind,
    records: PaperRecords,
    facts: FinalFacts | None = None,
    *,
    version: Version = Version.RESTRICTED,
) -> tuple[PaperPart, ...]:
    """Return the parts of a paper, section by section, the restricted appendix last.

    The public parts are the same in both versions: they are drafted from records out of which
    everything restricted was taken before. Keys are unique, and stay from draft to draft while
    their records do.
    """
    public = _public(kind, without_restricted(records), facts)
    if version is Version.PUBLIC:
        return public
    return (*public, *draft_appendix(kind, records))


def _public(
    kind: PaperKind, records: PaperRecords, facts: FinalFacts | None
) -> tuple[PaperPart, ...]:
    match kind:
        case PaperKind.SUMMARY:
            return draft_summary(records)
        case PaperKind.TRACKER:
            return draft_tracker(records)
        case PaperKind.ACTIONS:
            return draft_actions(records)
        case PaperKind.SAID_AND_DID:
            return (*draft_said_and_did_headline(records), *draft_groups(records))
        case PaperKind.FINAL:
            return draft_final(records, facts)
