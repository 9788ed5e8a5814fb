"""Sending the letters that wait (safety.md R-15).

A worker takes one letter by writing its own mark on it, sends it outside of any transaction, and
notes the outcome if the mark is still its own. Whoever is killed in between leaves a letter that
another takes after the lease: it may arrive twice, with the same Message-ID, and never not at all.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Row, and_, exists, or_, select, update

from app.core.clock import now
from app.core.database import db
from app.core.jobs.running import pause_after
from app.core.mail.message import as_message
from app.core.mail.outbox import Letter
from app.core.mail.transports import Refused, TryLater, Unreachable, transport
from app.core.transactions import unit_of_work

MOST_TRIES = 8  # about a day, with the pauses between them
FIRST_PAUSE, LONGEST_PAUSE = 120.0, 6 * 3600.0
# Longer than a server that answers each word at the last moment can take.
IN_HAND = timedelta(minutes=5)
BATCH = 200
# What is left of a letter that is done with: that there was one.
EMPTY = {"address": "", "subject": "", "body": ""}


@dataclass(frozen=True)
class Taken:
    """A letter in hand."""

    id: int
    lease: str
    tries: int
    public_id: str
    address: str
    subject: str
    body: str
    created_at: datetime


def _is_due(moment: datetime) -> ColumnElement[bool]:
    free = or_(Letter.leased_until.is_(None), Letter.leased_until <= moment)
    return and_(Letter.state == "waiting", Letter.not_before <= moment, free)


def any_due() -> bool:
    """Whether a letter could be sent now."""
    return bool(db.session.scalar(select(exists().where(_is_due(now())))))


def send_due(app: Flask, most: int = BATCH) -> bool:
    """Send what is due, `most` letters; returns whether more may be waiting."""
    _bury()
    way = transport(app)
    for _ in range(most):
        letter = take()
        if letter is None:
            return False
        try:
            way.send(as_message(app, letter))
        except Unreachable as error:
            _put_off(letter, str(error))
            return False
        except TryLater as error:
            _put_off(letter, str(error))
        except (Refused, ValueError) as error:
            kind = str(error) if isinstance(error, Refused) else type(error).__name__
            _settle(letter, state="dead", last_error=kind)
        else:
            _settle(letter, state="sent", sent_at=now(), **EMPTY)
    return True


def take() -> Taken | None:
    """Mark the letter that waits longest as ours; None when none is due.

    Two workers may choose the same one: only one of the two statements finds it still free.
    """
    while True:
        moment, lease = now(), secrets.token_hex(12)
        with unit_of_work():
            letter_id = db.session.scalar(
                select(Letter.id).where(_is_due(moment)).order_by(Letter.not_before).limit(1)
            )
            if letter_id is None:
                return None
            row = _mark(letter_id, lease, moment)
        if row is not None:
            return Taken(lease=lease, **row._mapping)


def _mark(letter_id: int, lease: str, moment: datetime) -> Row[Any] | None:
    values = {"lease": lease, "leased_until": moment + IN_HAND, "tries": Letter.tries + 1}
    return db.session.execute(
        update(Letter)
        .where(Letter.id == letter_id, _is_due(moment))
        .values(values)
        .returning(
            Letter.id,
            Letter.tries,
            Letter.public_id,
            Letter.address,
            Letter.subject,
            Letter.body,
            Letter.created_at,
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()


def _put_off(letter: Taken, kind: str) -> None:
    if letter.tries >= MOST_TRIES:
        _settle(letter, state="dead", last_error=kind)
        return
    pause = pause_after(letter.tries, first=FIRST_PAUSE, longest=LONGEST_PAUSE)
    _settle(letter, not_before=now() + timedelta(seconds=pause), last_error=kind)


def _settle(letter: Taken, **values: Any) -> None:
    """Write the outcome, unless the lease ran out and another worker has the letter."""
    with unit_of_work():
        db.session.execute(
            update(Letter)
            .where(Letter.id == letter.id, Letter.lease == letter.lease)
            .values(lease="", leased_until=None, **values)
            .execution_options(synchronize_session=False)
        )


def _bury() -> None:
    """Letters that ran out die unsent, and so do those whose every try ended with the worker."""
    moment = now()
    ran_out = and_(_is_due(moment), Letter.expires_at <= moment)
    given_up = and_(_is_due(moment), Letter.tries >= MOST_TRIES)
    if not db.session.scalar(select(exists().where(or_(ran_out, given_up)))):
        return
    with unit_of_work():
        for which, values in (
            (ran_out, {"last_error": "expired", **EMPTY}),
            (given_up, {"last_error": "interrupted"}),
        ):
            dead = update(Letter).where(which).values(state="dead", **values)
            db.session.execute(dead.execution_options(synchronize_session=False))
