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


@dataclass(frozen=True, kw_only=True)
class SignedInOnNewDevice(Event):
    """Somebody signed in to this account on a device that was not used for it before."""

    member_id: int
    public_id: str
    device: str


@dataclass(frozen=True, kw_only=True)
class SignInDetailsChanged(Event):
    """Something that opens the account changed; the owner must hear of it in any case.

    `what`: password, address, passkey-added, passkey-removed, codes-on, codes-off,
    recovery-codes, password-reset.
    """

    member_id: int
    public_id: str
    what: str


@dataclass(frozen=True, kw_only=True)
class CarerLinkChanged(Event):
    """A carer link began or ended; told to both. `what`: accepted, ended."""

    person_id: int
    person_public_id: str
    carer_id: int
    carer_public_id: str
    link_public_id: str
    what: str


@dataclass(frozen=True, kw_only=True)
class ClinicianClaimDecided(Event):
    """An operator decided a claim, or it ran out. `state`: accepted, refused, ended."""

    member_id: int
    public_id: str
    claim_public_id: str
    state: str


@dataclass(frozen=True, kw_only=True)
class ExportMade(Event):
    """The copy of a member's data is ready to be fetched, or could not be made."""

    member_id: int
    public_id: str
    export_public_id: str
    is_ready: bool


@dataclass(frozen=True, kw_only=True)
class ClosingAsked(Event):
    """A member asked to be erased; what goes out to others about them stops at once."""

    member_id: int
    public_id: str


@dataclass(frozen=True, kw_only=True)
class ClosingTakenBack(Event):
    """The member stays after all."""

    member_id: int
    public_id: str


@dataclass(frozen=True, kw_only=True)
class MemberErasing(Event):
    """A member is being erased in this transaction. Each package does what the inventory cannot
    say: counters, posts that others answered, files. `successor_id` is the pseudonym that keeps
    the posts, or 0 when they go too. What simply belongs to the member is erased by the inventory
    after all listeners are done."""

    member_id: int
    public_id: str
    successor_id: int


# Told to whoever comes to listen; no package of today has to.
PUBLIC = (
    MemberJoined,
    MemberRenamed,
)
