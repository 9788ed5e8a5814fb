"""The key of backups: 32 random bytes in URL-safe letters, from `BACKUP_KEY` or from a file.

It must be kept somewhere else than the backups; who has both can read everything.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

BYTES = 32


class NoKey(RuntimeError):
    """No key, or none that can be used; with words for the operator."""


def new_key() -> str:
    """A fresh key as text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(BYTES)).decode("ascii")


def key_from(environ: Mapping[str, str], file: str | None = None) -> bytes:
    """The key from a file when one is named, else from `BACKUP_KEY`, else from `BACKUP_KEY_FILE`.

    Raises:
        NoKey: there is none, others may read its file, or it is not 32 bytes.
    """
    path = file or (None if environ.get("BACKUP_KEY") else environ.get("BACKUP_KEY_FILE"))
    text = _of_file(Path(path)) if path else environ.get("BACKUP_KEY", "")
    if not text.strip():
        raise NoKey("No key for backups. Make one with `flask backup key`, set BACKUP_KEY to it.")
    try:
        key = base64.urlsafe_b64decode(text.strip().encode("ascii"))
    except (binascii.Error, UnicodeEncodeError):
        key = b""
    if len(key) != BYTES:
        raise NoKey("The key for backups is not one that `flask backup key` makes.")
    return key


def _of_file(path: Path) -> str:
    try:
        if path.stat().st_mode & 0o077:
            raise NoKey(f"Others can read {path}. Type: chmod 600 {path}")
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        raise NoKey(f"The key file {path} cannot be read.") from None


def keep_in_file(key: str, path: Path) -> None:
    """Write a key where only its owner reads it.

    Raises:
        NoKey: something stands there already; a key is never written over.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise NoKey(f"{path} exists already. Without its key old backups are lost.") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(key + "\n")
