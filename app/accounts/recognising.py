"""From a request's cookie to the `Viewer`, and the note that a session was used.

The note is the one write that may follow a GET. It is not part of the page: it runs when the
request is over, in a unit of work of its own, touches one column of one row of `sessions`, at
most every five minutes for a device. The view itself stays unable to write, a failure of the
note never breaks a page, and without it an idle limit could not be kept at all.
"""

from __future__ import annotations

import structlog
from flask import Flask, Request, g

from app.accounts.services import sessions
from app.core.extensions import login_manager
from app.core.security.cookies import SESSION, cookie
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer

log = structlog.get_logger(__name__)


def viewer_of(_request: Request) -> Viewer | None:
    """Flask-Login's request loader: it keeps the answer for the rest of the request."""
    word = cookie(SESSION)
    known = sessions.viewer_behind(word)
    if known is None:
        g.session_to_close = sessions.ran_out(word)
        return None
    viewer, is_due = known
    g.session_to_touch = viewer.session_id if is_due else 0
    return viewer


def note_use(_error: BaseException | None = None) -> None:
    """After the request: write when the session was last used, if that is due, or that it ran
    out."""
    used, over = g.pop("session_to_touch", 0), g.pop("session_to_close", 0)
    if not used and not over:
        return
    try:
        with unit_of_work():
            sessions.touch(used) if used else sessions.close(over)
    except Exception:
        log.exception("session_touch_failed")


def wire(app: Flask) -> None:
    """Tell Flask-Login how to recognise somebody. Its own remember cookie is not used: its name
    is set to one that no browser can send, so that a foreign cookie cannot get in the way."""
    login_manager.request_loader(viewer_of)
    app.config["REMEMBER_COOKIE_NAME"] = ""
    app.teardown_request(note_use)
