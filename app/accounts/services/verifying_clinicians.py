"""Clinicians: a member claims to be one, an operator looks it up and decides, and the answer ends.

The document is encrypted from the first moment and gone with the decision. What stays is which
register and number were looked up, by whom, and until when the role was given for it.
"""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _

from app.accounts import permissions
from app.accounts.events import ClinicianClaimDecided
from app.accounts.models import ClinicianClaim
from app.accounts.queries import claims, members, roles, viewer_of
from app.accounts.services import granting
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Forbidden, Invalid, found, require
from app.core.events import emit
from app.core.security.rotating import sealed_column
from app.core.security.sealing import seal, unseal
from app.core.uploads import Upload
from app.core.viewer import Viewer

# Registrations are renewed every year or two in most countries: looked up anew after one.
VALID_FOR = timedelta(days=365)
ROLE = "clinician"
RAN_OUT = "registration was looked up a year ago"

sealed_column("clinician_claims", "sealed_document", by="public_id")


def claim(
    *,
    by: Viewer,
    profession: str,
    country: str,
    register_name: str,
    registration_number: str,
    document: Upload,
) -> ClinicianClaim:
    """Ask to be verified.

    Raises:
        Conflict: a claim is waiting already.
    """
    members.lock(by.id)  # of two sent at the same moment one waits here and sees the other
    refuse_a_second(by=by)
    row = ClinicianClaim(
        member_id=by.id,
        profession=profession,
        country=country,
        register_name=register_name,
        registration_number=registration_number,
        document_type=document.media_type,
    )
    db.session.add(row)
    db.session.flush()
    row.sealed_document = seal(document.content, place=_place(row))
    db.session.flush()
    return row


def refuse_a_second(*, by: Viewer) -> None:
    """Nothing happens while none of the viewer's claims is waiting.

    Raises:
        Conflict: one is.
    """
    before = claims.newest_of(by)
    if before is not None and before.state == "waiting":
        raise Conflict(_("Your claim is waiting already."))


def withdraw(*, by: Viewer) -> None:
    """Take the waiting claim back, and the document with it.

    Raises:
        NotFound: none is waiting.
    """
    newest = found(claims.newest_of(by))
    row = found(claims.entity(newest.public_id, state="waiting"))
    _close(row, "withdrawn", by, "")


def document_of(*, by: Viewer, public_id: str) -> bytes:
    """The document of a waiting claim, noted in the log. Needs a unit of work: who is not in the
    log does not see it.

    Raises:
        Forbidden: `by` is no operator.
        NotFound: no such claim is waiting.
    """
    require(permissions.can_assign_roles(by))
    row = found(claims.entity(public_id, state="waiting"))
    subject, details = viewer_of(row.member_id).public_id, {"claim": public_id, "document": True}
    record(by=by, subject=subject, action="claim_seen", details=details)
    return unseal(row.sealed_document or b"", place=_place(row))


def decide(*, by: Viewer, public_id: str, is_accepted: bool, reason: str) -> None:
    """Accept for a year, which gives the role, or refuse; with a reason that the person reads.

    Raises:
        Forbidden: `by` is no operator, or it is their own claim.
        NotFound: no such claim is waiting.
        Invalid: no reason.
    """
    require(permissions.can_assign_roles(by))
    row = found(claims.entity(public_id, state="waiting"))
    if row.member_id == by.id:
        raise Forbidden
    if not reason.strip():
        raise Invalid("reason", _("Write why. The person reads it."))
    person = viewer_of(row.member_id)
    _close(row, "accepted" if is_accepted else "refused", by, reason.strip())
    if is_accepted:
        row.valid_until = (now() + VALID_FOR).date()
        granting.grant(by=by, member=person, role=ROLE, reason=f"claim {public_id}")
    details = {"claim": public_id, "state": row.state}
    record(by=by, subject=person.public_id, action="claim_decided", details=details)
    _tell(row, person)


def expire() -> int:
    """End what was accepted more than a year ago, and the role with it; returns how many. Needs a
    unit of work."""
    ended = claims.run_out(now().date())
    for row in ended:
        person = viewer_of(row.member_id)
        row.state = "ended"
        db.session.flush()
        if roles.current(row.member_id, ROLE):
            granting.end(by=granting.THE_SERVER, member=person, role=ROLE, reason=RAN_OUT)
        _tell(row, person)
    return len(ended)


def _place(row: ClinicianClaim) -> str:
    return f"clinician_claims.sealed_document:{row.public_id}"


def _close(row: ClinicianClaim, state: str, by: Viewer, reason: str) -> None:
    row.state, row.decided_at, row.decided_by_id = state, now(), by.id
    row.decision_reason, row.sealed_document = reason, None
    db.session.flush()


def _tell(row: ClinicianClaim, person: Viewer) -> None:
    emit(
        ClinicianClaimDecided(
            member_id=person.id,
            public_id=person.public_id,
            claim_public_id=row.public_id,
            state=row.state,
        )
    )
