"""What may be seen of noisy numbers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.insights.services.show_rules import Protection, clamped, rounded, shown

RULES = Protection(epsilon=Fraction(1, 2), least_cell=24, least_cohort=50)
cells = st.tuples(*[st.integers(-60, 900)] * 3)


@given(cells)
def test_nothing_unrounded_and_no_cell_under_24_is_ever_shown(noisy: tuple[int, ...]) -> None:
    row = shown(noisy, RULES)
    if row is None:
        assert sum(noisy) < 50
        return
    assert row.people % 5 == 0
    for count, value in zip(row.counts, noisy, strict=True):
        assert (count is None) == (value < 24)
        assert count is None or (count % 5 == 0 and abs(count - value) <= 2)


def test_a_cell_of_24_is_shown_and_one_of_23_is_not() -> None:
    row = shown((24, 23, 30), RULES)
    assert row is not None
    assert row.counts == (25, None, 30)


def test_a_row_of_50_is_shown_and_one_of_49_is_not() -> None:
    assert shown((25, 25, 0), RULES) is not None
    assert shown((25, 24, 0), RULES) is None


@given(st.integers(-500, 5000), st.integers(-500, 5000))
def test_rounding_keeps_the_order(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert rounded(low) <= rounded(high)


@given(st.floats(-50, 150), st.floats(-50, 150))
def test_percentages_keep_their_order_and_never_say_nobody_or_everybody(
    one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 5 <= clamped(low) <= clamped(high) <= 95


def test_all_of_a_row_looks_like_nearly_all_of_it() -> None:
    everybody, nearly = shown((0, 0, 200), RULES), shown((0, 10, 190), RULES)
    assert everybody is not None and nearly is not None
    assert clamped(100 * 200 / everybody.people) == clamped(100 * 190 / nearly.people) == 95
    assert everybody.counts[:2] == nearly.counts[:2] == (None, None)
