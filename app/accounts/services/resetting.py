"""A new password for somebody who forgot theirs, by a letter to the address of the account.

Whether there is an account does not show: same page, same work. The letter proves one thing, that
its reader reads there; a second factor is asked for at sign-in as ever.
"""

from __future__ import annotations

from app.accounts.events import SignInDetailsChanged
from app.accounts.queries import members
from app.accounts.services import addresses, letter_tokens, password_rules, sessions
from app.core.database import db
from app.core.events import emit


def ask(*, email: str) -> None:
    """A letter with a link, when there is an account; one that nobody confirmed yet is asked to
    be confirmed first. Needs an open unit of work."""
    holder = members.holder_of(addresses.key_of(email))
    holder_id = holder.id if holder else 0
    is_wanted = letter_tokens.may_write(holder_id)
    waits = holder is not None and holder.email_confirmed_at is None
    letter_tokens.write(
        kind="confirm_address" if waits else "reset_password",
        purpose=letter_tokens.CONFIRM if waits else letter_tokens.RESET,
        member_id=holder_id,
        address=holder.email if holder else email,
        locale=holder.locale if holder else None,
        is_wanted=is_wanted,
    )


def look(word: str, *, reader_id: int = 0) -> None:
    """Whether the link works; nothing changes.

    Raises:
        LinkIsDead: it does not.
    """
    letter_tokens.look(word, purpose=letter_tokens.RESET, reader_id=reader_id)


def prepare(word: str, *, password: str, site_name: str, reader_id: int = 0) -> str:
    """Check the new password and hash it: outside of a unit of work.

    Raises:
        LinkIsDead: the link does not work.
        Invalid: the password is too weak.
    """
    link = letter_tokens.look(word, purpose=letter_tokens.RESET, reader_id=reader_id)
    owner = members.sign_in_details_of(link.member_id)
    about = (site_name, owner.display_name, owner.email or "")
    return password_rules.hash_checked(password, about=about)


def reset(word: str, *, password_hash: str, reader_id: int = 0) -> None:
    """Take the new password. Every device is signed out and every other link dies, because the
    old password may have been known to somebody. Needs an open unit of work.

    Raises:
        LinkIsDead: it was used meanwhile.
    """
    link = letter_tokens.use(word, purpose=letter_tokens.RESET, reader_id=reader_id)
    member = members.entity(link.member_id)
    member.password_hash = password_hash
    db.session.flush()
    letter_tokens.kill(member.id)
    sessions.end_all(member_id=member.id, public_id=member.public_id)
    emit(
        SignInDetailsChanged(member_id=member.id, public_id=member.public_id, what="password-reset")
    )
