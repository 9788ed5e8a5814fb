"""Decisions for tests, by the way that moderators go: a case, taken in hand, decided, reversed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from app.accounts.queries import viewer_of
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision
from app.moderation.services import claiming, deciding, restricting
from app.moderation.services.opening import open_case
from app.moderation.services.registering import adapters_of

WHY = "It says for everybody what is true for one."


def judge(
    app: Flask, by: Any, thing: Any, action: str, *, kind: str = "post", days: int = 7,
    ground: str = "misleading",
) -> Decision:  # fmt: skip
    """The moderator decides about a thing; restrictions end after so many days."""
    with app.test_request_context(), unit_of_work():
        adapter = adapters_of(app).of(kind)
        assert adapter is not None
        found = adapter.find(thing.public_id)
        assert found is not None
        case, viewer = open_case(found, "rest"), viewer_of(by.id)
        claiming.claim(by=viewer, case_id=case.public_id)
        db.session.refresh(case)
        decision = deciding.decide(
            by=viewer, case_id=case.public_id, version=case.version, action=action,
            reasons=deciding.Reasons(
                ground=ground, facts=WHY, explanation=WHY, skipped_because="It is grave.",
                until=now() + timedelta(days=days),
            ),
        )  # fmt: skip
        db.session.refresh(decision)
        db.session.expunge(decision)
    return decision


def reverse(app: Flask, by: Any, decision: Decision) -> None:
    """Another moderator finds that it was wrong."""
    with app.test_request_context(), unit_of_work():
        deciding.reverse(by=viewer_of(by.id), decision=decision)


def restrict(app: Flask, by: Any, member: Any, kind: str, **values: Any) -> None:
    """A restriction as a decision about a case that nobody else needs brings it."""
    group_id: int | None = values.get("group_id")
    until: datetime | None = values.get("until", now() + timedelta(days=7))
    actions = {"suspended": "suspend", "reply_limit": "reply_limit", "removed": "leave_group"}
    with app.test_request_context(), unit_of_work():
        case = Case(kind="post", thing_id=f"made-{member.id}-{kind}", author_id=member.id,
                    group_id=group_id, level="rest", rank=50, state="decided")  # fmt: skip
        db.session.add(case)
        db.session.flush()
        decision = Decision(
            case_id=case.id, round=1, member_id=member.id, by_id=by.id, action=actions[kind],
            ground="unkind", facts=WHY, explanation=WHY, until=until, notice="own",
        )  # fmt: skip
        db.session.add(decision)
        db.session.flush()
        restricting.restrict(
            by=viewer_of(by.id), member_id=member.id, kind=kind, decision_id=decision.id,
            until=until, group_id=group_id,
        )  # fmt: skip
