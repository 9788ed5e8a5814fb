"""Confirming the address of a new account: from then on it can be signed in to.

The link alone shows who reads the letters. In the browser that signed up that is enough. In any
other one the password is asked for as well: else somebody could sign up with the address of another
person and wait until that person, out of habit, presses the button for them.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from app.accounts import wordings
from app.accounts.events import ConsentGiven, MemberJoined
from app.accounts.models import Member
from app.accounts.queries import consents, members, viewer_of
from app.accounts.services import addresses, hashing, letter_tokens, password_rules
from app.accounts.services.words import hash_of
from app.core.clock import now
from app.core.database import db
from app.core.events import emit


@dataclass(frozen=True)
class Waiting:
    """An account that waits for its address, as the page shows it."""

    display_name: str
    needs_password: bool


def waiting(word: str, *, browser: str, reader_id: int = 0) -> Waiting:
    """What a link would confirm. `browser`: the word that this browser was given at sign-up.

    Raises:
        LinkIsDead: it does not work.
    """
    link = letter_tokens.look(word, purpose=letter_tokens.CONFIRM, reader_id=reader_id)
    signed_up_here = hmac.compare_digest(link.about.get("browser", ""), hash_of(browser))
    name = members.sign_in_details_of(link.member_id).display_name
    return Waiting(name, needs_password=not browser or not signed_up_here)


def knows_password(word: str, *, password: str, reader_id: int = 0) -> bool:
    """Whether this is the password that the account was made with. Computes for a long time:
    call it outside a unit of work.

    Raises:
        LinkIsDead: the link does not work.
    """
    link = letter_tokens.look(word, purpose=letter_tokens.CONFIRM, reader_id=reader_id)
    if len(password) > password_rules.LONGEST:
        return False
    return hashing.matches(members.sign_in_details_of(link.member_id).password_hash, password)


def confirm(word: str, *, reader_id: int = 0) -> None:
    """The address is its account's own from now on. Needs an open unit of work.

    Raises:
        LinkIsDead: it was used meanwhile.
    """
    link = letter_tokens.use(word, purpose=letter_tokens.CONFIRM, reader_id=reader_id)
    member = members.entity(link.member_id)
    member.email_confirmed_at = now()
    db.session.flush()
    letter_tokens.kill(member.id)
    _tell(member)


def ask_again(*, email: str) -> None:
    """One more letter for an account that waits. For any other address the same work is done for
    nothing. Needs an open unit of work."""
    holder = members.holder_of(addresses.key_of(email))
    holder_id = holder.id if holder else 0
    may_write = letter_tokens.may_write(holder_id)
    letter_tokens.write(
        kind="confirm_address",
        purpose=letter_tokens.CONFIRM,
        member_id=holder_id,
        address=holder.email if holder else email,
        locale=holder.locale if holder else None,
        is_wanted=may_write and holder is not None and holder.email_confirmed_at is None,
    )


def _tell(member: Member) -> None:
    """Only now has somebody joined: what was said before came from a person nobody knew."""
    emit(MemberJoined(member_id=member.id, public_id=member.public_id, origin=member.origin))
    states = consents.states_of(viewer_of(member.id))
    for purpose in wordings.PURPOSES:
        if purpose in states and states[purpose].holds:
            emit(
                ConsentGiven(
                    member_id=member.id,
                    public_id=member.public_id,
                    purpose=purpose,
                    text_version=states[purpose].text_version,
                )
            )
