"""Taking several cases in hand at once: each as if it were taken by itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from app.core.database import db
from app.core.errors import Conflict, Forbidden, Invalid, NotFound, require
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import Case
from app.moderation.services.claiming import claim

# More than anybody decides before they lie for too long.
MOST_AT_ONCE = 20


class Claimed(NamedTuple):
    """Public ids by what became of them: in hand now; somebody else was quicker or decided; not for
    this person."""

    taken: list[str]
    quicker: list[str]
    refused: list[str]


def claim_chosen(*, by: Viewer, case_ids: Collection[str]) -> Claimed:
    """Take each in hand that can be taken; the others do not keep it from the rest. Needs a unit of
    work.

    Raises:
        Forbidden: they are not at the desk.
        Invalid: none was chosen, or more than 20.
    """
    require(permissions.is_at_the_desk(by))
    chosen = sorted(set(case_ids))
    if not chosen:
        raise Invalid("case", _("Choose at least one case."))
    if len(chosen) > MOST_AT_ONCE:
        message = ngettext(
            "Choose at most %(num)d case.", "Choose at most %(num)d cases.", MOST_AT_ONCE
        )
        raise Invalid("case", message)
    _lock(chosen)
    done = Claimed([], [], [])
    for case_id in chosen:
        _kept_in(done, by, case_id).append(case_id)
    return done


def _lock(case_ids: Collection[str]) -> None:
    """All of them before the first is written into the log, in one order for everybody: whoever has
    the log waits for no case, so nobody waits for somebody who waits for them."""
    chosen = select(Case.id).where(Case.public_id.in_(case_ids), Case.state == "open")
    db.session.execute(chosen.order_by(Case.id).with_for_update())


def _kept_in(done: Claimed, by: Viewer, case_id: str) -> list[str]:
    try:
        claim(by=by, case_id=case_id)
    except Conflict:
        return done.quicker
    except (Forbidden, NotFound):
        return done.refused
    return done.taken
