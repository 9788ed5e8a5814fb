"""Data whose figures are known, from the literature and computed beside it."""

from __future__ import annotations

import math
from statistics import fmean, stdev

ZIPF100 = [round(1000 / rank) for rank in range(1, 101)]
READERS = [3, 2, 4, 3, 3, 2, 5, 1, 3, 4]
POSTERS = [4, 5, 3, 4, 5, 4, 4, 5, 3, 4, 5, 2]
# Setoyama 2011: posters and lurkers by age, marital state, education and work.
SETOYAMA = {
    "age": ([2, 24, 60, 16, 2], [2, 30, 55, 22, 2]),
    "marital": ([16, 77, 10], [30, 62, 16]),
    "education": ([21, 34, 47], [31, 43, 34]),
    "work": ([30, 37, 22, 18], [33, 32, 30, 17]),
}


def people_with(mean: float, deviation: float, count: int) -> list[float]:
    """So many answers with exactly this mean and standard deviation."""
    shape = [math.sin(place * 1.7) + place / count for place in range(count)]
    middle, spread = fmean(shape), stdev(shape)
    return [mean + deviation * (one - middle) / spread for one in shape]
