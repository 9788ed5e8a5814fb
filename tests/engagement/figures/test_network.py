"""Who answers whom, in numbers (science.md 1.4 and E17)."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engagement.services.figures.network import (
    Reply,
    became_givers,
    edges,
    isolates,
    network,
    reciprocity,
)

A, B, C, D, E = range(1, 6)
GOLDEN = {(A, B): 3, (B, A): 1, (A, C): 2, (C, D): 4}
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
members = st.integers(1, 6)
weights = st.dictionaries(st.tuples(members, members), st.integers(1, 9), max_size=20)


def reply(giver: int, receiver: int, day: int = 0) -> Reply:
    return Reply(giver, receiver, START + timedelta(days=day))


def test_the_known_answers_have_the_known_reciprocity() -> None:
    assert reciprocity(GOLDEN) == pytest.approx(0.20)


def test_answers_to_oneself_change_nothing() -> None:
    assert reciprocity({**GOLDEN, (A, A): 50}) == pytest.approx(0.20)
    assert edges([reply(A, A), reply(A, B), reply(A, B)]) == {(A, B): 2}


def test_without_any_answer_reciprocity_is_not_defined() -> None:
    assert (reciprocity({}), reciprocity({(A, A): 4})) == (None, None)


def test_isolates_wrote_and_were_answered_by_nobody_else() -> None:
    given = edges([reply(A, B), reply(E, E), reply(C, D)])
    assert isolates([A, B, E], given) == {A, E}


def test_whoever_received_first_and_gave_later_became_a_giver() -> None:
    given = [reply(A, B, 0), reply(B, C, 3), reply(C, A, 5), reply(B, A, 6)]
    assert became_givers(given) == {B, C}


def test_whoever_gave_first_or_at_the_same_moment_did_not() -> None:
    assert became_givers([reply(A, B, 1), reply(B, A, 1)]) == set()
    assert became_givers([reply(B, B, 0), reply(B, A, 1)]) == set()


def test_the_order_in_which_answers_are_told_does_not_matter() -> None:
    given = [reply(A, B, 2), reply(B, C, 3), reply(B, A, 1), reply(C, A, 9)]
    assert became_givers(given) == became_givers(given[::-1]) == {A, C}


def test_figures_of_a_group_are_counts_without_anybody_s_number() -> None:
    given = [reply(A, B), reply(A, B, 1), reply(B, A, 2), reply(C, C, 3), reply(A, D, 4)]
    found = network([A, B, C], given)
    assert (found.writers, found.pairs, found.replies) == (3, 3, 4)
    assert (found.reciprocity, found.isolates, found.became_givers) == (0.5, 1, 1)
    assert {type(getattr(found, each.name)) for each in fields(found)} <= {int, float}


@given(weights)
def test_reciprocity_is_what_the_definition_says_pair_by_pair(
    between: dict[tuple[int, int], int],
) -> None:
    both = [(a, b) for a in range(1, 7) for b in range(a + 1, 7)]
    total = sum(between.get(pair, 0) + between.get(pair[::-1], 0) for pair in both)
    back = sum(2 * min(between.get(pair, 0), between.get(pair[::-1], 0)) for pair in both)
    assert reciprocity(between) == (pytest.approx(back / total) if total else None)


@given(weights)
def test_giving_everything_back_is_one(between: dict[tuple[int, int], int]) -> None:
    both = {pair: between.get(pair, 0) + between.get(pair[::-1], 0) for pair in between}
    whole = {**both, **{pair[::-1]: weight for pair, weight in both.items()}}
    assert reciprocity(whole) in (None, 1)
