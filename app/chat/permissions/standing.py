"""What the rules of chat ask of a room, a message and a person. Rows of queries answer it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Standing(Protocol):
    """A room and a person's place in it; `queries.RoomRow` is one."""

    @property
    def kind(self) -> str:
        """open, invited, gathering or direct."""

    @property
    def group_id(self) -> int | None:
        """None for a direct room."""

    @property
    def starts_at(self) -> datetime | None:
        """When a gathering begins."""

    @property
    def ends_at(self) -> datetime | None:
        """When it ends."""

    @property
    def closed_at(self) -> datetime | None:
        """When a host closed it."""

    @property
    def retention(self) -> str:
        """forever, 90d or 24h."""

    @property
    def holds_new(self) -> bool:
        """Whether messages of new people wait for a host."""

    @property
    def my_group_role(self) -> str | None:
        """None outside of the group."""

    @property
    def in_group_since(self) -> datetime | None:
        """When the person came into the group."""

    @property
    def my_role(self) -> str | None:
        """member, host or None."""

    @property
    def my_state(self) -> str | None:
        """in, invited, declined or None."""

    @property
    def my_limit(self) -> str | None:
        """muted, removed or None."""

    @property
    def other_hears(self) -> bool:
        """Of a direct room: whether what the person says comes to the other one."""


class Said(Protocol):
    """What the rules need to know of a message."""

    @property
    def author_id(self) -> int:
        """Whose words they are."""

    @property
    def deleted_at(self) -> datetime | None:
        """When it was taken back."""

    @property
    def deleted_by_id(self) -> int | None:
        """By whom."""


class Person(Protocol):
    """Somebody else's place in a room."""

    @property
    def id(self) -> int:
        """Their key."""

    @property
    def role(self) -> str | None:
        """member, host or None in the room."""

    @property
    def state(self) -> str | None:
        """in, invited, declined or None."""

    @property
    def group_role(self) -> str | None:
        """member, steward or None in the group."""

    @property
    def limit(self) -> str | None:
        """muted, removed or None."""
