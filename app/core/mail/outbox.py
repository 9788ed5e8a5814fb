"""Letters that wait to be sent. A letter is a row, written in the transaction of what it tells:
no change without its letter, no letter without its change. Sending: `sending`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.database import (
    Base,
    UtcDateTime,
    created_at_column,
    db,
    primary_key,
    public_id_column,
)
from app.core.jobs.registry import run_later
from app.core.mail.wording import worded
from app.core.transactions import after_commit


class Letter(Base):
    """One mail. `recipient` is `member:<id>` or empty, so that an erased person's letters go too.
    Once sent, address and words are emptied: the row only says that it went out."""

    __tablename__ = "letters"
    __table_args__ = (
        CheckConstraint("state IN ('waiting','sent','dead')", name="known_state"),
        Index("ix_letters_due", "state", "not_before"),
    )

    id: Mapped[int] = primary_key()
    # Also the Message-ID: a letter sent twice arrives as one.
    public_id: Mapped[str] = public_id_column()
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(40), index=True, default="")
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime, default_factory=now)
    # While a worker has it in hand; after that another may take it.
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    lease: Mapped[str] = mapped_column(String(24), default="")
    # Not sent after this: the link in it would have run out.
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    last_error: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = created_at_column()
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


def of_member(member_id: int) -> str:
    """The `recipient` of a member's letters."""
    return f"member:{member_id}"


def post_letter(
    *,
    kind: str,
    address: str,
    values: dict[str, Any] | None = None,
    member_id: int = 0,
    locale: str | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Write a letter; it leaves after the commit. Needs an open unit of work.

    `kind` names the template `emails/<kind>.txt`, whose first line is the subject. Neither may
    hold a health word or another person's name (safety.md P-12). Links in `values` are made with
    `site_address`, never from the request.
    """
    subject, body = worded(kind, values or {}, locale)
    db.session.add(
        Letter(
            kind=kind,
            recipient=of_member(member_id) if member_id else "",
            address=address,
            subject=subject,
            body=body,
            expires_at=expires_at,
        )
    )
    db.session.flush()
    # Once for all letters of a unit of work: every call of the queue is a commit of its own.
    if _wake_the_sender not in db.session.info["after_commit"]:
        after_commit(_wake_the_sender)


def _wake_the_sender() -> None:
    """By its name: the sender knows this module."""
    run_later("core.send-letters")
