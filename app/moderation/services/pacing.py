"""How often one member reports: far more than anybody needs on a bad day, fewer than a program."""

from __future__ import annotations

import math

from flask_babel import ngettext

from app.core.errors import Invalid
from app.core.rate_limits import pause
from app.core.viewer import Viewer

# How many in how many seconds.
REPORTS = (20, 3_600)


def require_pace(viewer: Viewer) -> None:
    """Count one report.

    Raises:
        Invalid: it comes too soon; the field is `words`.
    """
    times, seconds = REPORTS
    wait = pause(f"reports {viewer.id}", times=times, seconds=seconds)
    if wait:
        raise Invalid(
            "words",
            ngettext(
                "You told us about a lot in a short time. Thank you. Nothing is lost: your words "
                "stay here, and you can send them in %(num)d minute.",
                "You told us about a lot in a short time. Thank you. Nothing is lost: your words "
                "stay here, and you can send them in %(num)d minutes.",
                math.ceil(wait / 60),
            ),
        )
