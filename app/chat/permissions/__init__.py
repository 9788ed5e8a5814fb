"""Who may do what in a room. Pure rules on what is passed in.

Whether a person may know of a room at all is decided by queries, which look it up through the
viewer; `FINDABLE` there is the door, `can_read` here the inside.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from app.chat.permissions.standing import Person, Said, Standing

# How long before its beginning a gathering can be written in, and how long after its end.
EARLY, LATE = timedelta(minutes=15), timedelta(minutes=60)
# How long a deleted message can be brought back by the person who deleted it.
RESTORABLE_FOR = timedelta(days=30)
# How long somebody is new in a group, where hosts chose to read new people's messages first.
NEW_FOR = timedelta(days=7)


def is_host(room: Standing) -> bool:
    """Hosts of the room, and the stewards of its group."""
    return room.kind != "direct" and (room.my_role == "host" or room.my_group_role == "steward")


def can_read(room: Standing) -> bool:
    """Whoever is inside: of a group's room only while they are in the group."""
    if room.my_limit == "removed" or room.my_state != "in":
        return False
    return room.group_id is None or room.my_group_role is not None


def can_enter(room: Standing) -> bool:
    """Members of the group come into its open rooms, everybody where they were asked in."""
    if room.my_limit == "removed" or room.closed_at is not None:
        return False
    if room.kind in ("open", "gathering"):
        return room.my_group_role is not None
    # Stewards may come into every room of their group, and are seen in it like everybody.
    is_asked = room.my_state in ("in", "invited")
    return is_asked or (room.kind == "invited" and room.my_group_role == "steward")


def is_open_now(room: Standing, at: datetime) -> bool:
    """Whether the room takes messages: not closed, a gathering only around its time, and a
    one-to-one conversation while both are in it. Hosts can write in a gathering before it
    begins."""
    if room.closed_at is not None or (room.kind == "direct" and not room.other_hears):
        return False
    if room.starts_at is None or room.ends_at is None:
        return True
    begins = at >= room.starts_at - EARLY or is_host(room)
    return begins and at <= room.ends_at + LATE


def can_write(room: Standing, at: datetime) -> bool:
    """Whoever reads and was not muted, while the room is open."""
    return can_read(room) and room.my_limit is None and is_open_now(room, at)


def is_held(room: Standing, at: datetime) -> bool:
    """Whether what this person writes waits for a host."""
    if not room.holds_new or is_host(room) or room.in_group_since is None:
        return False
    return at - room.in_group_since < NEW_FOR


def can_edit(member_id: int, room: Standing, said: Said, at: datetime) -> bool:
    """Only the author changes words, and only where they may write. Not while a host reads their
    words first: nobody would read the new ones."""
    is_mine = said.author_id == member_id and said.deleted_at is None
    return is_mine and can_write(room, at) and not is_held(room, at)


def can_take_back(member_id: int, said: Said) -> bool:
    """Authors take their words back at any time, also when they may write no more."""
    return said.deleted_at is None and said.author_id == member_id


def can_take_away(member_id: int, room: Standing, said: Said) -> bool:
    """Hosts take away what does not belong there; with their own words they do as authors."""
    is_theirs = said.author_id == member_id
    return said.deleted_at is None and not is_theirs and is_host(room) and can_read(room)


def can_restore(member_id: int, room: Standing, said: Said, at: datetime) -> bool:
    """Who deleted it may bring it back for 30 days, while they are in the room. To bring words back
    is to say them again: not for the muted, nor to somebody who does not hear one."""
    if said.deleted_at is None or said.deleted_by_id != member_id or not can_read(room):
        return False
    if room.my_limit is not None or (room.kind == "direct" and not room.other_hears):
        return False
    return at - said.deleted_at <= RESTORABLE_FOR


def can_react(member_id: int, room: Standing, said: Said, at: datetime) -> bool:
    """To what others wrote, where one may write."""
    return said.author_id != member_id and said.deleted_at is None and can_write(room, at)


def can_open_rooms(group_role: str | None) -> bool:
    """Stewards open rooms and plan gatherings in their group."""
    return group_role == "steward"


def can_invite(room: Standing) -> bool:
    """Hosts ask people into rooms that are by invitation, while these are open."""
    return room.kind == "invited" and room.closed_at is None and is_host(room)


def can_change_room(room: Standing) -> bool:
    """Hosts write what a room is for and set how it is kept."""
    return is_host(room)


# From the shortest promise to the longest.
_KEPT = {"24h": 0, "90d": 1, "forever": 2}


def can_change_history(old: str, new: str, *, has_messages: bool) -> bool:
    """Words said to those who were there are never shown to more: with messages in it, a room
    only changes towards keeping what is said to those who are in."""
    return not has_messages or old == new or new == "since_joining"


def can_change_retention(old: str, new: str, *, has_messages: bool) -> bool:
    """Words said where they go after a while are not kept longer than was promised then."""
    return not has_messages or _KEPT[new] <= _KEPT[old]


def is_narrower(old: str, new: str) -> bool:
    """Whether messages would go earlier than before."""
    return _KEPT[new] < _KEPT[old]


def can_limit(member_id: int, room: Standing, person: Person) -> bool:
    """Hosts mute and remove, but neither themselves nor the group's stewards. Another host only
    by a steward, so that two hosts cannot throw one another out."""
    if not is_host(room) or person.id == member_id or person.group_role == "steward":
        return False
    return person.role != "host" or room.my_group_role == "steward"


def can_hand_over(member_id: int, room: Standing, person: Person) -> bool:
    """To somebody who is inside, reads and writes, and is no host yet."""
    is_there = person.state == "in" and person.group_role is not None and person.limit is None
    return is_host(room) and is_there and person.id != member_id and person.role != "host"


def can_recap(room: Standing) -> bool:
    """Hosts write a recap of what was said among many, and not where words go within a day."""
    return is_host(room) and can_read(room) and room.retention != "24h"


def can_see_people(room: Standing) -> bool:
    """Hosts see who is in a room and what was decided about them. Of one by invitation only from
    inside, where they are seen themselves: being in it can tell what somebody lives with."""
    return is_host(room) and (can_read(room) or room.kind != "invited")
