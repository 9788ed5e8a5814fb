"""What the doctor says of inboxes and letters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.accounts.models import Member
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.notifications.queries import checkups


@pytest.fixture
def healthy(inside, reader, told, dead, make):
    """Notices read and not read, and letters of every state that is fine."""
    make.member()
    told(reader)
    told(reader)
    dead(state="sent", last_error="")
    dead(state="waiting", tries=0)
    dead(state="waiting", tries=2, not_before=now() - timedelta(hours=1))
    return reader


def test_a_healthy_site_has_nothing_to_say(healthy):
    assert list(checkups.unread_follows_the_notices()) == []
    assert list(checkups.letters_leave()) == []


@pytest.mark.parametrize("number", [0, 1, 5])
def test_a_wrong_number_beside_an_inbox_is_named(healthy, number):
    with unit_of_work():
        of_reader = update(Member).where(Member.id == healthy.id)
        db.session.execute(of_reader.values(unread=number))
    assert list(checkups.unread_follows_the_notices()) == [
        "1 members see a wrong number beside their inbox."
    ]


def test_a_number_without_any_notice_is_named(healthy, make):
    make.member(unread=1)
    assert len(list(checkups.unread_follows_the_notices())) == 1


def test_a_letter_that_nobody_tries_is_grave(healthy, dead):
    dead(state="waiting", tries=0, not_before=now() - timedelta(hours=1))
    (problem,) = checkups.letters_leave()
    assert problem.grave and "flask worker" in problem.words


def test_a_letter_that_did_not_arrive_is_not_grave(healthy, dead):
    dead()
    (problem,) = checkups.letters_leave()
    assert not problem.grave and "/operator/letters" in problem.words


def test_the_monitor_learns_how_many_wait_and_how_many_were_given_up(healthy, dead):
    dead()
    assert (checkups.letters_waiting(), checkups.letters_dead()) == (2, 1)
