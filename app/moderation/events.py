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
    """A thing waits for a moderator, for the first time or again."""

    case_id: int
    level: str


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

    member_id: int
    kind: str
    group_id: int | None
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted(Event):
    """It is over before its time."""

    member_id: int
    kind: str
    group_id: int | None


@dataclass(frozen=True, kw_only=True)
class NoteShown(Event):
    """From now on a context note stands under a thing: told once for each note."""

    kind: str
    thing_id: str


@dataclass(frozen=True, kw_only=True)
class FiltersChanged(Event):
    """A member chose other words that they do not want to meet: open pages look anew."""

    member_id: int


# Nobody listens yet: a case waits in the queue and an appeal on its list until somebody looks.
PUBLIC = (AppealMade, CaseOpened)
