"""When letters are sent: right after the commit that wrote them, and by the clock whatever was
put off or forgotten."""

from __future__ import annotations

from flask import current_app

from app.core.jobs import every, job
from app.core.mail import sending


@job(name="core.send-letters", retries=0)
def send_letters() -> None:
    """Send what is due. Each letter has its own lease, so several workers may do this at once."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    if sending.send_due(app):
        send_letters.later()


@every(minutes=1, name="core.look-for-letters")
def look_for_letters() -> None:
    """What a crash or a silent server left behind."""
    if sending.any_due():
        send_letters.later()
