"""Records that papers are drafted from: one plain period, and everything that can be restricted."""

from dataclasses import replace
from datetime import date

from visits_app.domain.actions import Action, ActionLine, ActionOrigin
from visits_app.domain.drafting.records import (
    ActionRecord,
    AskRecord,
    CheckRecord,
    CorrectionRecord,
    EvidenceRecord,
    FindingRecord,
    ItemRecord,
    MeetingRecord,
    PaperRecords,
    QuestionRecord,
    RecommendationRecord,
    RotaRecord,
    SeatRecord,
    VisitRecord,
)
from visits_app.domain.meetings import Meeting
from visits_app.domain.recommendations import EvidenceKind, Recommendation
from visits_app.domain.registers import Team
from visits_app.domain.reviews import Correction
from visits_app.domain.rota import RotaStatus, RotaVisit
from visits_app.domain.tracker import TrackerLine
from visits_app.domain.tracker_rules import rate, standing
from visits_app.domain.visits import Ask, AskStatus

TODAY = date(2014, 5, 1)
STARTS, ENDS = date(2013, 10, 1), date(2014, 3, 31)
TEAMS = (Team("adoption", "Adoption"), Team("family", "Family Support"), Team("manor", "The Manor"))
MEMBERS = {"ann": "Councillor for Northmead", "bob": "Councillor for Millbrook"}


def finding(
    id: str, kind: str = "concern", theme: str = "Caseloads", text: str = ""
) -> FindingRecord:
    """Return a finding; its theme's id is the theme's name in small letters."""
    return FindingRecord(id, kind, text or f"Words of {id}.", theme.casefold(), theme)


def visit(id: str, on: date, team: Team = TEAMS[1], **changes: object) -> VisitRecord:
    """Return a visit that was held and marked open; `changes` replace its fields."""
    fields: dict[str, object] = {
        "id": id,
        "reference": f"2014-{id}",
        "on": on,
        "team_id": team.id,
        "team": team.name,
        "kind": "Standard visit",
        "visitors": ("ann",),
        "confidence": "Partly assured",
        "summary": f"Summary of {id}.",
        "marked": True,
        **changes,
    }
    return VisitRecord(**fields)  # type: ignore[arg-type]


def ask(
    id: str, of: VisitRecord, status: AskStatus = AskStatus.OPEN, **changes: object
) -> AskRecord:
    """Return an ask of a visit; `changes` replace fields of the ask."""
    fields: dict[str, object] = {
        "id": id,
        "visit_id": of.id,
        "position": 0,
        "action": f"Do {id}.",
        "owner": "Head of service",
        "due": "2014-04-01",
        "status": status,
        **changes,
    }
    return AskRecord(Ask(**fields), of.id, of.on, of.team_id, of.team)  # type: ignore[arg-type]


def planned(id: str, on: date, team: Team = TEAMS[1], **changes: object) -> RotaRecord:
    """Return an entry of the rota; `changes` replace its fields."""
    fields: dict[str, object] = {
        "id": id,
        "uid": id,
        "team_id": team.id,
        "on_day": on,
        "member_ids": ("ann", "bob"),
        **changes,
    }
    return RotaRecord(RotaVisit(**fields), team.name)  # type: ignore[arg-type]


def recommended(item: Recommendation) -> RecommendationRecord:
    """Return a recommendation nobody has told anything of, as the tracker reads it."""
    rating = rate(item, None, None, 0, TODAY)
    return RecommendationRecord(
        TrackerLine(item, "2013/14", (item.reference,), rating, standing(item, None, None))
    )


