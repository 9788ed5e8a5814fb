"""One-to-one: asking somebody for a conversation, and what they answer.

The first words are the request. Whoever is asked reads them folded, says yes, says no without a
word, or blocks. Who asked hears no more than that there is no answer.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.accounts.queries import members
from app.accounts.queries.blocks import stands_between
from app.accounts.services import avoiding
from app.chat.events import InvitedToRoom
from app.chat.lengths import LONGEST_REQUEST
from app.chat.models import Room, RoomMembership
from app.chat.queries.contacts import Between, Contact, between, contact_of, key_between
from app.chat.queries.rooms import RoomRow, room_by_id
from app.chat.services import entering, saying
from app.chat.services.words import body_and_html
from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden, Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer
from app.moderation.services.abiding import require_may_write

MOST_OPEN = 5
OLD_ENOUGH = timedelta(days=7)


def not_taken() -> str:
    """What everybody is told who may not write to somebody, whatever the reason."""
    return str(_("This person does not take messages at the moment."))


def may_write(contact: Contact, standing: Between | None) -> bool:
    """Whether words would come to them: as a request, or in the conversation that is there."""
    if _is_there(standing):
        return True
    return contact.takes_messages and _is_mine_to_ask(standing)


def write(*, by: Viewer, to: str, body: str) -> str:
    """Ask for a conversation with these words, or say them where it is there already. `to` is a
    public id; returns the room's.

    Raises:
        NotFound: there is no such member.
        Invalid: the person does not take messages (one answer for every reason), the actor's own
            account is too young or has asked too many, moderators limited how often they write, or
            the words cannot be used.
    """
    words = _first_words(body)
    # Two who ask each other at once: one waits here for the other. In the order of the keys.
    for member_id in sorted({by.id, found(members.by_public_id(to)).id}):
        members.lock(member_id)
    contact = found(contact_of(by, to))
    standing = between(by, contact.id)
    if not _is_there(standing):
        _require_may_ask_anybody(contact)
        require_may_write(by.id)
    if not may_write(contact, standing) or stands_between(by.id, contact.id):
        raise Invalid("body", not_taken())
    standing = standing or _open(by, contact)
    if _is_there(standing):
        return _say(by, standing, body)
    return _ask(by, contact, standing, *words)


def answer(*, by: Viewer, room: RoomRow, is_yes: bool) -> None:
    """Say yes or no to a request.

    Raises:
        Forbidden: nobody asked.
    """
    require(room.kind == "direct" and room.my_state == "invited")
    if not is_yes:
        entering.turn_down(room.id, by.id, was_in=False)
    elif not entering.enter(by=by, room_id=room.id):
        raise Forbidden


def block(*, by: Viewer, room: RoomRow) -> None:
    """No to a request, and none any more from this person.

    Raises:
        Forbidden: it is no conversation of two.
    """
    require(room.kind == "direct" and room.other_public_id)
    if room.my_state == "invited":
        entering.turn_down(room.id, by.id, was_in=False)
    avoiding.avoid(by=by, public_id=found(room.other_public_id), kind="block")


def _is_there(standing: Between | None) -> bool:
    """The other one is in the conversation, and I am, was, or was asked."""
    return standing is not None and standing.other_state == "in" and standing.my_state is not None


def _is_mine_to_ask(standing: Between | None) -> bool:
    """Nobody asked yet, or it was me who was asked. Who asked once does not ask again: a quiet no
    looks like no answer."""
    return standing is None or (standing.my_state != "in" and standing.was_asked)


def _require_may_ask_anybody(contact: Contact) -> None:
    """About the actor alone, so it tells nothing of the other one; asked before."""
    if now() - contact.my_account_since < OLD_ENOUGH:
        raise Invalid("body", _("You can write to people once your account is 7 days old."))
    if contact.my_open_requests >= MOST_OPEN:
        raise Invalid(
            "body",
            _("Five people have not answered you yet. You can ask somebody else later on."),
        )


def _first_words(body: str) -> tuple[str, str]:
    if len(body.strip()) > LONGEST_REQUEST:
        many = _("First words have at most %(most)d characters.", most=LONGEST_REQUEST)
        raise Invalid("body", many)
    return body_and_html(body)


def _open(by: Viewer, contact: Contact) -> Between:
    """The one room of two people, made now unless the other one was faster."""
    room = Room(group_id=None, kind="direct", direct_key=key_between(by.id, contact.id),
                created_by_id=by.id)  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(room)
            db.session.flush()
    except IntegrityError:
        return found(between(by, contact.id))
    return Between(room.id, room.public_id, None, None, was_asked=False)


def _ask(by: Viewer, contact: Contact, standing: Between, words: str, html: str) -> str:
    """My place, theirs waiting for an answer, and the words."""
    if standing.my_state != "in":
        entering.let_in(room_id=standing.room_id, member_id=by.id, history="all")
    # From now on it is me who asked; that they once asked me lets me do so once, not for ever.
    mine = RoomMembership.room_id == standing.room_id, RoomMembership.member_id == by.id
    db.session.execute(update(RoomMembership).where(*mine).values(invited_by_id=None))
    theirs = db.session.scalar(
        select(RoomMembership).where(
            RoomMembership.room_id == standing.room_id,
            RoomMembership.member_id == contact.id,
        )
    )
    if theirs is None:
        theirs = RoomMembership(room_id=standing.room_id, member_id=contact.id)
        db.session.add(theirs)
    theirs.state, theirs.invited_by_id, theirs.joined_at = "invited", by.id, now()
    db.session.flush()
    room_id, name = standing.room_id, secrets.token_hex(16)
    saying.put(room_id=room_id, author_id=by.id, client_id=name, body=words, html=html)
    emit(InvitedToRoom(room_id=room_id, member_id=contact.id, by_id=by.id))
    return standing.room_public_id


def _say(by: Viewer, standing: Between, body: str) -> str:
    """In the conversation, to which I come back, or by which I say yes."""
    if standing.my_state != "in":
        entering.let_in(room_id=standing.room_id, member_id=by.id, history="all")
    room = found(room_by_id(by.id, standing.room_id))
    saying.say(by=by, room=room, client_id=secrets.token_hex(16), body=body)
    return standing.room_public_id
