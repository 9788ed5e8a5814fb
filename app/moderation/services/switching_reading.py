"""Reading for signs of distress: on only once people are there who look, off at once."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.queries import roles
from app.audit.services.recording import record
from app.core.database import db
from app.core.errors import Invalid, require
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import ReadingSwitch
from app.moderation.queries.switches import newest_reading_switch, reading_is_on
from app.moderation.services.switching import reason_given
from app.moderation.services.triaging.lexicons import lexicon_version
from app.moderation.steps import SAFEGUARDING

# Whoever calls for help for somebody does it with another one (science.md C9).
LEAST_PEOPLE = 2


def is_on() -> bool:
    """Whether the lexicons that stand now read what is published in groups."""
    return reading_is_on(lexicon_version())


def is_stale() -> bool:
    """Whether it was switched on with other lexicons than stand here now: nothing is read then, and
    somebody has to know."""
    newest = newest_reading_switch()
    return newest is not None and newest.is_on and newest.lexicon_version != lexicon_version()


def switch_reading(*, by: Viewer | None, on: bool, reason: str) -> None:
    """Let the lexicons that stand now read what is published in groups, or nothing any more. `by`
    is None for a command on the server. Needs a unit of work.

    Raises:
        Forbidden: they neither look after people in distress nor run the site.
        Invalid: no reason, a very long one, or too few people who would look.
    """
    require(by is None or permissions.can_switch_reading(by))
    why = reason_given(reason)
    if on and roles.lock_current(SAFEGUARDING) < LEAST_PEOPLE:
        raise Invalid(
            "reason",
            _("First give the safeguarding role to at least two people: nobody decides alone what "
              "to do when somebody is in danger."),
        )  # fmt: skip
    version, by_id = lexicon_version(), by.id if by else None
    db.session.add(ReadingSwitch(is_on=on, lexicon_version=version, by_id=by_id, reason=why))
    db.session.flush()
    record(by=by, action="reading_switched", details={"version": version, "on": on})
