"""A ticket to connect: fetched by a page of ours, good once, for a minute and one session.

The cookie alone opens no connection (safety.md W-2): another site could make a browser send that.
"""

from __future__ import annotations

import hashlib
import secrets

from flask import Flask, current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from app.core.rate_limits import allowance
from app.core.security.keyed_hashes import keyed_hash
from app.core.viewer import Viewer

LIFE = 60  # seconds


def _signer(app: Flask) -> URLSafeTimedSerializer:
    key = keyed_hash("ticket of a socket", secret=app.config["SECRET_KEY"])
    return URLSafeTimedSerializer(key, signer_kwargs={"digest_method": hashlib.sha256})


def new_ticket(viewer: Viewer) -> str:
    """A ticket for the viewer's session."""
    return _signer(current_app).dumps([viewer.session_id, secrets.token_urlsafe(12)])


def takes(ticket: object, viewer: Viewer) -> bool:
    """Whether it is a ticket of this session that nobody used yet; from now on it is used."""
    if not isinstance(ticket, str) or len(ticket) > 200:
        return False
    try:
        session_id, nonce = _signer(current_app).loads(ticket, max_age=LIFE)
    except (BadData, ValueError, TypeError):
        return False
    is_mine: bool = session_id == viewer.session_id
    return is_mine and allowance(f"ticket {nonce}", times=1, seconds=2 * LIFE) == 0
