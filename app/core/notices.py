"""Words shown once, on the next page: here the one that takes a step back.

Plain notices need no more than Flask's `flash(words, "ok")`.
"""

from __future__ import annotations

from flask import flash


def offer_undo(text: str, *, action: str, label: str, **fields: str) -> None:
    """Say what was done, with a button that posts `fields` to the address `action`."""
    notice = {"text": text, "action": action, "label": label, "fields": fields}
    # Flask's hints say str; a flashed dict goes through the session like any other.
    flash(notice, "undo")  # type: ignore[arg-type]
