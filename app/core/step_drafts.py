"""Answers of a form with several pages, kept on the server between its pages.

Nothing typed is lost: each page posts and saves. A draft belongs to one member, or to one
visitor (known by a random word in the signed cookie), and to one kind of form.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, delete, or_, select
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import (
    Base,
    UtcDateTime,
    created_at_column,
    db,
    new_public_id,
    primary_key,
    public_id_column,
)

VISITOR_KEEP = timedelta(days=1)
MEMBER_KEEP = timedelta(days=90)


class StepDraft(Base):
    """One unfinished form. `owner` is `member:<id>` or `visitor:<random word>`."""

    __tablename__ = "step_drafts"

    id: Mapped[int] = primary_key()
    public_id: Mapped[str] = public_id_column()
    owner: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(
        MutableDict.as_mutable(JSON), default_factory=dict
    )
    created_at: Mapped[datetime] = created_at_column()
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now, index=True)


def start(*, owner: str, kind: str, answers: dict[str, Any] | None = None) -> StepDraft:
    """A new draft; everybody's drafts that were kept long enough are swept on the way."""
    _sweep()
    draft = StepDraft(owner=owner, kind=kind, answers=answers or {})
    db.session.add(draft)
    db.session.flush()
    return draft


def _sweep() -> None:
    visitors = StepDraft.owner.startswith("visitor:")
    db.session.execute(
        delete(StepDraft).where(
            or_(
                visitors & (StepDraft.updated_at < now() - VISITOR_KEEP),
                StepDraft.updated_at < now() - MEMBER_KEEP,
            )
        )
    )


def find(*, owner: str, kind: str, public_id: str) -> StepDraft | None:
    """The owner's draft of that kind; None for anybody else."""
    if not owner:
        return None
    return db.session.scalar(
        select(StepDraft).where(
            StepDraft.public_id == public_id,
            StepDraft.owner == owner,
            StepDraft.kind == kind,
        )
    )


def newest(*, owner: str, kind: str) -> StepDraft | None:
    """The owner's latest draft of that kind, to go on where they stopped."""
    return db.session.scalar(
        select(StepDraft)
        .where(StepDraft.owner == owner, StepDraft.kind == kind)
        .order_by(StepDraft.updated_at.desc(), StepDraft.id.desc())
        .limit(1)
    )


def save(draft: StepDraft, answers: dict[str, Any]) -> None:
    """Merge one page's answers into the draft."""
    draft.answers.update(answers)
    draft.updated_at = now()
    db.session.flush()


def finish(draft: StepDraft) -> None:
    """The form became real: its draft goes in the same transaction."""
    db.session.delete(draft)
    db.session.flush()


def new_visitor() -> str:
    """An owner word for somebody without an account."""
    return f"visitor:{new_public_id()}{new_public_id()}"
