"""Jobs: queued after the commit, run outside of requests, tried again, logged without values."""

from __future__ import annotations

import io
import json
import logging
import pickle
from types import SimpleNamespace

import pytest
import structlog
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Member
from app.core.database import db
from app.core.jobs import leases, queue, registry, run_pending, running
from app.core.jobs.registry import every, job
from app.core.transactions import unit_of_work

SECRET = "a key that is long enough for a test"


@pytest.fixture
def jobs(monkeypatch, app):
    """No job but those of the test, and an empty queue; `said` is what they were called with."""
    monkeypatch.setattr(registry, "_jobs", {})
    huey = app.extensions["jobs"].huey
    huey.storage.flush_queue()
    huey.storage.flush_schedule()
    return SimpleNamespace(said=[], huey=huey, queue=app.extensions["jobs"])


@pytest.fixture
def log():
    """What is written to the log during the test, as the site writes it."""
    before, written = structlog.get_config(), io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=written))
    yield written
    structlog.configure(**before)


def test_a_job_runs_when_the_queue_is_worked_off(inside, jobs):
    greet = job(name="test.greet")(jobs.said.append)
    greet.later("somebody")
    assert jobs.said == []
    assert run_pending(inside) == 1
    assert jobs.said == ["somebody"]


def test_a_job_asked_for_inside_a_change_waits_for_the_commit(inside, jobs):
    greet = job(name="test.greet")(jobs.said.append)
    with unit_of_work():
        greet.later(1)
        assert jobs.huey.pending_count() == 0
    assert jobs.huey.pending_count() == 1


def test_a_change_that_is_rolled_back_leaves_no_job(inside, jobs):
    greet = job(name="test.greet")(jobs.said.append)
    with pytest.raises(ZeroDivisionError), unit_of_work():
        greet.later(1)
        raise ZeroDivisionError
    assert jobs.huey.pending_count() == 0


def test_only_plain_values_go_into_the_queue(inside, jobs):
    greet = job(name="test.greet")(jobs.said.append)
    with pytest.raises(TypeError):
        greet.later(Member)


def test_a_failing_job_is_put_off_and_tried_again_so_often_and_no_more(inside, jobs, monkeypatch):
    monkeypatch.setattr(running, "pause_after", lambda tries: 0)

    @job(name="test.fail", retries=2)
    def fail():
        jobs.said.append("tried")
        raise ZeroDivisionError

    fail.later()
    run_pending(inside)
    assert jobs.said == ["tried"] * 3


def test_a_failing_job_waits_before_the_next_try(inside, jobs):
    job(name="test.fail", retries=2)(lambda: 1 / 0).later()
    run_pending(inside)
    assert (jobs.huey.pending_count(), jobs.huey.scheduled_count()) == (0, 1)


def test_pauses_grow_have_an_end_and_are_never_quite_the_same():
    pauses = {tries: {running.pause_after(tries) for _ in range(50)} for tries in (1, 3, 40)}
    assert all(5 <= pause <= 10 for pause in pauses[1])
    assert all(80 <= pause <= 160 for pause in pauses[3])
    assert all(1800 <= pause <= 3600 for pause in pauses[40])
    assert all(len(different) > 40 for different in pauses.values())


def test_a_failure_is_logged_without_what_the_job_was_given(inside, jobs, log):
    @job(name="test.fail", retries=0)
    def fail(word):
        raise ValueError(word)

    fail.later("canary-9f2")
    run_pending(inside)
    said = log.getvalue()
    assert "job_failed" in said and "test.fail" in said and "ValueError" in said
    assert "canary-9f2" not in said


def test_what_the_library_says_reaches_the_log_without_values(inside, jobs, log):
    logging.getLogger("huey.consumer").error("Error with %s", "canary-9f2")
    said = log.getvalue()
    assert json.loads(said.splitlines()[-1])["said"] == "Error with %s"
    assert "canary-9f2" not in said


def test_a_job_that_nobody_knows_any_more_is_left_out(inside, jobs, log):
    jobs.queue.put("test.gone")
    assert run_pending(inside) == 1
    assert "job_unknown" in log.getvalue()


