"""The difference between readers and contributors with what else differs held equal: ordinary least
squares with HC3 errors, which lets people vary differently (MacKinnon and White 1985; Long and
Ervin 2000, doi 10.1080/00031305.2000.10474549).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.engagement.services.figures.comparing import LEAST_TESTED, Answers
from app.engagement.services.figures.two_groups import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Term:
    """One coefficient in units of the answers, with its HC3 error; t with n - k degrees of freedom."""

    effect: Interval
    error: float
    t: float
    p: float


@dataclass(frozen=True, slots=True)
class Fit:
    """All coefficients, the intercept first, of `used` rows."""

    used: int
    df: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Readers less contributors, everything in `covariates` held equal. `missing` says for how many
    of those who answered each covariate is unknown; they are left out, so `used` may be smaller than
    `answered`. `readers` is None where too few are left, or where a covariate tells the groups apart
    completely."""

    covariates: tuple[str, ...]
    answered: int
    used: int
    missing: dict[str, int]
    readers: Term | None


def adjust(
    answers: Answers, is_reader: Sequence[bool], covariates: Mapping[str, Answers]
) -> Adjusted:
    """One outcome, who is a reader, and what is known of each person, in the same order; None where
    it is not known. At least 20 of each group must be left.

    Raises:
        ValueError: the lists differ in length.
    """
    people = len(answers)
    if any(len(values) != people for values in (is_reader, *covariates.values())):
        raise ValueError("one value of each kind for every person")
    there = [place for place, answer in enumerate(answers) if answer is not None]
    missing = {
        name: sum(values[place] is None for place in there) for name, values in covariates.items()
    }
    known = list(covariates.values())
    used = [place for place in there if all(values[place] is not None for values in known)]
    rows = [
        [1.0, float(is_reader[place]), *(float(values[place] or 0) for values in known)]
        for place in used
    ]
    fit = None
    if _has_enough([is_reader[place] for place in used]):
        fit = least_squares([float(answers[place] or 0) for place in used], rows)
    term = fit.terms[1] if fit else None
    return Adjusted(tuple(covariates), len(there), len(used), missing, term)


def _has_enough(is_reader: Sequence[bool]) -> bool:
    readers = sum(is_reader)
    return min(readers, len(is_reader) - readers) >= LEAST_TESTED


def least_squares(outcome: Sequence[float], rows: Sequence[Sequence[float]]) -> Fit | None:
    """Fit `outcome` by `rows`, whose first column is 1. Var(b) = (X'X)⁻¹ X' diag(e²/(1-h)²) X (X'X)⁻¹
    with h the leverage. None where a column follows from others, where nothing is left over to judge
    the fit by, or where one person alone decides a coefficient (h = 1)."""
    import numpy as np

    y, x = np.array(outcome, dtype=np.float64), np.array(rows, dtype=np.float64)
    df = len(x) - x.shape[1] if x.ndim == 2 else 0
    if df < 1:
        return None
    # Columns on one scale: years and tens of thousands of days would look dependent to the rank.
    scale = np.abs(x).max(axis=0)
    if not scale.all() or np.linalg.matrix_rank(x / scale) < x.shape[1]:
        return None
    q, r = np.linalg.qr(x / scale)
    leverage = (q * q).sum(axis=1)
    if leverage.max() > 1 - 1e-9:
        return None
    inverse = np.linalg.inv(r)
    coefficients = inverse @ (q.T @ y)
    rest = y - (x / scale) @ coefficients
    if np.abs(rest).max() <= 1e-12 * max(np.abs(y).max(), 1e-300):
        return None
    pulled = rest / (1 - leverage)
    spread = inverse @ q.T * pulled
    errors = np.sqrt((spread * spread).sum(axis=1))
    return Fit(len(x), df, _terms(coefficients / scale, errors / scale, df))


def _terms(coefficients: Numbers, errors: Numbers, df: int) -> tuple[Term, ...]:
    from scipy.special import stdtr, stdtrit

    reach = float(stdtrit(df, 0.975))
    terms = []
    for value, error in zip(coefficients.tolist(), errors.tolist(), strict=True):
        t = value / error
        p = float(2 * stdtr(df, -abs(t)))
        terms.append(
            Term(Interval(value, value - reach * error, value + reach * error), error, t, p)
        )
    return tuple(terms)
