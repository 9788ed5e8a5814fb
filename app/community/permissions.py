"""Who may do what in a group, with a topic, with a post. Pure rules on what is passed in.

Whether a person may know of a thing at all is not decided here: queries look everything up
through the viewer, so a stranger never gets as far as these rules.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from app.core.viewer import Viewer
from app.moderation.steps import HELD

# How long a deleted post can be brought back by the person who deleted it.
RESTORABLE_FOR = timedelta(days=30)

_BREADTH = {"group": 0, "members": 1, "public": 2}


class Standing(Protocol):
    """A person's place in a group: `my_role` is "member", "steward" or None for outside."""

    @property
    def my_role(self) -> str | None:
        """What the person is in the group."""


class Written(Protocol):
    """What the rules need to know of a post."""

    @property
    def author_id(self) -> int:
        """Whose words they are."""

    @property
    def deleted_at(self) -> datetime | None:
        """When it was taken back."""

    @property
    def deleted_by_id(self) -> int | None:
        """By whom."""

    @property
    def hidden_as(self) -> str | None:
        """How moderators took it away, if they did; "held" where it waits for a person."""


def can_post(standing: Standing) -> bool:
    """Members of the group write in it."""
    return standing.my_role in ("member", "steward")


def can_open(standing: Standing, kind: str) -> bool:
    """Announcements speak for the group, so its stewards make them."""
    if kind == "announcement":
        return standing.my_role == "steward"
    return can_post(standing)


def can_edit(member_id: int, standing: Standing, post: Written) -> bool:
    """Only the author changes words, and only from inside the group; also while they wait for a
    person."""
    return can_delete(member_id, post) and can_post(standing)


def can_delete(member_id: int, post: Written) -> bool:
    """Authors take their words back at any time, also after they left the group, and while they
    wait for a person."""
    return post.author_id == member_id and (post.deleted_at is None or _waits(post))


def can_restore(member_id: int, post: Written, at: datetime) -> bool:
    """Who deleted it may bring it back for 30 days. What moderators took away comes back when the
    decision is reversed, and in no other way: not by its author, nor by the moderator."""
    if post.deleted_at is None or post.deleted_by_id != member_id or post.hidden_as:
        return False
    return at - post.deleted_at <= RESTORABLE_FOR


def can_react(member_id: int, standing: Standing, post: Written) -> bool:
    """Members of the group, to what others wrote."""
    return post.author_id != member_id and post.deleted_at is None and can_post(standing)


def can_open_group(viewer: Viewer) -> bool:
    """Operators open groups."""
    return viewer.has_role("operator")


def can_edit_group(standing: Standing) -> bool:
    """Stewards look after their own group's purpose, rules and audience."""
    return standing.my_role == "steward"


def can_appoint(viewer: Viewer, standing: Standing) -> bool:
    """Operators and the group's stewards name stewards."""
    return viewer.has_role("operator") or standing.my_role == "steward"


def can_change_audience(old: str, new: str, *, has_topics: bool) -> bool:
    """Words written for few are never shown to more: a group with topics only gets narrower."""
    return not has_topics or _BREADTH[new] <= _BREADTH[old]


def _waits(post: Written) -> bool:
    """Nobody decided about it, and nobody took it back."""
    return post.hidden_as == HELD and post.deleted_by_id is None
