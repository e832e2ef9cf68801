"""Widgets left to the garbage collector are never destroyed on a worker's thread."""

import gc
import threading

from pytestqt.qtbot import QtBot

from visits_app.ui.jobs import Jobs


class Loop:
    """Garbage that only the collector finds, and that tells which thread it went on."""

    def __init__(self, went: list[threading.Thread]) -> None:
        self.went = went
        self.itself = self

    def __del__(self) -> None:
        self.went.append(threading.current_thread())


def test_garbage_is_collected_on_the_windows_thread_only(qtbot: QtBot) -> None:
    jobs = Jobs()
    went: list[threading.Thread] = []
    jobs.run(jobs, lambda: None)  # from here on there is a worker
    for _ in range(10):
        Loop(went)
    made: list[object] = []
    jobs.run(jobs, lambda: made.extend([[]] for _ in range(200_000)))
    qtbot.waitUntil(lambda: jobs.idle)
    assert went == []
    qtbot.waitUntil(lambda: len(went) == 10, timeout=5000)
    assert set(went) == {threading.main_thread()}
    jobs.stop()
    others = [thread for thread in threading.enumerate() if thread.name.startswith("jobs-")]
    assert gc.isenabled() is not bool(others)
