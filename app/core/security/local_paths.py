"""Where a person may be sent after an act: a path of this site and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit


def local_path(wanted: str | None, default: str) -> str:
    """`wanted` when it is a path of this site, else `default` (safety.md V-12).

    Browsers read `//host`, a backslash, and tabs or newlines inside an address in ways that lead
    away, so a path with any of them is refused, and so is one with a scheme or a host.
    """
    if not wanted or not wanted.startswith("/") or wanted[1:2] in ("/", "\\"):
        return default
    if "\\" in wanted or any(ord(character) <= 32 or ord(character) == 127 for character in wanted):
        return default
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return default
    return default if parts.scheme or parts.netloc else wanted
