"""Who sees the card of an evaluation."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.accounts.events import ConsentWithdrawn
from app.accounts.models import ConsentState
from app.core.database import db
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.events import emit
from app.core.transactions import unit_of_work
from app.core.viewer import ANONYMOUS
from app.health.models import Evaluation
from app.health.queries import card_of, cards_for, mine, my_evaluation
from app.health.services.deleting import delete_evaluation, restore_evaluation, sweep_deleted
from app.health.services.sharing import show_to_groups, take_back, take_back_from_group
from tests.factories import Maker
from tests.support.queries import count_queries

BOTH = ("keep_health", "show_groups")


@pytest.fixture
def world(inside: Flask, make: Maker) -> SimpleNamespace:
    """One evaluation shown to one of two groups, and noise: another person's, shown to both."""
    owner, other = make.member(consents=BOTH), make.member(consents=BOTH)
    drug, low = make.concept(kind="treatment"), make.concept(kind="condition")
    group, elsewhere = make.group(members=(owner, other)), make.group(members=(owner,))
    shown = make.evaluation(by=owner, treatment=drug, purposes=(low,), shown_to=(group,))
    noise = make.evaluation(by=other, treatment=drug, shown_to=(group, elsewhere))
    viewers = {"owner": make.viewer(member=owner), "other": make.viewer(member=other)}
    return SimpleNamespace(
        **viewers, group=group, elsewhere=elsewhere, shown=shown, noise=noise, member=owner
    )


def withdraw(member_id: int, purpose: str, *, tell: bool) -> None:
    """Let a consent no longer hold; `tell` as a withdrawal does, not as a new text does."""
    with unit_of_work():
        state = db.session.query(ConsentState).filter_by(member_id=member_id, purpose=purpose)
        state.one().holds = False
        if tell:
            emit(ConsentWithdrawn(member_id=member_id, public_id="", purpose=purpose))


def fresh(world: Any) -> Evaluation:
    """The evaluation, read again."""
    return db.session.get_one(Evaluation, world.shown.id, populate_existing=True)


def test_the_group_it_is_shown_to_sees_it_and_no_other_group_does(world: Any) -> None:
    card = card_of(world.other, world.shown.id, world.group.id)
    assert card is not None and not card.is_own
    assert card_of(world.other, world.shown.id, world.elsewhere.id) is None
    assert card_of(ANONYMOUS, world.shown.id, world.elsewhere.id) is None


def test_the_owner_sees_their_own_everywhere(world: Any) -> None:
    card = card_of(world.owner, world.shown.id, world.elsewhere.id)
    assert card is not None and card.is_own


@pytest.mark.parametrize("purpose", BOTH)
@pytest.mark.parametrize("tell", [True, False], ids=["withdrawn", "new text"])
def test_without_a_consent_the_card_is_gone_at_once_for_others(
    world: Any, purpose: str, tell: bool
) -> None:
    withdraw(world.owner.id, purpose, tell=tell)
    assert card_of(world.other, world.shown.id, world.group.id) is None
    assert card_of(world.owner, world.noise.id, world.group.id) is not None


def test_agreeing_again_after_a_withdrawal_shows_nothing_by_itself(make: Maker, world: Any) -> None:
    withdraw(world.owner.id, "show_groups", tell=True)
    with unit_of_work():
        state = db.session.query(ConsentState)
        state.filter_by(member_id=world.owner.id, purpose="show_groups").one().holds = True
    assert card_of(world.other, world.shown.id, world.group.id) is None
    assert my_evaluation(world.owner, world.shown.public_id).groups == ()


def test_withdrawing_the_keeping_leaves_the_entries_to_their_owner_only(world: Any) -> None:
    withdraw(world.owner.id, "keep_health", tell=True)
    (entry,) = mine(world.owner)
    assert entry.card.deleted_at is None and entry.groups == () and entry.is_paused
    assert card_of(world.owner, world.shown.id, world.group.id) is not None
    assert card_of(world.other, world.shown.id, world.group.id) is None


