"""Whether programs read posts now, and what dry runs found."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, select

from app.core.database import db
from app.moderation.models import ReadingChoice, ReadingSwitch, RuleSwitch, ScreeningRun

MOST_TIME = timedelta(hours=1)
"""A dry run that has not come to its end by then never will."""


def newest_switch() -> RuleSwitch | None:
    """What holds; None before anybody switched anything on."""
    return db.session.scalars(select(RuleSwitch).order_by(RuleSwitch.id.desc()).limit(1)).first()


def rules_are_on(rule_version: str) -> bool:
    """Whether somebody switched this version of the rules on and nobody switched it off since: a
    new version is tried first (science.md M23)."""
    newest = newest_switch()
    return newest is not None and newest.is_on and newest.rule_version == rule_version


def newest_run(rule_version: str) -> ScreeningRun | None:
    """The last dry run of this version that came to its end."""
    which = (ScreeningRun.rule_version == rule_version, ScreeningRun.finished_at.is_not(None))
    rows = select(ScreeningRun).where(*which).order_by(ScreeningRun.id.desc())
    return db.session.scalars(rows.limit(1)).first()


def run_in_progress(at: datetime) -> ScreeningRun | None:
    """The dry run that is being read, or waits for a worker; the oldest one."""
    which = (ScreeningRun.finished_at.is_(None), ScreeningRun.ran_at > at - MOST_TIME)
    rows = select(ScreeningRun).where(*which).order_by(ScreeningRun.id)
    return db.session.scalars(rows.limit(1)).first()


def run_that_died(at: datetime) -> ScreeningRun | None:
    """The last dry run that anybody asked for, where it never came to its end."""
    newest = db.session.scalars(
        select(ScreeningRun).order_by(ScreeningRun.id.desc()).limit(1)
    ).first()
    died = newest is not None and newest.finished_at is None and newest.ran_at <= at - MOST_TIME
    return newest if died else None


def newest_reading_switch() -> ReadingSwitch | None:
    """The same for reading for signs of distress."""
    rows = select(ReadingSwitch).order_by(ReadingSwitch.id.desc()).limit(1)
    return db.session.scalars(rows).first()


def reading_is_on(lexicon_version: str) -> bool:
    """Whether somebody switched reading on with these very lexicons and nobody switched it off
    since: newer ones read nothing before somebody says so."""
    newest = newest_reading_switch()
    return newest is not None and newest.is_on and newest.lexicon_version == lexicon_version


def reads_words_of(member_id: int, lexicon_version: str) -> bool:
    """Whether reading is on, and this member did not say no to it: one statement, as it is asked
    whenever something is published."""
    said_no = exists().where(ReadingChoice.member_id == member_id)
    rows = select(ReadingSwitch.is_on, ReadingSwitch.lexicon_version, said_no)
    newest = db.session.execute(rows.order_by(ReadingSwitch.id.desc()).limit(1)).first()
    return newest is not None and tuple(newest) == (True, lexicon_version, False)
