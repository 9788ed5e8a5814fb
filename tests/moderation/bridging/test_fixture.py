"""The small community of design/science.md §3.3: 20 raters in two camps, 13 notes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize

from app.moderation.services.bridging.fitting import fit
from app.moderation.services.bridging.parameters import Parameters
from app.moderation.services.bridging.tabulating import Table, tabulate
from tests.moderation.bridging.community import (
    BRIDGING,
    DISLIKED,
    LIKED_BY_A,
    LIKED_BY_B,
    ONLY_RATED_BY_A,
    THREE_OF_EACH,
    TWO_AND_ONE,
    A,
    B,
    scored,
    two_camps,
)

NEAR = 0.02
INTERCEPTS = {
    **dict.fromkeys(BRIDGING, 0.576),
    **dict.fromkeys(LIKED_BY_A, 0.112),
    **dict.fromkeys(LIKED_BY_B, 0.151),
    **dict.fromkeys(DISLIKED, -0.312),
    ONLY_RATED_BY_A: 0.208,
    THREE_OF_EACH: 0.443,
    TWO_AND_ONE: 0.319,
}
FACTORS = {
    **dict.fromkeys(BRIDGING, 0.01),
    **dict.fromkeys(LIKED_BY_A, 0.79),
    **dict.fromkeys(LIKED_BY_B, 0.82),
    ONLY_RATED_BY_A: 0.63,
}


@pytest.fixture(scope="module")
def fitted() -> tuple[Table, Parameters]:
    table, _rows = tabulate(two_camps())
    return table, fit(table)


def test_the_mean_is_the_published_one(fitted: tuple[Table, Parameters]) -> None:
    assert fitted[1].mean == pytest.approx(0.176, abs=NEAR)


def test_every_intercept_is_the_published_one(fitted: tuple[Table, Parameters]) -> None:
    table, found = fitted
    by_note = dict(zip(table.note_ids.tolist(), found.note_intercept.tolist(), strict=True))
    assert by_note == pytest.approx(INTERCEPTS, abs=NEAR)


def test_every_published_factor_is_met(fitted: tuple[Table, Parameters]) -> None:
    table, found = fitted
    by_note = dict(zip(table.note_ids.tolist(), np.abs(found.note_factor).tolist(), strict=True))
    assert {key: by_note[key] for key in FACTORS} == pytest.approx(FACTORS, abs=NEAR)


def test_the_camps_are_on_two_sides(fitted: tuple[Table, Parameters]) -> None:
    table, found = fitted
    is_below = found.rater_factor < 0
    assert len(set(is_below[:10].tolist())) == len(set(is_below[10:].tolist())) == 1
    assert is_below[0] != is_below[10]
    assert len(table.rater_ids) == 20


def test_the_larger_camp_is_called_negative() -> None:
    """Of two equal ones the first, so that the two runs of a week can be laid side by side."""
    camps = {"equal": (A, B), "first": (range(1, 13), B), "second": (range(1, 9), B)}
    below = {}
    for name, (a, b) in camps.items():
        found = fit(tabulate(two_camps(a, [one + 20 for one in b]))[0])
        below[name] = (found.rater_factor < 0).tolist()
    assert below["equal"] == [True] * 10 + [False] * 10
    assert below["first"] == [True] * 12 + [False] * 10
    assert below["second"] == [False] * 8 + [True] * 10


def test_the_verdicts_are_exactly_the_published_ones() -> None:
    verdicts = {key: status.verdict for key, status in scored(two_camps()).items()}
    assert verdicts == {
        **dict.fromkeys(INTERCEPTS, "needs_more"),
        **dict.fromkeys(BRIDGING, "helpful"),
        **dict.fromkeys(DISLIKED, "not_helpful"),
    }


def test_three_of_each_side_pass_the_score_and_not_the_sides() -> None:
    status = scored(two_camps())[THREE_OF_EACH]
    assert (status.reasons, status.ratings) == (("net_helpful",), 6)


def test_three_votes_are_too_few_and_score_too_low() -> None:
    status = scored(two_camps())[TWO_AND_ONE]
    assert status.reasons == ("few_ratings", "low_score", "net_helpful")


def by_oracle(table: Table, *, sums: bool) -> np.ndarray:
    """Intercepts of the notes by another minimiser, with means or with sums for losses."""
    raters, notes = len(table.rater_ids), len(table.note_ids)
    ends = np.cumsum([1, raters, raters, notes])

    def loss(flat: np.ndarray) -> float:
        mean, rater_i, rater_f, note_i, note_f = np.split(flat, ends)
        crossed = rater_f[table.rater] * note_f[table.note]
        error = table.value - mean - rater_i[table.rater] - note_i[table.note] - crossed
        total = np.sum if sums else np.mean
        intercepts = mean[0] ** 2 + total(rater_i**2) + total(note_i**2)
        return total(error**2) + 0.15 * intercepts + 0.03 * (total(rater_f**2) + total(note_f**2))

    start = np.random.default_rng(1).normal(0, 0.5, ends[-1] + notes)
    return np.split(optimize.minimize(loss, start, method="L-BFGS-B").x, ends)[3]


def test_another_minimiser_finds_the_same(fitted: tuple[Table, Parameters]) -> None:
    table, found = fitted
    assert found.note_intercept == pytest.approx(by_oracle(table, sums=False), abs=0.005)


def test_the_sums_of_the_description_would_let_three_votes_pass(
    fitted: tuple[Table, Parameters],
) -> None:
    """Published for sums: .445 for the bridging notes and .422 for three votes."""
    table, found = fitted
    by_sums = by_oracle(table, sums=True)
    three_votes = table.note_ids.tolist().index(TWO_AND_ONE)
    assert by_sums[table.note_ids.tolist().index(BRIDGING[0])] == pytest.approx(0.445, abs=NEAR)
    assert by_sums[three_votes] == pytest.approx(0.422, abs=NEAR)
    assert found.note_intercept[three_votes] < 0.40
