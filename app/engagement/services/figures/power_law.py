"""Do the longest tails of counts follow a discrete power law, P(x) ∝ x^-α from `x_min` on?

After Clauset, Shalizi and Newman 2009 (doi 10.1137/070710111). A straight line on double-log paper
proves nothing, so the exponent comes only with a test of the fit and with a rival (`lognormal`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engagement.services.figures.lognormal import Rivals, compare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

LEAST_TAIL = 50
"""With fewer people in the tail nothing is said (science.md 1.4)."""
RESAMPLES = 1_000
SEED = 20_090_804
_LOWEST, _HIGHEST, _HALVINGS = 1 + 1e-6, 60.0, 60
_TABLE = 10_000
_LOG_FARTHEST = math.log(1e15)


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """A fitted tail. `alpha` is the value of largest likelihood; `alpha_by_formula` the short formula
    that studies print, good from an `x_min` of 6 on. `distance` is Kolmogorov–Smirnov's; `fit_p` how
    often a true power law lies as far off: under 0.1 it is none. `rivals` compares a lognormal."""

    x_min: int
    tail: int
    alpha: float
    alpha_by_formula: float
    distance: float
    fit_p: float
    rivals: Rivals


def power_law(counts: Sequence[int], *, x_min: int) -> PowerLaw | None:
    """Fit the counts from `x_min` on; None when fewer than 50 are there or all are the same.
    `x_min` is settled beforehand: the p-value knows of no search for it. Same counts, same answer.

    Raises:
        ValueError: `x_min` is below 1.
    """
    import numpy as np

    if x_min < 1:
        raise ValueError("a tail begins at 1 or above")
    tail = np.array([count for count in counts if count >= x_min], dtype=np.float64)
    values, counted = np.unique(tail, return_counts=True)
    times = counted.astype(np.float64)
    if len(tail) < LEAST_TAIL or len(values) < 2:
        return None
    alpha = exponent(float(np.log(tail).mean()), x_min)
    distance = _distance(values, times, alpha, x_min)
    return PowerLaw(
        x_min=x_min,
        tail=len(tail),
        alpha=alpha,
        alpha_by_formula=float(1 + len(tail) / np.log(tail / (x_min - 0.5)).sum()),
        distance=distance,
        fit_p=_fit_p(len(tail), alpha, x_min, distance),
        rivals=compare(tail, alpha, x_min),
    )


def exponent(mean_log: float, x_min: int) -> float:
    """The α of largest likelihood for a mean of ln x: where d ln ζ(α, x_min)/dα is minus that mean
    (Clauset 2009, eq. 3.5). The slope only grows with α, so halving finds it."""
    from scipy.special import zeta

    # Where a tail begins far out, a steep law has no share left that a number can hold.
    low, high = _LOWEST, min(_HIGHEST, 600 / math.log(x_min + 1))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        step = 1e-5 * (middle - 1)
        apart = math.log(zeta(middle + step, x_min) / zeta(middle - step, x_min))
        if apart / (2 * step) + mean_log < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _distance(values: Numbers, times: Numbers, alpha: float, x_min: int) -> float:
    """The widest gap between the share of the tail up to x and that of the law, over all whole x.
    Between two counts the law only rises, so both ends of each step are enough."""
    import numpy as np
    from scipy.special import zeta

    after = np.cumsum(times) / times.sum()
    before = after - times / times.sum()
    whole = zeta(alpha, x_min)
    at, ahead = 1 - zeta(alpha, values + 1) / whole, 1 - zeta(alpha, values) / whole
    return float(np.maximum(np.abs(after - at), np.abs(before - ahead)).max())


def _fit_p(n: int, alpha: float, x_min: int, distance: float) -> float:
    """The share of drawn tails, each with its own exponent, that lie as far off or farther. The real
    one counts as one of them, so that the share is never 0 (Davison and Hinkley 1997, 4.2)."""
    import numpy as np

    farther = 0
    for values, times in _drawn(n, alpha, x_min):
        own = exponent(float(np.log(values) @ times) / n, x_min)
        farther += _distance(values, times, own, x_min) >= distance
    return (farther + 1) / (RESAMPLES + 1)


def _drawn(n: int, alpha: float, x_min: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Tails of `n` counts of the law, as values and how often each was drawn: from a table of shares,
    and beyond it by the formula for large x (Clauset 2009, appendix D). What it costs hangs on the
    table and not on `n`."""
    import numpy as np
    from scipy.special import zeta

    chance = np.random.default_rng(SEED)
    table = x_min + np.arange(_TABLE, dtype=np.float64)
    beyond = float(zeta(alpha, x_min + _TABLE) / zeta(alpha, x_min))
    shares = table**-alpha / zeta(alpha, x_min)
    shares *= (1 - beyond) / shares.sum()
    for _ in range(RESAMPLES):
        times = chance.multinomial(n, np.append(shares, beyond))
        logs = math.log(x_min + _TABLE - 0.5) - np.log(1 - chance.random(times[-1])) / (alpha - 1)
        far = np.floor(np.exp(np.minimum(logs, _LOG_FARTHEST)) + 0.5)
        distant, often = np.unique(far, return_counts=True)
        met = np.flatnonzero(times[:-1])
        yield np.append(table[met], distant), np.append(times[met], often)
