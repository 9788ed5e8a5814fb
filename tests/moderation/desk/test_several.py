"""Taking several cases in hand at once: each by itself, at most twenty, and nobody's is taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case
from app.moderation.services.claiming_many import MOST_AT_ONCE
from tests.support.at_once import at_once


def take(client, *cases, query=""):
    return client.post(f"/desk/take{query}", data={"case": list(cases)})


def test_the_chosen_ones_and_no_others_are_in_hand(client, desk, waiting, row):
    first, second, other = (waiting("amber").public_id for _ in range(3))
    answer = take(client.sign_in(desk.wren), first, second)
    assert answer.status_code == 303
    assert [row(one).claimed_by_id for one in (first, second, other)] == [desk.wren.id] * 2 + [None]
    assert "You took 2 cases in hand." in client.page("/desk").text


def test_it_says_which_ones_somebody_else_had(client, desk, waiting, row):
    free, held = waiting("amber").public_id, waiting("amber", claimed_by_id=desk.finch.id)
    gone = waiting("amber", state="decided", decided_at=now())
    with client.application.app_context(), unit_of_work():
        at = update(Case).where(Case.public_id == held.public_id).values(claimed_at=now())
        db.session.execute(at)
    take(client.sign_in(desk.wren), free, held.public_id, gone.public_id)
    text = client.page("/desk").text
    assert "You took 1 case in hand." in text
    told = text.split("Somebody was quicker with:")[1].split(".")[0]
    assert held.public_id[:6] in told
    assert gone.public_id[:6] in told
    assert free[:6] not in told
    assert row(held.public_id).claimed_by_id == desk.finch.id


def test_own_words_and_distress_stay_where_they_are(client, desk, waiting, row):
    own = waiting("amber", author_id=desk.wren.id).public_id
    hard, free = waiting("red").public_id, waiting("amber").public_id
    take(client.sign_in(desk.wren), own, hard, free, "nothinghere22")
    assert [row(one).claimed_by_id for one in (own, hard, free)] == [None, None, desk.wren.id]
    assert "Not for you to decide:" in client.page("/desk").text


def test_what_was_left_lying_can_be_taken(client, desk, waiting, row):
    case = waiting("amber", claimed_by_id=desk.finch.id).public_id
    with client.application.app_context(), unit_of_work():
        db.session.execute(update(Case).values(claimed_at=now() - timedelta(hours=3)))
    client.sign_in(desk.wren)
    assert [one["value"] for one in client.page("/desk").select("input[name=case]")] == [case]
    take(client, case)
    assert row(case).claimed_by_id == desk.wren.id


def test_only_free_ones_have_a_box(client, desk, waiting):
    free, held = waiting("amber").public_id, waiting("amber", claimed_by_id=desk.finch.id)
    with client.application.app_context(), unit_of_work():
        at = update(Case).where(Case.public_id == held.public_id).values(claimed_at=now())
        db.session.execute(at)
    client.sign_in(desk.wren)
    assert [one["value"] for one in client.page("/desk").select("input[name=case]")] == [free]
    assert not client.page("/desk?state=decided").select("input[name=case]")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "Choose at least one case."), (MOST_AT_ONCE + 1, "Choose at most 20 cases.")],
)
def test_none_and_too_many_come_back_as_they_were_chosen(client, desk, waiting, row, count, words):
    made = [waiting("amber").public_id for _ in range(MOST_AT_ONCE + 2)]
    answer = take(client.sign_in(desk.wren), *made[:count])
    assert answer.status_code == 422
    assert words in answer.text
    assert answer.text.count(" checked>") == count
    assert {row(one).claimed_by_id for one in made} == {None}


def test_the_list_stays_as_it_was_chosen(client, desk, waiting):
    case = waiting("amber").public_id
    answer = take(client.sign_in(desk.wren), case, query="?level=4")
    assert answer.headers["Location"].endswith("/desk?level=4")


def test_two_who_choose_the_same_ones_share_them_out(app, desk, waiting, row):
    made = [waiting("amber").public_id for _ in range(6)]

    def press(who, cases):
        assert take(app.test_client().sign_in(who), *cases).status_code == 303

    works = [lambda: press(desk.wren, made), lambda: press(desk.finch, made[::-1])]
    assert at_once(app, works) == []
    assert {row(one).claimed_by_id for one in made} <= {desk.wren.id, desk.finch.id}


def test_members_take_nothing(client, desk, waiting, row):
    case = waiting("amber").public_id
    assert take(client.sign_in(desk.author), case).status_code == 403
    assert row(case).claimed_by_id is None
