"""What `flask doctor` and the monitor ask about notices and letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, or_, select

from app.accounts.models import Member
from app.core.checkups import Problem, amber, checkup, figure
from app.core.clock import now
from app.core.database import db
from app.core.mail import Letter
from app.notifications.models import Notice
from app.notifications.queries import letters

# A letter that no server puts off is sent within seconds.
LONG = timedelta(minutes=15)


@checkup("The number beside every inbox is that of its unread notices")
def unread_follows_the_notices() -> Iterator[str]:
    """It is kept with the member, so that no page has to count."""
    counted = (
        select(Notice.member_id, func.count().label("number"))
        .where(Notice.read_at.is_(None))
        .group_by(Notice.member_id)
        .subquery()
    )
    pairs = select(func.count()).select_from(Member).outerjoin(counted)
    wrong = db.session.scalar(pairs.where(Member.unread != func.coalesce(counted.c.number, 0)))
    if wrong:
        yield f"{wrong} members see a wrong number beside their inbox."


@checkup("Letters leave")
def letters_leave() -> Iterator[Problem]:
    """A letter that nobody tried waits for a worker that does not run."""
    untried = select(func.count()).where(
        Letter.state == "waiting",
        Letter.tries == 0,
        Letter.not_before < now() - LONG,
        or_(Letter.leased_until.is_(None), Letter.leased_until < now()),
    )
    waiting = db.session.scalar(untried)
    if waiting:
        yield Problem(f"{waiting} letters wait and nobody tries: does `flask worker` run?")
    dead = letters.counted()["dead"]
    if dead:
        yield amber(f"{dead} letters did not arrive: see /operator/letters.")


@figure("letters_waiting", "Letters that wait to be sent")
def letters_waiting() -> float:
    """Grows when the worker or the mail server stands still."""
    return letters.counted()["waiting"]


@figure("letters_dead", "Letters that were given up")
def letters_dead() -> float:
    """Each waits for an operator, 30 days at most."""
    return letters.counted()["dead"]
