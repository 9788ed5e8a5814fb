"""Trying the rules of screening on what was published, then switching them on, and off at once."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta

from flask_babel import gettext as _

from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, require
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import RuleSwitch, ScreeningRun
from app.moderation.queries.switches import newest_run
from app.moderation.services.reading_posts import screened
from app.moderation.services.registering import adapters_of
from app.moderation.services.screening import standing_rules

DAYS = 30
LONGEST_REASON = 300


def dry_run(*, by: Viewer, days: int = DAYS) -> ScreeningRun:
    """Read what was published in the last days and count what each rule would find; no case is
    opened, nobody is told. Needs an open unit of work.

    Raises:
        Forbidden: they are not at the desk.
    """
    require(permissions.is_at_the_desk(by))
    found: Counter[str] = Counter()
    count = 0
    for adapter in adapters_of().all():
        for thing in adapter.published_since(now() - timedelta(days=days)):
            count += 1
            found.update(hit.rule for hit in screened(thing.words))
    row = ScreeningRun(
        rule_version=current_version(), by_id=by.id, days=days, read_count=count,
        found=json.dumps(dict(sorted(found.items()))),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(by=by, action="rules_tried", details={"version": row.rule_version, "read": count})
    return row


def switch(*, by: Viewer, on: bool, reason: str) -> None:
    """Let the rules that stand now read what is published, or nothing any more. Needs a unit of
    work.

    Raises:
        Forbidden: they are not at the desk.
        Invalid: no reason, a very long one, or nobody tried this version before.
    """
    require(permissions.is_at_the_desk(by))
    if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
        raise Invalid("reason", _("Write why, in at most 300 letters."))
    if on and newest_run(current_version()) is None:
        raise Invalid("reason", _("Try these rules on the last 30 days first."))
    db.session.add(
        RuleSwitch(is_on=on, rule_version=current_version(), by_id=by.id, reason=reason.strip())
    )
    db.session.flush()
    details = {"version": current_version(), "on": on}
    record(by=by, action="rules_switched", details=details)


def current_version() -> str:
    """The version of the rule file that stands now."""
    return str(standing_rules().version)
