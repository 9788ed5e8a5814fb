"""The plain sentences with which a statement of reasons begins. A moderator makes them their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import format_date
from flask_babel import gettext as _

from app.moderation.desk_wording import BECAUSE, BEGINNINGS, ENDINGS


def explanation(action: str, ground: str) -> str:
    """What was done, under which rule, and what is open to the author now."""
    said = (BEGINNINGS[action], BECAUSE[ground], ENDINGS.get(action, ""))
    return " ".join(str(sentence) for sentence in said if sentence)


def facts(*, written_at: datetime | None, reasons: Iterable[str], found: bool) -> str:
    """When it was written, and how moderators came to look at it; not where, for the letter takes
    these words along and the name of a group can name an illness. `reasons`: codes of the
    reports; that somebody is worried about a person is not told to them."""
    said = []
    if written_at is not None:
        day = format_date(written_at, "d MMMM yyyy")
        said.append(_("You wrote this on %(day)s.", day=day))
    if any(reason != "worried" for reason in reasons):
        said.append(_("A member asked us to look at it."))
    if found:
        said.append(_("A program pointed it out, and a person read it."))
    return " ".join(str(sentence) for sentence in said)
