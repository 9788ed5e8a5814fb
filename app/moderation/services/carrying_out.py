"""What each step does to the thing or the person, and how it is undone."""

from __future__ import annotations

from contextlib import suppress

from app.core.errors import NotFound
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision
from app.moderation.queries.cases import still_holds
from app.moderation.services import restricting
from app.moderation.services.registering import adapters_of
from app.moderation.steps import HIDE, LEAVE_GROUP, REDUCE, REMOVE, REPLY_LIMIT, SUSPEND

_KINDS = {REPLY_LIMIT: "reply_limit", SUSPEND: "suspended", LEAVE_GROUP: "removed"}


def carry_out(*, by: Viewer, case: Case, decision: Decision) -> None:
    """Let the decision take effect. Asking, a note or nothing changes nothing by itself."""
    if decision.action in (HIDE, REMOVE):
        adapters_of().needed(case.kind).hide(case.thing_id, by_id=by.id, as_=decision.action)
    elif decision.action == REDUCE:
        adapters_of().needed(case.kind).list_lower(case.thing_id, is_lower=True)
    elif decision.action in _KINDS and decision.member_id is not None:
        restricting.restrict(
            by=by,
            member_id=decision.member_id,
            kind=_KINDS[decision.action],
            decision_id=decision.id,
            until=decision.until,
            group_id=case.group_id if decision.action == LEAVE_GROUP else None,
        )


def undo(*, by: Viewer, case: Case, decision: Decision) -> None:
    """Put everything back as it was before, where no other decision about the thing still keeps it
    so."""
    if decision.action in (HIDE, REMOVE):
        # What its author erased, or its room kept no longer, does not come back: the decision was
        # wrong all the same.
        with suppress(NotFound):
            adapters_of().needed(case.kind).restore(case.thing_id, by_id=by.id)
    elif decision.action == REDUCE:
        if not still_holds(case.id, REDUCE, but=decision.id):
            adapters_of().needed(case.kind).list_lower(case.thing_id, is_lower=False)
    elif decision.action in _KINDS:
        restricting.lift(by=by, decision_id=decision.id)
