"""The ticket with which a page of ours connects."""

from __future__ import annotations

from typing import Any

from flask import jsonify

from app.chat.views.blueprint import bp
from app.core.access import current_viewer, signed_in
from app.core.sockets import new_ticket


@bp.post("/chat/ticket")
@signed_in
def ticket() -> Any:
    """Good once, for a minute. Asked for by POST, so that no other site can fetch one."""
    return jsonify(ticket=new_ticket(current_viewer()))