def test_who_reads_the_group_from_outside_sees_no_card(make: Maker, world: Any) -> None:
    outsider = make.viewer(member=make.member(consents=BOTH))
    moderator = make.viewer(member=make.member(roles=("moderator",)))
    for viewer in (outsider, moderator, ANONYMOUS):
        assert card_of(viewer, world.shown.id, world.group.id) is None


def test_taking_back_from_one_group_leaves_the_other(world: Any) -> None:
    with unit_of_work():
        show_to_groups(by=world.owner, evaluation=fresh(world), group_ids=[world.elsewhere.id])
        take_back(by=world.owner, evaluation=fresh(world), group_public_id=world.group.public_id)
    (shown_to,) = my_evaluation(world.owner, world.shown.public_id).groups
    assert shown_to.name == world.elsewhere.name
    assert card_of(world.owner, world.noise.id, world.group.id) is not None


def test_showing_twice_is_showing_once(world: Any) -> None:
    for _ in range(2):
        with unit_of_work():
            show_to_groups(by=world.owner, evaluation=fresh(world), group_ids=[world.group.id])
    assert len(my_evaluation(world.owner, world.shown.public_id).groups) == 1


def test_showing_needs_the_consent(world: Any) -> None:
    withdraw(world.owner.id, "show_groups", tell=False)
    with pytest.raises(Conflict), unit_of_work():
        show_to_groups(by=world.owner, evaluation=fresh(world), group_ids=[world.elsewhere.id])


def test_nobody_shows_hides_or_deletes_anothers(world: Any) -> None:
    with pytest.raises(Forbidden), unit_of_work():
        show_to_groups(by=world.other, evaluation=fresh(world), group_ids=[world.elsewhere.id])
    with pytest.raises(Forbidden), unit_of_work():
        take_back(by=world.other, evaluation=fresh(world), group_public_id=world.group.public_id)
    with pytest.raises(Forbidden), unit_of_work():
        delete_evaluation(by=world.other, evaluation=fresh(world))


def test_leaving_a_group_takes_ones_cards_out_of_it(world: Any) -> None:
    with unit_of_work():
        take_back_from_group(member_id=world.owner.id, group_id=world.group.id)
    assert card_of(world.other, world.shown.id, world.group.id) is None
    assert card_of(world.owner, world.noise.id, world.group.id) is not None


def test_deleted_is_seen_nowhere_and_can_come_back_as_it_was(world: Any) -> None:
    with unit_of_work():
        delete_evaluation(by=world.owner, evaluation=fresh(world))
    assert card_of(world.other, world.shown.id, world.group.id) is None
    with pytest.raises(NotFound):
        my_evaluation(world.owner, world.shown.public_id)
    with unit_of_work():
        restore_evaluation(by=world.owner, evaluation=fresh(world))
    card = card_of(world.other, world.shown.id, world.group.id)
    assert card is not None and card.is_current


def test_what_was_deleted_long_ago_goes_for_good(make: Maker, world: Any) -> None:
    long_ago = world.shown.created_at.replace(year=2020)
    drug = make.concept(kind="treatment")
    make.evaluation(by=world.member, treatment=drug, is_current=False, deleted_at=long_ago)
    with unit_of_work():
        delete_evaluation(by=world.owner, evaluation=fresh(world))
    with unit_of_work():
        assert sweep_deleted() == 1
    assert len(mine(world.owner)) == 1


def test_anothers_id_is_nobodys(world: Any) -> None:
    with pytest.raises(NotFound):
        my_evaluation(world.other, world.shown.public_id)
    with pytest.raises(NotFound):
        my_evaluation(ANONYMOUS, world.shown.public_id)
    assert mine(ANONYMOUS) == []


def test_many_cards_cost_two_statements(world: Any) -> None:
    with count_queries() as seen:
        cards = cards_for(world.other, [world.shown.id, world.noise.id], world.group.id)
    assert len(cards) == 2
    assert len(seen) == 2
