"""A recap becomes a topic of the group, with the quotes that people agreed to."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import update

from app.chat.events import RecapPublished
from app.chat.models import Recap
from app.chat.queries.recaps import (
    AUDIENCES,
    QuoteLine,
    RecapRow,
    audience_of,
    audience_when_asked,
    quotes_of,
)
from app.chat.queries.rooms import RoomRow
from app.chat.services import asking, recapping
from app.chat.services.hosting import note_act
from app.chat.services.quoting import name_of, quoted_lines
from app.community.services import posting
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid
from app.core.events import emit
from app.core.viewer import Viewer


def publish(*, by: Viewer, room: RoomRow, recap_id: str) -> str:
    """Open the topic; gives its public id. Who said no is not in it, and nothing of somebody who
    has not answered. Once is enough: the second of two finds it published.

    Raises:
        NotFound, Forbidden, Conflict: see `recapping.own_recap`.
        Invalid: `quotes`, when somebody has not answered; `title` or `body` cannot be used.
    """
    row = recapping.own_recap(by, room, recap_id)
    quotes = quotes_of(row.id)
    if any(one.answer == "waiting" for one in quotes):
        words = _("Somebody has not answered yet. Wait for them, or leave their words out.")
        raise Invalid("quotes", words)
    agreed = [one for one in quotes if one.answer != "declined"]
    if any(one.author_id != by.id for one in agreed) and is_read_by_more(row, audience_of(room)):
        raise Invalid("quotes", _("More people read in this group now. Ask everybody again."))
    assert room.group_id is not None
    topic = posting.open_topic(
        by=by,
        group_id=room.group_id,
        kind="update",
        title=row.title,
        body=words_of_topic(row.body, agreed),
    )
    db.session.execute(
        update(Recap)
        .where(Recap.id == row.id)
        .values(state="published", topic_id=topic.id, published_at=now())
        .execution_options(synchronize_session=False)
    )
    note_act(room.id, by, "published", value=row.public_id)
    emit(RecapPublished(recap_id=row.id, room_id=room.id, topic_id=topic.id))
    return topic.public_id


def ask(*, by: Viewer, room: RoomRow, recap_id: str) -> int:
    """Ask everybody who is quoted, once; how many people. When more people read in the group than
    they were told, whoever agreed is asked anew.

    Raises:
        NotFound, Forbidden, Conflict: see `recapping.own_recap`.
        Invalid: `quotes`: there is nobody to ask.
    """
    row = recapping.own_recap(by, room, recap_id)
    if row.state == "draft":
        return asking.ask(by=by, room=room, recap=row)
    if not is_read_by_more(row, audience_of(room)):
        raise Invalid("quotes", _("Everybody was asked already."))
    asking.ask_again(by=by, room=room, recap=row)
    return len({one.author_id for one in quotes_of(row.id) if one.answer == "waiting"})


def words_of_topic(body: str, quotes: list[QuoteLine]) -> str:
    """The recap, then each quote with or without its author's name."""
    return "\n\n".join([body, *map(_quoted, quotes)])


def _quoted(one: QuoteLine) -> str:
    if one.answer == "named":
        head = _("%(name)s said:", name=name_of(one.author))
    else:
        head = _("Somebody said:")
    return f"{head}\n\n{quoted_lines(one.words)}"


def is_read_by_more(row: RecapRow, today: str | None) -> bool:
    """Whether the group's circle grew since people agreed: `today` is what `audience_of` its room
    says now. Unknown counts as grown."""
    then = audience_when_asked(row.room_id, row.public_id)
    if then is None or today is None:
        return True
    return AUDIENCES.index(today) > AUDIENCES.index(then)
