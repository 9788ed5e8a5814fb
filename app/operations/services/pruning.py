"""`flask backup prune`: backups expire, so that what was erased is gone from them too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.core.clock import now
from app.operations.services.archiving.sealing import BadArchive, created_at
from app.operations.services.backing_up import SUFFIX

# safety.md P-5: no backup lives longer.
KEEP_DAYS = 35


@dataclass(frozen=True)
class Kept:
    """A backup in a folder."""

    path: Path
    at: datetime


def backups_in(folder: Path) -> list[Kept]:
    """Every backup there, newest first. Other files are no concern of ours."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            with path.open("rb") as file:
                found.append(Kept(path, created_at(file)))
        except BadArchive:
            continue
    return sorted(found, key=lambda one: one.at, reverse=True)


def prune(folder: Path, *, keep_days: int = KEEP_DAYS) -> list[Kept]:
    """Delete what is older; gives what went. The newest stays whatever its age: to have none at
    all would be worse, and `flask doctor` says that it is old."""
    oldest = now() - timedelta(days=keep_days)
    gone = [one for one in backups_in(folder)[1:] if one.at < oldest]
    for one in gone:
        one.path.unlink()
    return gone
