"""Who is looking: the one object that queries and permissions ask about a person.

A frozen copy of a few columns, read with the session in one query. Not an ORM entity, so
nothing can be loaded or changed through it by accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

DEFAULT_DISPLAY = {
    "theme": "system",
    "size": "100",
    "spacing": "normal",
    "font": "house",
    "motion": "on",
    "buttons": "normal",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A signed-in member, or nobody (`id` 0). Speaks Flask-Login's protocol as well."""

    id: int = 0
    public_id: str = ""
    display_name: str = ""
    roles: frozenset[str] = frozenset()
    locale: str | None = None
    time_zone: str | None = None
    display: dict[str, str] = field(default_factory=dict)
    session_id: int = 0
    # Roles that were granted but do nothing before a second factor was given in this session.
    waiting_roles: frozenset[str] = frozenset()
    # When password, passkey or code was last given in this session.
    proved_at: datetime | None = None
    # Notices in the inbox that were not opened yet.
    unread: int = 0
    # The day on which the account will be erased, if its member asked for it.
    closing_on: datetime | None = None
    # Moderators suspended the member until then: only what they need to object is open.
    suspended_until: datetime | None = None
    # Words that the member does not want to meet, in the spelling for comparing.
    filters: tuple[str, ...] = ()

    @property
    def takes_part(self) -> bool:
        """Whether the community is open to this session: nothing is waited for, nothing holds."""
        return not self.waiting_roles and self.suspended_until is None

    @property
    def is_signed_in(self) -> bool:
        """Whether a member is behind this request."""
        return self.id != 0

    def has_role(self, *names: str) -> bool:
        """Whether the member holds at least one of these site roles."""
        return not self.roles.isdisjoint(names)

    @property
    def is_authenticated(self) -> bool:
        """Flask-Login's name for `is_signed_in`."""
        return self.id != 0

    is_active = is_authenticated

    @property
    def is_anonymous(self) -> bool:
        """Flask-Login's name for the opposite."""
        return self.id == 0

    def get_id(self) -> str:
        """Flask-Login wants a string."""
        return self.public_id


ANONYMOUS = Viewer()
