"""Whether a person's consent covers what a query is about to count or show.

Asked in the query itself, so that a withdrawal holds from the next statement on.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_

from app.accounts.models import ConsentState
from app.accounts.queries import consent_holds, holding
from app.accounts.wordings import KEEP_HEALTH, SHOW_GROUPS

KEEP, SHOW = KEEP_HEALTH, SHOW_GROUPS


def consented(member_id: Any, *purposes: str) -> ColumnElement[bool]:
    """A condition: the member of this column consents to every one of `purposes`. Looked up
    person by person: cheap for a page of rows; for whole tables use accounts' `holding`."""
    return and_(*(_one(member_id, purpose) for purpose in purposes))


def _one(member_id: Any, purpose: str) -> ColumnElement[bool]:
    of_member = holding(purpose).where(ConsentState.member_id == member_id)
    return of_member.correlate_except(ConsentState).exists()


def holds(member_id: int, *purposes: str) -> bool:
    """Whether the member consents to all of `purposes` now."""
    return all(consent_holds(member_id, purpose) for purpose in purposes)
