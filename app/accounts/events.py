"""News from accounts. Integer ids are for listeners' joins, public ids for anything that leaves
the process. No name, address or text is ever carried."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """A person finished sign-up, or an operator made their account."""

    member_id: int
    public_id: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class MemberRenamed(Event):
    """A member chose another display name."""

    member_id: int
    public_id: str


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """A member holds one more site role; `by_public_id` is empty from the command line."""

    member_id: int
    public_id: str
    role: str
    by_public_id: str


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """A member no longer holds a site role; `by_public_id` is empty from the command line."""

    member_id: int
    public_id: str
    role: str
    by_public_id: str


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """A member agreed to one purpose on the text that is current."""

    member_id: int
    public_id: str
    purpose: str
    text_version: int


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    """A member stopped one purpose: whatever rests on it must stop in the same transaction."""

    member_id: int
    public_id: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """A device was signed out: what it holds open (sockets) must close after the commit."""

    member_id: int
    public_id: str
    session_public_id: str


# Told to whoever comes to listen; no package of today has to.
PUBLIC = (
    MemberJoined,
    MemberRenamed,
    RoleGranted,
    RoleEnded,
    ConsentGiven,
    SessionEnded,
)
