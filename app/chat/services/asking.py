"""Asking people whether words of theirs may stand in a recap, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import Row, delete, select, update

from app.chat.events import QuotesAsked
from app.chat.models import Message, Recap, RecapQuote
from app.chat.queries.recaps import RecapRow, audience_of, quotes_of
from app.chat.queries.rooms import RoomRow
from app.chat.services.hosting import note_act
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Invalid, NotFound
from app.core.events import emit
from app.core.viewer import Viewer

ANSWERS = ("named", "unnamed", "declined")


def ask(*, by: Viewer, room: RoomRow, recap: RecapRow) -> int:
    """Everybody quoted whose answer is missing is asked; how many people. The recap is the
    actor's own, locked by `recapping.own_recap`.

    Raises:
        Invalid: `quotes`: nobody is quoted, or everybody answered.
    """
    people = {one.author_id for one in quotes_of(recap.id) if one.answer == "waiting"}
    if not people:
        raise Invalid("quotes", _("There is nobody to ask."))
    db.session.execute(
        update(Recap)
        .where(Recap.id == recap.id)
        .values(state="asking")
        .execution_options(synchronize_session=False)
    )
    tell(by=by, room=room, recap=recap, member_ids=people)
    return len(people)


def ask_again(*, by: Viewer, room: RoomRow, recap: RecapRow) -> None:
    """What people agreed to has changed: their answers are open again, and they hear of it. A no
    stays a no, and hosts need not ask themselves."""
    others = [one for one in quotes_of(recap.id) if one.author_id != by.id]
    agreed = [one for one in others if one.answer != "declined"]
    _reopen([one.id for one in agreed])
    if agreed and recap.state == "asking":
        tell(by=by, room=room, recap=recap, member_ids={one.author_id for one in agreed})


def tell(*, by: Viewer, room: RoomRow, recap: RecapRow, member_ids: Iterable[int]) -> None:
    """Let them know; the act keeps who would read it, as they are told now."""
    note_act(room.id, by, "asked", value=f"{audience_of(room)} {recap.public_id}")
    people = tuple(sorted(set(member_ids)))
    emit(QuotesAsked(recap_id=recap.id, room_id=room.id, member_ids=people))


def answer(*, by: Viewer, quote_id: str, answer: str) -> None:
    """With the name, without it, or not at all. It can be changed until the recap is published.

    Raises:
        NotFound: nobody asked this person about such words.
        Invalid: `answer`, when it is none of the three.
        Conflict: the recap was published.
    """
    if answer not in ANSWERS:
        raise Invalid("answer", _("Choose one of the answers."))
    theirs = (RecapQuote.public_id == quote_id, RecapQuote.author_id == by.id)
    state = db.session.scalar(
        select(Recap.state)
        .join(RecapQuote, RecapQuote.recap_id == Recap.id)
        .where(*theirs, Recap.author_id != by.id)
        .with_for_update(of=Recap, key_share=True)
    )
    if state in (None, "draft"):
        raise NotFound
    if state == "published":
        raise Conflict
    db.session.execute(
        update(RecapQuote)
        .where(*theirs)
        .values(answer=answer, answered_at=now())
        .execution_options(synchronize_session=False)
    )


def note_new_words(message_id: int) -> None:
    """A quoted message was edited: the quote says what it says now, and who agreed is asked
    again. A no stays a no; hosts need not ask themselves."""
    for one in _open_quotes_of(message_id):
        words = select(Message.body).where(Message.id == message_id).scalar_subquery()
        _change_quote(one.id, words=words)
        if one.answer == "declined" or one.author_id == one.host_id:
            continue
        _reopen([one.id])
        if one.state == "asking":
            people = (one.author_id,)
            emit(QuotesAsked(recap_id=one.recap_id, room_id=one.room_id, member_ids=people))


def note_words_gone(message_id: int) -> None:
    """A quoted message was deleted: no recap that comes out later quotes it."""
    for one in _open_quotes_of(message_id):
        db.session.execute(delete(RecapQuote).where(RecapQuote.id == one.id))


def _open_quotes_of(message_id: int) -> Sequence[Row[tuple[int, int, str, int, int, int, str]]]:
    """Where a message is quoted in recaps that are not out; these are locked until the change is
    kept, in the order of their keys."""
    return db.session.execute(
        select(
            RecapQuote.id,
            RecapQuote.author_id,
            RecapQuote.answer,
            Recap.id.label("recap_id"),
            Recap.author_id.label("host_id"),
            Recap.room_id,
            Recap.state,
        )
        .join(Recap, Recap.id == RecapQuote.recap_id)
        .where(RecapQuote.message_id == message_id, Recap.state != "published")
        .order_by(Recap.id)
        .with_for_update(of=Recap, key_share=True)
    ).all()


def _change_quote(quote_id: int, **values: object) -> None:
    statement = update(RecapQuote).where(RecapQuote.id == quote_id).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))


def _reopen(quote_ids: list[int]) -> None:
    db.session.execute(
        update(RecapQuote)
        .where(RecapQuote.id.in_(quote_ids))
        .values(answer="waiting", answered_at=None)
        .execution_options(synchronize_session=False)
    )
