"""Work off the window's thread: short store work in one lane, long work in another.

A PDF of two seconds must not hold up a save that is promised within one, so there are two
worker threads. Answers come back on the window's thread and are dropped if their owner is gone.

Python collects cyclic garbage on whichever thread happens to allocate. Widgets among it must not
be destroyed on a worker, so while there are workers garbage is collected on the window's thread.
"""

import gc
import threading
from _queue import SimpleQueue  # the `queue` module costs 2 ms at start and adds nothing here
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from visits_app.domain.errors import VisitsError

Progress = Callable[[float, str], None]
"""Called by long work with a share from 0 to 1 and what is being done, in words."""

_COLLECT_MS = 1000
_with_workers: set[int] = set()
"""Which `Jobs` have worker threads; the last one to stop gives collecting back to Python."""


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work under way; `cancel` asks it to stop at its next look."""

    owner: QObject
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the work to stop; its answer is dropped."""
        self.cancelled.set()


class Jobs(QObject):
    """Runs work in its lane and brings the answer back."""

    busy_changed = Signal(bool)
    crashed = Signal(object)
    _answered = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, SimpleQueue[Job | None]] = {}
        self._threads: list[threading.Thread] = []
        self._under_way = 0
        self._garbage = QTimer(self)
        self._garbage.setInterval(_COLLECT_MS)
        self._garbage.timeout.connect(_collect)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        long: bool = False,
        cancelled: threading.Event | None = None,
    ) -> Job:
        """Run `work` and call `done(answer)` or `failed(error)` on the window's thread.

        Without `failed` an error goes to `crashed`. Work of one lane runs in order. Work that can
        stop half-way looks at `cancelled`, which `Job.cancel` sets; what it then says is dropped.
        """
        job = Job(owner, work, done, failed, cancelled or threading.Event())
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        self._lane("long" if long else "store").put(job)
        return job

    @property
    def idle(self) -> bool:
        """Whether every job has been answered."""
        return self._under_way == 0

    def stop(self) -> None:
        """Finish what is queued, then end the threads. No job may be started after it."""
        for lane in self._lanes.values():
            lane.put(None)
        for thread in self._threads:
            thread.join()
        self._lanes.clear()
        self._threads.clear()
        self._garbage.stop()
        _with_workers.discard(id(self))
        if not _with_workers:
            gc.enable()

    def _lane(self, name: str) -> "SimpleQueue[Job | None]":
        if name not in self._lanes:
            self._lanes[name] = SimpleQueue()
            thread = threading.Thread(
                target=self._work_through, args=(self._lanes[name],), name=f"jobs-{name}"
            )
            thread.daemon = True
            self._threads.append(thread)
            _with_workers.add(id(self))
            gc.disable()
            self._garbage.start()
            thread.start()
        return self._lanes[name]

    def _work_through(self, lane: "SimpleQueue[Job | None]") -> None:
        while (job := lane.get()) is not None:
            answer: Any = None
            error: BaseException | None = None
            if not job.cancelled.is_set():
                try:
                    answer = job.work()
                except BaseException as caught:  # nothing may end the lane: saves wait in it
                    error = caught
            self._answered.emit(job, answer, error)

    @Slot(object, object, object)
    def _deliver(self, job: Job, answer: Any, error: BaseException | None) -> None:
        self._under_way -= 1
        try:
            stopped = job.cancelled.is_set() and (error is None or isinstance(error, VisitsError))
            if stopped or not isValid(job.owner):
                return
            if isinstance(error, Exception) and job.failed is not None:
                job.failed(error)
            elif error is not None:
                self.crashed.emit(error)
            elif job.done is not None:
                job.done(answer)
        finally:
            if self._under_way == 0:
                self.busy_changed.emit(False)


def _collect() -> None:
    """Collect what has gathered, by the thresholds Python itself goes by."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
