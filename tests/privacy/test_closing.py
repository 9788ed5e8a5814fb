"""Leaving: a question, a check, 21 days in which nothing goes out and one press brings it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts.models import Closing, Consent, Member
from app.accounts.queries import consent_holds, viewer_of
from app.accounts.queries.checkups import consents_follow_the_ledger
from app.accounts.services import closing, consenting, erasing
from app.accounts.wordings import KEEP_HEALTH, PURPOSES, SUMMARIES
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict
from app.core.mail import Letter
from app.core.transactions import unit_of_work
from app.health.queries import card_of


@pytest.fixture
def ann(inside: Any, folder: Any, make: Any) -> Member:
    """A member who agreed to everything."""
    member: Member = make.member(display_name="Ann")
    with unit_of_work():
        for purpose in PURPOSES:
            consenting.give(
                by=viewer_of(member.id), purpose=purpose, language="en", source="sign-up"
            )
    return member


def ask(member: Member, posts: str = "remove") -> None:
    """As the page does it."""
    with unit_of_work():
        closing.ask(by=viewer_of(member.id), posts=posts)


def stay(member: Member) -> None:
    """One press."""
    with unit_of_work():
        closing.stay(by=viewer_of(member.id))


def holding(member: Member) -> set[str]:
    """Purposes that hold now."""
    db.session.rollback()
    return {purpose for purpose in PURPOSES if consent_holds(member.id, purpose)}


def test_nobody_agrees_to_anything_while_leaving(ann: Member) -> None:
    ask(ann)
    leaving = replace(viewer_of(ann.id), closing_on=now())
    with pytest.raises(Conflict), unit_of_work():
        consenting.give(by=leaving, purpose=SUMMARIES, language="en", source="consents page")
    assert holding(ann) == {KEEP_HEALTH}


def test_nothing_goes_out_from_the_first_moment(ann: Member) -> None:
    ask(ann)
    assert holding(ann) == {KEEP_HEALTH}


def test_what_a_group_was_shown_is_hidden_and_comes_back(ann: Member, make: Any) -> None:
    """A canary in a shared entry, seen by another member of the group."""
    bob = make.member()
    group = make.group(members=(ann, bob))
    entry = make.evaluation(
        by=ann, treatment=make.concept(kind="treatment"), shown_to=(group,), advice="Canary"
    )
    seen = lambda: card_of(viewer_of(bob.id), entry.id, group.id)  # noqa: E731
    assert seen() is not None
    ask(ann)
    assert seen() is None
    stay(ann)
    assert seen() is not None


def test_staying_brings_back_what_was_agreed_to_and_nothing_else(ann: Member) -> None:
    with unit_of_work():
        consenting.withdraw(
            by=viewer_of(ann.id), purpose=SUMMARIES, language="en", source="consents page"
        )
    ask(ann)
    stay(ann)
    assert holding(ann) == set(PURPOSES) - {SUMMARIES}
    member = db.session.get_one(Member, ann.id, populate_existing=True)
    assert (member.closing_on, db.session.scalar(select(func.count(Closing.id)))) == (None, 0)


def test_the_ledger_of_consents_gets_no_line(ann: Member) -> None:
    """The member answered nothing anew."""
    lines = db.session.scalar(select(func.count(Consent.id)))
    ask(ann)
    stay(ann)
    assert db.session.scalar(select(func.count(Consent.id))) == lines


def test_who_was_due_is_erased_and_nobody_else(ann: Member, make: Any) -> None:
    bob, eve = make.member(), make.member()
    for member in (ann, bob):
        ask(member)
    with unit_of_work():
        db.session.scalars(select(Closing).where(Closing.member_id == ann.id)).one().due_at = (
            now() - timedelta(minutes=1)
        )
    assert erasing.erase_due() == 1
    left = set(db.session.scalars(select(Member.id).where(Member.origin != "pseudonym")))
    assert left == {bob.id, eve.id}


def test_asking_again_changes_the_posts_and_never_the_day(ann: Member) -> None:
    ask(ann)
    first = closing.closing_of(viewer_of(ann.id)).due_at
    ask(ann, "keep")
    again = closing.closing_of(viewer_of(ann.id))
    assert (again.posts, again.due_at) == ("keep", first)


def test_both_steps_are_told_by_letter(ann: Member) -> None:
    ask(ann)
    stay(ann)
    mine = select(Letter).where(Letter.recipient == f"member:{ann.id}").order_by(Letter.id)
    letters = db.session.scalars(mine)
    assert [letter.kind for letter in letters] == ["closing_asked", "closing_taken_back"]


def test_the_last_operator_cannot_leave(inside: Any, make: Any) -> None:
    only = make.member(roles=("operator",))
    with pytest.raises(Conflict):
        ask(only)
    make.member(roles=("operator",))
    ask(only)


def test_a_choice_that_is_none_is_not_found(ann: Member, client: Any) -> None:
    client.sign_in(ann)
    assert client.get("/me/leave/burn").status_code == 404
    assert client.post("/me/leave/burn").status_code == 404


def test_the_doctor_does_not_take_a_pause_for_a_fault(ann: Member) -> None:
    """Consents that were given and do not hold are a fault, except while somebody is leaving."""
    ask(ann)
    assert list(consents_follow_the_ledger()) == []
