"""Judge 1,000 series of 120 months: by us, and mean and limits alone in plain numpy.

Two floors, both given the same tuples of numbers: `loop` does a series at a time, `batch`
all of them in one array. Mean, moving ranges, screening once, limits and near limits; no rules, no
objects. Ours returns whole judgements.
"""

import gc
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from visits_app.domain.figures import month_end
from visits_app.domain.indicators import Direction, Target
from visits_app.domain.xmr import XmrInput, judge_all

SERIES, MONTHS = 1_000, 120


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    kept = work()  # to let go of it is no part of the work
    taken = time.perf_counter() - begun
    del kept
    return taken


def made_up() -> list[XmrInput]:
    """Return series that wander, jump at times and miss a month here and there."""
    chance = random.Random(1)
    months = [month_end(date(2004 + n // 12, n % 12 + 1, 1)) for n in range(MONTHS)]
    series = []
    for number in range(SERIES):
        level, values = chance.uniform(20, 90), []
        for _ in range(MONTHS):
            level += chance.gauss(0, 0.4)
            value = round(level + chance.gauss(0, 3) + 15 * (chance.random() < 0.01), 1)
            values.append(None if chance.random() < 0.01 else value)
        direction = tuple(Direction)[number % 3]
        target = Target("", 60.0, ("at least", "at most", "about")[number % 3])
        series.append(XmrInput(tuple(months), tuple(values), direction, target))
    return series


def limits_of_one(values: tuple[float | None, ...]) -> tuple[float, ...]:
    numbers = np.array(values, dtype=np.float64)
    mean = np.nanmean(numbers)
    ranges = np.abs(np.diff(numbers))
    average = np.nanmean(ranges)
    average = np.mean(ranges[ranges < 3.267 * average])
    wide, near = 2.66 * average, 2 * 2.66 / 3 * average
    return (mean, mean - wide, mean + wide, mean - near, mean + near)


def limits_of_all(rows: list[tuple[float | None, ...]]) -> tuple[np.ndarray, ...]:
    numbers = np.array(rows, dtype=np.float64)
    mean = np.nanmean(numbers, axis=1)
    ranges = np.abs(np.diff(numbers, axis=1))
    average = np.nanmean(ranges, axis=1)
    average = np.mean(ranges, axis=1, where=ranges < 3.267 * average[:, None])
    wide, near = 2.66 * average, 2 * 2.66 / 3 * average
    return (mean, mean - wide, mean + wide, mean - near, mean + near)


inputs = made_up()
rows = [tuple(one.values) for one in inputs]
judged = judge_all(inputs)
alone = np.array([limits_of_one(row) for row in rows])
assert np.allclose([(j.phases[0].mean, j.phases[0].lower) for j in judged], alone[:, :2])
assert np.allclose(np.stack(limits_of_all(rows), 1), alone)
times: dict[str, list[float]] = {"ours": [], "batch": [], "loop": []}
for _ in range(int(sys.argv[1])):
    times["ours"].append(seconds(lambda: judge_all(inputs)))
    times["batch"].append(seconds(lambda: limits_of_all(rows)))
    times["loop"].append(seconds(lambda: [limits_of_one(row) for row in rows]))
print(json.dumps(times))
