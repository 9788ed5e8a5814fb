"""Beginning an experience, finding the unfinished one, throwing it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.community import permissions
from app.community.queries import group_of
from app.community.services.experiencing.publishing import KIND, owner_of
from app.core import step_drafts
from app.core.errors import require
from app.core.step_drafts import StepDraft
from app.core.viewer import Viewer


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """A draft to go on with: what it is about, "" when nothing was answered yet."""

    draft_id: str
    about: str
    at: datetime


def start(*, by: Viewer, group_slug: str) -> StepDraft:
    """An empty draft. The group is only taken over when the person may write in it.

    Raises:
        Forbidden: nobody is signed in.
    """
    require(by.is_signed_in)
    group = group_of(by, group_slug) if group_slug else None
    known = group is not None and permissions.can_post(group)
    answers = {"suggested_group": group_slug if known else ""}
    return step_drafts.start(owner=owner_of(by), kind=KIND, answers=answers)


def unfinished(viewer: Viewer) -> Unfinished | None:
    """The viewer's latest unfinished experience."""
    draft = step_drafts.newest(owner=owner_of(viewer), kind=KIND)
    if draft is None:
        return None
    about = (draft.answers.get("treatment") or {}).get("words", "")
    return Unfinished(draft_id=draft.public_id, about=about, at=draft.updated_at)


def discard(*, by: Viewer, draft: StepDraft) -> None:
    """Forget everything in a draft of one's own.

    Raises:
        Forbidden: it is another person's.
    """
    require(by.is_signed_in and draft.owner == owner_of(by))
    step_drafts.finish(draft)
