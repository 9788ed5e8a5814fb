"""Switching the rules of screening on once they were tried (`trying_rules`), and off at once."""

from __future__ import annotations

from flask_babel import gettext as _

from app.audit.services.recording import record
from app.core.database import db
from app.core.errors import Invalid, require
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.lengths import LONGEST_SWITCH_REASON
from app.moderation.models import RuleSwitch
from app.moderation.queries.switches import newest_run
from app.moderation.services.screening import rule_version


def switch(*, by: Viewer, on: bool, reason: str) -> None:
    """Let the rules that stand now read what is published, or nothing any more. Needs a unit of
    work.

    Raises:
        Forbidden: they are not at the desk.
        Invalid: no reason, a very long one, or nobody tried this version before.
    """
    require(permissions.is_at_the_desk(by))
    why = reason_given(reason)
    version = rule_version()
    if on and newest_run(version) is None:
        raise Invalid("reason", _("Try these rules on the last 30 days first."))
    db.session.add(RuleSwitch(is_on=on, rule_version=version, by_id=by.id, reason=why))
    db.session.flush()
    record(by=by, action="rules_switched", details={"version": version, "on": on})


def reason_given(reason: str) -> str:
    """Why something is switched, for rules, notes and reading alike.

    Raises:
        Invalid: no reason, or a very long one.
    """
    why = reason.strip()
    if not why or len(why) > LONGEST_SWITCH_REASON:
        raise Invalid("reason", _("Write why, in at most 300 letters."))
    return why
