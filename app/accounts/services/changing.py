"""Another address or another password for an account that one is signed in to.

The new address takes effect when the letter that was sent there is answered. Whether it belongs to
somebody does not show: its owner is told by letter, the person who typed it is told nothing.
"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.accounts.events import SignInDetailsChanged
from app.accounts.models import Member
from app.accounts.queries import members
from app.accounts.services import (
    addresses,
    letter_tokens,
    password_rules,
    sessions,
    signing_up,
)
from app.accounts.services.letter_tokens import LinkIsDead
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, require
from app.core.events import emit
from app.core.mail import post_letter, site_address
from app.core.viewer import Viewer


def own_address(viewer: Viewer) -> str:
    """The address that the viewer signs in with; "" when there is none."""
    return members.sign_in_details_of(viewer.id).email or ""


def ask_for_address(*, by: Viewer, email: str) -> None:
    """Write to the new address, and tell the old one. Nothing changes yet. Needs a unit of work.

    Raises:
        Invalid: on `email`: no address, the one they have, or too many asked for.
    """
    require(by.is_signed_in)
    address = addresses.checked(email)
    members.lock(by.id)
    own = members.sign_in_details_of(by.id)
    if addresses.key_of(address) == addresses.key_of(own.email or ""):
        raise Invalid("email", _("This is the address you have now."))
    if not letter_tokens.may_write(by.id, kinds=("address_changed",)):
        raise Invalid("email", _("You asked for several letters just now. Try again later."))
    _write_to_new(by.id, address, own.locale)
    _write_to_old(by.id, own.email, own.locale, is_done=False)


def take_address(word: str, *, reader: Viewer) -> None:
    """Sign in with the new address from now on. Every other link dies, and every device but the
    reader's own is signed out. Needs an open unit of work.

    Raises:
        LinkIsDead: the link does not work, or somebody took the address meanwhile.
    """
    link = letter_tokens.use(word, purpose=letter_tokens.CHANGE, reader_id=reader.id)
    address = link.about["email"]
    _make_room(address)
    member = members.entity(link.member_id)
    old = member.email
    member.email, member.email_key = address, addresses.key_of(address)
    member.email_confirmed_at = now()
    try:
        db.session.flush()
    except IntegrityError:  # somebody took it in this very moment
        raise LinkIsDead from None
    _write_to_old(member.id, old, member.locale, is_done=True)
    _end_all_else(member, "address", but=reader.session_id)


def look(word: str, *, reader: Viewer) -> str:
    """The address that a link would set; nothing changes.

    Raises:
        LinkIsDead: it does not work.
    """
    link = letter_tokens.look(word, purpose=letter_tokens.CHANGE, reader_id=reader.id)
    return str(link.about["email"])


def prepare_password(*, by: Viewer, password: str, site_name: str) -> str:
    """Check the new password and hash it: outside of a unit of work.

    Raises:
        Invalid: the password is too weak.
    """
    own = members.sign_in_details_of(by.id)
    about = (site_name, own.display_name, own.email or "")
    return password_rules.hash_checked(password, about=about)


def change_password(*, by: Viewer, password_hash: str) -> None:
    """Take the new password. All links die, all other devices are signed out; the caller renews
    the word of this one. Needs an open unit of work."""
    require(by.is_signed_in)
    member = members.entity(by.id)
    member.password_hash = password_hash
    db.session.flush()
    _end_all_else(member, "password", but=by.session_id)


def _make_room(address: str) -> None:
    """Who only claims to read there gives way to who has shown it."""
    holder = members.holder_of(addresses.key_of(address))
    if holder is None:
        return
    if holder.email_confirmed_at is not None:
        raise LinkIsDead
    signing_up.delete_unconfirmed(holder.id)


def _write_to_new(member_id: int, address: str, locale: str | None) -> None:
    """A link, or for somebody's address a word to its owner: the same work."""
    owner = members.holder_of(addresses.key_of(address))
    owner_id = owner.id if owner else 0
    may_write, may_warn = letter_tokens.may_write(owner_id), letter_tokens.may_warn(owner_id)
    is_known = owner is not None and owner.email_confirmed_at is not None
    letter_tokens.write(
        kind="change_address",
        purpose=letter_tokens.CHANGE,
        member_id=member_id,
        address=address,
        locale=locale,
        about={"email": address},
        is_wanted=not is_known,
    )
    letter_tokens.warn(
        owner_id or member_id,
        address=address,
        locale=owner.locale if owner else None,
        is_wanted=is_known and may_write and may_warn,
    )


def _write_to_old(
    member_id: int, address: str | None, locale: str | None, *, is_done: bool
) -> None:
    if not address:
        return
    post_letter(
        kind="address_changed",
        address=address,
        member_id=member_id,
        locale=locale,
        values={
            "is_done": is_done,
            "about": site_address("/about"),
            "change_password": site_address("/me/password"),
        },
    )


def _end_all_else(member: Member, what: str, *, but: int) -> None:
    letter_tokens.kill(member.id)
    sessions.end_all(member_id=member.id, public_id=member.public_id, but=but)
    emit(SignInDetailsChanged(member_id=member.id, public_id=member.public_id, what=what))
