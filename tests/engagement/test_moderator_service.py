"""How soon moderators look and whether decisions hold: sums of the whole site."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.services.panels import PANELS
from app.engagement.services.panels.moderator_service import moderator_service
from app.moderation.models import Appeal, Case, Decision, SecondLook
from tests.engagement.test_first_answer import scope

WHY = "A sentence that is long enough for anybody."
_number = itertools.count(1)


def opened(count: int, *, ago: timedelta, looked: timedelta | None, **values: Any) -> list[Case]:
    """So many cases, opened so long ago and looked at so long after that."""
    at = now() - ago
    rows = [
        Case(
            kind="post", thing_id=f"thing-{next(_number)}", opened_at=at,
            first_seen_at=None if looked is None else at + looked, **values,
        )
        for _ in range(count)
    ]  # fmt: skip
    db.session.add_all(rows)
    db.session.flush()
    return rows


def decided(case: Case, *, ago: timedelta, action: str = "hide") -> Decision:
    """It was decided so long ago."""
    row = Decision(
        case_id=case.id, round=1, member_id=None, by_id=None, action=action, ground="unkind",
        facts=WHY, explanation=WHY, notice="report", taken_at=now() - ago,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def appealed(decision: Decision, outcome: str | None, *, ago: timedelta) -> None:
    """Somebody asked for another look; it was answered so long ago."""
    db.session.add(
        Appeal(
            decision_id=decision.id, member_id=None, standing="author", words="Please look again.",
            outcome=outcome, decided_at=now() - ago if outcome else None,
        )
    )  # fmt: skip


DAY = timedelta(days=1)


@pytest.fixture
def desk(inside: Flask) -> None:
    """40 cases: half seen after 3 hours, 16 after 20, 4 by nobody; and 10 of a year ago."""
    with unit_of_work():
        opened(20, ago=20 * DAY, looked=timedelta(hours=3), state="decided", decided_at=now() - DAY)
        seen = opened(16, ago=20 * DAY, looked=timedelta(hours=20), is_sensitive=True, level="red")
        opened(4, ago=20 * DAY, looked=None)
        opened(10, ago=365 * DAY, looked=50 * DAY, state="decided", decided_at=now() - 300 * DAY)
        for place, case in enumerate(seen * 2):
            decision = decided(case, ago=10 * DAY, action="hide" if place % 2 else "nothing")
            acts = bool(place % 2) if place < 24 else not place % 2
            db.session.add(
                SecondLook(decision_id=decision.id, by_id=None, acts=acts, made_at=now() - 5 * DAY)
            )
            if place < 25:
                appealed(decision, "overturned" if place < 10 else "upheld", ago=3 * DAY)
        appealed(decided(seen[0], ago=2 * DAY), None, ago=DAY)
        for case in seen[:10]:
            long_ago = decided(case, ago=300 * DAY)
            appealed(long_ago, "overturned", ago=200 * DAY)
            look = SecondLook(decision_id=long_ago.id, by_id=None, acts=False)
            look.made_at = now() - 200 * DAY
            db.session.add(look)


def test_it_is_for_the_site_alone():
    assert not PANELS["moderator_service"].stands_on(7)
    assert PANELS["moderator_service"].stands_on(None)


def test_cases_nobody_looked_at_wait_on(desk: None):
    told = moderator_service(scope(None))
    assert (told["population"], told["open"]) == (40, 20)
    assert (told["half_hours"], told["most_hours"]) == (3, 20)


def test_before_nine_in_ten_were_looked_at_nothing_says_when(desk: None):
    with unit_of_work():
        opened(20, ago=10 * DAY, looked=None)
    told = moderator_service(scope(None))
    assert (told["half_hours"], told["most_hours"]) == (20, None)


def test_appeals_that_were_answered_in_the_window(desk: None):
    told = moderator_service(scope(None))
    assert (told["appeals"], told["overturned"]) == (25, 10)


def test_how_far_two_people_agree(desk: None):
    """24 of 32 alike, each of the two answers half of the time: kappa a half."""
    told = moderator_service(scope(None))
    assert (told["reviewed"], told["kappa"]) == (30, 0.5)
    assert told["kappa_low"] < 0.5 < told["kappa_high"]


def test_with_few_of_anything_nothing_is_said(inside: Flask):
    with unit_of_work():
        for case in opened(4, ago=20 * DAY, looked=timedelta(hours=1)):
            decision = decided(case, ago=10 * DAY)
            appealed(decision, "overturned", ago=3 * DAY)
    told = moderator_service(scope(None))
    assert set(told.values()) == {None}


def test_of_nineteen_second_looks_no_agreement_is_told(inside: Flask):
    with unit_of_work():
        for place, case in enumerate(opened(19, ago=20 * DAY, looked=DAY)):
            decision = decided(case, ago=10 * DAY, action="hide" if place % 2 else "nothing")
            look = SecondLook(decision_id=decision.id, by_id=None, acts=bool(place % 3))
            look.made_at = now() - 5 * DAY
            db.session.add(look)
    told = moderator_service(scope(None))
    assert (told["reviewed"], told["kappa"]) == (20, None)
