"""Forms that were sent when the sign-in had run out: kept for a day, sent again after sign-in.

Only text is kept. Passwords and tokens are not, files cannot be. A draft belongs to the visitor's
browser (the random word in its signed cookie) and, where the sign-in that ran out is known, to its
member: whoever signs in next at a shared computer does not see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from app.core import step_drafts
from app.core.step_drafts import StepDraft
from app.core.viewer import Viewer

KIND = "kept-form"
# All values together; a post may have 40,000 characters.
MOST_CHARACTERS = 200_000
MOST_FIELDS = 200
_SECRET = re.compile(r"passw|token|secret|\bcode\b", re.IGNORECASE)


def keep(
    *, owner: str, path: str, fields: Iterable[tuple[str, str]], member_id: int = 0
) -> StepDraft | None:
    """Keep what was sent to `path`; None when there is nothing, or too much, to keep.
    `member_id`: who was signed in before; 0 when that is unknown.

    One form for a visitor at a time and place: sending the same form again replaces it.
    """
    kept = [[name, value] for name, value in fields if not _SECRET.search(name)]
    size = sum(len(name) + len(value) for name, value in kept)
    if not kept or len(kept) > MOST_FIELDS or size > MOST_CHARACTERS:
        return None
    answers: dict[str, Any] = {"path": path, "fields": kept, "member": member_id}
    before = step_drafts.newest(owner=owner, kind=KIND)
    if before is not None and before.answers["path"] == path:
        step_drafts.save(before, answers)
        return before
    return step_drafts.start(owner=owner, kind=KIND, answers=answers)


def kept(*, by: Viewer, owner: str, public_id: str) -> StepDraft | None:
    """The visitor's kept form; None for anybody else's."""
    draft = step_drafts.find(owner=owner, kind=KIND, public_id=public_id)
    return draft if draft and draft.answers.get("member", 0) in (0, by.id) else None


def forget(draft: StepDraft) -> None:
    """The person does not want it any more."""
    step_drafts.finish(draft)
