"""Who may do what at the desk. Pure rules on what is passed in.

Which cases somebody sees at all is decided by queries: those of people in distress are for the
safeguarding role only.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from app.core.viewer import Viewer
from app.moderation.steps import (
    ASK,
    DESK,
    HIDE,
    LADDER,
    LEAVE_GROUP,
    NOTE,
    NOTHING,
    REDUCE,
    REMOVE,
    REPLY_LIMIT,
    SAFEGUARDING,
    SUSPEND,
)

# science.md 3.7 and M17: six months, counted as the longest six there are.
APPEAL_FOR = timedelta(days=184)
# Who is new reads first how people talk here.
NOTES_AFTER = timedelta(days=30)
STANDS_FOR_NOTES = ("moderator", "clinician")


class Waiting(Protocol):
    """What the rules need to know of a case."""

    @property
    def state(self) -> str:
        """ "open" or "decided"."""

    @property
    def author_id(self) -> int | None:
        """Whose words it is about; nobody when they are gone."""

    @property
    def claimed_by_id(self) -> int | None:
        """Who took it in hand last."""

    @property
    def is_in_hand(self) -> bool:
        """Whether somebody has it in hand and did not leave it lying."""

    @property
    def is_reported_by_me(self) -> bool:
        """Whether the viewer ever reported it."""

    @property
    def is_my_answer_overturned(self) -> bool:
        """Whether it waits again because an appeal overturned that the viewer had left it as it
        was."""

    @property
    def is_about_staff(self) -> bool:
        """Whether whoever wrote it has a role on this site."""

    @property
    def has_second_opinion(self) -> bool:
        """Whether somebody else at the desk said in this round what they think."""

    @property
    def group_id(self) -> int | None:
        """The group it stands in."""

    @property
    def can_be_listed_lower(self) -> bool:
        """Whether the thing has a place in a list that can be lowered."""

    @property
    def is_there(self) -> bool:
        """Whether the thing can be read now."""

    @property
    def can_be_taken_away(self) -> bool:
        """Whether it can be read, or brought back by who took it back."""


class Decided(Protocol):
    """What the rules need to know of a decision."""

    @property
    def by_id(self) -> int | None:
        """Who decided."""

    @property
    def member_id(self) -> int | None:
        """Whom it is about."""

    @property
    def taken_at(self) -> datetime:
        """When."""

    @property
    def ended_at(self) -> datetime | None:
        """When it stopped holding."""


def is_at_the_desk(viewer: Viewer) -> bool:
    """Moderators, and those who look after people in distress."""
    return viewer.has_role(*DESK)


def can_see_sensitive(viewer: Viewer) -> bool:
    """Signs of distress are for the safeguarding role only (science.md C12)."""
    return viewer.has_role(SAFEGUARDING)


def can_switch_reading(viewer: Viewer) -> bool:
    """Those who look after people in distress, and who runs the site."""
    return viewer.has_role(SAFEGUARDING, "operator")


def is_impartial(viewer: Viewer, case: Waiting) -> bool:
    """Nobody decides about their own words or their own report, nor once more about what was found
    wrong when they had decided it."""
    has_part = case.is_reported_by_me or case.is_my_answer_overturned
    return case.author_id != viewer.id and not has_part


def can_claim(viewer: Viewer, case: Waiting) -> bool:
    """Whoever is at the desk, impartial, and finds it in nobody's hands."""
    is_free = case.state == "open" and not case.is_in_hand
    return is_at_the_desk(viewer) and is_free and is_impartial(viewer, case)


def can_decide(viewer: Viewer, case: Waiting) -> bool:
    """Whoever has it in hand."""
    is_mine = case.state == "open" and case.claimed_by_id == viewer.id
    return is_at_the_desk(viewer) and is_mine and is_impartial(viewer, case)


def can_suspend(case: Waiting) -> bool:
    """Whoever has a role here is suspended by two people: one who decides, and one who was asked
    before. Who holds many keys is shut out on nobody's word alone."""
    return case.author_id is not None and (case.has_second_opinion or not case.is_about_staff)


def available_actions(viewer: Viewer, case: Waiting) -> tuple[str, ...]:
    """What this person can do about this case now, gentlest first: draws the buttons and guards
    the request."""
    if not can_decide(viewer, case):
        return ()
    possible = {
        NOTHING: True,
        ASK: case.author_id is not None and case.is_there,
        NOTE: case.is_there,
        REPLY_LIMIT: case.author_id is not None,
        REDUCE: case.is_there and case.can_be_listed_lower,
        HIDE: case.can_be_taken_away,
        LEAVE_GROUP: case.author_id is not None and case.group_id is not None,
        REMOVE: case.can_be_taken_away,
        SUSPEND: can_suspend(case),
    }
    return tuple(step for step in (NOTHING, *LADDER) if possible[step])


def can_appeal(viewer: Viewer, decision: Decided, at: datetime, *, reported: bool) -> bool:
    """The author, and whoever reported it, for six months while it holds."""
    is_concerned = viewer.is_signed_in and (decision.member_id == viewer.id or reported)
    return is_concerned and decision.ended_at is None and at <= decision.taken_at + APPEAL_FOR


def can_decide_appeal(
    viewer: Viewer, decision: Decided, *, appealed_by_id: int | None, has_reported: bool
) -> bool:
    """Another person than the one who decided, who has no part in it: neither wrote it, nor
    reported it, nor appeals."""
    parties = (decision.by_id, decision.member_id, appealed_by_id)
    return is_at_the_desk(viewer) and viewer.id not in parties and not has_reported


def can_write_note(viewer: Viewer, joined_at: datetime, at: datetime) -> bool:
    """Who has been here for 30 days, moderators and clinicians at once."""
    is_known = at - joined_at >= NOTES_AFTER
    return viewer.is_signed_in and (is_known or viewer.has_role(*STANDS_FOR_NOTES))


def can_rate_note(viewer: Viewer, author_id: int | None) -> bool:
    """Every member but the one who wrote it (science.md M14)."""
    return viewer.is_signed_in and viewer.id != author_id


def can_sign_note(
    viewer: Viewer, author_id: int | None, *, corrects: int | None, has_reported: bool
) -> bool:
    """A moderator or a clinician stands for a note of somebody else. While few rate, that is what
    shows it: so it is nobody's whose words it `corrects`, and nobody's who reported them, for they
    have said already what they think, and one voice counts once."""
    has_part = viewer.id in (author_id, corrects) or has_reported
    return viewer.has_role(*STANDS_FOR_NOTES) and not has_part


def can_withdraw_note(viewer: Viewer, author_id: int | None, *, corrects: int | None) -> bool:
    """Who wrote it, and moderators; not a moderator whose own words it `corrects`."""
    is_moderator = viewer.has_role("moderator") and viewer.id != corrects
    return viewer.is_signed_in and (viewer.id == author_id or is_moderator)
