"""Small communities: the plain rule, who signs, and from when on the model decides."""

from __future__ import annotations

import pytest

from app.moderation.services.bridging.falling_back import is_disputed, judged_plainly
from app.moderation.services.bridging.scoring import score
from app.moderation.services.bridging.shapes import Note, Rating
from tests.moderation.bridging.community import AUTHOR, BRIDGING, NOW, notes_of, rated, two_camps

SIGNED = {"acceptable_sources": 1, "signed_by": frozenset({71})}
FIVE = range(1, 6)


def note(**changes: object) -> Note:
    return Note(note_id=1, author_id=AUTHOR, **{**SIGNED, **changes})


def camps(raters: int) -> list[Rating]:
    return two_camps(range(1, 15), range(15, raters + 1))


@pytest.mark.parametrize(
    ("raters", "method"), [(29, "fallback"), (30, "bridging"), (31, "bridging")]
)
def test_the_method_is_named_and_changes_at_thirty_raters(raters: int, method: str) -> None:
    ratings = camps(raters)
    found = score(ratings, notes_of(ratings), {}, NOW)
    assert {status.method for status in found.values()} == {method}


def test_with_29_raters_a_note_needs_a_source_and_a_signature() -> None:
    ratings = camps(29)
    without = score(ratings, notes_of(ratings), {}, NOW)[BRIDGING[0]]
    found = score(ratings, notes_of(ratings, **SIGNED), {}, NOW)[BRIDGING[0]]
    assert (without.verdict, without.reasons) == ("needs_more", ("no_source", "unsigned"))
    assert (found.verdict, found.intercept, found.ratings) == ("helpful", None, 29)


def test_with_31_raters_the_model_decides_without_either() -> None:
    ratings = camps(31)
    found = score(ratings, notes_of(ratings), {}, NOW)[BRIDGING[0]]
    assert (found.verdict, found.method, found.ratings) == ("helpful", "bridging", 31)


def test_forty_people_who_rated_little_are_not_thirty_active_raters() -> None:
    ratings = [one for one in camps(40) if one.note_id not in BRIDGING]
    found = score(ratings, notes_of(ratings), {}, NOW)
    assert {status.method for status in found.values()} == {"fallback"}


def test_where_nobody_disagrees_there_is_no_line_to_find() -> None:
    agreed = [one for key in range(1, 13) for one in rated(range(1, 41), key, 1)]
    found = score(agreed, notes_of(agreed), {}, NOW)
    assert {status.method for status in found.values()} == {"fallback"}


def test_disagreement_is_two_against_two_on_three_notes() -> None:
    notes = (1, 2, 3)
    split = [one for key in notes for one in rated((1, 2), key, 1) + rated((3, 4), key, 0)]
    assert is_disputed(split)
    assert not is_disputed(split[:-1])
    assert not is_disputed([one for one in split if one.note_id != 3])


def test_five_ratings_most_of_them_helpful_a_source_and_a_signature_are_enough() -> None:
    found = judged_plainly(note(), rated(FIVE, 1, 1))
    assert (found.verdict, found.reasons, found.ratings) == ("helpful", (), 5)


@pytest.mark.parametrize(
    ("helpful", "against", "reasons"),
    [(4, 0, ("few_ratings",)), (7, 3, ()), (6, 3, ("few_helpful",)), (0, 9, ("few_helpful",))],
)
def test_five_must_rate_and_seven_in_ten_find_it_helpful(
    helpful: int, against: int, reasons: tuple[str, ...]
) -> None:
    ratings = rated(range(helpful), 1, 1) + rated(range(50, 50 + against), 1, 0)
    assert judged_plainly(note(), ratings).reasons == reasons


def test_somewhat_is_not_helpful() -> None:
    assert judged_plainly(note(), rated(FIVE, 1, 0.5)).reasons == ("few_helpful",)


def test_an_unrated_note_waits() -> None:
    assert judged_plainly(note(), []).reasons == ("few_ratings", "few_helpful")


def test_an_unacceptable_source_is_none() -> None:
    assert judged_plainly(note(acceptable_sources=0), rated(FIVE, 1, 1)).reasons == ("no_source",)


def test_an_author_cannot_sign_their_own_note() -> None:
    own = note(signed_by=frozenset({AUTHOR}), signed_by_clinicians=frozenset({AUTHOR}))
    assert judged_plainly(own, rated(FIVE, 1, 1)).reasons == ("unsigned",)


@pytest.mark.parametrize(
    ("signatures", "reasons"),
    [
        ({"signed_by": frozenset({71})}, ("unsigned",)),
        ({"signed_by": frozenset({71, AUTHOR})}, ("unsigned",)),
        ({"signed_by": frozenset({71, 72})}, ()),
        ({"signed_by": frozenset(), "signed_by_clinicians": frozenset({73})}, ()),
        (
            {"signed_by": frozenset({71}), "signed_by_clinicians": frozenset({AUTHOR})},
            ("unsigned",),
        ),
    ],
    ids=["one", "one and the author", "two", "a clinician", "the author a clinician"],
)
def test_where_a_post_could_injure_two_sign_or_a_clinician(
    signatures: dict[str, object], reasons: tuple[str, ...]
) -> None:
    assert judged_plainly(note(harm=3, **signatures), rated(FIVE, 1, 1)).reasons == reasons
