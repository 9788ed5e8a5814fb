"""Asking for a copy, making it, fetching it within seven days, and letting it go."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import structlog
from flask_babel import gettext as _
from sqlalchemy import func, select, update

from app.accounts.events import ExportMade
from app.accounts.models import Export, Member
from app.accounts.queries import members
from app.accounts.services.exporting import storing
from app.accounts.services.exporting.collecting import collect
from app.accounts.services.exporting.packing import pack
from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, NotFound, found, require
from app.core.events import emit
from app.core.logging import security_event
from app.core.sweeping import sweeps
from app.core.transactions import after_commit, unit_of_work
from app.core.viewer import Viewer

log = structlog.get_logger(__name__)
LASTS = timedelta(days=7)
MOST_A_DAY = 2


def ask(*, by: Viewer) -> Export:
    """Ask for a copy; a job makes it.

    Raises:
        Forbidden: nobody is signed in.
        Conflict: one is being made, or two were asked for within a day.
    """
    require(by.is_signed_in)
    members.lock(by.id)  # two presses at once see each other
    recent = db.session.scalars(
        select(Export.state).where(
            Export.member_id == by.id, Export.asked_at > now() - timedelta(days=1)
        )
    ).all()
    if "asked" in recent:
        raise Conflict(_("Your copy is being made. It is ready in a few minutes."))
    if len(recent) >= MOST_A_DAY:
        raise Conflict(_("You asked for two copies today. Ask for the next one tomorrow."))
    export = Export(member_id=by.id)
    db.session.add(export)
    db.session.flush()
    record(by=by, action="export_asked", subject=by.public_id)
    return export


def make_export(export_id: int) -> bool:
    """Make the copy that was asked for; whether it is ready. Doing it twice makes it once."""
    export = db.session.get(Export, export_id)
    if export is None or export.state != "asked":
        return False
    name = ""
    try:
        content = content_for(export.member_id)
        name = storing.store(content, export_id=export.public_id)
        with unit_of_work():
            _finish(export_id, state="ready", file_name=name, size=len(content))
    except Exception:
        log.exception("export_failed")
        db.session.rollback()
        storing.remove(name)
        with suppress(NotFound), unit_of_work():
            _finish(export_id, state="failed")
        return False
    return True


def make_waiting() -> int:
    """Make every copy that waits, the oldest first; how many became ready."""
    waiting = select(Export.id).where(Export.state == "asked").order_by(Export.id)
    return sum(make_export(export_id) for export_id in db.session.scalars(waiting).all())


def content_for(member_id: int) -> bytes:
    """The zip with everything about a member.

    Raises:
        NotFound: there is no such member.
    """
    member = found(db.session.get(Member, member_id))
    return pack(collect(member_id), name=member.display_name)


def export_for_operator(*, member: Viewer, reason: str) -> bytes:
    """The same zip for an operator at the server, who answers somebody's letter. Needs an open
    unit of work: no copy without its entry in the log."""
    record(
        by=None,
        role="operator",
        action="export_by_operator",
        subject=member.public_id,
        purpose=reason,
    )
    return content_for(member.id)


def fetch(*, by: Viewer, public_id: str) -> bytes:
    """The zip of the viewer's own copy. The log says that it was fetched, before anything of it
    leaves.

    Raises:
        NotFound: it is not theirs, not ready, or gone.
        Unsealable: the file was changed.
    """
    export = db.session.scalar(
        select(Export).where(
            Export.public_id == public_id,
            Export.member_id == by.id,
            Export.state == "ready",
            Export.expires_at > now(),
        )
    )
    if export is None or not storing.is_there(export.file_name):
        raise NotFound
    # Opened whole first: a file that was changed gives nothing rather than a part.
    content = b"".join(storing.read(export.file_name, export_id=export.public_id))
    with unit_of_work():
        record(by=by, action="export_fetched", subject=by.public_id)
    security_event("data_exported")
    return content


def mine(viewer: Viewer) -> Sequence[Export]:
    """The viewer's copies, the newest first."""
    return db.session.scalars(
        select(Export).where(Export.member_id == viewer.id).order_by(Export.id.desc()).limit(10)
    ).all()


@sweeps("copies on the disk")
def sweep_files() -> int:
    """Let go of copies that ran out, and of files that belong to no row: of somebody who was
    erased, or of a crash; how many files went. Needs an open unit of work."""
    db.session.execute(
        update(Export)
        .where(Export.state == "ready", Export.expires_at <= now())
        .values(state="gone", file_name="")
    )
    kept = set(db.session.scalars(select(Export.file_name).where(Export.state == "ready")))
    being_made = select(func.count()).where(Export.state == "asked")
    if db.session.scalar(being_made):
        # The file of a copy that is just being made has no row that names it yet.
        return 0
    gone = storing.names() - kept
    for name in gone:
        after_commit(lambda name=name: storing.remove(name))  # type: ignore[misc]
    return len(gone)


def _finish(export_id: int, *, state: str, file_name: str = "", size: int = 0) -> None:
    """Another worker may have been faster, or the member erased; then there is nothing to tell."""
    export = db.session.get(Export, export_id, with_for_update=True, populate_existing=True)
    member = db.session.get(Member, export.member_id) if export else None
    if export is None or member is None or export.state != "asked":
        raise NotFound
    moment = now()
    export.state, export.file_name, export.size = state, file_name, size
    if state == "ready":
        export.ready_at, export.expires_at = moment, moment + LASTS
    db.session.flush()
    emit(
        ExportMade(
            member_id=member.id,
            public_id=member.public_id,
            export_public_id=export.public_id,
            is_ready=state == "ready",
        )
    )