class Trap:
    """Reading it runs what a stranger wrote."""

    sprung: list[str] = []

    def __reduce__(self):
        return (Trap.sprung.append, ("caught",))


def test_what_a_stranger_puts_into_the_queue_is_never_read(inside, jobs):
    forged = pickle.dumps(Trap())
    for data in (forged, forged + b":" + b"0" * 40, b"\x80\x05N."):
        jobs.huey.storage.enqueue(data)
        with pytest.raises(ValueError):
            jobs.huey.dequeue()
    assert Trap.sprung == []


def test_the_key_of_the_queue_is_not_the_key_of_the_site(app):
    serializer = app.extensions["jobs"].huey.serializer
    assert app.config["SECRET_KEY"].encode() not in (serializer.secret, serializer._key)


@pytest.mark.parametrize("redis", ["", "redis://127.0.0.1:1/0"])
def test_jobs_wait_in_a_file_of_their_own_or_in_redis(tmp_path, redis):
    site = Flask("small")
    site.config |= {"SECRET_KEY": SECRET, "REDIS_URL": redis, "INSTANCE": tmp_path}
    kind = type(queue.store(site)).__name__
    assert kind == ("PriorityRedisExpireHuey" if redis else "SqliteHuey")
    assert (tmp_path / "jobs.db").exists() is not bool(redis)


def test_a_job_by_the_clock_is_due_until_it_ran_and_then_not_for_a_while(inside, jobs):
    every(minutes=60, name="test.hourly")(lambda: jobs.said.append("ran"))
    for _ in range(3):
        jobs.queue.tick()
        run_pending(inside)
    assert jobs.said == ["ran"]


def test_a_job_by_the_clock_that_was_queued_twice_runs_once(inside, jobs):
    every(minutes=60, name="test.hourly")(lambda: jobs.said.append("ran"))
    jobs.queue.tick()
    jobs.queue.tick()
    assert run_pending(inside) == 2
    assert jobs.said == ["ran"]


def test_a_job_by_the_clock_that_failed_comes_again_after_a_pause_not_at_once(inside, jobs):
    every(minutes=60, name="test.hourly")(lambda: 1 / 0)
    jobs.queue.tick()
    run_pending(inside)
    lease = leases.states()["test.hourly"]
    assert lease.finished_at is None
    assert running.due() == []


def test_a_long_job_that_is_asked_to_stop_begins_again_in_the_next_worker(inside, jobs):
    @job(name="test.long")
    def long():
        jobs.said.append("begun")
        if len(jobs.said) == 1:
            raise running.StopAsked

    long.later()
    run_pending(inside)
    assert jobs.said == ["begun", "begun"]


def test_the_commands_list_jobs_and_run_one(app, jobs):
    every(minutes=60, name="test.hourly")(lambda: jobs.said.append("ran"))
    job(name="test.asked")(jobs.said.append)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["jobs", "run", "test.hourly"]).exit_code == 0
    lines = runner.invoke(args=["jobs", "list"]).output.splitlines()
    assert jobs.said == ["ran"]
    assert "when asked" in lines[0] and "every 60 min" in lines[1] and "+00:00" in lines[1]


@pytest.mark.parametrize("name", ["test.gone", "test.asked", "test.fails"])
def test_running_what_cannot_be_run_says_so(app, jobs, name):
    job(name="test.asked")(jobs.said.append)
    every(minutes=60, name="test.fails")(lambda: 1 / 0)
    assert app.test_cli_runner().invoke(args=["jobs", "run", name]).exit_code == 1


def test_a_job_works_in_a_context_of_its_own_and_may_write(app, jobs, make):
    member = make.member()

    @job(name="test.rename")
    def rename(member_id):
        with unit_of_work():
            db.session.get_one(Member, member_id).display_name = "Other"

    with app.app_context():
        rename.later(member.id)
    run_pending(app)
    with app.app_context():
        query = select(Member.display_name).where(Member.id == member.id)
        assert db.session.scalar(query) == "Other"
