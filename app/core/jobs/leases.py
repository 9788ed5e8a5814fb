"""One holder at a time for a job that must not run twice, across all workers (safety.md R-16)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, event, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core.clock import now
from app.core.database import Base, UtcDateTime, db
from app.core.transactions import unit_of_work


class JobLease(Base):
    """Who runs a job until when. `fence` grows with every new holder, so that one who was
    stopped and wakes up late sees that it no longer holds the job."""

    __tablename__ = "job_leases"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    fence: Mapped[int] = mapped_column(default=0)
    held_until: Mapped[datetime] = mapped_column(UtcDateTime)
    # The newest run that came to its end.
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class LeaseEnded(RuntimeError):
    """Another worker holds this job by now: nothing may be kept any more."""


@dataclass(frozen=True)
class Hold:
    """A lease in hand."""

    name: str
    fence: int
    lease: timedelta


_hold: ContextVar[Hold | None] = ContextVar("hold", default=None)


def take(name: str, lease: timedelta, *, before: datetime | None = None) -> Hold | None:
    """The lease, when nobody has it; None otherwise, and None when the job came to its end
    after `before`: another worker was faster."""
    try:
        with unit_of_work():
            row = db.session.scalar(select(JobLease).where(JobLease.name == name).with_for_update())
            moment = now()
            if row is None:
                row = JobLease(name=name, held_until=moment)
                db.session.add(row)
            elif row.held_until > moment or _ended_after(row, before):
                return None
            row.fence += 1
            row.held_until = moment + lease
            db.session.flush()
            return Hold(name, row.fence, lease)
    except IntegrityError:
        return None  # two made the first row at the same moment


def _ended_after(row: JobLease, before: datetime | None) -> bool:
    return before is not None and row.finished_at is not None and row.finished_at > before


def give_back(hold: Hold, *, finished: bool, pause: timedelta = timedelta(0)) -> None:
    """End the lease, if it is still ours; `pause` keeps everybody from it for a while."""
    moment = now()
    values: dict[str, Any] = {"held_until": moment + pause}
    if finished:
        values["finished_at"] = moment
    with unit_of_work():
        db.session.execute(
            update(JobLease)
            .where(JobLease.name == hold.name, JobLease.fence == hold.fence)
            .values(values)
        )


@contextmanager
def holding(hold: Hold) -> Iterator[None]:
    """Inside, nothing is committed once the lease has passed to another."""
    token = _hold.set(hold)
    try:
        yield
    finally:
        _hold.reset(token)


def renew() -> None:
    """Hold the lease for its whole length again; does nothing where none is held.

    Raises:
        LeaseEnded: another has it by now.
    """
    hold = _hold.get()
    if hold is None:
        return
    with unit_of_work():
        mine = (JobLease.name == hold.name) & (JobLease.fence == hold.fence)
        until = now() + hold.lease
        db.session.execute(update(JobLease).where(mine).values(held_until=until))


def states() -> dict[str, JobLease]:
    """Every lease by the name of its job."""
    return {row.name: row for row in db.session.scalars(select(JobLease))}


@event.listens_for(Session, "before_commit")
def _refuse_after_the_lease(session: Session) -> None:
    """The row stays locked until the commit is through, so that nobody takes over in between."""
    hold = _hold.get()
    if hold is None:
        return
    fence = select(JobLease.fence).where(JobLease.name == hold.name).with_for_update()
    if session.scalar(fence) != hold.fence:
        raise LeaseEnded(hold.name)
