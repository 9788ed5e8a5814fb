"""Letters of a site that sends none: to read them on the machine it runs on."""

from __future__ import annotations

from flask import current_app, request

from app.core.access import public
from app.core.errors import NotFound
from app.core.mail.folder import newest
from app.core.mail.transports import LOOPBACK, Folder, transport
from app.core.templating import render
from app.notifications.views import bp

# Whoever came through another server is not at this machine, even if that server is.
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded")


@bp.get("/letters")
@public
def letters() -> str:
    """The newest letters. Letters open accounts, so the page is there only in development, only
    while they land in a folder, and only for somebody at this very machine."""
    return render("notifications/letters.html", letters=newest(_folder_to_show().path))


def _folder_to_show() -> Folder:
    folder = transport(current_app._get_current_object())  # type: ignore[attr-defined]
    is_here = request.remote_addr in LOOPBACK and not any(n in request.headers for n in FORWARDED)
    if not (current_app.config["LETTERS_PAGE"] and is_here and isinstance(folder, Folder)):
        raise NotFound
    return folder
