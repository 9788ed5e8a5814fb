"""Where to report a fault in the site's safety (RFC 9116)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app

from app.core.access import open_before_second_factor, public
from app.core.clock import now
from app.core.errors import NotFound
from app.core.mail import site_address
from app.web.views import bp

PATH = "/.well-known/security.txt"
# Renewed by itself while the site runs: a file of a site that is gone must not stand for ever.
LIFE = timedelta(days=90)


@bp.get(PATH)
@public
@open_before_second_factor
def security_txt() -> Any:
    """The operator's contact for such reports; without one there is no file."""
    contact = current_app.config["SECURITY_CONTACT"]
    if not contact:
        raise NotFound
    lines = (
        f"Contact: mailto:{contact}" if "@" in contact else f"Contact: {contact}",
        f"Expires: {(now() + LIFE).strftime('%Y-%m-%dT00:00:00Z')}",
        f"Preferred-Languages: {', '.join(current_app.config['LANGUAGES'])}",
        f"Canonical: {site_address(PATH)}",
    )
    return "\n".join(lines) + "\n", {"Content-Type": "text/plain; charset=utf-8"}
