"""Whose ratings count: not one's own, not those of people who were often wrong before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.moderation.services.bridging.shapes import Note, Rating, Status
from app.moderation.services.bridging.trusting import (
    active_raters,
    counted,
    unreliable_authors,
    unreliable_raters,
    without_own,
)
from tests.moderation.bridging.community import LONG_AGO, NOW, rated

DECIDED = NOW - timedelta(days=1)
BEFORE, AFTER = LONG_AGO, NOW


def decided(verdict: str = "helpful", intercept: float = 0.5) -> Status:
    return Status(
        verdict=verdict, method="bridging", ratings=9, intercept=intercept, decided_at=DECIDED
    )


def notes(author: int, ids: range) -> dict[int, Note]:
    return {key: Note(note_id=key, author_id=author) for key in ids}


def history(right: int, wrong: int, **changes: object) -> list[Rating]:
    """One person's ratings of helpful notes, 1 to right + wrong."""
    values = [1.0] * right + [0.0] * wrong
    return [rated([1], key, value, **changes)[0] for key, value in enumerate(values, start=1)]


HELPFUL = {key: decided() for key in range(1, 21)}


def test_nobody_rates_their_own_note() -> None:
    ratings = rated([1, 2, 3], 7, 1)
    kept = without_own(ratings, {7: Note(note_id=7, author_id=2)})
    assert [one.rater_id for one in kept] == [1, 3]


@pytest.mark.parametrize(
    ("right", "wrong", "is_doubted"), [(2, 1, False), (33, 17, False), (13, 7, True)]
)
def test_two_thirds_of_a_raters_judgements_must_have_held(
    right: int, wrong: int, is_doubted: bool
) -> None:
    verdicts = {key: decided() for key in range(1, 51)}
    assert unreliable_raters(history(right, wrong), verdicts) == ({1} if is_doubted else set())


def test_fewer_than_five_judgements_say_nothing() -> None:
    assert unreliable_raters(history(0, 4), HELPFUL) == set()
    assert unreliable_raters(history(0, 5), HELPFUL) == {1}


def test_ratings_after_the_verdict_say_nothing() -> None:
    assert unreliable_raters(history(0, 9, at=AFTER), HELPFUL) == set()
    assert unreliable_raters(history(0, 9, at=DECIDED), HELPFUL) == set()
    assert unreliable_raters(history(0, 9, at=DECIDED - timedelta(seconds=1)), HELPFUL) == {1}


def test_right_ratings_after_the_verdict_save_nobody() -> None:
    late = [rated([1], key, 1, at=AFTER)[0] for key in range(6, 21)]
    assert unreliable_raters(history(0, 5) + late, HELPFUL) == {1}


def test_saying_no_to_a_note_that_was_not_helpful_was_right() -> None:
    refused = {key: decided("not_helpful") for key in range(1, 21)}
    assert unreliable_raters(history(0, 9), refused) == set()
    assert unreliable_raters(history(9, 0), refused) == {1}


def test_somewhat_and_notes_without_verdict_are_left_out() -> None:
    somewhat = [rated([1], key, 0.5)[0] for key in range(1, 10)]
    waiting = {key: Status(verdict="needs_more", method="bridging", ratings=9) for key in HELPFUL}
    assert (
        unreliable_raters(somewhat, HELPFUL) == unreliable_raters(history(0, 9), waiting) == set()
    )


@pytest.mark.parametrize(("helpful", "refused", "is_doubted"), [(5, 1, False), (4, 1, True)])
def test_one_note_refused_outweighs_five_helpful_ones(
    helpful: int, refused: int, is_doubted: bool
) -> None:
    verdicts = ["helpful"] * helpful + ["not_helpful"] * refused
    previous = {key: decided(verdict) for key, verdict in enumerate(verdicts)}
    found = unreliable_authors(notes(8, range(helpful + refused)), previous)
    assert found == ({8} if is_doubted else set())


@pytest.mark.parametrize(("mean", "is_doubted"), [(0.05, False), (0.049, True)])
def test_an_authors_notes_must_score_something(mean: float, is_doubted: bool) -> None:
    previous = {key: decided("needs_more", mean) for key in range(5)}
    assert unreliable_authors(notes(8, range(5)), previous) == ({8} if is_doubted else set())


def test_four_notes_condemn_no_author() -> None:
    previous = {key: decided("not_helpful", -0.4) for key in range(4)}
    assert unreliable_authors(notes(8, range(4)), previous) == set()


def test_ratings_of_doubtful_people_do_not_count() -> None:
    wrong, doubtful_author, fine = history(0, 5), rated([8], 15, 1), rated([3], 15, 1)
    refused = {key: decided("not_helpful", -0.4) for key in range(30, 35)}
    known = notes(900, range(1, 21)) | notes(8, range(30, 35))
    kept = counted([*wrong, *doubtful_author, *fine], known, HELPFUL | refused)
    assert kept == fine


def test_an_active_rater_rated_ten_notes_that_five_people_rated() -> None:
    ratings = [one for key in range(1, 11) for one in rated(range(1, 6), key, 1)]
    short = [one for one in ratings if (one.rater_id, one.note_id) != (5, 10)]
    assert active_raters(ratings) == {1, 2, 3, 4, 5}
    assert active_raters(short) == set()
    assert active_raters(short + rated([6], 10, 1)) == {1, 2, 3, 4}


def test_notes_of_somebody_who_left_condemn_nobody() -> None:
    left = {key: Note(note_id=key, author_id=None) for key in range(9)}
    previous = {key: decided("not_helpful", -0.4) for key in range(9)}
    assert unreliable_authors(left, previous) == set()
    assert len(without_own(rated([1, 2, 3], 7, 1), left)) == 3
