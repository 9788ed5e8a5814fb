"""What a host writes about a room: words of others stand in it only as they agreed.

The recap's row is locked by whoever changes it or answers, so that nothing slips in between the
last answer and publishing.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from app.chat import permissions
from app.chat.lengths import LONGEST_RECAP, LONGEST_ROOM_TITLE
from app.chat.models import Recap, RecapQuote
from app.chat.queries.messages import MessageLine, message_of
from app.chat.queries.recaps import RecapRow, quotes_of, recap_of
from app.chat.queries.rooms import RoomRow
from app.chat.services import asking
from app.core.clock import now
from app.core.database import db, new_public_id
from app.core.errors import Conflict, Invalid, found, require
from app.core.inserting import insert_once
from app.core.viewer import Viewer

MOST_QUOTES = 15


def begin(*, by: Viewer, room: RoomRow, title: str, body: str) -> Recap:
    """A draft that only the host sees.

    Raises:
        Forbidden: they are no host inside, or nothing is kept of this room.
        Invalid: `title` or `body` cannot be used.
    """
    require(permissions.can_recap(room))
    title, body = _words(title, body)
    row = Recap(room_id=room.id, author_id=by.id, title=title, body=body)
    db.session.add(row)
    db.session.flush()
    return row


def write(*, by: Viewer, room: RoomRow, recap_id: str, title: str, body: str) -> bool:
    """New words. Who agreed to other words before has not agreed to these, and is asked again.
    Whether any changed.

    Raises:
        NotFound, Forbidden, Conflict: see `own_recap`.
        Invalid: `title` or `body` cannot be used.
    """
    title, body = _words(title, body)
    row = own_recap(by, room, recap_id)
    if (row.title, row.body) == (title, body):
        return False
    _change(row.id, title=title, body=body)
    asking.ask_again(by=by, room=room, recap=row)
    return True


def add_quotes(*, by: Viewer, room: RoomRow, recap_id: str, message_ids: Sequence[str]) -> int:
    """Quote these messages, each once; how many are new. Where people were asked already, these
    are asked at once. Hosts do not ask themselves.

    Raises:
        NotFound, Forbidden, Conflict: see `own_recap`; NotFound also for a message.
        Invalid: `messages`, when there are too many, or one has a content note: in a topic it would
            stand without it.
    """
    row = own_recap(by, room, recap_id)
    said = [found(message_of(room, one)) for one in message_ids]
    standing = {one.message_public_id for one in quotes_of(row.id)}
    new = [one for one in said if one.public_id not in standing and not one.deleted_at]
    if any(one.content_note for one in new):
        noted = _("What somebody folded away under a content note is not quoted.")
        raise Invalid("messages", noted)
    if len(standing) + len(new) > MOST_QUOTES:
        raise Invalid("messages", _("A recap has at most %(most)d quotes.", most=MOST_QUOTES))
    for one in new:
        _quote(row.id, one, is_own=one.author_id == by.id)
    others = [one.author_id for one in new if one.author_id != by.id]
    if row.state == "asking" and others:
        asking.tell(by=by, room=room, recap=row, member_ids=others)
    return len(new)


def drop_quote(*, by: Viewer, room: RoomRow, recap_id: str, quote_id: str) -> bool:
    """These words stand in it no more; whether they did.

    Raises:
        NotFound, Forbidden, Conflict: see `own_recap`.
    """
    row = own_recap(by, room, recap_id)
    gone = db.session.execute(
        delete(RecapQuote)
        .where(RecapQuote.recap_id == row.id, RecapQuote.public_id == quote_id)
        .returning(RecapQuote.id)
    )
    return gone.first() is not None


def discard(*, by: Viewer, room: RoomRow, recap_id: str) -> None:
    """Throw it away, with all quotes and answers.

    Raises:
        NotFound, Forbidden, Conflict: see `own_recap`.
    """
    row = own_recap(by, room, recap_id)
    db.session.execute(delete(Recap).where(Recap.id == row.id))


def own_recap(by: Viewer, room: RoomRow, recap_id: str) -> RecapRow:
    """A recap of the actor that can still be changed, locked until the change is kept.

    Raises:
        NotFound: it is not theirs.
        Forbidden: they are no host inside any more, or nothing is kept of this room.
        Conflict: it was published.
    """
    require(permissions.can_recap(room))
    lock(found(recap_of(by, room, recap_id)).id)
    row = found(recap_of(by, room, recap_id))
    if row.state == "published":
        raise Conflict
    return row


def lock(recap_id: int) -> None:
    """Hold a recap until this change is kept."""
    db.session.execute(select(Recap.id).where(Recap.id == recap_id).with_for_update(key_share=True))


def _quote(recap_id: int, said: MessageLine, *, is_own: bool) -> None:
    insert_once(
        RecapQuote,
        public_id=new_public_id(),
        recap_id=recap_id,
        message_id=said.id,
        author_id=said.author_id,
        words=said.body,
        answer="named" if is_own else "waiting",
        answered_at=now() if is_own else None,
    )


def _words(title: str, body: str) -> tuple[str, str]:
    line = " ".join(title.replace("\x00", "").split())
    text = body.replace("\r\n", "\n").replace("\x00", "").strip()
    if not line or len(line) > LONGEST_ROOM_TITLE:
        most = LONGEST_ROOM_TITLE
        raise Invalid("title", _("Give a title of at most %(most)d characters.", most=most))
    if not text or len(text) > LONGEST_RECAP:
        raise Invalid(
            "body", _("Write a recap of at most %(most)d characters.", most=LONGEST_RECAP)
        )
    return line, text


def _change(recap_id: int, **values: object) -> None:
    statement = update(Recap).where(Recap.id == recap_id).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))
