"""How a welcome stands, in calm words."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.engagement.queries.newcomers import Newcomer


def state_words(one: Newcomer) -> str:
    """Who is there for a newcomer."""
    if one.reply == "yes":
        return str(_("%(name)s welcomes them.", name=one.helper))
    if one.is_answered:
        return str(_("Somebody answered what they wrote."))
    if one.helper:
        return str(_("%(name)s was asked and has not answered yet.", name=one.helper))
    if one.topic_at is None:
        return str(_("They read so far. Nothing has to happen."))
    return str(_("Nobody was asked yet."))


def clock_words(due_at: datetime | None, at: datetime) -> str:
    """How much is left of the day within which somebody turns to them; "" where nobody waits."""
    if due_at is None:
        return ""
    left = due_at - at
    if left <= timedelta(0):
        return str(_("More than a day has passed. A kind word is still welcome."))
    hours = int(left / timedelta(hours=1))
    if hours < 1:
        return str(_("Less than an hour is left of the first day."))
    return str(
        ngettext(
            "%(num)d hour is left of the first day.",
            "%(num)d hours are left of the first day.",
            hours,
        )
    )
