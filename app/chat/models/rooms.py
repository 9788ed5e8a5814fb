"""Rooms, who is in them, what hosts decided in them, who says to be there now, and who wants to be
reminded of a gathering."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.chat.lengths import LONGEST_REASON, LONGEST_ROOM_TITLE
from app.core.clock import now
from app.core.database import Base, UtcDateTime, created_at_column, primary_key, public_id_column


class Room(Base):
    """A place where people are together in real time.

    `open`: every member of the group may come in. `invited`: whom a host asks in. `gathering`:
    open, with a beginning, an end and an agenda (`purpose`). `direct`: two people, no group.
    """

    __tablename__ = "rooms"
    __table_args__ = (
        CheckConstraint("kind IN ('open','invited','gathering','direct')", name="known_kind"),
        CheckConstraint("(kind = 'direct') = (group_id IS NULL)", name="group_unless_direct"),
        CheckConstraint("history IN ('all','since_joining')", name="known_history"),
        CheckConstraint("retention IN ('forever','90d','24h')", name="known_retention"),
        CheckConstraint("(kind = 'gathering') = (starts_at IS NOT NULL)", name="gathering_starts"),
        Index("ix_rooms_group", "group_id", "kind", "id"),
        Index("ix_rooms_starts_at", "starts_at"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(LONGEST_ROOM_TITLE), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    # Whether who comes later reads what was said before.
    history: Mapped[str] = mapped_column(String(15), default="all")
    # How long messages stay; shown to everybody in the room.
    retention: Mapped[str] = mapped_column(String(10), default="forever")
    # Seconds between two messages of one person; 0: no slow mode.
    slow_seconds: Mapped[int] = mapped_column(default=0)
    # Whether the first messages of people who are new in the group wait for a host.
    holds_new: Mapped[bool] = mapped_column(default=False)
    # The last number given to a message or to a change of one. Gapless: see `sequencing`.
    last_sequence: Mapped[int] = mapped_column(default=0)
    # Everything up to this number is gone by retention.
    purged_to: Mapped[int] = mapped_column(default=0)
    # Grows in the transaction that ends somebody's right to read here; each delivery carries it.
    access_version: Mapped[int] = mapped_column(default=0)
    member_count: Mapped[int] = mapped_column(default=0)
    # The keys of the two people of a direct room, the lower first; one room for two people.
    direct_key: Mapped[str | None] = mapped_column(String(45), unique=True, default=None)
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    created_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    created_at: Mapped[datetime] = created_at_column()
    last_message_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    closed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    closed_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")


class RoomMembership(Base):
    """A member's place in a room. `invited` waits for the member's answer; of a direct room it is
    the request. `declined` stays, so that nobody is asked twice. Leaving deletes the row, but in a
    conversation of two it stays `declined`."""

    __tablename__ = "room_memberships"
    __table_args__ = (
        UniqueConstraint("room_id", "member_id"),
        Index("ix_room_memberships_member", "member_id", "state"),
        CheckConstraint("role IN ('member','host')", name="known_role"),
        CheckConstraint("state IN ('in','invited','declined')", name="known_state"),
    )

    id: Mapped[int] = primary_key()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(10), default="member")
    state: Mapped[str] = mapped_column(String(10), default="in")
    # What was said up to this number is not for this member, see `Room.history`.
    from_sequence: Mapped[int] = mapped_column(default=0)
    # Up to where the member has read. No time is kept.
    read_sequence: Mapped[int] = mapped_column(default=0)
    invited_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    joined_at: Mapped[datetime] = created_at_column()


class RoomLimit(Base):
    """What a host decided about one person in one room: `muted` reads but does not write,
    `removed` does neither. It holds until `until`, or until somebody ends it."""

    __tablename__ = "room_limits"
    __table_args__ = (
        CheckConstraint("kind IN ('muted','removed')", name="known_kind"),
        Index("ix_room_limits_member", "room_id", "member_id", "ended_at"),
    )

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )
    created_at: Mapped[datetime] = created_at_column()
    until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    ended_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None
    )


class HostAct(Base):
    """One thing that a host did in a room: who, what, about whom, why, when. Hosts read it."""

    __tablename__ = "host_acts"
    __table_args__ = (Index("ix_host_acts_room", "room_id", "id"),)

    id: Mapped[int] = primary_key()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None, index=True
    )
    act: Mapped[str] = mapped_column(String(20))
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("members.id", ondelete="SET NULL"), default=None, index=True
    )
    value: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    created_at: Mapped[datetime] = created_at_column(index=True)


class RoomPresence(Base):
    """One open page of a member who chose to show that they are there. Goes when the page closes;
    a row that nobody renewed for a minute and a half says nothing any more."""

    __tablename__ = "room_presences"
    __table_args__ = (Index("ix_room_presences_room", "room_id", "seen_at"),)

    id: Mapped[int] = primary_key()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    # The connection and the room: one page stays one row.
    socket_key: Mapped[str] = mapped_column(String(60), unique=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now, index=True)


class GatheringReminder(Base):
    """A member wants to hear of a gathering before it begins."""

    __tablename__ = "gathering_reminders"
    __table_args__ = (UniqueConstraint("room_id", "member_id"),)

    id: Mapped[int] = primary_key()
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = created_at_column()
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
