"""What is true of every fit, over ratings by chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.moderation.services.bridging.fitting import fit
from app.moderation.services.bridging.parameters import Parameters, loss_of, slopes_of, unflat
from app.moderation.services.bridging.settling import note_lines, settle
from app.moderation.services.bridging.shapes import Rating
from app.moderation.services.bridging.tabulating import Table, tabulate
from tests.moderation.bridging.community import mixed, rated

few_examples = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 10_000)


@st.composite
def any_ratings(draw: st.DrawFn) -> list[Rating]:
    """Up to eight raters and six notes, at least one rating."""
    pairs = st.tuples(st.integers(1, 8), st.integers(1, 6))
    values = draw(st.dictionaries(pairs, st.sampled_from((0, 0.5, 1)), min_size=1, max_size=48))
    return [one for (rater, note), value in values.items() for one in rated([rater], note, value)]


def anywhere(table: Table, seed: int) -> Parameters:
    """Any parameters."""
    raters, notes = len(table.rater_ids), len(table.note_ids)
    flat = np.random.default_rng(seed).normal(0, 0.5, 1 + 2 * raters + 2 * notes)
    return unflat(flat, raters, notes)


@settings(max_examples=10, deadline=None)
@given(any_ratings(), st.randoms())
def test_the_order_of_ratings_changes_nothing(ratings: list[Rating], chance: object) -> None:
    mixed_up = list(ratings)
    chance.shuffle(mixed_up)
    first, second = (fit(tabulate(one)[0]).flat() for one in (ratings, mixed_up))
    assert first.tobytes() == second.tobytes()


@few_examples
@given(any_ratings(), seeds)
def test_the_slopes_are_those_of_the_loss(ratings: list[Rating], seed: int) -> None:
    table, _rows = tabulate(ratings)
    here = anywhere(table, seed).flat()
    counts = len(table.rater_ids), len(table.note_ids)

    def loss(at: np.ndarray) -> float:
        return loss_of(table, unflat(at, *counts))

    steps = np.eye(len(here)) * 1e-6
    measured = [(loss(here + step) - loss(here - step)) / 2e-6 for step in steps]
    assert slopes_of(table, unflat(here, *counts)).flat() == pytest.approx(measured, abs=1e-6)


@few_examples
@given(any_ratings(), seeds)
def test_settling_only_goes_downhill(ratings: list[Rating], seed: int) -> None:
    table, _rows = tabulate(ratings)
    start = anywhere(table, seed)
    assert loss_of(table, settle(table, start, closeness=0.1)) <= loss_of(table, start) + 1e-12


@settings(max_examples=10, deadline=None)
@given(any_ratings())
def test_where_a_fit_ends_it_is_level(ratings: list[Rating]) -> None:
    table, _rows = tabulate(ratings)
    assert np.abs(slopes_of(table, fit(table)).flat()).max() < 1e-5


@few_examples
@given(any_ratings(), seeds)
def test_one_helpful_rating_more_never_lowers_what_its_rater_is_taken_to_think(
    ratings: list[Rating], seed: int
) -> None:
    table, _rows = tabulate(ratings)
    lines = note_lines(table, anywhere(table, seed))
    where = np.random.default_rng(seed).normal(0, 1, len(table.note_ids))
    no, yes = (lines.plus(where, np.full(len(where), value)).solved() for value in (0.0, 1.0))
    assert np.all(yes[0] + where * yes[1] > no[0] + where * no[1])


@few_examples
@given(any_ratings(), seeds)
def test_a_helpful_rating_from_the_middle_never_lowers_the_intercept(
    ratings: list[Rating], seed: int
) -> None:
    table, _rows = tabulate(ratings)
    lines = note_lines(table, anywhere(table, seed))
    middle = np.zeros(len(table.note_ids))
    no, yes = (lines.plus(middle, middle + value).solved()[0] for value in (0.0, 1.0))
    assert np.all(yes > no)


@few_examples
@given(any_ratings(), seeds)
def test_a_rating_given_and_taken_back_leaves_no_trace(ratings: list[Rating], seed: int) -> None:
    table, _rows = tabulate(ratings)
    lines = note_lines(table, anywhere(table, seed))
    x = np.linspace(-1, 1, len(table.note_ids))
    again = lines.plus(x, x + 0.5).plus(x, x + 0.5, -1)
    assert np.allclose(again.solved(), lines.solved())


@settings(max_examples=5, deadline=None)
@given(seeds)
def test_everybody_finding_a_note_more_helpful_never_lowers_its_intercept(seed: int) -> None:
    ratings = mixed(16, 12, rated_share=0.8, seed=seed)
    note = ratings[0].note_id
    better = [replace(one, value=1.0) if one.note_id == note else one for one in ratings]
    intercepts = []
    for one in (ratings, better):
        table, _rows = tabulate(one)
        intercepts.append(fit(table).note_intercept[table.note_ids.tolist().index(note)])
    assert intercepts[1] >= intercepts[0] - 1e-6
