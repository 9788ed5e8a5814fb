"""The rival of a power law: counts that are lognormal, rounded to whole numbers and cut at `x_min`.

Vuong 1989 (doi 10.2307/1912557), as Clauset, Shalizi and Newman 2009, appendix C, use it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rivals:
    """Both laws on the same counts. `ratio` is the sum of log likelihoods of the power law less that
    of the lognormal: above 0 the power law fits better. `p` is two-sided: above 0.1 the counts do
    not tell the two apart. `mu` and `sigma` are those of the lognormal's logarithm."""

    ratio: float
    z: float
    p: float
    mu: float
    sigma: float


def compare(tail: NDArray[np.float64], alpha: float, x_min: int) -> Rivals:
    """Counts from `x_min` on, which are not all the same, under α and under the best lognormal."""
    import numpy as np
    from scipy.special import zeta

    mu, sigma = _best(tail, x_min)
    apart = -alpha * np.log(tail) - math.log(zeta(alpha, x_min))
    apart = apart - _log_shares(tail, mu, sigma, x_min)
    ratio, spread = float(apart.sum()), float(apart.std())
    z = ratio / (spread * math.sqrt(len(tail))) if spread > 0 else 0.0
    return Rivals(ratio, z, math.erfc(abs(z) / math.sqrt(2)), mu, sigma)


def _best(tail: NDArray[np.float64], x_min: int) -> tuple[float, float]:
    """µ and σ of largest likelihood. A tail of a power law is fitted ever better the farther µ moves
    below it, by ever less; the search stops where nothing more is won."""
    import numpy as np
    from scipy.optimize import minimize

    logs = np.log(tail)
    # Each count once with how often it stands there: the tail of a large site stays quick.
    values, times = np.unique(tail, return_counts=True)

    def loss(at: NDArray[np.float64]) -> float:
        return -float(times @ _log_shares(values, float(at[0]), math.exp(at[1]), x_min))

    start = np.array([logs.mean(), math.log(logs.std())])
    within = [(-30 * float(logs.max()) - 30, float(logs.max())), (-5.0, 5.0)]
    found = minimize(
        loss, start, method="Nelder-Mead", bounds=within, options={"xatol": 1e-6, "fatol": 1e-8}
    )
    return float(found.x[0]), math.exp(float(found.x[1]))


def _log_shares(
    counts: NDArray[np.float64], mu: float, sigma: float, x_min: int
) -> NDArray[np.float64]:
    """ln P(x) of the rounded lognormal among counts from `x_min` on."""
    import numpy as np
    from scipy.special import log_ndtr

    low = (np.log(counts - 0.5) - mu) / sigma
    high = (np.log(counts + 0.5) - mu) / sigma
    # Above the middle both ends are counted from the far side, where they are small and keep digits.
    near, far = np.where(low > 0, -high, low), np.where(low > 0, -low, high)
    inside = log_ndtr(far) + np.log(-np.expm1(log_ndtr(near) - log_ndtr(far)))
    shares: NDArray[np.float64] = inside - log_ndtr(-(math.log(x_min - 0.5) - mu) / sigma)
    return shares
