"""How often one member does something: far more than anybody needs on a bad day, fewer than a
program. Nothing that was typed is lost."""

from __future__ import annotations

import math
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.errors import Invalid
from app.core.rate_limits import pause
from app.core.viewer import Viewer


class Pace(NamedTuple):
    """So many `times` in so many `seconds`; `name` keeps one count from another."""

    name: str
    times: int
    seconds: int = 3_600


REPORTS = Pace("reports", 20)
# A report has up to three pages, and people go back to change an answer.
STEPS = Pace("report steps", 120)
NOTES = Pace("notes", 10)
RATINGS = Pace("ratings", 120)


def require_pace(viewer: Viewer) -> None:
    """Count one report.

    Raises:
        Invalid: it comes too soon; the field is `words`.
    """
    told = _("You told us about a lot in a short time. Thank you.")
    _require(viewer, REPORTS, "words", told)


def require_step_pace(viewer: Viewer, field: str) -> None:
    """Count one page of a report.

    Raises:
        Invalid: it comes too soon; the field is `field`.
    """
    _require(viewer, STEPS, field, _("You answered a lot in a short time. Thank you."))


def require_note_pace(viewer: Viewer) -> None:
    """Count one note.

    Raises:
        Invalid: it comes too soon; the field is `claim`.
    """
    told = _("You wrote a lot of notes in a short time. Thank you.")
    _require(viewer, NOTES, "claim", told)


def require_rating_pace(viewer: Viewer) -> None:
    """Count one rating.

    Raises:
        Invalid: it comes too soon; the field is `halves`.
    """
    told = _("You rated a lot of notes in a short time. Thank you.")
    _require(viewer, RATINGS, "halves", told)


def _require(viewer: Viewer, pace: Pace, field: str, told: str) -> None:
    wait = pause(f"{pace.name} {viewer.id}", times=pace.times, seconds=pace.seconds)
    if wait:
        later = ngettext(
            "Nothing is lost: your words stay here, and you can send them in %(num)d minute.",
            "Nothing is lost: your words stay here, and you can send them in %(num)d minutes.",
            math.ceil(wait / 60),
        )
        raise Invalid(field, f"{told} {later}")
