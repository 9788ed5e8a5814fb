"""From ratings to what a note is over time: order, delay, lock, hysteresis, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from app.moderation.services.bridging import fitting, trusting
from app.moderation.services.bridging.scoring import score
from app.moderation.services.bridging.shapes import Note, Rating, Status
from tests.moderation.bridging.community import (
    BRIDGING,
    DISLIKED,
    LONG_AGO,
    NOW,
    A,
    B,
    notes_of,
    rated,
    scored,
    two_camps,
)

NOTE = BRIDGING[0]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
CRITICAL = 120


def later(
    before: Mapping[int, Status], after: timedelta, ratings: list[Rating] | None = None
) -> Status:
    """What the bridging note is when scored again."""
    return scored(ratings or two_camps(), before, NOW + after)[NOTE]


def refused() -> list[Rating]:
    """The two camps, all of whom have changed their mind about the note."""
    return [replace(one, value=0.0) if one.note_id == NOTE else one for one in two_camps()]


def test_the_same_ratings_in_any_order_give_the_same_bytes() -> None:
    ratings = two_camps()
    mixed_up = ratings[::-2] + ratings[-2::-2]
    notes = notes_of(ratings)
    first = score(ratings, notes, {}, NOW, least_raters=18)
    assert repr(first) == repr(score(mixed_up, notes[::-1], {}, NOW, least_raters=18))


def test_another_seed_leads_to_the_same_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    first = scored(two_camps())
    monkeypatch.setattr(fitting, "SEED", 99)
    assert {key: one.verdict for key, one in scored(two_camps()).items()} == {
        key: one.verdict for key, one in first.items()
    }


def test_a_helpful_note_is_shown_half_an_hour_later() -> None:
    found = scored(two_camps())[NOTE]
    assert (found.decided_at, found.shown_from) == (NOW, NOW + 30 * MINUTE)
    assert not found.is_shown(NOW + 29 * MINUTE)
    assert found.is_shown(NOW + 30 * MINUTE)


def test_scoring_again_does_not_put_it_off() -> None:
    found = later(scored(two_camps()), 10 * MINUTE)
    assert (found.decided_at, found.shown_from) == (NOW, NOW + 30 * MINUTE)


def test_a_note_that_was_refused_in_between_waits_again() -> None:
    refused_now = scored(refused(), scored(two_camps()), NOW + 10 * MINUTE)
    assert (refused_now[NOTE].verdict, refused_now[NOTE].shown_from) == ("not_helpful", None)
    found = later(refused_now, 20 * MINUTE)
    assert found.shown_from == NOW + 50 * MINUTE


def test_a_verdict_of_14_days_stays_whatever_is_rated() -> None:
    first = scored(two_camps())
    locked = scored(two_camps(), first, NOW + 14 * DAY)
    assert locked[NOTE].locked
    assert scored(refused(), locked, NOW + 15 * DAY)[NOTE] == locked[NOTE]
    assert locked[DISLIKED[0]].locked


def test_a_verdict_of_13_days_can_still_change() -> None:
    young = scored(two_camps(), scored(two_camps()), NOW + 13 * DAY)
    assert not young[NOTE].locked
    assert scored(refused(), young, NOW + 15 * DAY)[NOTE].verdict == "not_helpful"


def test_a_note_that_needs_more_ratings_is_never_locked() -> None:
    first = scored(two_camps())
    found = scored(two_camps(), first, NOW + 40 * DAY)
    assert {one.locked for one in found.values() if one.verdict == "needs_more"} == {False}


def wavering() -> list[Rating]:
    """A note just under .40 that both sides like well enough."""
    a, b = range(1, 16), range(16, 31)
    votes = rated(a[:7], 200, 1) + rated(a[7:8], 200, 0) + rated(b[:6], 200, 1)
    return two_camps(a, b) + votes + rated(b[6:7], 200, 0)


def test_a_note_on_show_stays_a_hundredth_under_the_line() -> None:
    ratings = wavering()
    on_show = Status(
        verdict="helpful", method="bridging", ratings=9, decided_at=LONG_AGO, shown_from=LONG_AGO
    )
    fresh, kept = scored(ratings)[200], scored(ratings, {200: on_show})[200]
    assert 0.39 <= fresh.intercept < 0.40
    assert (fresh.verdict, kept.verdict) == ("needs_more", "helpful")
    assert kept.shown_from == LONG_AGO


def test_a_note_that_waits_to_be_shown_has_no_such_benefit() -> None:
    waiting = Status(
        verdict="helpful", method="bridging", ratings=9, decided_at=NOW, shown_from=NOW + MINUTE
    )
    assert scored(wavering(), {200: waiting})[200].verdict == "needs_more"


def test_once_reasons_are_given_a_note_needs_two() -> None:
    ratings = [one for one in two_camps() if one.note_id != NOTE]
    explained = rated(A, NOTE, 1, tags=["clear", "good_sources"]) + rated(B, NOTE, 1)
    alone = rated([1], NOTE, 1, tags=["kind"]) + rated([*A[1:]], NOTE, 1, tags=["clear"])
    assert scored(ratings + explained)[NOTE].verdict == "helpful"
    found = scored(ratings + alone + rated(B, NOTE, 1))[NOTE]
    assert (found.verdict, found.reasons) == ("needs_more", ("unexplained",))


def criticised(tag: str, by: int = 8) -> list[Rating]:
    """A note liked on both sides, just not by .50, and criticised by eight of thirty."""
    a, b = range(1, 16), range(16, 31)
    critics = [*a[: by // 2], *b[: by // 2]]
    others = [one for one in (*a, *b) if one not in critics]
    praise = rated(others, CRITICAL, 1, tags=["clear", "kind"])
    return two_camps(a, b) + praise + rated(critics, CRITICAL, 0.5, [tag])


def test_criticism_that_stands_out_asks_for_a_higher_score() -> None:
    found = scored(criticised("incorrect"))[CRITICAL]
    assert 0.40 <= found.intercept < 0.50
    assert (found.verdict, found.reasons) == ("needs_more", ("criticism",))


def test_a_few_critics_do_not_stand_out() -> None:
    assert scored(criticised("incorrect", by=4))[CRITICAL].verdict == "helpful"


def test_being_hard_to_read_is_no_criticism_of_that_kind() -> None:
    assert scored(criticised("unclear"))[CRITICAL].verdict == "helpful"


def test_an_authors_own_rating_is_not_counted() -> None:
    ratings = two_camps()
    notes = [replace(one, author_id=1) if one.note_id == NOTE else one for one in notes_of(ratings)]
    assert score(ratings, notes, {}, NOW, least_raters=18)[NOTE].ratings == 19


def test_ratings_of_doubtful_raters_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trusting, "unreliable_raters", lambda _ratings, _previous: {1, 11})
    assert scored(two_camps())[NOTE].ratings == 18


def test_people_who_rated_little_do_not_move_the_model() -> None:
    crowd = rated(range(300, 340), 113, 1)
    assert scored(two_camps() + crowd) == scored(two_camps())


def test_a_note_nobody_rated_has_a_place_in_the_answer() -> None:
    notes = [*notes_of(two_camps()), Note(note_id=5, author_id=9)]
    found = score(two_camps(), notes, {}, NOW, least_raters=18)
    assert list(found) == sorted(found)
    assert found[5] == Status(
        verdict="needs_more", method="bridging", ratings=0, reasons=("few_ratings",)
    )


def test_nothing_rated_gives_the_plain_rule() -> None:
    found = score([], [Note(note_id=5, author_id=9)], {}, NOW)
    assert (found[5].method, found[5].verdict) == ("fallback", "needs_more")


@pytest.mark.parametrize("fault", ["twice", "no note", "no such value", "no such tag"])
def test_what_cannot_be_a_rating_is_refused(fault: str) -> None:
    with pytest.raises(ValueError, match=r"twice|not there|a rating of 0\.7|a tag"):
        {
            "twice": lambda: scored([*two_camps(), *rated([1], NOTE, 0)]),
            "no note": lambda: score(rated([1], 3, 1), [], {}, NOW),
            "no such value": lambda: rated([1], 3, 0.7),
            "no such tag": lambda: rated([1], 3, 1, ["nice"]),
        }[fault]()
