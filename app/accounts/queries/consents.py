"""Consents: what holds now, and the ledger behind it.

A consent holds only when it was given on the text that is current. Both are asked here, every
time, so that a new text switches a purpose off the moment it is installed (safety.md P-2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select

from app.accounts import wordings
from app.accounts.models import Consent, ConsentState, ConsentText
from app.core.database import db
from app.core.viewer import Viewer


def holding(purpose: str) -> Select[tuple[int]]:
    """Ids of the members whose consent to `purpose` holds now: to join or to use in `IN`.

    Example: `.where(Evaluation.member_id.in_(holding("clinician_summaries")))`.
    """
    return select(ConsentState.member_id).where(holds_now(purpose))


def holds_now(purpose: str) -> ColumnElement[bool]:
    """The condition on a joined `consent_states` row under which it counts. Never ask the column
    `holds` alone: it does not know of a text installed a minute ago."""
    return and_(
        ConsentState.purpose == purpose,
        ConsentState.holds,
        ConsentState.text_version == wordings.version_of(purpose),
    )


def consent_holds(member_id: int, purpose: str) -> bool:
    """Whether a member's consent to one purpose holds now; False for nobody and for no line."""
    found = db.session.scalar(holding(purpose).where(ConsentState.member_id == member_id))
    return found is not None


def states_of(viewer: Viewer) -> dict[str, Row[Any]]:
    """The viewer's state per purpose (`holds`, `since`, `text_version`) where there is a line."""
    rows = db.session.execute(
        select(
            ConsentState.purpose,
            ConsentState.holds,
            ConsentState.since,
            ConsentState.text_version,
        ).where(ConsentState.member_id == viewer.id)
    ).all()
    return {row.purpose: row for row in rows}


def ledger_of(viewer: Viewer, *, limit: int = 500) -> Sequence[Row[Any]]:
    """The viewer's own ledger, newest line first, each with the title of its text."""
    return db.session.execute(
        select(
            Consent.id,
            Consent.purpose,
            Consent.given,
            Consent.text_version,
            Consent.language,
            Consent.source,
            Consent.at,
        )
        .where(Consent.member_id == viewer.id)
        .order_by(Consent.id.desc())
        .limit(limit)
    ).all()


def text_seen_by(
    viewer: Viewer, *, purpose: str, version: int, language: str
) -> ConsentText | None:
    """A wording that stands in the viewer's own ledger; None for any other."""
    line = select(Consent.id).where(
        Consent.member_id == viewer.id,
        Consent.purpose == purpose,
        Consent.text_version == version,
        Consent.language == language,
    )
    return db.session.scalar(
        select(ConsentText).where(
            ConsentText.purpose == purpose,
            ConsentText.version == version,
            ConsentText.language == language,
            line.exists(),
        )
    )


def newest_line(member_id: int, purpose: str) -> Row[Any] | None:
    """The last thing a member said about a purpose: `given` and `text_version`."""
    return db.session.execute(
        select(Consent.given, Consent.text_version)
        .where(Consent.member_id == member_id, Consent.purpose == purpose)
        .order_by(Consent.id.desc())
        .limit(1)
    ).one_or_none()


def state_row(member_id: int, purpose: str) -> ConsentState | None:
    """The row that follows the ledger, to keep it in step."""
    return db.session.scalar(
        select(ConsentState).where(
            ConsentState.member_id == member_id, ConsentState.purpose == purpose
        )
    )


def kept_text(purpose: str, version: int, language: str) -> ConsentText | None:
    """The wording of a version as it was first used."""
    return db.session.scalar(
        select(ConsentText).where(
            ConsentText.purpose == purpose,
            ConsentText.version == version,
            ConsentText.language == language,
        )
    )
