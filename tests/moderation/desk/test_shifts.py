"""Shifts: coming and going, what is left for the next one, breaks, and the figures of the page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from sqlalchemy import update

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Shift
from app.moderation.queries.shifts import LONGEST, Span, joined, somebody_looks, staffed
from app.moderation.services import shifting
from tests.support.at_once import at_once

HOUR = timedelta(hours=1)


def shifts(app) -> list[Shift]:
    with app.app_context():
        return db.session.query(Shift).order_by(Shift.id).all()


def begin(client, who):
    return client.sign_in(who).post("/desk/shift/begin")


def test_a_shift_begins_and_ends_with_a_note_for_the_next(app, client, desk):
    assert "Nobody is at the desk now." in client.sign_in(desk.wren).page("/desk/shift").text
    assert begin(client, desk.wren).status_code == 303
    page = client.page("/desk/shift")
    assert "Wren" in page.select_one("main ul").text and "since" in page.text
    client.post("/desk/shift/end", data={"note": "Case 12 waits for a word"})
    (row,) = shifts(app)
    assert row.ended_at is not None and row.member_id == desk.wren.id
    page = client.sign_in(desk.finch).page("/desk/shift")
    assert "Case 12 waits for a word" in page.text and "Nobody is at the desk now." in page.text


def test_pressing_begin_twice_begins_once(app, client, desk):
    begin(client, desk.wren)
    begin(client, desk.wren)
    assert len(shifts(app)) == 1


def test_beginning_on_two_pages_at_once_begins_once(app, desk, monkeypatch):
    read = shifting.own_shift

    def slowly(*values, **named):
        found = read(*values, **named)
        sleep(0.3)
        return found

    monkeypatch.setattr(shifting, "own_shift", slowly)

    def press():
        app.test_client().sign_in(desk.finch).post("/desk/shift/begin")

    assert at_once(app, [press, press]) == [] and len(shifts(app)) == 1


def test_ending_what_has_ended_says_so(app, client, desk):
    client.sign_in(desk.wren).post("/desk/shift/end", data={"note": "x"})
    assert shifts(app) == [] and "Somebody was quicker" in client.page("/desk/shift").text


def test_a_note_that_is_too_long_comes_back(app, client, desk):
    begin(client, desk.wren)
    words = "word " * 500
    answer = client.post("/desk/shift/end", data={"note": words})
    assert answer.status_code == 422 and words.strip() in answer.text
    assert shifts(app)[0].ended_at is None


def test_somebody_looks_while_one_who_may_see_distress_is_on(app, client, desk):
    begin(client, desk.wren)
    with app.app_context():
        assert not somebody_looks(now())
    begin(client, desk.lark)
    with app.app_context():
        assert somebody_looks(now()) and not somebody_looks(now() + LONGEST)


def test_a_forgotten_shift_ends_by_itself(app, client, desk):
    for who in (desk.wren, desk.finch):
        begin(client, who)
    with app.app_context(), unit_of_work():
        long_ago = now() - timedelta(hours=30)
        db.session.execute(
            update(Shift).where(Shift.member_id == desk.wren.id).values(began_at=long_ago)
        )
    with app.app_context(), unit_of_work():
        assert shifting.end_forgotten(now()) == 1
    forgotten, fresh = shifts(app)
    assert forgotten.ended_at == long_ago + LONGEST and fresh.ended_at is None


def test_after_five_hard_cases_a_break_is_proposed(app, client, desk, waiting):
    hard = [waiting("red").public_id for _case in range(5)]
    begin(client, desk.lark)
    for case_id in hard[:4] * 2:
        assert "Time for a break" not in client.page(f"/desk/cases/{case_id}").text
    assert "Time for a break" in client.page(f"/desk/cases/{hard[4]}").text
    assert "You opened 5 hard cases without a break." in client.page("/desk/shift").text
    client.post("/desk/shift/break")
    assert "Time for a break" not in client.page("/desk/shift").text
    (row,) = shifts(app)
    assert (row.hard_count, row.hard_since_break) == (5, 0)


def test_how_many_is_for_the_operator_to_say(app, client, desk, waiting, monkeypatch):
    monkeypatch.setitem(app.config, "HARD_CASES_BEFORE_BREAK", 2)
    begin(client, desk.lark)
    assert "Time for a break" not in client.page(f"/desk/cases/{waiting('red').public_id}").text
    assert "Time for a break" in client.page(f"/desk/cases/{waiting('crisis').public_id}").text


def test_other_cases_are_not_hard_ones(app, client, desk, waiting):
    begin(client, desk.lark)
    for level in ("harm", "amber", "rest"):
        client.page(f"/desk/cases/{waiting(level).public_id}")
    assert shifts(app)[0].hard_count == 0


def loads(page) -> dict[str, list[str]]:
    table = page.find("caption", string="Everybody with a role at the desk").parent
    return {
        row.th.text: [cell.text for cell in row.select("td")] for row in table.select("tbody tr")
    }


def test_the_load_of_each_person_is_shown_as_far_as_the_viewer_may_know(
    client, desk, waiting, report, decide
):  # fmt: skip
    for who, level in ((desk.wren, "amber"), (desk.lark, "red"), (desk.lark, "rest")):
        waiting(level, claimed_by_id=who.id, claimed_at=now())
    decide(desk.lark, report(reason="worried"))
    decide(desk.wren, report(said=desk.other))
    begin(client, desk.lark)
    client.page(f"/desk/cases/{waiting('red').public_id}")
    found = loads(client.page("/desk/shift"))
    assert found["Lark"] == ["2", "1", "1"] and found["Wren"] == ["1", "1", "0"]
    found = loads(client.sign_in(desk.wren).page("/desk/shift"))
    assert found["Lark"] == ["1", "0"] and found["Wren"] == ["1", "1"]
    assert desk.author.display_name not in found


def test_time_to_the_first_look_is_shown_by_level(client, desk, waiting):
    at = now() - timedelta(hours=10)
    for minutes in (60, 120, 600):
        waiting("amber", at, first_seen_at=at + timedelta(minutes=minutes))
    waiting("amber", at)
    waiting("red", at)
    waiting("amber", at - timedelta(days=30))
    page = client.sign_in(desk.lark).page("/desk/shift")
    rows = {
        row.th.text: [cell.text for cell in row.select("td")] for row in page.select("tbody tr")
    }
    assert rows["Should be looked at"] == ["3 of 4", "2 hours", "0 seconds"]
    assert rows["Somebody may not be safe"] == ["0 of 1", "–", "–"]
    page = client.sign_in(desk.wren).page("/desk/shift")
    assert "Somebody may not be safe" not in page.text


def test_staffed_hours_of_each_day_are_shown(app, client, desk):
    with app.app_context(), unit_of_work():
        noon = now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
        for begins, hours, who in ((0, 2, desk.wren), (1, 2, desk.finch), (4, 1, desk.wren)):
            begun = noon + begins * HOUR
            db.session.add(Shift(member_id=who.id, began_at=begun, ended_at=begun + hours * HOUR))
    page = client.sign_in(desk.wren).page("/desk/shift")
    assert "4.0 of 24.0 hours" in page.text


@pytest.mark.parametrize(
    ("spans", "whole"),
    [([(0, 1), (2, 3)], [(0, 1), (2, 3)]), ([(0, 2), (1, 3)], [(0, 3)]), ([(0, 9), (1, 2)], [(0, 9)]),
     ([(0, 1), (1, 2)], [(0, 2)]), ([(3, 3)], [])],
)  # fmt: skip
def test_two_at_once_count_once(spans, whole):
    day = datetime(2026, 3, 3, tzinfo=UTC)
    made = [Span(day + begin * HOUR, day + end * HOUR) for begin, end in spans]
    assert joined(made) == [Span(day + begin * HOUR, day + end * HOUR) for begin, end in whole]
    hours = sum(
        min(end, 2.5) - max(begin, 0.5) for begin, end in whole if begin < 2.5 and end > 0.5
    )
    assert staffed(joined(made), day + 0.5 * HOUR, day + 2.5 * HOUR) == hours * HOUR


@pytest.mark.parametrize("path", ["", "/begin", "/break", "/end"])
def test_members_are_refused(app, client, desk, path):
    client.sign_in(desk.author)
    answer = client.post(f"/desk/shift{path}") if path else client.get("/desk/shift")
    assert answer.status_code == 403 and shifts(app) == []