def plain_records(**changes: object) -> PaperRecords:
    """Return a period with three planned visits, two of them held, and nothing restricted."""
    first = visit(
        "v1",
        date(2013, 11, 20),
        findings=(finding("f1"), finding("f2", "strength", "Supervision")),
        questions=(QuestionRecord("q1", "What would help?", "A second desk."),),
    )
    second = visit(
        "v2",
        date(2014, 2, 5),
        TEAMS[0],
        visitors=("ann", "bob"),
        findings=(finding("f3", "strength", "Supervision"),),
        checks=(CheckRecord("a1", "Done in part", "Two desks came."),),
    )
    missed = visit("v3", date(2014, 3, 3), held=False, why_not_held="The office was flooded.")
    answered = {
        "response": "Two desks were bought.",
        "responded_on": date(2014, 1, 9),
        "agreed_due": "2014-02-01",
    }
    records = PaperRecords(
        today=TODAY,
        starts_on=STARTS,
        ends_on=ENDS,
        teams=TEAMS,
        members=MEMBERS,
        visits=(first, second, missed),
        rota=(
            planned("p1", first.on, visit_id="v1", status=RotaStatus.HELD),
            planned("p2", second.on, TEAMS[0], visit_id="v2", status=RotaStatus.HELD),
            planned("p3", missed.on, visit_id="v3", status=RotaStatus.NOT_HELD),
            planned(
                "p4", date(2014, 3, 20), status=RotaStatus.POSTPONED, reason="Nobody was free."
            ),
        ),
        asks=(
            ask("a1", first, AskStatus.AGREED, **answered),
            ask("a2", first, AskStatus.DECLINED, response="There is no money.", position=1),
            ask("a3", second, AskStatus.OPEN),
            ask("a4", second, AskStatus.DONE, response="It is on the wall.", position=1),
        ),
        actions=(
            ActionRecord(
                ActionLine(
                    Action(
                        "n1",
                        "Bring a plan.",
                        ActionOrigin.MEETING,
                        "Director",
                        date(2014, 9, 1),
                        reference="A-1",
                        raised_on=date(2014, 2, 18),
                    ),
                    "Task group, 18 February 2014",
                )
            ),
        ),
        recommendations=(
            recommended(
                Recommendation(
                    "r1", "2013-14/1", "Keep visiting", "Go on with visits.", due=date(2014, 4, 1)
                )
            ),
        ),
        evidence=(
            EvidenceRecord(
                "l1", "r1", "v1", "f1", EvidenceKind.GAP, first.on, first.team, text="Words of f1."
            ),
        ),
        meetings=(
            MeetingRecord(
                Meeting("m1", date(2014, 2, 18), "Task group"), (ItemRecord("i1", "Visits"),)
            ),
        ),
        seats=(SeatRecord("ann", MEMBERS["ann"], "Northmead", "chair"),),
    )
    return replace(records, **changes)  # type: ignore[arg-type]


def with_secrets(records: PaperRecords, word: str) -> PaperRecords:
    """Return records with something restricted of every kind added, each holding `word`.

    The word is in every text of it; ids, references and teams are told of nowhere else either.
    """
    secret = f"told of {word} in confidence"
    team = Team(f"team-{word}", f"Team {word}", retired=True)
    hidden = visit(
        f"hidden-{word}",
        date(2014, 1, 15),
        team,
        summary=secret,
        confidence=secret,
        restricted=f"Exempt: {secret}",
        findings=(
            finding(f"hidden-f-{word}", text=secret),
            finding(f"hidden-g-{word}", "strength"),
        ),
        questions=(QuestionRecord(f"hidden-q-{word}", secret, secret),),
    )
    partly = replace(
        records.visits[0],
        findings=(
            *records.visits[0].findings,
            replace(finding(f"row-{word}", text=secret), restricted=secret),
        ),
        questions=(
            *records.visits[0].questions,
            QuestionRecord(f"row-q-{word}", secret, secret, 9, secret),
        ),
        checks=(CheckRecord("a3", "Done", secret, secret),),
        summary=secret,
        answers_restricted=(("summary", secret),),
    )
    of_partly = replace(ask(f"row-a-{word}", partly, action=secret), restricted=secret)
    of_hidden = replace(
        ask(f"hidden-a-{word}", hidden, AskStatus.DONE, action=secret, response=secret),
        restricted=secret,
    )
    action = Action(f"n-{word}", secret, ActionOrigin.FINDING, secret, date(2014, 1, 1))
    correction = Correction(
        f"c-{word}", hidden.id, 1, 0, "summary", secret, secret, date(2014, 2, 1)
    )
    meeting = records.meetings[0]
    return replace(
        records,
        teams=(*records.teams, team),
        visits=(partly, *records.visits[1:], hidden),
        rota=(*records.rota, planned(f"p-{word}", hidden.on, team, visit_id=hidden.id)),
        asks=(*records.asks, of_partly, of_hidden),
        actions=(*records.actions, ActionRecord(ActionLine(action, secret), secret)),
        corrections=(CorrectionRecord(correction, hidden.id, hidden.on, secret, secret),),
        recommendations=(
            *records.recommendations,
            replace(
                recommended(Recommendation(f"r-{word}", f"R/{word}", secret, secret)),
                restricted=secret,
            ),
        ),
        evidence=(
            *records.evidence,
            EvidenceRecord(
                f"l-{word}",
                "r1",
                hidden.id,
                hidden.findings[0].id,
                EvidenceKind.SUPPORTS,
                hidden.on,
                hidden.team,
                secret,
                "concern",
                secret,
                secret,
            ),
        ),
        meetings=(
            replace(meeting, items=(*meeting.items, ItemRecord(f"i-{word}", secret, secret))),
        ),
    )
