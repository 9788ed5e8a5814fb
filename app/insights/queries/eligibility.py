"""Whose answers may be counted in a release: a list of conditions, one per promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_

from app.accounts.models import ConsentState, Member
from app.accounts.queries.consents import holds_now
from app.accounts.queries.members import ADULT, SIGNED_UP_HERE
from app.accounts.wordings import SUMMARIES
from app.health.queries.consent import KEEP, consented

ACCOUNT_AGE = timedelta(days=30)
CONSENT_AGE = timedelta(days=14)


def is_adult(_cut_off: datetime) -> ColumnElement[bool]:
    """Said to be 18 or older; whoever confirmed a lower age only is not counted.

    Contributors of a data set never signed up; their data set answers for their age."""
    came_with_data = Member.origin.not_in(SIGNED_UP_HERE)
    return or_(Member.age_confirmed >= ADULT, Member.age_confirmed.is_(None) & came_with_data)


def has_an_older_account(cut_off: datetime) -> ColumnElement[bool]:
    """Accounts made just before a release could be made to move it."""
    return Member.created_at <= cut_off - ACCOUNT_AGE


def consents_to_summaries(cut_off: datetime) -> ColumnElement[bool]:
    """Said yes to the present wording 14 days before the cut-off, and has not withdrawn since."""
    return exists().where(
        ConsentState.member_id == Member.id,
        holds_now(SUMMARIES),
        ConsentState.since <= cut_off - CONSENT_AGE,
    )


def keeps_a_health_record(_cut_off: datetime) -> ColumnElement[bool]:
    """Lets the site keep health entries at all."""
    return consented(Member.id, KEEP)


PROMISES: tuple[Callable[[datetime], ColumnElement[bool]], ...] = (
    is_adult,
    has_an_older_account,
    consents_to_summaries,
    keeps_a_health_record,
)
"""Every one must hold for a person to be counted. A new promise is one function and one line."""
