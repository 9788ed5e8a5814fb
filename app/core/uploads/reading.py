"""Reads what was handed in, up to a limit, and tells by its first bytes what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from flask_babel import gettext as _

from app.core.errors import Invalid

FIELD = "file"


@dataclass(frozen=True)
class Upload:
    """What is kept of a file. The name that it had is not."""

    content: bytes
    media_type: str
    suffix: str


def read_at_most(stream: IO[bytes], most: int) -> bytes:
    """The content of the stream.

    Raises:
        Invalid: it is empty, or longer than `most` bytes; no more than that is read.
    """
    content = stream.read(most + 1)
    if not content:
        raise Invalid(FIELD, _("This file is empty. Choose another one."))
    if len(content) > most:
        size = most // 1_000_000
        raise Invalid(FIELD, _("This file is too large: at most %(size)d MB fit here.", size=size))
    return content


def kind_of(content: bytes) -> str | None:
    """ "JPEG", "PNG", "WEBP" or "PDF" by the signature at its very beginning; else None."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    if content.startswith((b"%PDF-1.", b"%PDF-2.")):
        return "PDF"
    return None
