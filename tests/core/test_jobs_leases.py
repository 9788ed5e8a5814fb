"""One holder at a time, and nothing kept by one whose lease has ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.accounts.models import Member
from app.core.database import db
from app.core.jobs import LeaseEnded, leases, running
from app.core.jobs.registry import Job
from app.core.jobs.working import checkpoint
from app.core.transactions import unit_of_work

HOUR = timedelta(hours=1)


def let_the_lease_run_out(name: str = "test.job") -> None:
    """As if an hour had passed."""
    with unit_of_work():
        row = db.session.get_one(leases.JobLease, name)
        row.held_until -= 2 * HOUR


def rename(member_id: int, name: str) -> None:
    with unit_of_work():
        db.session.execute(update(Member).where(Member.id == member_id).values(display_name=name))


def name_of(member_id: int) -> str:
    db.session.rollback()
    return db.session.scalar(select(Member.display_name).where(Member.id == member_id)) or ""


def test_only_one_holds_a_job(inside):
    assert leases.take("test.job", HOUR)
    assert leases.take("test.job", HOUR) is None
    assert leases.take("test.other", HOUR)


def test_a_lease_that_ran_out_passes_on_with_a_higher_fence(inside):
    first = leases.take("test.job", HOUR)
    let_the_lease_run_out()
    second = leases.take("test.job", HOUR)
    assert first and second and second.fence == first.fence + 1


def test_who_was_stopped_past_the_lease_keeps_nothing(inside, make):
    """The one who was stopped wakes up after another took the job over."""
    member = make.member(display_name="Before")
    late = leases.take("test.job", HOUR)
    let_the_lease_run_out()
    assert leases.take("test.job", HOUR)
    with leases.holding(late), pytest.raises(LeaseEnded):
        rename(member.id, "Twice")
    assert name_of(member.id) == "Before"


def test_who_still_holds_the_job_keeps_what_it_does(inside, make):
    member = make.member(display_name="Before")
    with leases.holding(leases.take("test.job", HOUR)):
        rename(member.id, "Once")
    assert name_of(member.id) == "Once"


def test_a_lease_that_ran_out_but_was_taken_by_nobody_still_counts(inside, make):
    member = make.member(display_name="Before")
    hold = leases.take("test.job", HOUR)
    let_the_lease_run_out()
    with leases.holding(hold):
        rename(member.id, "Late but alone")
    assert name_of(member.id) == "Late but alone"


def test_giving_back_late_does_not_end_the_lease_of_the_next_holder(inside):
    late = leases.take("test.job", HOUR)
    let_the_lease_run_out()
    leases.take("test.job", HOUR)
    leases.give_back(late, finished=True)
    assert leases.take("test.job", HOUR) is None
    assert leases.states()["test.job"].finished_at is None


def test_a_checkpoint_lengthens_the_lease(inside):
    hold = leases.take("test.job", HOUR)
    let_the_lease_run_out()
    with leases.holding(hold):
        checkpoint()
    assert leases.take("test.job", HOUR) is None


def test_a_checkpoint_ends_a_job_that_another_has_by_now(inside):
    late = leases.take("test.job", HOUR)
    let_the_lease_run_out()
    leases.take("test.job", HOUR)
    with leases.holding(late), pytest.raises(LeaseEnded):
        checkpoint()


def test_a_checkpoint_ends_a_job_whose_worker_is_being_stopped(inside, monkeypatch):
    class Stopping:
        is_stopping = True

    monkeypatch.setitem(inside.extensions, "jobs", Stopping())
    with pytest.raises(running.StopAsked):
        checkpoint()


def test_a_job_that_lost_its_lease_is_no_failure_of_the_new_holder(inside, make):
    member = make.member(display_name="Before")

    def slow():
        let_the_lease_run_out("test.slow")
        with_other = leases._hold.set(None)
        leases.take("test.slow", HOUR)
        leases._hold.reset(with_other)
        rename(member.id, "Twice")

    job = Job("test.slow", slow, minutes=60, lease=HOUR)
    assert running.run(job, ()) is False
    assert name_of(member.id) == "Before"
    assert leases.states()["test.slow"].fence == 2


def test_two_who_make_the_first_row_at_once_do_not_both_get_it(inside, monkeypatch):
    """The second finds no row, as it may on PostgreSQL, and cannot write one."""
    leases.take("test.job", HOUR)
    monkeypatch.setattr(db.session, "scalar", lambda *_: None)
    assert leases.take("test.job", HOUR) is None
