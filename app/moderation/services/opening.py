"""One case for each thing: made, opened again, moved up. What the thing says is frozen with it."""

from __future__ import annotations

import hashlib

from sqlalchemy import select

from app.core.clock import now
from app.core.database import db, new_public_id
from app.core.events import emit
from app.core.inserting import insert_once
from app.moderation.events import CaseOpened
from app.moderation.models import Case, Evidence
from app.moderation.services.registering import Thing
from app.moderation.steps import LIFTED, RANKS, SENSITIVE, worst


def open_case(thing: Thing, level: str, *, reporter_id: int | None = None) -> Case:
    """The thing's case, open and locked, at least as far up as `level`. A decided one opens again
    in a new round and keeps its history. `reporter_id` reports it. Needs an open unit of work."""
    case, is_new = _locked(thing)
    was_open = case.state == "open" and not is_new
    was_urgent = was_open and case.level in SENSITIVE
    if case.state == "decided":
        _open_again(case)
    raise_to(case, worst(case.level, level) if was_open else level)
    case.version += 1
    freeze(case, thing)
    db.session.flush()
    if not was_open or (case.level in SENSITIVE and not was_urgent):
        emit(CaseOpened(case_id=case.id, level=case.level, reporter_id=reporter_id))
    return case


def _locked(thing: Thing) -> tuple[Case, bool]:
    """Two who report at the same moment get the same row, one after the other."""
    moment = now()
    is_new = insert_once(
        Case, public_id=new_public_id(), kind=thing.kind, thing_id=thing.public_id,
        author_id=thing.author_id, group_id=thing.group_id, level="rest", rank=RANKS["rest"],
        is_sensitive=False, state="open", round=1, report_count=0, detection_count=0,
        opened_at=moment, version=1,
    )  # fmt: skip
    which = select(Case).where(Case.kind == thing.kind, Case.thing_id == thing.public_id)
    return db.session.scalars(
        which.with_for_update().execution_options(populate_existing=True)
    ).one(), is_new


def _open_again(case: Case) -> None:
    case.state, case.round = "open", case.round + 1
    case.opened_at, case.decided_at = now(), None
    case.first_seen_at = case.lifted_at = None
    case.claimed_by_id = case.claimed_at = None
    case.report_count = case.detection_count = 0


def raise_to(case: Case, level: str) -> None:
    """Set the level and the place in the queue; what was moved up because it waited is not moved
    down again. What was a sign of distress once stays for the safeguarding role, also when the
    level changes."""
    case.level = level
    case.is_sensitive = case.is_sensitive or level in SENSITIVE
    case.rank = min(RANKS[level], LIFTED) if case.lifted_at else RANKS[level]


def freeze(case: Case, thing: Thing) -> Evidence:
    """Keep what the thing says now, once for each wording."""
    told = "\x00".join((thing.words, thing.content_note))
    digest = hashlib.sha256(told.encode()).hexdigest()
    insert_once(
        Evidence, case_id=case.id, words=thing.words, content_note=thing.content_note[:200],
        place=thing.place[:300], written_at=thing.written_at, digest=digest, taken_at=now(),
    )  # fmt: skip
    which = select(Evidence).where(Evidence.case_id == case.id, Evidence.digest == digest)
    return db.session.scalars(which).one()
