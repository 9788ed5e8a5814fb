"""A form that is sent twice happens once (safety.md R-5).

Every form carries a token that was made for the page it stands on. Together with who sends what
to where it makes a key, and the key is a row of the same transaction as the change: whoever sends
the very same form again, by a second press, a lost answer or the Back button, is led where the
first one led, and nothing changes. The same words sent from a page loaded anew are a new wish.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, redirect, request
from sqlalchemy import String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response

from app.core.access import current_viewer
from app.core.database import Base, created_at_column, db, primary_key
from app.core.transactions import unit_of_work

F = TypeVar("F", bound=Callable[..., Any])
TOKEN = "csrf_token"  # noqa: S105 - the name of the field, not a token


class SentForm(Base):
    """A form that was acted upon, and where it led. Kept for a day: see inventory.toml."""

    __tablename__ = "sent_forms"

    id: Mapped[int] = primary_key()
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    location: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = created_at_column(index=True)


def repeatable(view: F) -> F:
    """For a form that sets something to a value: sent again it must win over what came between."""
    view.is_repeatable = True  # type: ignore[attr-defined]
    return view


def _key() -> str | None:
    """None when the request carries no token: then nothing ties two of them together."""
    token = request.form.get(TOKEN)
    if not token:
        return None
    said = sorted(pair for pair in request.form.items(multi=True) if pair[0] != TOKEN)
    files = sorted((name, file.filename) for name, file in request.files.items(multi=True))
    parts = [token, current_viewer().public_id, request.full_path, said, files]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _claim(key: str) -> SentForm | str:
    """A new row, or where the first one led. Two at the same time: the second waits here until
    the first is committed, on SQLite for the one writer, on PostgreSQL for the unique key."""
    mine = SentForm(key_hash=key)
    try:
        with db.session.begin_nested():
            db.session.add(mine)
            db.session.flush()
    except IntegrityError:
        return db.session.scalars(select(SentForm.location).where(SentForm.key_hash == key)).one()
    return mine


def _settle(claim: SentForm, answer: Any) -> None:
    """Keep where it led. An answer that leads nowhere refused the form: it may come again."""
    if isinstance(answer, Response) and 300 <= answer.status_code < 400:
        claim.location = answer.headers["Location"][:500]
    else:
        db.session.delete(claim)


def _once(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def whole(**values: Any) -> Any:
        key = _key() if request.method == "POST" else None
        if key is None:
            return view(**values)
        with unit_of_work():
            claim = _claim(key)
            if isinstance(claim, str):
                return redirect(claim, 303)
            answer = view(**values)
            _settle(claim, answer)
        return answer

    return whole


def guard_every_form(app: Flask) -> None:
    """Wrap every view that writes in one unit of work, unless it is `repeatable`."""
    for endpoint, view in app.view_functions.items():
        if getattr(view, "writes", False) and not getattr(view, "is_repeatable", False):
            app.view_functions[endpoint] = _once(view)
