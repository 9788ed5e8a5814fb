"""How a kept file leaves: as something to save, which no browser runs or shows as a page."""

from __future__ import annotations

import secrets

from app.core.security.headers import SANDBOX
from app.core.uploads.reading import Upload


def stored_name(upload: Upload) -> str:
    """A name drawn at random: it says nothing and cannot be guessed."""
    return secrets.token_hex(16) + upload.suffix


def attachment_headers(media_type: str, suffix: str, *, name: str = "document") -> dict[str, str]:
    """Headers of the answer that gives a file out. `name` is a word of ours, in plain letters,
    never what somebody typed.

    Raises:
        ValueError: the name has anything but letters, digits and hyphens.
    """
    if not (name.isascii() and name.replace("-", "").isalnum()):
        raise ValueError("a plain word is needed")
    return {
        "Content-Type": media_type,
        "Content-Disposition": f'attachment; filename="{name}{suffix}"',
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
