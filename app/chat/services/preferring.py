"""How a member wants to chat, and whom they let write to them."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app.accounts.queries import members
from app.chat.events import PresenceHidden
from app.chat.models import ChatSetting, ChosenContact, RoomPresence
from app.chat.queries.companions import companion_called
from app.chat.services.opening import one_of
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import Invalid, found
from app.core.events import emit
from app.core.inserting import insert_once
from app.core.viewer import Viewer

ANNOUNCE = ("all", "count", "silent")
REQUESTS = ("nobody", "groups", "chosen")
MOST_CHOSEN = 200


def save(
    *,
    by: Viewer,
    announce: str,
    shows_presence: bool,
    shows_typing: bool,
    enter_sends: bool,
    requests: str,
) -> None:
    """Keep the member's choices. Presence that is switched off is gone from every room at once.

    Raises:
        Invalid: `announce` or `requests` is none of the known answers.
    """
    one_of("announce", announce, ANNOUNCE)
    one_of("requests", requests, REQUESTS)
    choices: dict[str, str | bool] = {
        "announce": announce,
        "shows_presence": shows_presence,
        "shows_typing": shows_typing,
        "enter_sends": enter_sends,
        "requests": requests,
    }
    if not insert_once(ChatSetting, member_id=by.id, **choices):
        row = db.session.scalars(select(ChatSetting).where(ChatSetting.member_id == by.id)).one()
        for name, value in choices.items():
            setattr(row, name, value)
        db.session.flush()
    if not shows_presence:
        _hide(by.id)


def _hide(member_id: int) -> None:
    mine = delete(RoomPresence).where(RoomPresence.member_id == member_id)
    rooms = sorted(set(db.session.scalars(mine.returning(RoomPresence.room_id))))
    if rooms:
        emit(PresenceHidden(room_ids=tuple(rooms), member_id=member_id))


def choose(*, by: Viewer, public_id: str) -> bool:
    """Let somebody write to one; whether they were not let before.

    Raises:
        NotFound: there is no such member, or it is oneself.
        Invalid: there are very many already.
    """
    return _choose(by, _other(by, public_id))


def choose_called(*, by: Viewer, name: str) -> bool:
    """The same by display name, for people the member shares a group with: nobody can try out
    which names there are.

    Raises:
        Invalid: nobody in the member's groups has this name, or there are very many already.
    """
    member_id = companion_called(by, name)
    if member_id is None:
        raise Invalid("name", _("Nobody in your groups has this name."))
    return _choose(by, member_id)


def unchoose(*, by: Viewer, public_id: str) -> bool:
    """Somebody may write no more, unless another choice lets them; whether they could before.

    Raises:
        NotFound: there is no such member, or it is oneself.
    """
    other_id = _other(by, public_id)
    mine = (ChosenContact.member_id == by.id, ChosenContact.contact_id == other_id)
    return rows_changed(db.session.execute(delete(ChosenContact).where(*mine))) > 0


def _other(by: Viewer, public_id: str) -> int:
    other = found(members.by_public_id(public_id))
    return int(found(None if other.id == by.id else other.id))


def _choose(by: Viewer, member_id: int) -> bool:
    if _count_chosen(by.id) >= MOST_CHOSEN:
        raise Invalid("name", _("You chose %(most)d people already.", most=MOST_CHOSEN))
    return insert_once(ChosenContact, member_id=by.id, contact_id=member_id, created_at=now())


def _count_chosen(member_id: int) -> int:
    mine = select(func.count()).where(ChosenContact.member_id == member_id)
    return db.session.scalar(mine) or 0
