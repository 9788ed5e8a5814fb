"""What accounts hear of themselves: acts that belong into the log of access, and a line each for
whoever watches over the site."""

from __future__ import annotations

from typing import Any

from app.accounts.events import (
    ClosingAsked,
    ClosingTakenBack,
    ConsentGiven,
    ConsentWithdrawn,
    MemberErasing,
    RoleEnded,
    RoleGranted,
    SignInDetailsChanged,
)
from app.audit.services.recording import record
from app.core.events import listens_to
from app.core.logging import security_event
from app.core.transactions import after_commit
from app.core.viewer import Viewer


def _member(public_id: str) -> Viewer:
    """Somebody as the log needs them: it keeps no more than this id."""
    return Viewer(public_id=public_id)


@listens_to(RoleGranted)
def _role_granted(news: RoleGranted) -> None:
    _role_changed(news, "role_granted")


@listens_to(RoleEnded)
def _role_ended(news: RoleEnded) -> None:
    _role_changed(news, "role_ended")


def _role_changed(news: RoleGranted | RoleEnded, action: str) -> None:
    by = _member(news.by_public_id) if news.by_public_id else None
    role = "operator" if by else ""
    details = {"role": news.role}
    record(by=by, role=role, subject=news.public_id, action=action, details=details)
    after_commit(lambda: security_event("role_changed", role=news.role))


@listens_to(ConsentGiven)
def _consent_given(news: ConsentGiven) -> None:
    details = {"purpose": news.purpose, "version": news.text_version}
    _by_themselves(news.public_id, "consent_given", details)
    after_commit(lambda: security_event("consent_changed", purpose=news.purpose, way="given"))


@listens_to(ConsentWithdrawn)
def _consent_withdrawn(news: ConsentWithdrawn) -> None:
    _by_themselves(news.public_id, "consent_withdrawn", {"purpose": news.purpose})
    after_commit(lambda: security_event("consent_changed", purpose=news.purpose, way="withdrawn"))


@listens_to(SignInDetailsChanged)
def _sign_in_details_changed(news: SignInDetailsChanged) -> None:
    after_commit(lambda: security_event("credentials_changed", way=news.what))


@listens_to(ClosingAsked)
def _closing_asked(news: ClosingAsked) -> None:
    _by_themselves(news.public_id, "closing_asked", {})
    after_commit(lambda: security_event("account_closed", way="asked"))


@listens_to(ClosingTakenBack)
def _closing_taken_back(news: ClosingTakenBack) -> None:
    _by_themselves(news.public_id, "closing_taken_back", {})


@listens_to(MemberErasing)
def _erasing(news: MemberErasing) -> None:
    record(by=None, subject=news.public_id, action="erased")
    after_commit(lambda: security_event("account_closed", way="erased"))


def _by_themselves(public_id: str, action: str, details: dict[str, Any]) -> None:
    record(by=_member(public_id), subject=public_id, action=action, details=details)
