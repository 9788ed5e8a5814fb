"""Links in letters: random, kept as a hash, for one member and one purpose, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.models import LetterToken
from app.accounts.services import letter_tokens
from app.accounts.services.letter_tokens import CHANGE, CONFIRM, LIVES, RESET, LinkIsDead
from app.accounts.services.words import hash_of
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker


def make_link(member_id: int, purpose: str = RESET, **about: str) -> str:
    with unit_of_work():
        return letter_tokens.make(purpose=purpose, member_id=member_id, about=about)


def use(word: str, purpose: str = RESET, **values: int) -> letter_tokens.Link:
    with unit_of_work():
        return letter_tokens.use(word, purpose=purpose, **values)


def test_a_link_is_long_random_and_kept_as_a_hash_alone(inside: Flask, make: Maker):
    member = make.member()
    words = {make_link(member.id) for _ in range(5)}
    assert len(words) == 5
    assert {len(word) for word in words} == {43}  # 256 bits, six to a letter
    kept = db.session.scalars(select(LetterToken.token_hash)).all()
    assert set(kept) == {hash_of(word) for word in words}


def test_a_link_works_once(inside: Flask, make: Maker):
    member = make.member()
    word = make_link(member.id, CHANGE, email="new@example.org")
    make_link(make.member().id, CHANGE)
    link = use(word, CHANGE)
    assert (link.member_id, link.about) == (member.id, {"email": "new@example.org"})
    with pytest.raises(LinkIsDead):
        use(word, CHANGE)
    with pytest.raises(LinkIsDead):
        letter_tokens.look(word, purpose=CHANGE)


def test_looking_at_a_link_does_not_use_it(inside: Flask, make: Maker):
    word = make_link(make.member().id)
    for _ in range(3):
        letter_tokens.look(word, purpose=RESET)
    use(word)


@pytest.mark.parametrize("other", [CONFIRM, CHANGE, "carer-invitation", ""])
def test_a_link_works_for_its_own_purpose_only(inside: Flask, make: Maker, other: str):
    word = make_link(make.member().id)
    with pytest.raises(LinkIsDead):
        use(word, other)
    use(word)


def test_a_link_is_dead_where_somebody_else_is_signed_in(inside: Flask, make: Maker):
    owner, other = make.member(), make.member()
    word = make_link(owner.id)
    with pytest.raises(LinkIsDead):
        use(word, reader_id=other.id)
    assert use(word, reader_id=owner.id).member_id == owner.id


@pytest.mark.parametrize("word", ["", "x", "a" * 43, "%", "\0"])
def test_a_word_that_nobody_was_sent_is_nothing(inside: Flask, make: Maker, word: str):
    make_link(make.member().id)
    with pytest.raises(LinkIsDead):
        use(word)


@pytest.mark.parametrize("purpose", sorted(LIVES))
def test_a_link_runs_out(inside: Flask, make: Maker, purpose: str):
    word = make_link(make.member().id, purpose)
    with time_machine.travel(now() + LIVES[purpose] - timedelta(seconds=5), tick=False):
        letter_tokens.look(word, purpose=purpose)
    with (
        time_machine.travel(now() + LIVES[purpose] + timedelta(seconds=1), tick=False),
        pytest.raises(LinkIsDead),
    ):
        use(word, purpose)


def test_a_reset_works_an_hour_at_most():
    assert LIVES[RESET] <= timedelta(minutes=60)
    assert max(LIVES.values()) <= timedelta(days=7)


def test_killing_takes_every_link_of_one_member_and_no_other(inside: Flask, make: Maker):
    member, other = make.member(), make.member()
    mine = [make_link(member.id, purpose) for purpose in (RESET, CONFIRM, CHANGE)]
    theirs = make_link(other.id)
    with unit_of_work():
        letter_tokens.kill(member.id)
    for word, purpose in zip(mine, (RESET, CONFIRM, CHANGE), strict=True):
        with pytest.raises(LinkIsDead):
            use(word, purpose)
    use(theirs)


def test_of_two_who_use_a_link_at_the_same_moment_one_gets_it(app: Flask, make: Maker):
    member = make.member()
    with app.app_context():
        words = [make_link(member.id) for _ in range(8)]
    start = Barrier(2)

    def press(word: str) -> bool:
        start.wait(10)
        with app.app_context():
            try:
                use(word)
            except LinkIsDead:
                return False
        return True

    with ThreadPoolExecutor(2) as people:
        for word in words:
            assert sorted(people.map(press, (word, word))) == [False, True]


def test_two_who_both_looked_before_either_used_it_are_one_too_many(
    inside: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    word = make_link(make.member().id)
    seen = letter_tokens.look(word, purpose=RESET)
    use(word)
    monkeypatch.setattr(letter_tokens, "look", lambda *_, **__: seen)
    with pytest.raises(LinkIsDead):
        use(word)
