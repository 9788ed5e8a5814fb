"""What every page of the desk does before it shows somebody's words: it writes that down."""

from __future__ import annotations

from datetime import datetime

from flask import flash
from flask_babel import format_timedelta
from flask_babel import gettext as _

from app.accounts.queries import members
from app.core.access import current_viewer
from app.core.clock import now
from app.core.transactions import unit_of_work
from app.moderation.services import claiming, shifting
from app.moderation.services.looking_up import CaseRow


def note_look(case: CaseRow) -> None:
    """Keep that this person is about to see the words of a case. Every page that shows them calls
    it first, refused forms included."""
    viewer = current_viewer()
    subject = members.public_id_of(case.author_id) if case.author_id else ""
    with unit_of_work():
        shifting.about_to_see(by=viewer, case=case)
        claiming.see(by=viewer, case=case, subject=subject)


def age(since: datetime) -> str:
    """How long ago, in words: "3 hours"."""
    return str(format_timedelta(now() - since))


def was_quicker() -> None:
    """Say that somebody else did something of the kind a moment before."""
    flash(_("Somebody was quicker. This page shows how it stands now."), "info")
