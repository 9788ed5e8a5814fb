"""p-values of several questions asked at once. Both functions keep the order they are given."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted so that any wrong alarm at all is rare (Holm 1979): for questions declared
    beforehand.

    Raises:
        ValueError: a value is not from 0 to 1.
    """
    ordered = _ordered(p_values)
    m = len(ordered)
    raised = [(m - place) * p_values[at] for place, at in enumerate(ordered)]
    return _put_back(ordered, accumulate(raised, max))


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted so that few of the alarms are wrong (Benjamini and Hochberg 1995): for looking around.

    Raises:
        ValueError: a value is not from 0 to 1.
    """
    ordered = _ordered(p_values)[::-1]
    m = len(ordered)
    raised = [m / (m - place) * p_values[at] for place, at in enumerate(ordered)]
    return _put_back(ordered, accumulate(raised, min))


def _ordered(p_values: Sequence[float]) -> list[int]:
    """Places in ascending order of value."""
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("p-values from 0 to 1")
    return sorted(range(len(p_values)), key=p_values.__getitem__)


def _put_back(ordered: Sequence[int], values: accumulate[float]) -> list[float]:
    back = dict(zip(ordered, (min(1.0, value) for value in values), strict=True))
    return [back[place] for place in range(len(back))]
