"""A report between its pages: what was answered is kept, and sent as one."""

from __future__ import annotations

from typing import Any

from app.core import step_drafts
from app.core.errors import require
from app.core.step_drafts import StepDraft
from app.core.viewer import Viewer
from app.moderation.models import Report
from app.moderation.queries.reports import last_report
from app.moderation.services import pacing, reporting
from app.moderation.services.registering import Thing

WHAT, HOW, CHECK = "what", "how", "check"
PAGES = (WHAT, HOW, CHECK)
Answers = dict[str, Any]


def thing_to_report(viewer: Viewer, kind: str, thing_id: str) -> Thing:
    """Something that this member may report.

    Raises:
        NotFound: it is not there for them.
        Forbidden: they wrote it themselves.
    """
    thing = reporting.reportable(viewer, kind, thing_id)
    require(thing.author_id != viewer.id)
    return thing


def answers_of(viewer: Viewer, thing: Thing) -> Answers:
    """What was answered so far; before the first answer, what the member reported about it before,
    while nobody has decided."""
    draft = _draft(viewer, thing)
    if draft is not None:
        return dict(draft.answers)
    last = last_report(viewer, thing.kind, thing.public_id)
    if last is None or not last.is_open:
        return {}
    return {
        "reason": last.reason, "flaw": last.flaw, "harm": last.harm,
        "source_url": last.source_url, "words": last.words,
    }  # fmt: skip


def keep(*, by: Viewer, thing: Thing, answers: Answers) -> Answers:
    """Add the answers of one page; gives all of them. Needs an open unit of work.

    Raises:
        Invalid: the source is no page of the web, or answers come too fast.
    """
    pacing.require_step_pace(by, next(iter(answers)))
    if answers.get("source_url"):
        reporting.check_url(answers["source_url"])
    known = answers_of(by, thing)
    draft = _draft(by, thing)
    if draft is None:
        draft = step_drafts.start(owner=_owner(by), kind=_kind(thing), answers=known)
    step_drafts.save(draft, answers)
    return dict(draft.answers)


def next_page(answers: Answers) -> str:
    """The first page that has no answer yet: in which way it misleads is asked only of what
    misleads."""
    if not answers.get("reason"):
        return WHAT
    if answers["reason"] == "misleading" and not answers.get("flaw"):
        return HOW
    return CHECK


def send(*, by: Viewer, thing: Thing, words: str) -> Report:
    """Make the report out of the answers. Needs an open unit of work.

    Raises:
        Invalid: an answer is missing, or reports come too fast.
    """
    pacing.require_pace(by)
    answers = answers_of(by, thing)
    misleads = answers.get("reason") == "misleading"
    row = reporting.report(
        by=by,
        kind=thing.kind,
        thing_id=thing.public_id,
        reason=answers.get("reason", ""),
        flaw=answers.get("flaw", "") if misleads else "",
        harm=answers.get("harm", 0) if misleads else 0,
        source_url=answers.get("source_url", "") if misleads else "",
        words=words,
    )
    draft = _draft(by, thing)
    if draft is not None:
        step_drafts.finish(draft)
    return row


def _draft(viewer: Viewer, thing: Thing) -> StepDraft | None:
    return step_drafts.newest(owner=_owner(viewer), kind=_kind(thing))


def _owner(viewer: Viewer) -> str:
    return f"member:{viewer.id}"


def _kind(thing: Thing) -> str:
    """One draft for each thing; fits the column, since a kind has at most 20 letters and an id 12."""
    return f"report:{thing.kind}:{thing.public_id}"
