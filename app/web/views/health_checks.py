"""What a monitor asks: is the process up, can it work?"""

from __future__ import annotations

from app.core.access import open_before_second_factor, public
from app.core.database import ping
from app.web.views import bp


@bp.get("/health/live")
@public
@open_before_second_factor
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@bp.get("/health/ready")
@public
@open_before_second_factor
def ready() -> dict[str, str]:
    """The database answers as well; the error page says 503 when it does not."""
    ping()
    return {"status": "ok"}
