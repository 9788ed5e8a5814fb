"""Reading the letters that landed in the folder: for people who try the site on their machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

MOST = 50


@dataclass(frozen=True)
class KeptLetter:
    """A letter as its reader would see it."""

    name: str
    to: str
    subject: str
    at: datetime
    body: str


def newest(path: Path, most: int = MOST) -> list[KeptLetter]:
    """The newest letters of the folder, newest first."""
    files = sorted(path.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_read(file) for file in files[:most]]


def _read(file: Path) -> KeptLetter:
    message = message_from_bytes(file.read_bytes(), policy=default)
    return KeptLetter(
        name=file.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        at=message["Date"].datetime,
        body=str(message.get_content()),
    )
