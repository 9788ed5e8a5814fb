"""Reports and decisions with every face they have for members, so that their pages have something
to show. Nothing here changes what the member can do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.accounts.queries import viewer_of
from app.chat.models import Message
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer
from app.moderation.models import Case, Decision
from app.moderation.services import appealing, claiming, deciding, preparing, reporting
from app.moderation.services.deciding import Reasons

FACTS = "The message tells others how much of a medicine to take."
WHY = "Others could do the same, and it could hurt them. Your own experience is welcome here."
NIGHT = "A long night."


def report_and_decide(world: dict[str, Any]) -> None:
    """Adds to the world: `decision` (the member is asked to look at their words again),
    `limiting_decision` (about a message that the member reported; `people["limited"]` writes once
    an hour and has asked for another look). The member's report of `message` waits, and the limited
    one began to say that they worry about the member."""
    told = select(Message.author_id, Message.public_id).where(Message.body == NIGHT)
    limited_id, night = db.session.execute(told).one()
    world["people"]["limited"] = limited_id
    people = {
        who: viewer_of(world["people"][who]) for who in ("member", "host", "limited", "moderator")
    }
    desk = people["moderator"]
    with current_app.test_request_context():
        _report(people["host"], world["own_message"], reason="unkind")
        world["decision"] = _decide(desk, world["own_message"], "ask", "dangerous").public_id
        _report(people["member"], night, reason="promotion", words="An advert again.")
        limiting = _decide(desk, night, "reply_limit", "promotion").public_id
        world["limiting_decision"] = limiting
        _report(
            people["member"], world["message"], reason="misleading", flaw="anecdote_as_rule",
            harm=2, source_url="https://www.nhs.uk/", words="It worked once, for one person.",
        )  # fmt: skip
        with unit_of_work():
            words = "It was one advert, and it was for a book about us."
            appealing.appeal(by=people["limited"], decision_id=limiting, words=words)
            thing = preparing.thing_to_report(people["limited"], "message", world["own_message"])
            preparing.keep(by=people["limited"], thing=thing, answers={"reason": "worried"})


def _report(by: Viewer, message: str, **values: Any) -> None:
    with unit_of_work():
        reporting.report(by=by, kind="message", thing_id=message, **values)


def _decide(desk: Viewer, message: str, action: str, ground: str) -> Decision:
    with unit_of_work():
        case = db.session.scalars(select(Case).where(Case.thing_id == message)).one()
        claiming.claim(by=desk, case_id=case.public_id)
        db.session.refresh(case)
        reasons = Reasons(
            ground=ground, facts=FACTS, explanation=WHY, skipped_because="We had asked before.",
            until=now() + timedelta(days=365),
        )  # fmt: skip
        return deciding.decide(
            by=desk, case_id=case.public_id, version=case.version, action=action, reasons=reasons
        )
