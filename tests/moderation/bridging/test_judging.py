"""What is known of a note before it is held against the conditions."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from app.moderation.services.bridging.fitting import fit
from app.moderation.services.bridging.guarding import Evidence
from app.moderation.services.bridging.judging import gathered
from app.moderation.services.bridging.parameters import Parameters
from app.moderation.services.bridging.shapes import Rating
from app.moderation.services.bridging.tabulating import Table, tabulate
from tests.moderation.bridging.community import BRIDGING, DISLIKED, A, B, rated, two_camps

NOTE = 150


def known(ratings: list[Rating], note_id: int = NOTE) -> tuple[Evidence, Table, Parameters]:
    table, rows = tabulate(ratings)
    found = fit(table)
    place = table.note_ids.tolist().index(note_id)
    return gathered(table, rows, found, set())[place], table, found


def test_net_is_what_the_less_convinced_side_says() -> None:
    votes = rated(A[:8], NOTE, 1) + rated(A[8:], NOTE, 0) + rated(B[:5], NOTE, 1)
    votes += rated(B[5:7], NOTE, 0) + rated(B[7:], NOTE, 0.5)
    evidence, _table, _found = known(two_camps() + votes)
    assert (evidence.ratings, evidence.net) == (20, 3)
    assert sorted(evidence.raters) == [10, 10]
    assert sorted(evidence.means) == pytest.approx([0.65, 0.8])


def test_a_side_that_never_rated_likes_nothing() -> None:
    evidence, _table, _found = known(two_camps() + rated(A, NOTE, 1))
    assert (evidence.net, sorted(evidence.raters)) == (0, [0, 10])


def test_the_highest_is_a_fit_with_one_more_helpful_rating() -> None:
    """By ridge regression of the note's rows and one of an imagined rater."""
    evidence, table, found = known(two_camps(), DISLIKED[0])
    rows = table.note == table.note_ids.tolist().index(DISLIKED[0])
    share = len(table.value) / len(table.note_ids)
    penalties = np.diag([0.15 * share, 0.03 * share])
    intercepts = []
    for factor in (found.rater_factor.min(), 0.0, found.rater_factor.max()):
        x = np.append(found.rater_factor[table.rater[rows]], factor)
        level = np.append(found.rater_intercept[table.rater[rows]], found.rater_intercept.min())
        y = np.append(table.value[rows], 1.0) - found.mean - level
        design = np.column_stack([np.ones_like(x), x])
        solved = np.linalg.solve(design.T @ design + penalties, design.T @ y)
        intercepts.append(solved[0])
    assert evidence.highest == pytest.approx(max(intercepts), abs=1e-6)
    assert evidence.highest > evidence.intercept


@pytest.mark.parametrize(("note_id", "praise"), list(product(BRIDGING, ("clear", "incorrect"))))
def test_reasons_are_counted_note_by_note(note_id: int, praise: str) -> None:
    plain = [one for one in two_camps() if one.note_id != note_id]
    evidence, _table, _found = known(plain + rated([*A, *B], note_id, 1, [praise]), note_id)
    assert evidence.asks_for_tags
    assert (evidence.praised, evidence.criticised) == ((1, 0) if praise == "clear" else (0, 1))
