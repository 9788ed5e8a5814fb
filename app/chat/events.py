"""News of chat. Ids only; what is delivered to open pages is looked up again for it."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RoomOpened(Event):
    """A room or a gathering can be found by those it is for."""

    room_id: int
    group_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class RoomChanged(Event):
    """Something that everybody in the room should know at once: slow mode, hold, retention, times,
    closed, reopened, another host."""

    room_id: int


@dataclass(frozen=True, kw_only=True)
class GatheringChanged(Event):
    """A gathering begins or ends at another time, or was called off (`what`: moved, called_off,
    called_on). `member_ids` asked to be reminded of it, but for the one who did this."""

    room_id: int
    what: str
    member_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class MemberEnteredRoom(Event):
    """A member came into a room."""

    room_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class RightsEnded(Event):
    """A member may no longer read in these rooms: what they hold open there must be cut. `why`:
    left, removed, group. The rooms' `access_version` has grown in the same transaction."""

    room_ids: tuple[int, ...]
    member_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class MemberLimited(Event):
    """A host muted or removed somebody, or ended that (`kind`: muted, removed, ended)."""

    room_id: int
    member_id: int
    limit_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MessageSaid(Event):
    """Something was said."""

    room_id: int
    message_id: int
    sequence: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class MessageChanged(Event):
    """A message was edited, deleted, restored, or got a reaction (`kind`)."""

    room_id: int
    message_id: int
    sequence: int
    kind: str
    by_id: int


@dataclass(frozen=True, kw_only=True)
class MessageTakenAway(Event):
    """A host took away what somebody had said; the reason stands in the act."""

    room_id: int
    message_id: int
    author_id: int
    act_id: int


@dataclass(frozen=True, kw_only=True)
class MessageHeld(Event):
    """A message waits for a host."""

    room_id: int
    held_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class HeldMessageRefused(Event):
    """A host did not let a message through."""

    room_id: int
    held_id: int
    by_id: int
    author_id: int


@dataclass(frozen=True, kw_only=True)
class InvitedToRoom(Event):
    """A member was asked into a room, or asked for a one-to-one conversation."""

    room_id: int
    member_id: int
    by_id: int


@dataclass(frozen=True, kw_only=True)
class PresenceHidden(Event):
    """A member switched off that they are shown; in these rooms they were."""

    room_ids: tuple[int, ...]
    member_id: int


@dataclass(frozen=True, kw_only=True)
class QuotesAsked(Event):
    """People are asked whether words of theirs may stand in a recap."""

    recap_id: int
    room_id: int
    member_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class RecapPublished(Event):
    """A recap became a topic of the group."""

    recap_id: int
    room_id: int
    topic_id: int


# News that nobody inside the house needs yet; offered to packages that come later.
PUBLIC = (
    RoomOpened,
    MemberEnteredRoom,
    MessageHeld,
)
