"""Questions to the service that indicators raised, and what the service answered."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from visits_app.domain.errors import Fault, FaultsError, UnknownRecord
from visits_app.domain.questions import AskedQuestion, IndicatorQuestion, question_faults
from visits_app.domain.text import clean, too_long
from visits_app.domain.visits import AskStatus
from visits_app.store import questions as rows
from visits_app.store.history import record

if TYPE_CHECKING:
    from visits_app.store.connection import Connection
    from visits_app.store.engine import Store

OPEN = tuple(status for status in AskStatus if status.is_open)
_NOT_ANSWERED = "The answer cannot be saved."


def raise_question(
    store: "Store",
    *,
    indicator_id: str,
    text: str,
    owner: str,
    due: date | None,
    on: date,
    by: str,
    series_id: str | None = None,
    team_id: str | None = None,
    period: date | None = None,
) -> IndicatorQuestion:
    """Put a question about an indicator to the service: it is an action of `owner` until `due`.

    `owner` is a role, `on` the day it is raised. Raises FaultsError with everything that is wrong
    (`where` is "text", "owner" or "due") and UnknownRecord for an indicator, series or team that
    is not there.
    """
    words, role = clean(text).strip(), " ".join(clean(owner).split())
    faults = question_faults(words, role, due, on)
    if faults or due is None:
        raise FaultsError("The question cannot be sent yet.", faults)
    question = IndicatorQuestion(
        id=uuid4().hex,
        indicator_id=indicator_id,
        text=words,
        raised_by=by,
        raised_on=on,
        owner=role,
        due=due,
        series_id=series_id,
        team_id=team_id,
        period=period,
    )
    with store.write() as connection:
        _check_links(connection, question)
        rows.add_question(connection, question)
        record(
            connection,
            by=by,
            action="asked",
            entity="indicator_question",
            entity_id=question.id,
            after={
                "indicator_id": indicator_id,
                "series_id": series_id,
                "team_id": team_id,
                "period": period,
                "text": words,
                "owner": role,
                "due": due,
            },
        )
    return question


def withdraw_question(store: "Store", question_id: str, *, by: str) -> None:
    """Take a question back that nobody has answered yet; the history keeps it.

    Raises UnknownRecord, and FaultsError where it was answered.
    """
    with store.write() as connection:
        before = rows.read_question(connection, question_id)
        if before is None:
            raise UnknownRecord("This question is not in the store any more.")
        if before.status is not AskStatus.OPEN or before.response:
            fault = Fault("", "the service has answered it.")
            raise FaultsError("The question cannot be taken back.", (fault,))
        rows.remove_question(connection, question_id)
        record(
            connection,
            by=by,
            action="withdrew",
            entity="indicator_question",
            entity_id=question_id,
            before={
                "indicator_id": before.indicator_id,
                "text": before.text,
                "owner": before.owner,
                "due": before.due,
            },
        )


def answer_question(
    store: "Store",
    question_id: str,
    status: AskStatus,
    response: str,
    *,
    on: date,
    by: str,
) -> IndicatorQuestion:
    """Record what the service answered, and when; a refusal needs its reason.

    Raises FaultsError and UnknownRecord.
    """
    words = clean(response).strip()
    if too_long(words):
        what = "the answer is longer than one field can hold. Shorten it."
        raise FaultsError(_NOT_ANSWERED, (Fault("response", what),))
    if status is AskStatus.DECLINED and not words:
        fault = Fault("response", "Write the reason the service gave.")
        raise FaultsError(_NOT_ANSWERED, (fault,))
    with store.write() as connection:
        before = rows.read_question(connection, question_id)
        if before is None:
            raise UnknownRecord("This question is not in the store any more.")
        rows.set_response(connection, question_id, AskStatus(status), words, on)
        record(
            connection,
            by=by,
            action="answered",
            entity="indicator_question",
            entity_id=question_id,
            before={
                "status": before.status,
                "response": before.response,
                "on": before.responded_on,
            },
            after={"status": AskStatus(status), "response": words, "on": on},
        )
        after = rows.read_question(connection, question_id)
    assert after is not None
    return after


def questions_of(
    store: "Store",
    *,
    indicator_id: str | None = None,
    team_id: str | None = None,
    open_only: bool = False,
) -> tuple[AskedQuestion, ...]:
    """Return questions about one indicator, of one team, or all of them, soonest due first.

    Those of a team name it, or name no team and ask about a measure of the team. Open are those
    still to be asked about: a deed that was not verified is among them.
    """
    with store.read() as connection:
        return rows.questions(
            connection,
            indicator_id=indicator_id,
            team_id=team_id,
            statuses=OPEN if open_only else tuple(AskStatus),
        )


def questions_with_status(
    store: "Store", statuses: Iterable[AskStatus], limit: int = 500
) -> tuple[AskedQuestion, ...]:
    """Return the questions in any of these statuses, soonest due first."""
    with store.read() as connection:
        return rows.questions(connection, statuses=statuses, limit=limit)


def answers_to_my_questions(
    store: "Store", raised_by: str, limit: int = 20
) -> tuple[AskedQuestion, ...]:
    """Return what the service answered to questions one person raised, newest answer first."""
    with store.read() as connection:
        return rows.answered_questions(connection, raised_by, limit)


def _check_links(connection: "Connection", question: IndicatorQuestion) -> None:
    """Raise UnknownRecord where a question speaks of what is not in the store."""
    if not rows.there(connection, "indicator", question.indicator_id):
        raise UnknownRecord(
            "This indicator is no longer in the store. Choose another one from the list."
        )
    series_id, team_id = question.series_id, question.team_id
    if series_id is not None and not rows.belongs(connection, question.indicator_id, series_id):
        raise UnknownRecord("These figures are no longer in the store. Open the indicator anew.")
    if team_id is not None and not rows.there(connection, "team", team_id):
        raise UnknownRecord("This team is not in the register any more. Choose another one.")
