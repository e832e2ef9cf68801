"""Work off the window's thread: two lanes, answers in order, none for those who are gone."""

from collections.abc import Callable, Iterator
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from tests.windows import wait_for
from visits_app.domain.errors import ExportError, StoreGone
from visits_app.ui.jobs import Jobs


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs(qapp)
    yield made
    made.stop()
    made.deleteLater()


def raising(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_answers_come_in_order_on_the_windows_thread(jobs: Jobs) -> None:
    owner = QObject()
    told: list[tuple[int, bool]] = []
    busy: list[bool] = []
    jobs.busy_changed.connect(busy.append)
    for number in range(20):
        jobs.run(
            owner,
            lambda number=number: (number, current_thread() is main_thread()),
            lambda answer: told.append(
                (answer[0], answer[1] or current_thread() is not main_thread())
            ),
        )
    wait_for(lambda: jobs.idle)
    assert told == [(number, False) for number in range(20)]
    assert busy == [True, False]


def test_a_long_job_does_not_hold_up_the_store(jobs: Jobs) -> None:
    owner, gate = QObject(), Event()
    told: list[str] = []
    jobs.run(owner, lambda: gate.wait(20) and "paper", told.append, long=True)
    jobs.run(owner, lambda: "saved", told.append)
    wait_for(lambda: told == ["saved"])
    gate.set()
    wait_for(lambda: jobs.idle)
    assert told == ["saved", "paper"]


def test_nobody_is_told_who_is_gone(jobs: Jobs) -> None:
    owner, gate = QObject(), Event()
    told: list[object] = []
    jobs.crashed.connect(told.append)
    jobs.run(owner, lambda: gate.wait(20), told.append)
    jobs.run(owner, raising(ValueError()), told.append, told.append)
    owner.deleteLater()
    del owner
    wait_for(lambda: True)
    gate.set()
    wait_for(lambda: jobs.idle)
    assert told == []


def test_cancelled_work_is_not_begun_and_says_nothing_if_it_was(jobs: Jobs) -> None:
    owner, begun, gate, stop = QObject(), Event(), Event(), Event()
    told: list[object] = []

    def draw() -> None:
        begun.set()
        gate.wait(20)
        if stop.is_set():
            raise ExportError("Stopped.")

    first = jobs.run(owner, draw, told.append, told.append, long=True, cancelled=stop)
    second = jobs.run(owner, lambda: told.append("begun"), told.append, long=True)
    assert begun.wait(20)
    first.cancel()
    second.cancel()
    gate.set()
    wait_for(lambda: jobs.idle)
    assert told == []


def test_errors_go_to_whoever_takes_them_and_else_to_the_crash_report(jobs: Jobs) -> None:
    owner = QObject()
    taken: list[object] = []
    crashed: list[object] = []
    jobs.crashed.connect(crashed.append)
    known, unknown = StoreGone("The folder is gone."), ZeroDivisionError()
    jobs.run(owner, raising(known), failed=taken.append)
    jobs.run(owner, raising(unknown))
    wait_for(lambda: jobs.idle)
    assert (taken, crashed) == ([known], [unknown])


def test_nothing_ends_a_lane(jobs: Jobs) -> None:
    owner = QObject()
    crashed: list[object] = []
    told: list[str] = []
    jobs.crashed.connect(crashed.append)
    ending = SystemExit(3)
    jobs.run(owner, raising(ending), told.append, told.append)
    jobs.run(owner, lambda: "saved all the same", told.append)
    wait_for(lambda: jobs.idle)
    assert (told, crashed) == (["saved all the same"], [ending])


def test_what_is_queued_is_done_before_the_window_closes(qapp: QApplication) -> None:
    jobs, owner, done = Jobs(qapp), QObject(), []
    for number in range(50):
        jobs.run(owner, lambda number=number: done.append(number))
    jobs.stop()
    assert done == list(range(50))
    wait_for(lambda: jobs.idle)
