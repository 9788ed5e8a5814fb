"""The rules on their own, and how two texts differ."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.community import differences, permissions
from app.core.clock import now
from app.core.viewer import Viewer

INSIDE = SimpleNamespace(my_role="member")
STEWARD = SimpleNamespace(my_role="steward")
OUTSIDE = SimpleNamespace(my_role=None)
STRANGE = SimpleNamespace(my_role="owner")


def post(
    author: int = 1, deleted_by: int | None = None, days: int = 0, hidden_as: str | None = None
) -> SimpleNamespace:
    deleted_at = now() - timedelta(days=days) if deleted_by else None
    return SimpleNamespace(
        author_id=author, deleted_at=deleted_at, deleted_by_id=deleted_by, hidden_as=hidden_as
    )


def test_only_the_two_known_roles_write():
    allowed = [permissions.can_post(one) for one in (INSIDE, STEWARD, OUTSIDE, STRANGE)]
    assert allowed == [True, True, False, False]


def test_announcements_are_for_stewards():
    assert permissions.can_open(STEWARD, "announcement")
    assert not permissions.can_open(INSIDE, "announcement")
    assert permissions.can_open(INSIDE, "question") and not permissions.can_open(
        OUTSIDE, "question"
    )


def test_words_belong_to_their_author():
    assert permissions.can_edit(1, INSIDE, post()) and not permissions.can_edit(2, STEWARD, post())
    assert not permissions.can_edit(1, OUTSIDE, post())
    assert permissions.can_delete(1, post()) and not permissions.can_delete(2, post())
    assert not permissions.can_delete(1, post(deleted_by=1))


def test_only_who_deleted_brings_back_and_only_for_thirty_days():
    assert permissions.can_restore(1, post(deleted_by=1, days=29), now())
    assert not permissions.can_restore(1, post(deleted_by=1, days=31), now())
    assert not permissions.can_restore(1, post(deleted_by=2), now())
    assert not permissions.can_restore(1, post(deleted_by=1, hidden_as="hide"), now())
    assert not permissions.can_restore(1, post(), now())


def test_one_reacts_to_others_from_inside():
    assert permissions.can_react(2, INSIDE, post())
    assert not permissions.can_react(1, INSIDE, post())
    assert not permissions.can_react(2, OUTSIDE, post())
    assert not permissions.can_react(2, INSIDE, post(deleted_by=1))


def test_stewards_and_operators_name_stewards():
    operator, member = Viewer(id=1, roles=frozenset({"operator"})), Viewer(id=2)
    assert permissions.can_appoint(operator, OUTSIDE) and permissions.can_appoint(member, STEWARD)
    assert not permissions.can_appoint(member, INSIDE)
    assert permissions.can_open_group(operator) and not permissions.can_open_group(member)


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        ("group", "members", False),
        ("members", "public", False),
        ("public", "group", True),
        ("members", "members", True),
    ],
)
def test_a_group_with_topics_only_gets_narrower(old: str, new: str, allowed: bool):
    assert permissions.can_change_audience(old, new, has_topics=True) is allowed
    assert permissions.can_change_audience(old, new, has_topics=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("one two three", "one 2 three"),
        ("", "all new"),
        ("all gone", ""),
        ("same", "same"),
        ("a\n\nb", "a\n\nc d"),
        ("מילה ישנה", "מילה חדשה"),
    ],
)
def test_pieces_put_together_give_both_texts(old: str, new: str):
    found = differences.pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "removed") == new


def test_long_unchanged_words_are_shortened():
    words = "word " * 200
    found = differences.pieces(words + "old", words + "new")
    assert [piece.kind for piece in found] == ["same", "removed", "added"]
    assert len(found[0].text) < 200 and "…" in found[0].text


def steps_of(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes; says more than a clock does."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("unit", ["a ", "a\n", "ab c d \n"])
def test_the_longest_texts_are_compared_without_comparing_all_with_all(unit: str):
    old = unit * (40_000 // len(unit))
    assert steps_of(lambda: differences.pieces(old, old.replace("a", "b"))) < 100_000


@pytest.mark.parametrize(("unit", "other"), [("a ", "a b "), ("x\ny\n", "y\ny\nx\n")])
def test_one_word_again_and_again_is_compared_with_little_work(unit: str, other: str):
    old, new = unit * 700, other * 350
    assert steps_of(lambda: differences.pieces(old, new)) < 100_000
