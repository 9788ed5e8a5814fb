"""R-4: what no news told comes by the clock, in order and once."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.chat.queries import messages
from app.chat.queries.rooms import room_by_id
from app.chat.sockets import live, live_of
from app.core.database import db
from app.core.sockets import sockets_of
from tests.chat.sockets.acts import deaf
from tests.factories import Maker


def numbers(page) -> list[int]:
    return [one["sequence"] for one in page.got("said")]


def test_what_another_worker_said_comes_with_the_next_catch_up(
    app: Flask, talk: SimpleNamespace
) -> None:
    with deaf(app, "said"):
        for word in ("one", "two", "three"):
            talk.other.say(talk.room, word)
    assert numbers(talk.one) == []

    live_of(app).catch_up()
    live_of(app).catch_up()

    assert numbers(talk.one) == [1, 2, 3]


def test_a_gap_of_many_pages_comes_whole(app: Flask, talk: SimpleNamespace, make: Maker) -> None:
    make.many_messages(room=talk.room, by=talk.cast.patient, count=2 * messages.PAGE + 7)

    live_of(app).catch_up()

    assert numbers(talk.one) == list(range(1, 2 * messages.PAGE + 8))


def test_numbers_that_are_no_more_hold_nobody_up(app: Flask, talk: SimpleNamespace, make) -> None:
    """Retention took them: one look tells, not one for each number."""
    make.many_messages(room=talk.room, by=talk.cast.patient, count=300)
    with app.app_context(), make.together():
        db.session.execute(messages.MESSAGES.delete())
    looks = []

    def count(*_args: object) -> None:
        looks.append(True)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", count)
        live_of(app).catch_up()
        event.remove(db.engine, "before_cursor_execute", count)

    assert len(looks) <= 4
    assert live_of(app).audiences.get(talk.room.id).head == 300


def test_deliveries_out_of_order_leave_a_hole_that_is_filled(
    app: Flask, talk: SimpleNamespace
) -> None:
    with deaf(app, "said"):
        talk.other.say(talk.room, "lost")
    talk.other.say(talk.room, "heard")
    audience = live_of(app).audiences.get(talk.room.id)
    assert (audience.head, audience.ahead) == (0, {2})

    live_of(app).catch_up()

    assert (audience.head, audience.ahead) == (2, set())
    assert numbers(talk.one) == [2, 1, 2]  # the page leaves out what it has


def test_a_look_between_two_commits_loses_no_number(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red before, on PostgreSQL: messages were read, then one was said and deleted, then changes
    were read; the page was told that it had everything up to the deletion."""
    talk.one.say(talk.room, "first")
    real, said = messages._lines, []

    def slowly(*args: object, **values: object) -> list[object]:
        lines = real(*args, **values)
        if not said:
            said.append(True)
            other = threading.Thread(target=say_and_take_back, args=(app, talk))
            other.start()
            other.join()
        return lines

    with app.app_context():
        row = room_by_id(talk.cast.patient.id, talk.room.id)
        monkeypatch.setattr(messages, "_lines", slowly)
        entries, up_to = messages.gap(row, 0)

    assert ([entry.sequence for entry in entries], up_to) == ([1], 1)


def say_and_take_back(app: Flask, talk: SimpleNamespace) -> None:
    answer = talk.other.say(talk.room, "second")
    row = f"/rooms/{talk.room.public_id}/messages/{answer['id']}"
    talk.other.browser.post(f"{row}/delete")


def test_by_the_clock_both_run_and_survive_a_database_that_is_away(
    app: Flask, talk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def work() -> None:
        done.append("tried")
        raise OperationalError("select", {}, Exception()) if len(done) < 3 else RuntimeError

    class Enough(Exception):
        pass

    def sleep(_seconds: float) -> None:
        if len(done) == 4:
            raise Enough

    monkeypatch.setattr(live_of(app).sockets.io, "sleep", sleep)
    with pytest.raises(Enough):
        live_of(app)._by_the_clock(lambda: 4.0, work)
    assert done == ["tried"] * 4


def test_nothing_runs_while_nobody_is_connected(
    app: Flask, nobody_else: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = iter([None, None])
    monkeypatch.setattr(live_of(app).sockets.io, "sleep", lambda _s: next(turns))
    with pytest.raises(StopIteration):
        live_of(app)._by_the_clock(lambda: 4.0, lambda: pytest.fail("nobody is here"))


def test_the_first_page_starts_the_clock_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    side, started = live.Live.__new__(live.Live), []
    io = SimpleNamespace(start_background_task=lambda *task: started.append(task))
    side._app, side._is_running = SimpleNamespace(testing=False), False
    side.catch_up_every, side.sweep_every = 4.0, 30.0
    side.sockets = SimpleNamespace(io=io, bus=sockets_of(app).bus)

    side.start()
    side.start()

    assert [task[1]() for task in started] == [4.0, 30.0]
