"""What happens in moderation, for packages above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ReportReceived(Event):
    """A member reported something."""

    report_id: int
    case_id: int
    reporter_id: int


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A thing waits for a moderator: for the first time, again, or from now on among those that
    cannot wait. `reporter_id` is whose report it was, if it was one."""

    case_id: int
    level: str
    reporter_id: int | None


@dataclass(frozen=True, kw_only=True)
class SecondPersonNamed(Event):
    """Somebody wrote down a step that two people decide, and this member is the second one."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class DecisionTaken(Event):
    """A moderator decided. `member_id` wrote what it is about; nobody if they are gone."""

    decision_id: int
    decision_public_id: str
    case_id: int
    member_id: int | None
    action: str
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class DecisionReversed(Event):
    """What was decided does not hold any more."""

    decision_id: int
    decision_public_id: str
    member_id: int | None
    action: str


@dataclass(frozen=True, kw_only=True)
class ReportAnswered(Event):
    """A reporter's report has an outcome."""

    report_public_id: str
    reporter_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class AppealMade(Event):
    """Somebody asked for another look."""

    appeal_id: int
    decision_id: int


@dataclass(frozen=True, kw_only=True)
class AppealDecided(Event):
    """Another moderator answered an appeal."""

    appeal_id: int
    decision_public_id: str
    member_id: int | None
    outcome: str


@dataclass(frozen=True, kw_only=True)
class MemberRestricted(Event):
    """A member may do less: `kind` is "suspended", "reply_limit" or "removed" (from `group_id`)."""

    restriction_id: int
    member_id: int
    kind: str
    group_id: int | None
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted(Event):
    """It is over before its time. `was_inside`: they had been in the group until then."""

    member_id: int
    kind: str
    group_id: int | None
    was_inside: bool


@dataclass(frozen=True, kw_only=True)
class NoteShown(Event):
    """From now on a context note stands under a thing: told once for each note."""

    kind: str
    thing_id: str


@dataclass(frozen=True, kw_only=True)
class FiltersChanged(Event):
    """A member chose other words that they do not want to meet: open pages look anew."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class ThingHeld(Event):
    """Something that a member wrote waits until a person has read it."""

    member_id: int


@dataclass(frozen=True, kw_only=True)
class ThingShown(Event):
    """A person let it stand, and others can read it now."""

    member_id: int


# Nobody listens yet: an appeal waits on its list until somebody looks.
PUBLIC = (AppealMade,)
