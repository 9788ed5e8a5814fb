"""Carer links: a member invites one other person by letter, says what they may see or do and until
when, and can end it at any moment. The carer has an account of their own; nobody signs in as
somebody else.
"""

from __future__ import annotations

import calendar
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import update

from app.accounts.events import CarerLinkChanged
from app.accounts.models import CarerLink
from app.accounts.queries import carers, members, viewer_of
from app.accounts.services import addresses, letter_tokens
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Forbidden, Invalid, found
from app.core.events import emit
from app.core.viewer import Viewer

SCOPES = ("read", "write")
# A grant that nobody remembers is the dangerous one: each ends by itself and is renewed on purpose.
TERMS_IN_MONTHS = (3, 6, 12)
MOST_LINKS = 5
LETTER = "carer_invitation"


def invite(*, by: Viewer, label: str, email: str, scope: str, months: int) -> CarerLink:
    """Send an invitation. `label` is how the person calls the carer for themselves; the letter
    names nobody.

    Raises:
        Invalid: the address cannot be used, the choice is none, or there are five links already.
    """
    address = addresses.checked(email)
    if scope not in SCOPES or months not in TERMS_IN_MONTHS:
        raise Invalid("scope", _("Choose one of the answers."))
    members.lock(by.id)  # invitations sent at the same moment count each other
    if carers.count_living(by.id) >= MOST_LINKS:
        raise Invalid("email", _("You have five carers. End one of them first."))
    if not letter_tokens.may_write(by.id, kinds=(LETTER,)):
        raise Invalid("email", _("That was a lot of invitations. Try again tomorrow."))
    link = CarerLink(
        person_id=by.id,
        label=label.strip(),
        invited_address=address,
        scope=scope,
        ends_on=months_from(now().date(), months),
    )
    db.session.add(link)
    db.session.flush()
    letter_tokens.write(
        kind=LETTER,
        purpose=letter_tokens.CARER,
        member_id=by.id,
        address=address,
        locale=by.locale,
        about={"link": link.public_id},
    )
    details = {"link": link.public_id, "scope": scope}
    record(by=by, subject=by.public_id, action="carer_invited", details=details)
    return link


def invitation(word: str) -> CarerLink:
    """The link that an invitation is about; nothing changes.

    Raises:
        NotFound: it does not work any more.
    """
    about = letter_tokens.look(word, purpose=letter_tokens.CARER).about
    return found(carers.open_invitation(about["link"]))


def accept(*, by: Viewer, word: str) -> CarerLink:
    """Become the carer. Needs the letter's word, and an account of one's own.

    Raises:
        NotFound: it does not work any more.
        Forbidden: it is the person's own invitation.
    """
    link = _answered(by, word)
    link.carer_id, link.accepted_at = by.id, now()
    db.session.flush()
    _tell(link, by, "carer_accepted", "accepted")
    return link


def decline(*, by: Viewer, word: str) -> None:
    """Say no; the person can see that the invitation is gone, and nothing else.

    Raises:
        NotFound, Forbidden: as for `accept`.
    """
    link = _answered(by, word)
    link.ended_at, link.ended_by_id = now(), by.id
    db.session.flush()


def end(*, by: Viewer, link_id: str) -> CarerLink:
    """End a link, or take an invitation back; either side may, at once and without a reason.

    Raises:
        NotFound: the viewer is no side of it, or it has ended.
    """
    link = found(carers.link_between(by, link_id))
    link.ended_at, link.ended_by_id, link.invited_address = now(), by.id, None
    db.session.flush()
    if link.carer_id is not None:
        _tell(link, by, "carer_ended", "ended")
    return link


def sweep() -> int:
    """Forget addresses of invitations that ran out; returns how many. Needs a unit of work."""
    gone = update(CarerLink).where(
        CarerLink.invited_address.is_not(None),
        CarerLink.invited_at < now() - letter_tokens.LIVES[letter_tokens.CARER],
    )
    moment = {"invited_address": None, "ended_at": now()}
    return rows_changed(db.session.execute(gone.values(moment)))


def months_from(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _answered(by: Viewer, word: str) -> CarerLink:
    """Of two answers at the same moment one counts: a link is used up once."""
    link = invitation(word)
    if link.person_id == by.id:
        raise Forbidden
    letter_tokens.use(word, purpose=letter_tokens.CARER)
    link.invited_address = None
    return link


def _tell(link: CarerLink, by: Viewer, action: str, what: str) -> None:
    person = viewer_of(link.person_id)
    carer = viewer_of(link.carer_id or 0)
    role = "carer" if by.id == carer.id else ""
    details = {"link": link.public_id}
    record(by=by, role=role, subject=person.public_id, action=action, details=details)
    emit(
        CarerLinkChanged(
            person_id=person.id,
            person_public_id=person.public_id,
            carer_id=carer.id,
            carer_public_id=carer.public_id,
            link_public_id=link.public_id,
            what=what,
        )
    )
