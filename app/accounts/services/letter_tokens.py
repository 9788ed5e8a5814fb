"""Links that are sent by letter: each is made for one member and one purpose and works once.

The letter holds a random word of 256 bits, the table its SHA-256. A link leads to a page with a
button: programs that look at letters before their reader does change nothing. Whatever changes
password or address kills every link the member has.

Whether an address is known must not show (safety.md V-11). So a letter that is not to be written
is written all the same, token and words, and taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, update

from app.accounts.models import LetterToken
from app.accounts.queries import letter_tokens as rows
from app.accounts.queries import members
from app.accounts.services.words import hash_of, new_word
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import NotFound
from app.core.mail import post_letter, site_address
from app.core.mail.outbox import Letter, of_member

CONFIRM, CHANGE, RESET = "confirm-address", "change-address", "reset-password"
CARER = "carer-invitation"

# How long a link works. Reset: safety.md V-12. An address: NIST SP 800-63A, 24 hours for a code
# sent by e-mail. An invitation opens nothing by itself; its reader signs in first.
LIVES = {
    CONFIRM: timedelta(hours=24),
    CHANGE: timedelta(hours=24),
    RESET: timedelta(minutes=60),
    CARER: timedelta(days=7),
}
# Where each link leads. Pages and letters say the same because a test opens every one.
PATHS = {
    CONFIRM: "/join/confirm/",
    CHANGE: "/new-address/",
    RESET: "/new-password/",
    CARER: "/carers/invitations/",
}
# Letters that anybody can cause by typing an address: together so many, and no more.
ASKED_BY_ANYBODY = ("confirm_address", "reset_password", "known_address")
IN_AN_HOUR, IN_A_DAY = 3, 6


class LinkIsDead(NotFound):
    """Used, run out, never sent, for something else, or for somebody else: one answer for all."""


@dataclass(frozen=True)
class Link:
    """A link that works: whose it is, and what it is about."""

    id: int
    member_id: int
    about: dict[str, Any]


def make(*, purpose: str, member_id: int, about: dict[str, Any] | None = None) -> str:
    """A new link; returns its word, which is kept nowhere else. Needs an open unit of work."""
    word, moment = new_word(), now()
    db.session.add(
        LetterToken(
            token_hash=hash_of(word),
            purpose=purpose,
            member_id=member_id,
            about=about or {},
            created_at=moment,
            expires_at=moment + LIVES[purpose],
        )
    )
    db.session.flush()
    return word


def look(word: str, *, purpose: str, reader_id: int = 0) -> Link:
    """What a link stands for; nothing changes. `reader_id`: who is signed in where it is opened;
    a link of somebody else is dead there.

    Raises:
        LinkIsDead: it does not work, for whatever reason.
    """
    row = rows.living(hash_of(word), purpose=purpose, at=now())
    if row is None or reader_id not in (0, row.member_id):
        raise LinkIsDead
    return Link(row.id, row.member_id, row.about)


def use(word: str, *, purpose: str, reader_id: int = 0) -> Link:
    """Use a link up. Of two who use it at the same moment one gets it. Needs a unit of work.

    Raises:
        LinkIsDead: as for `look`.
    """
    link = look(word, purpose=purpose, reader_id=reader_id)
    unused = (LetterToken.id == link.id, LetterToken.used_at.is_(None))
    done = db.session.execute(update(LetterToken).where(*unused).values(used_at=now()))
    if rows_changed(done) != 1:
        raise LinkIsDead
    return link


def kill(member_id: int) -> None:
    """Make every link of a member dead, also those that lie in letters not opened yet."""
    db.session.execute(delete(LetterToken).where(LetterToken.member_id == member_id))


def may_write(member_id: int, *, kinds: tuple[str, ...] = ASKED_BY_ANYBODY) -> bool:
    """Whether one more letter of these kinds may go to a member: a mailbox is not to be flooded.

    Counted by the letters themselves, so that it holds over restarts and for all workers.
    """
    count = _count(member_id, kinds)
    return bool(count.hour < IN_AN_HOUR and count.day < IN_A_DAY)


def may_warn(member_id: int) -> bool:
    """Whether the owner of an address may be told once more that somebody typed it: once a day."""
    return bool(_count(member_id, ("known_address",)).day == 0)


def _count(member_id: int, kinds: tuple[str, ...]) -> Row[Any]:
    moment = now()
    hour, day = moment - timedelta(hours=1), moment - timedelta(days=1)
    return rows.letters_since(member_id, kinds, hour=hour, day=day)


def hand_letters_over(from_id: int, to_id: int) -> None:
    """Let letters count for the account that takes another one's place at the same address."""
    db.session.execute(
        update(Letter)
        .where(Letter.recipient == of_member(from_id))
        .values(recipient=of_member(to_id))
    )


def warn(member_id: int, *, address: str, locale: str | None, is_wanted: bool) -> None:
    """Tell the owner of an address that somebody typed it as their own, or take it back."""
    with db.session.begin_nested() as trial:
        post_letter(
            kind="known_address",
            address=address,
            member_id=member_id,
            locale=locale,
            values={
                "sign_in": site_address("/sign-in"),
                "new_password": site_address("/forgotten"),
            },
        )
        if not is_wanted:
            trial.rollback()


def write(
    *,
    kind: str,
    purpose: str,
    member_id: int,
    address: str,
    locale: str | None,
    is_wanted: bool = True,
    about: dict[str, Any] | None = None,
) -> None:
    """Make a link and the letter that holds it. When it is not wanted, the same work is done and
    taken back; with no member (0) some other one stands in meanwhile."""
    stand_in = members.anybody()
    holder = member_id or stand_in
    if not holder:
        return
    with db.session.begin_nested() as trial:
        word = make(purpose=purpose, member_id=holder, about=about)
        post_link(kind, purpose, word, member_id=holder, address=address, locale=locale)
        if not is_wanted or not member_id:
            trial.rollback()


def post_link(
    kind: str, purpose: str, word: str, *, member_id: int, address: str, locale: str | None
) -> None:
    """The letter with a link that was made before; it is not sent once the link has run out."""
    life = LIVES[purpose]
    post_letter(
        kind=kind,
        address=address,
        member_id=member_id,
        locale=locale,
        expires_at=now() + life,
        values={
            "link": site_address(PATHS[purpose] + word),
            "hours": int(life.total_seconds() // 3600),
        },
    )
