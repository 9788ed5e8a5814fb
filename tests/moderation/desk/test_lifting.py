"""Ageing: under a flood of red, amber is seen within 12 hours of staffed time, and red is not starved
by what is lifted over it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.queries import viewer_of
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Report, Shift
from app.moderation.queries import queue
from app.moderation.queries.queue import Asked
from app.moderation.queries.shifts import Span, spans, staffed
from app.moderation.services import lifting
from app.moderation.services.opening import raise_to
from app.moderation.services.reporting import count_again
from app.moderation.steps import LIFTED, RANKS
from tests.moderation.desk.rows import new_case

DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR, TEN = timedelta(hours=1), timedelta(minutes=10)


def work_shift(who, day: datetime, hours: int = 8) -> None:
    db.session.add(Shift(member_id=who.id, began_at=day, ended_at=day + hours * HOUR))
    db.session.flush()


def look(viewer, at: datetime) -> None:
    """The first one in the queue is looked at and decided."""
    case_id = queue.next_free(viewer, Asked(), (), at)
    case = db.session.query(Case).filter_by(public_id=case_id).one()
    case.first_seen_at = case.decided_at = at
    case.state = "decided"
    db.session.flush()


def simulate(who, *, days: int, ambers: int) -> list[Case]:
    """A desk that looks at six cases an hour, eight hours a day, while ten red ones come in an hour,
    and `ambers` on the first morning and one each hour after; gives all cases."""
    viewer = viewer_of(who.id)
    for _amber in range(ambers):
        new_case("amber", DAY)
    for _red in range(20):
        new_case("red", DAY)
    for day in range(days):
        begins = DAY + timedelta(days=day)
        work_shift(who, begins)
        for step in range(8 * 6):
            at = begins + step * TEN
            if step % 6 == 0:
                new_case("amber", at)
                for _red in range(10):
                    new_case("red", at)
            lifting.lift(at)
            look(viewer, at)
    return db.session.query(Case).all()


@pytest.mark.parametrize("ambers", [1, 12])
def test_amber_is_seen_within_twelve_staffed_hours_under_a_flood_of_red(inside, desk, ambers):
    with unit_of_work():
        cases = simulate(desk.lark, days=4, ambers=ambers)
        there = spans(DAY - HOUR, DAY + timedelta(days=4))
    at = DAY + timedelta(days=3, hours=8)
    waits = [
        staffed(there, case.opened_at, case.first_seen_at or at)
        for case in cases
        if case.level == "amber"
    ]
    assert len(waits) == ambers + 32 and max(waits) <= lifting.PROMISE
    red = [case for case in cases if case.level == "red"]
    assert sum(case.first_seen_at is None for case in red) > 100
    looks = sum(case.first_seen_at is not None for case in cases)
    assert sum(case.first_seen_at is not None for case in red) >= looks / 2


def test_without_lifting_amber_would_starve(inside, desk, monkeypatch):
    monkeypatch.setattr(lifting, "lift", lambda at: 0)
    with unit_of_work():
        cases = simulate(desk.lark, days=2, ambers=1)
    assert all(case.first_seen_at is None for case in cases if case.level == "amber")


def test_a_night_without_anybody_is_no_waiting(inside, desk):
    with unit_of_work():
        case = new_case("amber", DAY)
        work_shift(desk.lark, DAY, hours=5)
        assert lifting.lift(DAY + 24 * HOUR) == 0
        work_shift(desk.lark, DAY + 24 * HOUR, hours=2)
        assert lifting.lift(DAY + 25 * HOUR - TEN) == 0
        assert lifting.lift(DAY + 25 * HOUR) == 1
        db.session.refresh(case)
    assert (case.rank, case.lifted_at) == (LIFTED, DAY + 25 * HOUR)


@pytest.mark.parametrize(
    ("level", "hours", "is_lifted"),
    [("harm", 1, True), ("amber", 6, True), ("rest", 6, True), ("harm", 0.9, False),
     ("amber", 5.9, False), ("rest", 5.9, False), ("red", 8, False), ("crisis", 8, False)],
)  # fmt: skip
def test_each_level_is_lifted_after_its_time(inside, desk, level, hours, is_lifted):
    with unit_of_work():
        work_shift(desk.lark, DAY)
        case = new_case(level, DAY)
        lifting.lift(DAY + hours * HOUR)
        db.session.refresh(case)
    assert (case.rank == LIFTED) is is_lifted


@pytest.mark.parametrize(
    "values",
    [{"first_seen_at": DAY}, {"state": "decided", "decided_at": DAY}],
    ids=["seen", "decided"],
)
def test_what_was_seen_or_decided_stays_where_it_is(inside, desk, values):
    with unit_of_work():
        work_shift(desk.lark, DAY)
        new_case("amber", DAY, **values)
        assert lifting.lift(DAY + 8 * HOUR) == 0


def test_the_gravest_and_oldest_are_lifted_first(inside, desk):
    with unit_of_work():
        work_shift(desk.lark, DAY)
        names = {new_case("rest", DAY, rank=50).id: "rest", new_case("rest", DAY, rank=47).id: "heavy",
                 new_case("amber", DAY + TEN).id: "younger", new_case("amber", DAY).id: "older",
                 new_case("harm", DAY + TEN).id: "harm"}  # fmt: skip
        order = []
        for hour in range(7, 12):
            work_shift(desk.lark, DAY + 8 * HOUR, hours=8)
            at = DAY + hour * HOUR + TEN
            assert lifting.lift(at) == 1
            assert lifting.lift(at) == 0
            (case,) = db.session.query(Case).filter_by(lifted_at=at)
            order.append(names[case.id])
    assert order == ["harm", "older", "younger", "heavy", "rest"]


@pytest.mark.parametrize(
    ("looks", "lifted", "left"), [(0, 0, 1), (0, 1, 0), (6, 0, 3), (6, 3, 0), (7, 1, 2), (2, 5, 0)]
)
def test_at_most_every_second_look_is_given_away(looks, lifted, left):
    assert lifting.room(looks, lifted) == left


def test_the_last_staffed_hour_is_found_across_a_gap():
    there = [Span(DAY, DAY + HOUR), Span(DAY + 5 * HOUR, DAY + 5.5 * HOUR)]
    assert lifting.ago(there, DAY + 9 * HOUR, HOUR) == DAY + 0.5 * HOUR
    assert lifting.ago(there, DAY + 9 * HOUR, 0.5 * HOUR) == DAY + 5 * HOUR
    assert lifting.ago(there, DAY + 9 * HOUR, 9 * HOUR) == DAY
    assert lifting.ago([], DAY, HOUR) == DAY


@pytest.mark.parametrize(("level", "rank"), [("amber", LIFTED), ("red", LIFTED), ("crisis", 0)])
def test_a_further_report_does_not_put_it_back(inside, desk, level, rank):
    with unit_of_work():
        case = new_case("rest", DAY, rank=LIFTED, lifted_at=DAY)
        raise_to(case, level)
        assert case.rank == rank


def test_counting_reports_again_does_not_put_it_back(inside, desk):
    with unit_of_work():
        lifted = new_case("rest", DAY, rank=LIFTED, lifted_at=DAY)
        plain = new_case("rest", DAY)
        for case in (lifted, plain):
            db.session.add(
                Report(
                    case_id=case.id, round=1, reporter_id=desk.second.id, reason="unkind", weight=9
                )
            )
            count_again(case)
        assert (lifted.rank, plain.rank) == (LIFTED, RANKS["rest"] - 2)
