"""How fast one may talk: ten messages at once, one a second on average, by whatever door."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.errors import Invalid
from app.core.rate_limits import pause
from app.core.sockets import pace_key
from app.core.viewer import Viewer

NAMESPACE = "/chat"
# How many in how many seconds.
SENDS = (10, 10)


def seconds_to_wait(viewer: Viewer) -> int:
    """Count a message that came by a request; open pages count theirs under the same key. 0 when it
    comes in good time."""
    times, seconds = SENDS
    return pause(pace_key(NAMESPACE, "send", viewer.id), times=times, seconds=seconds)


def require_pace(viewer: Viewer) -> None:
    """The same for a form.

    Raises:
        Invalid: it comes too soon; the field is `body`.
    """
    wait = seconds_to_wait(viewer)
    if wait:
        soon = _("That was very fast. You can send again in %(wait)d seconds.", wait=wait)
        raise Invalid("body", soon)
