"""What `flask doctor` asks about consents, and how many members there are for the monitor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts import wordings
from app.accounts.models import Consent, ConsentState, ConsentText, Member
from app.core.checkups import checkup, figure
from app.core.database import db

# Lower edges (safety.md S-8): one person who joins or leaves must not show.
MEMBERS = (0, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000)


@checkup("What holds is what the ledger of consents says last")
def consents_follow_the_ledger() -> Iterator[str]:
    """A state without its line would let something be counted that nobody agreed to."""
    same = and_(
        Consent.member_id == ConsentState.member_id, Consent.purpose == ConsentState.purpose
    )
    # Asked row by row, along the index: joining with all newest lines at once takes the square.
    newest = select(func.max(Consent.id)).where(same).correlate(ConsentState).scalar_subquery()
    unfounded = db.session.scalar(
        select(func.count())
        .select_from(ConsentState)
        .outerjoin(Consent, Consent.id == newest)
        .where(
            ConsentState.holds,
            or_(
                Consent.id.is_(None),
                ~Consent.given,
                Consent.text_version != ConsentState.text_version,
            ),
        )
    )
    if unfounded:
        yield f"{unfounded} consents hold without a line of the ledger that gives them."
    lines = select(func.count()).select_from(Consent).outerjoin(ConsentState, same).where(_stays())
    lost = 0
    for purpose in wordings.PURPOSES:
        given = lines.where(
            Consent.purpose == purpose,
            Consent.given,
            Consent.text_version == wordings.version_of(purpose),
            _is_newest(),
            or_(ConsentState.id.is_(None), ~ConsentState.holds),
        )
        lost += db.session.scalar(given) or 0
    if lost:
        yield f"{lost} consents were given and do not hold."


def _is_newest() -> ColumnElement[bool]:
    later = aliased(Consent)
    return ~exists(
        select(later.id).where(
            later.member_id == Consent.member_id,
            later.purpose == Consent.purpose,
            later.id > Consent.id,
        )
    )


def _stays() -> ColumnElement[bool]:
    """Whoever is leaving has all but one consent paused, until they stay or are erased."""
    return exists().where(Member.id == Consent.member_id, Member.closing_on.is_(None))


@checkup("The ledger of consents shows the text of every line")
def consent_texts_are_kept() -> Iterator[str]:
    """So that a member can read again what they agreed to."""
    kept = and_(
        ConsentText.purpose == Consent.purpose,
        ConsentText.version == Consent.text_version,
        ConsentText.language == Consent.language,
        ConsentText.text_hash == Consent.text_hash,
    )
    lines = select(func.count()).select_from(Consent).outerjoin(ConsentText, kept)
    lost = db.session.scalar(lines.where(ConsentText.id.is_(None)))
    if lost:
        yield f"{lost} lines of the ledger rest on a text that is not kept."


@figure("members_at_least", "Members, as the lower edge of a wide step")
def members_at_least() -> float:
    """25 means 25 to 49."""
    count = db.session.scalar(select(func.count()).select_from(Member)) or 0
    return float(MEMBERS[bisect_right(MEMBERS, count) - 1])
