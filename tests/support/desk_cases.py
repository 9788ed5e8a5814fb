"""Cases with every face they have at the desk, so that its pages have something to show."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Appeal, Case, Decision, Detection
from app.moderation.services import claiming, detecting, lifting, shifting
from app.moderation.services.detecting import Found
from app.moderation.services.registering import adapters_of
from tests.factories.accounts import member as make_member


def fill_the_desk(world: dict[str, Any]) -> None:
    """Adds to the world: `waiting_case` (reported, in nobody's hands), `held_case` (in the
    moderator's, found by a rule, with a question), `hard_case` (of somebody in distress),
    `waiting_appeal` and `second_look`; and `people["safeguarding"]`, who is on a shift that begins
    where another one left a note."""
    with unit_of_work():
        carer = make_member(display_name="Looks After Us", roles=("safeguarding",))
        world["people"]["safeguarding"] = carer.id
    desk, carer = (viewer_of(world["people"][who]) for who in ("moderator", "safeguarding"))
    message = select(Case.public_id).where(Case.thing_id == world["message"])
    world["waiting_case"] = db.session.scalars(message).one()
    with current_app.test_request_context(), unit_of_work():
        world["held_case"] = _found("post", world["own_post"], "amber", "a_made_up_rule")
        world["hard_case"] = _found("message", world["own_message"], "red", "made_up_words")
        claiming.claim(by=desk, case_id=world["held_case"])
        claiming.ask(by=desk, case_id=world["held_case"], question="Would you leave it?")
        claiming.claim(by=carer, case_id=world["hard_case"])
    with unit_of_work():
        shifting.begin(by=desk)
        shifting.end(by=desk, note="The first case in the queue waits for an answer.")
        shifting.begin(by=carer).hard_since_break = 5
        held = db.session.scalars(select(Detection).order_by(Detection.id)).first()
        assert held is not None
        held.is_false_alarm = True
        lifting.lift(now())
    limiting = select(Decision).where(Decision.public_id == world["limiting_decision"])
    decision = db.session.scalars(limiting).one()
    world["second_look"] = decision.public_id
    appeal = select(Appeal.public_id).where(Appeal.decision_id == decision.id)
    world["waiting_appeal"] = db.session.scalars(appeal).one()


def _found(kind: str, thing_id: str, level: str, rule: str) -> str:
    """The case of something that a rule pointed at. Needs an open unit of work."""
    adapter = adapters_of().of(kind)
    thing = adapter.find(thing_id) if adapter else None
    assert thing is not None
    found = Found("screening", rule, "1", level, 1, thing.words[:20])
    case = detecting.detect(thing, (found,))
    assert case is not None
    return case.public_id
