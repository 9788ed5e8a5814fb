"""How often one member writes posts anew: far more than anybody needs, fewer than a program. Each
change keeps a version, is read by the rules and moves on every open page."""

from __future__ import annotations

import math

from flask_babel import ngettext

from app.core.errors import Invalid
from app.core.rate_limits import pause

# How many in how many seconds.
EDITS = (30, 3_600)


def require_edit_pace(member_id: int) -> None:
    """Count one change of a post.

    Raises:
        Invalid: it comes too soon; the field is `body`.
    """
    times, seconds = EDITS
    wait = pause(f"edits {member_id}", times=times, seconds=seconds)
    if wait:
        raise Invalid(
            "body",
            ngettext(
                "You changed a lot in a short time. Nothing is lost: your words stay here, and you "
                "can save them in %(num)d minute.",
                "You changed a lot in a short time. Nothing is lost: your words stay here, and you "
                "can save them in %(num)d minutes.",
                math.ceil(wait / 60),
            ),
        )
