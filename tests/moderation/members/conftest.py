"""A message that somebody may report, people around it, and the desk that decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.core.clock import now
from app.core.database import db
from app.core.mail.outbox import Letter, of_member
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision
from app.moderation.services import appealing, claiming, deciding, reporting
from app.moderation.services.deciding import Reasons
from app.moderation.steps import NOTHING, STEPS
from app.notifications.models import Notice
from tests.factories import Maker
from tests.support.client import SiteClient

FACTS = "Heron facts: it says how much to take."
WHY = "Plover reasons: others could do the same."


@pytest.fixture
def talk(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """`author` said something in a room that only its group reads; `reporter` and `member` read
    it, `other` is what somebody else said there."""
    author, reporter, member = cast.patient, cast.other_patient, cast.carer
    group = make.group(name="Quiet circle", audience="group", members=(author, reporter, member))
    room = make.room(group=group, title="Evening room", inside=(author, reporter, member))
    said = make.message(room=room, by=author, body="Magpie words")
    other = make.message(room=room, by=member, body="Other words")
    return SimpleNamespace(
        group=group, room=room, author=author, reporter=reporter, member=member, said=said,
        other=other, address=f"/report/message/{said.public_id}",
    )  # fmt: skip


@pytest.fixture
def whole(app: Flask) -> Callable[..., Any]:
    """`whole(service, by=member, …)` as one unit of work; inside a request's frame, since things
    say where they stand."""

    def act(service: Callable[..., Any], *, by: Any, **values: Any) -> Any:
        with app.test_request_context(), unit_of_work():
            done = service(by=viewer_of(by.id), **values)
            db.session.expunge_all()
            return done

    return act


@pytest.fixture
def report(talk: SimpleNamespace, whole: Callable[..., Any]) -> Callable[..., Any]:
    """Somebody reports what was said."""

    def act(by: Any = None, reason: str = "unkind", said: Any = None, **values: Any) -> Any:
        about = {"kind": "message", "thing_id": (said or talk.said).public_id}
        return whole(reporting.report, by=by or talk.reporter, reason=reason, **about, **values)

    return act


@pytest.fixture
def decide(app: Flask, cast: SimpleNamespace, whole: Callable[..., Any]) -> Callable[..., Any]:
    """The moderator takes the newest case in hand and decides it."""

    def act(
        action: str, ground: str = "unkind", *, by: Any = None, until: datetime | None = None,
        **values: str,
    ) -> Decision:  # fmt: skip
        by = by or cast.moderator
        with app.app_context():
            case = db.session.scalars(select(Case.public_id).order_by(Case.id.desc())).first()
        whole(claiming.claim, by=by, case_id=case)
        with app.app_context():
            version = db.session.scalar(select(Case.version).where(Case.public_id == case))
        end = until or now() + timedelta(days=7)
        said = {"facts": FACTS, "explanation": WHY, "skipped_because": "Nothing else helps."}
        reasons = Reasons(
            ground="none" if action == NOTHING else ground,
            until=end if STEPS[action].needs_end else None,
            **(said | values),
        )
        return whole(deciding.decide, by=by, case_id=case, version=version, action=action,
                     reasons=reasons)  # fmt: skip

    return act


@pytest.fixture
def answer_appeal(make: Maker, whole: Callable[..., Any]) -> Callable[..., Any]:
    """Another moderator answers."""

    def act(appeal: Any, outcome: str, words: str = "Curlew answer: it was a joke.") -> Any:
        return whole(
            appealing.decide_appeal, by=make.member(roles=("moderator", "safeguarding")),
            appeal_id=appeal.public_id, outcome=outcome, explanation=words,
        )  # fmt: skip

    return act


@pytest.fixture
def page_of(app: Flask) -> Callable[[Any], SiteClient]:
    """A browser in which this member is signed in."""
    return lambda member: app.test_client().sign_in(member)  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def notices(app: Flask) -> Callable[[Any], list[tuple[str, dict[str, Any], str]]]:
    """Kind, facts and path of what somebody was told, oldest first."""

    def read(member: Any) -> list[tuple[str, dict[str, Any], str]]:
        with app.app_context():
            rows = select(Notice.kind, Notice.values, Notice.path).order_by(Notice.id)
            found = db.session.execute(rows.where(Notice.member_id == member.id))
            return [tuple(row) for row in found]

    return read


@pytest.fixture
def letters(app: Flask) -> Callable[[Any], list[Letter]]:
    """Letters to somebody, oldest first."""

    def read(member: Any) -> list[Letter]:
        with app.app_context():
            which = select(Letter).where(Letter.recipient == of_member(member.id))
            return list(db.session.scalars(which.order_by(Letter.id)))

    return read
