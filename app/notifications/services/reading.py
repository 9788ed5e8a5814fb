"""Opening notices. A notice is read when its member says so, not when a page shows it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, update

from app.accounts.services.unread import lower_unread
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.errors import found
from app.core.viewer import Viewer
from app.notifications.models import Notice
from app.notifications.queries import inbox


def open_notice(*, by: Viewer, public_id: str) -> str:
    """Mark one of the viewer's own notices as read; returns where it leads, or nothing.

    Raises:
        NotFound: it is not one of theirs.
    """
    notice = found(inbox.one_of(by, public_id))
    _mark(by, Notice.id == notice.id)
    path: str = notice.path
    return path


def read_all(*, by: Viewer, until: str) -> None:
    """Mark every notice up to `until` as read: what came later was not on the page yet.

    Raises:
        NotFound: `until` is not one of theirs.
    """
    newest = found(inbox.one_of(by, until))
    _mark(by, Notice.id <= newest.id)


def _mark(by: Viewer, which: ColumnElement[bool]) -> None:
    """The count follows what really changed, so that two tabs at once do not lower it twice."""
    done = db.session.execute(
        update(Notice)
        .where(Notice.member_id == by.id, Notice.read_at.is_(None), which)
        .values(read_at=now())
        .execution_options(synchronize_session=False)
    )
    lower_unread(by.id, rows_changed(done))
