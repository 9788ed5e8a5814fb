"""A message that was reported, cases of every level, and the people who sit at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.accounts.queries import viewer_of
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case
from app.moderation.services import claiming, deciding, detecting, reporting
from app.moderation.services.deciding import Reasons
from app.moderation.services.detecting import Found
from app.moderation.services.registering import adapters_of
from tests.factories import Maker
from tests.moderation.desk.rows import new_case, statement_in
from tests.support.client import SiteClient

WHY = "A sentence that is long enough for anybody."


@pytest.fixture
def desk(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """`author` said something in a room; `reporter` and `second` read it. `wren` and `finch` are
    moderators, `lark` and `dove` hold the safeguarding role."""
    author, reporter, second = cast.patient, cast.other_patient, cast.carer
    group = make.group(name="Quiet circle", audience="group", members=(author, reporter, second))
    room = make.room(group=group, title="Evening room", inside=(author, reporter, second))
    said = make.message(room=room, by=author, body="Magpie words of the author")
    other = make.message(room=room, by=author, body="Plover words of the author")
    people = dict.fromkeys(("wren", "finch"), "moderator")
    people |= dict.fromkeys(("lark", "dove"), "safeguarding")
    with make.together():
        staff = {
            name: make.member(display_name=name.title(), roles=(role,))
            for name, role in people.items()
        }
    return SimpleNamespace(
        group=group, room=room, author=author, reporter=reporter, second=second, said=said,
        other=other, **staff,
    )  # fmt: skip


@pytest.fixture
def act(app: Flask) -> Callable[..., Any]:
    """`act(service, by=member, …)` as one unit of work inside a request's frame."""

    def do(service: Callable[..., Any], *, by: Any, **values: Any) -> Any:
        with app.test_request_context(), unit_of_work():
            done = service(by=viewer_of(by.id), **values)
            db.session.expunge_all()
            return done

    return do


@pytest.fixture
def report(app: Flask, desk: SimpleNamespace, act: Callable[..., Any]) -> Callable[..., str]:
    """Somebody reports what the author said; gives the public id of the case."""

    def do(by: Any = None, reason: str = "unkind", said: Any = None, **values: Any) -> str:
        about = {"kind": "message", "thing_id": (said or desk.said).public_id}
        made = act(reporting.report, by=by or desk.reporter, reason=reason, **about, **values)
        with app.app_context():
            return db.session.get_one(Case, made.case_id).public_id

    return do


@pytest.fixture
def find(app: Flask, desk: SimpleNamespace) -> Callable[..., str]:
    """A rule points at what the author said; gives the public id of the case."""

    def do(
        level: str = "amber", rule: str = "a_rule", matched: str = "magpie", **about: Any
    ) -> str:
        with app.test_request_context(), unit_of_work():
            said = about.get("said") or desk.said
            thing = adapters_of(app).of("message").find(said.public_id)
            one = Found("screening", rule, "7", level, 2, matched)
            return detecting.detect(thing, (one,)).public_id

    return do


@pytest.fixture
def waiting(app: Flask) -> Callable[..., Case]:
    """A case as a row, of a thing that is not there."""

    def make_case(level: str = "rest", at: datetime | None = None, **values: Any) -> Case:
        with app.app_context(), unit_of_work():
            return new_case(level, at, **values)

    return make_case


@pytest.fixture
def row(app: Flask) -> Callable[[str], Case]:
    """The case as it stands now."""

    def read(public_id: str) -> Case:
        with app.app_context():
            return db.session.query(Case).filter_by(public_id=public_id).one()

    return read


@pytest.fixture
def held(desk: SimpleNamespace, report: Callable[..., str], client: SiteClient) -> SimpleNamespace:
    """Wren has the case of the author's words in hand and is signed in."""
    case_id = report()
    client.sign_in(desk.wren)
    assert client.post(f"/desk/cases/{case_id}/claim").status_code == 303
    return SimpleNamespace(id=case_id, base=f"/desk/cases/{case_id}")


@pytest.fixture
def begun(client: SiteClient, held: SimpleNamespace) -> Callable[..., dict[str, str]]:
    """The statement as the page begins it, field by field, for a step by its place on the ladder
    (0 leaves it as it is) and a rule by its number."""

    def read(step: int = 0, rule: int | str = "") -> dict[str, str]:
        page = client.page(f"{held.base}/decide?step={step}&rule={rule}")
        return statement_in(page)

    return read


@pytest.fixture
def decide(app: Flask, act: Callable[..., Any]) -> Callable[..., Any]:
    """Somebody takes a case in hand and decides it, without a page; gives the decision's id."""

    def do(who: Any, case_id: str, action: str = "nothing", ground: str = "none") -> str:
        act(claiming.claim, by=who, case_id=case_id)
        with app.app_context():
            version = db.session.query(Case).filter_by(public_id=case_id).one().version
        why = Reasons(ground=ground, facts=WHY, explanation=WHY, skipped_because=WHY)
        about = {"case_id": case_id, "version": version, "action": action, "reasons": why}
        return act(deciding.decide, by=who, **about).public_id

    return do
