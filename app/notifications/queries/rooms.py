"""What notices about rooms need to know: addresses, and whom they concern. No title: it could tell
a condition."""

from __future__ import annotations

from sqlalchemy import select

from app.chat.models import Message, Recap, RecapQuote, Room
from app.community.models import Topic
from app.core.database import db


def room_path(room_id: int) -> str:
    """Where a room stands; its door tells what holds for whoever looks."""
    return f"/rooms/{db.session.scalar(select(Room.public_id).where(Room.id == room_id))}"


def kind_of(room_id: int) -> str:
    """open, invited, gathering or direct."""
    return db.session.scalar(select(Room.kind).where(Room.id == room_id)) or ""


def message_path(room_id: int, message_id: int) -> str:
    """Where a message stands."""
    public_id = db.session.scalar(select(Message.public_id).where(Message.id == message_id))
    return f"{room_path(room_id)}/messages/{public_id}"


def topic_path(topic_id: int) -> str:
    """Where a topic stands."""
    return f"/topics/{db.session.scalar(select(Topic.public_id).where(Topic.id == topic_id))}"


def quoted_in(recap_id: int) -> list[int]:
    """Whose words stand in a recap that came out, but for who wrote it; by key."""
    people = (
        select(RecapQuote.author_id)
        .distinct()
        .join(Recap, Recap.id == RecapQuote.recap_id)
        .where(RecapQuote.recap_id == recap_id, RecapQuote.author_id != Recap.author_id)
        .where(RecapQuote.answer.in_(("named", "unnamed")))
    )
    return list(db.session.scalars(people.order_by(RecapQuote.author_id)))
