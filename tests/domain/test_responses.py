"""What an answer to an ask needs: nothing is guessed, everything wanting is said."""

from datetime import date

import pytest

from visits_app.domain.responses import ANSWERS, ask_cells, ask_key, response_faults
from visits_app.domain.visits import Ask, AskStatus, TeamAsk

VISITED, ON = date(2026, 3, 2), date(2026, 4, 1)


def wheres(
    status: AskStatus, reason: str = "", owner: str = "", due: date | None = None
) -> list[str]:
    return [f.where for f in response_faults(status, reason, owner, due, visited=VISITED, on=ON)]


@pytest.mark.parametrize(
    ("status", "wanting"),
    [
        (AskStatus.AGREED, ["owner", "due"]),
        (AskStatus.PART, ["reason", "owner", "due"]),
        (AskStatus.DECLINED, ["reason"]),
        (AskStatus.DONE, []),
        (AskStatus.OPEN, ["status"]),
        (AskStatus.VERIFIED, ["status"]),
    ],
)
def test_each_answer_needs_what_it_promises(status: AskStatus, wanting: list[str]) -> None:
    assert wheres(status) == wanting
    full = wheres(status, "Because.", "head of service", date(2026, 5, 1))
    assert full == [where for where in wanting if where == "status"]


def test_a_day_before_the_visit_or_the_answer_is_said() -> None:
    early = response_faults(AskStatus.AGREED, "", "head", date(2026, 2, 1), visited=VISITED, on=ON)
    assert "before the visit of 2 March 2026" in early[0].what
    late = response_faults(AskStatus.AGREED, "", "head", date(2026, 3, 5), visited=VISITED, on=ON)
    assert "before the day of the answer, 1 April 2026" in late[0].what
    done = response_faults(AskStatus.DONE, "", "", date(2026, 3, 5), visited=VISITED, on=ON)
    assert done == (), "what is done already may have been done before the answer"


def test_the_reference_of_an_ask_does_not_hang_on_its_place() -> None:
    first = Ask("abcdef0123", "v", 0, "Mend it.")
    moved = Ask("abcdef0123", "v", 3, "Mend it.")
    assert ask_key("2026-7K3M", first) == ask_key("2026-7K3M", moved) == "2026-7K3M/abcdef"


def test_a_line_goes_out_with_what_members_suggest_and_without_an_answer() -> None:
    ask = Ask("a", "v", 0, "Mend it.", owner="head of service", due="2026-05-01")
    cells = ask_cells(TeamAsk(ask, "Fostering", "2026-7K3M", VISITED))
    assert cells["suggested"] == "head of service, by 1 May 2026"
    assert (cells["status"], cells["owner"], cells["due"]) == ("", "", "")
    assert len(ANSWERS) == 4
