"""Files that belong to a person and lie beside the database: copies of their data, and letters
where they land in a folder because no mail server is named."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.accounts.models import Export
from app.accounts.queries.belonging import Person
from app.accounts.services.exporting import storing
from app.core.clock import now
from app.core.database import db
from app.core.mail import folder, transports
from app.core.sweeping import sweeps
from app.core.transactions import after_commit

LETTERS_KEPT = timedelta(days=30)
ALL = 1_000_000


def forget_files_of(who: Person) -> None:
    """Needs an open unit of work. Copies go after the commit; should the process die in between,
    the daily sweep finds them, because no row names them any more."""
    names = db.session.scalars(select(Export.file_name).where(Export.member_id == who["id"])).all()
    for name in names:
        after_commit(lambda name=name: storing.remove(name))  # type: ignore[misc]
    path = _folder_of_letters()
    if path is None or not who["email"]:
        return
    for letter in folder.newest(path, ALL):
        if letter.to == who["email"]:
            (path / f"{letter.name}.eml").unlink(missing_ok=True)


@sweeps("letters on the disk")
def sweep_letters() -> int:
    """Delete letters of the folder that are older than their rows may be; how many."""
    path = _folder_of_letters()
    oldest = (now() - LETTERS_KEPT).timestamp()
    gone = [file for file in path.glob("*.eml") if file.stat().st_mtime < oldest] if path else []
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _folder_of_letters() -> Path | None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    sender = transports.transport(app)
    return sender.path if isinstance(sender, transports.Folder) else None
