"""No single rater, and not the busiest ones together, hold a note up."""

from __future__ import annotations

import numpy as np
import pytest

from app.moderation.services.bridging import leaving_out
from app.moderation.services.bridging.fitting import fit
from app.moderation.services.bridging.parameters import Parameters
from app.moderation.services.bridging.shapes import Rating
from app.moderation.services.bridging.tabulating import Table, tabulate
from tests.moderation.bridging.community import mixed, rated, scored, shown, two_camps

A, B = range(1, 16), range(16, 31)
NOTE = 200


def with_note(helpful: tuple[int, int], against: tuple[int, int]) -> list[Rating]:
    """The two camps and one note more, rated by the first of each."""
    found = two_camps(A, B)
    for camp, yes, no in zip((A, B), helpful, against, strict=True):
        found += rated(camp[:yes], NOTE, 1) + rated(camp[yes : yes + no], NOTE, 0)
    return found


def fitted(ratings: list[Rating]) -> tuple[Table, Parameters, list[int]]:
    """The fit, and the notes that score high enough."""
    table, _rows = tabulate(ratings)
    found = fit(table)
    is_high = (found.note_intercept >= 0.40) & (np.abs(found.note_factor) < 0.50)
    return table, found, np.flatnonzero(is_high).tolist()


def test_a_note_that_one_rater_holds_up_is_kept_back() -> None:
    found = scored(with_note((5, 5), (1, 0)))[NOTE]
    assert found.intercept > 0.40
    assert (found.verdict, found.reasons) == ("needs_more", ("one_rater_decides",))


def test_a_note_that_stands_without_any_of_them_is_shown() -> None:
    assert scored(with_note((7, 7), (1, 1)))[NOTE].verdict == "helpful"


def test_leaving_any_one_rater_out_takes_down_no_note_on_show() -> None:
    ratings = mixed(24, 30, rated_share=0.9) + with_note((7, 7), (1, 1))
    before = scored(ratings)
    on_show = {key for key, one in before.items() if one.verdict == "helpful"}
    assert len(on_show) > 5
    for rater in {one.rater_id for one in ratings}:
        rest = [one for one in ratings if one.rater_id != rater]
        after = scored(rest, previous=shown(before))
        assert {key for key in on_show if after[key].verdict != "helpful"} == set()


def test_where_many_rate_the_shortcut_finds_the_same_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them falls only through others' echo."""
    table, found, candidates = fitted(mixed(230, 150, rated_share=0.08, seed=1))
    by_shortcut = leaving_out.fall_without_one(table, found, candidates)
    monkeypatch.setattr(leaving_out, "REFIT_ALL_UP_TO", 1_000)
    assert by_shortcut == leaving_out.fall_without_one(table, found, candidates)
    assert 0 < len(by_shortcut) < len(candidates)


def test_the_shortcut_refits_few_raters() -> None:
    table, found, candidates = fitted(mixed(230, 40, rated_share=0.8))
    waiting = np.array(candidates, dtype=np.intp)
    assert len(leaving_out._who_could_matter(table, found, waiting)) < 40


def test_the_busiest_together_may_not_hold_a_note_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving_out, "BUSIEST_SHARE", 0.2)
    found = scored(with_note((7, 7), (1, 1)))[NOTE]
    assert (found.verdict, found.reasons) == ("needs_more", ("busiest_raters_decide",))


def test_one_in_a_thousand_raters_is_one_at_least() -> None:
    ratings = rated(range(1, 1002), 1, 1) + rated([500, 7], 2, 1) + rated([500], 3, 1)
    thousand, _rows = tabulate(ratings)
    few, _rows = tabulate(two_camps())
    share = leaving_out.BUSIEST_SHARE
    assert thousand.rater_ids[leaving_out.busiest(thousand, share=share)].tolist() == [500, 7]
    assert few.rater_ids[leaving_out.busiest(few, share=share)].tolist() == [1]


def test_leaving_out_is_the_same_as_never_having_rated() -> None:
    ratings = two_camps(A, B)
    table, found, _candidates = fitted(ratings)
    without, _rows = tabulate([one for one in ratings if one.rater_id != 3])
    room = leaving_out._room_without(table, found, np.array([2]))
    afresh = fit(without)
    expected = leaving_out._room(afresh.note_intercept, afresh.note_factor)
    assert room == pytest.approx(expected, abs=2e-3)
