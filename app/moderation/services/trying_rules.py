"""Trying the rules of screening on what was published (science.md M23): somebody at the desk asks, a
worker reads slice by slice and writes down how often each rule would have pointed at something. No
case is opened, nobody is told."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from time import sleep

import structlog
from flask_babel import gettext as _

from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, require
from app.core.jobs.working import checkpoint
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer
from app.moderation import permissions
from app.moderation.models import ScreeningRun
from app.moderation.queries.switches import MOST_TIME, run_in_progress
from app.moderation.services.reading_posts import screened
from app.moderation.services.registering import Thing, adapters_of
from app.moderation.services.screening import rule_version

log = structlog.get_logger(__name__)
DAYS = 30
SLICE = 100
"""Texts between two looks at whether the worker is to stop."""


def ask(*, by: Viewer) -> ScreeningRun:
    """Ask for a dry run over what was published in the last 30 days; a worker reads. Needs an open unit
    of work.

    Raises:
        Forbidden: they are not at the desk.
        Conflict: one is being read.
    """
    require(permissions.is_at_the_desk(by))
    if run_in_progress(now()) is not None:
        raise Conflict(_("The posts are being read. Come back to this page in a few minutes."))
    run = ScreeningRun(rule_version=rule_version(), by_id=by.id, days=DAYS, ran_at=now())
    db.session.add(run)
    db.session.flush()
    record(by=by, action="rules_tried", details={"version": run.rule_version})
    return run


def read_what_was_asked_for() -> None:
    """Read for the run that waits, if any: for a job that one worker at a time has. A worker that
    ends in between leaves the run as it was, and the next one begins it anew; after `MOST_TIME`
    nobody does.

    Raises:
        StopAsked, LeaseEnded: as `checkpoint` says.
    """
    run = run_in_progress(now())
    if run is None:
        return
    run_id, since, version = run.id, run.ran_at - timedelta(days=run.days), rule_version()
    count, found = _counted(since, run.ran_at)
    with unit_of_work():
        row = db.session.get(ScreeningRun, run_id, with_for_update=True, populate_existing=True)
        if row is None or row.finished_at is not None or row.ran_at <= now() - MOST_TIME:
            return
        # Which rules read: an update may have come between asking and reading.
        row.rule_version, row.read_count = version, count
        row.found = json.dumps(dict(sorted(found.items())))
        row.finished_at = now()


def _counted(since: datetime, begun: datetime) -> tuple[int, Counter[str]]:
    found: Counter[str] = Counter()
    count = 0
    for adapter in adapters_of().all():
        for thing in adapter.published_since(since):
            found.update(_pointing_at(thing))
            count += 1
            # The same process may have pages to answer.
            sleep(0)
            if count % SLICE == 0:
                checkpoint()
                if begun <= now() - MOST_TIME:
                    return count, found
    return count, found


def _pointing_at(thing: Thing) -> set[str]:
    """As when it is published: a text that cannot be read stops nothing."""
    try:
        return {hit.rule for hit in screened(thing.words)}
    except Exception as error:  # noqa: BLE001 # whatever it stumbled over
        log.error("thing_could_not_be_read", thing=thing.public_id, error=type(error).__name__)
        return set()
