"""Middle answers against numpy's definition of the same method."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.insights.services.medians import middle_of

ratings = st.dictionaries(st.integers(1, 10), st.integers(0, 40), max_size=10)


@given(ratings)
def test_quartiles_agree_with_numpy(counts: dict[int, int]) -> None:
    answers = [value for value, count in counts.items() for _ in range(count)]
    middle = middle_of(counts)
    if not answers:
        assert middle is None
        return
    oracle = np.quantile(answers, [0.25, 0.5, 0.75], method="averaged_inverted_cdf")
    assert middle is not None
    assert (middle.lower, middle.median, middle.upper) == pytest.approx(tuple(oracle))
    assert middle.n == len(answers)


@given(ratings.filter(lambda counts: any(counts.values())))
def test_the_middle_lies_between_the_quartiles(counts: dict[int, int]) -> None:
    middle = middle_of(counts)
    assert middle is not None
    assert 1 <= middle.lower <= middle.median <= middle.upper <= 10


def test_the_median_of_an_even_number_is_between_the_two_in_the_middle() -> None:
    middle = middle_of({3: 1, 4: 1, 7: 1, 9: 1})
    assert middle is not None
    assert middle.median == 5.5


def test_a_rating_that_nobody_gave_changes_nothing() -> None:
    assert middle_of({5: 3, 9: 0}) == middle_of({5: 3})
