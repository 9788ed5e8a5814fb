"""Reasons that raters give: how many of them, how near they are, and when criticism stands out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.moderation.services.bridging.parameters import Parameters
from app.moderation.services.bridging.shapes import Rating
from app.moderation.services.bridging.tabulating import Table, tabulate
from app.moderation.services.bridging.tagging import nearness, outliers, reasons_given
from tests.moderation.bridging.community import rated

RATERS = range(1, 11)


def along_a_line(ratings: list[Rating]) -> tuple[Table, list[Rating], Parameters]:
    """Raters at 0, .1, .2 ... .9 and every note at 0."""
    table, rows = tabulate(ratings)
    nowhere = np.zeros(len(table.note_ids))
    at = np.arange(len(table.rater_ids)) / 10
    return table, rows, Parameters(0.0, np.zeros_like(at), at, nowhere, nowhere)


def with_critics(note_id: int, critics: range, tag: str = "incorrect") -> list[Rating]:
    critical = rated(critics, note_id, 0, [tag])
    return critical + rated([one for one in RATERS if one not in critics], note_id, 1)


def test_a_reason_counts_once_two_gave_it() -> None:
    ratings = rated([1, 2], 1, 1, ["clear", "kind"]) + rated([3], 1, 0, ["clear", "incorrect"])
    assert reasons_given(ratings) == (2, 0)
    assert reasons_given([*ratings, *rated([4], 1, 0, ["incorrect"])]) == (2, 1)


def test_weight_falls_steeply_with_the_distance() -> None:
    table, _rows, found = along_a_line(rated(RATERS, 1, 1))
    usual = np.percentile(np.arange(10) / 10, 40)
    expected = [1 / (1 + (one / 10 / usual) ** 5) for one in range(10)]
    assert nearness(table, found).tolist() == pytest.approx(expected)
    assert usual == pytest.approx(0.36)


def test_where_nearly_everybody_is_at_the_note_only_they_weigh() -> None:
    table, _rows, found = along_a_line(rated(RATERS, 1, 1))
    gathered = replace(found, rater_factor=np.where(np.arange(10) < 9, 0.0, 0.5))
    assert nearness(table, gathered).tolist() == pytest.approx([1] * 9 + [0])


def test_criticism_stands_out_above_two_and_a_half() -> None:
    """The first two raters weigh 1 each as far as two digits go, the third .95, the fourth .71."""
    three, two = (along_a_line(with_critics(1, range(1, last))) for last in (4, 3))
    assert outliers(*three, {0}) == {0}
    assert outliers(*two, {0}) == set()


def test_critics_far_away_weigh_little() -> None:
    assert outliers(*along_a_line(with_critics(1, range(6, 11))), {0}) == set()


def test_only_the_top_twentieth_of_the_notes_on_track_stands_out() -> None:
    """Thirty-eight notes with three critics near them, others with more."""
    many = {39: 5, 40: 6, 41: 7}
    ratings = [
        one for note in range(1, 42) for one in with_critics(note, range(1, many.get(note, 4)))
    ]
    assert outliers(*along_a_line(ratings), range(39)) == {38}
    assert outliers(*along_a_line(ratings), range(40)) == {38, 39}
    assert outliers(*along_a_line(ratings), range(41)) == {39, 40}


def test_notes_that_are_not_on_track_are_not_compared() -> None:
    ratings = with_critics(1, range(1, 5)) + with_critics(2, range(1, 8))
    assert outliers(*along_a_line(ratings), {0}) == {0}
    assert outliers(*along_a_line(ratings), set()) == set()


def test_each_kind_of_criticism_is_compared_by_itself() -> None:
    half = rated([1, 2], 1, 0, ["incorrect"]) + rated([3, 4], 1, 0, ["poor_sources"])
    assert outliers(*along_a_line(half + rated(range(5, 11), 1, 1)), {0}) == set()


def test_being_hard_to_read_is_left_out() -> None:
    assert outliers(*along_a_line(with_critics(1, range(1, 9), "unclear")), {0}) == set()
