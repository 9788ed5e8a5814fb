"""Several questions at once (science.md 1.4 and E8)."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from app.engagement.services.figures.multiplicity import benjamini_hochberg, holm

P = [0.001, 0.002, 0.003, 0.004, 0.02, 0.03, 0.04, 0.2]
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def test_the_known_values_come_out() -> None:
    assert holm(P) == pytest.approx([0.008, 0.014, 0.018, 0.02, 0.08, 0.09, 0.09, 0.2])
    found = [round(p, 4) for p in benjamini_hochberg(P)]
    assert found == [0.008, 0.008, 0.008, 0.008, 0.032, 0.04, 0.0457, 0.2]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=7))
def test_holm_is_bonferroni_over_every_set_of_questions(values: list[float]) -> None:
    """Closed testing: a question counts as answered if every set that holds it does (Marcus,
    Peritz and Gabriel 1976)."""
    places = range(len(values))
    sets = [one for size in places for one in combinations(places, size + 1)]
    bonferroni = {one: min(1, len(one) * min(values[place] for place in one)) for one in sets}
    expected = [max(bonferroni[one] for one in sets if place in one) for place in places]
    assert holm(values) == pytest.approx(expected)


@given(p_values)
def test_benjamini_hochberg_agrees_with_scipy(values: list[float]) -> None:
    oracle = false_discovery_control(values, method="bh").tolist()
    assert benjamini_hochberg(values) == pytest.approx(oracle)


@given(p_values, st.randoms(use_true_random=False))
def test_every_value_keeps_its_place(values: list[float], chance: random.Random) -> None:
    places = list(range(len(values)))
    chance.shuffle(places)
    for adjust in (holm, benjamini_hochberg):
        straight = adjust(values)
        mixed = adjust([values[place] for place in places])
        assert mixed == pytest.approx([straight[place] for place in places])


@given(p_values)
def test_nothing_becomes_surer_by_being_asked_with_others(values: list[float]) -> None:
    for p, few, any_at_all in zip(values, benjamini_hochberg(values), holm(values), strict=True):
        assert p <= few + 1e-12
        assert few <= any_at_all + 1e-12
        assert any_at_all <= 1


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_value_is_refused(adjust: object, wrong: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        adjust([0.5, wrong])


def test_no_questions_have_no_values() -> None:
    assert (holm([]), benjamini_hochberg([])) == ([], [])
