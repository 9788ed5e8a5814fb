"""What members told moderators, and what was decided, in each group of the standing world.

The member tells about two things that the author said: a message, about which nobody has decided,
and a reply, about which the author is asked to look again and has asked for another look. What the
former author left behind sounded like distress, the member worries, and somebody looked after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import select

from app.core.database import db
from app.moderation.models import Case
from app.moderation.services import appealing, caring, claiming, deciding, detecting, reporting
from app.moderation.services.deciding import Reasons
from app.moderation.services.detecting import Found
from app.moderation.services.registering import adapters_of
from tests.canaries.words import Writing

if TYPE_CHECKING:
    from tests.canaries.seeding import World

SAID = "What was said here tells others what to do."


def seed_cases(world: World, place: str, word: Writing) -> None:
    """Adds `report`, `case`, `decided case`, `decision` and `appeal` to the ids of the group."""
    ids, author, moderator = world.ids[place], world.viewer("author"), world.viewer("moderator")
    about: dict[str, Any] = {"reason": "misleading", "flaw": "factual_error", "harm": 1}
    # Things say where they stand, and a room says it as an address.
    with current_app.test_request_context():
        told = word(f"report words@{place}")
        waiting = _report(world, "message", ids["message"], words=told, **about)
        decided = _report(world, "post", ids["post"], reason="unkind")
        case = _case(decided.case_id)
        claiming.claim(by=moderator, case_id=case.public_id)
        decision = deciding.decide(
            by=moderator, case_id=case.public_id, version=_case(case.id).version, action="ask",
            reasons=Reasons(
                ground="unkind", facts=f"{SAID} {word(f'decision facts@{place}')}",
                explanation=f"{SAID} {word(f'decision why@{place}')}",
            ),
        )  # fmt: skip
        said = word(f"appeal words@{place}")
        appeal = appealing.appeal(by=author, decision_id=decision.public_id, words=said)
        ids |= {
            "report": waiting.public_id, "case": _case(waiting.case_id).public_id,
            "decided case": case.public_id, "decision": decision.public_id,
            "appeal": appeal.public_id,
        }  # fmt: skip
        ids["hard case"] = _seed_distress(world, place, word)


def _seed_distress(world: World, place: str, word: Writing) -> str:
    """The public id of the case."""
    thing = adapters_of().of("post").find(world.ids[place]["left post"])  # type: ignore[union-attr]
    sign = Found("crisis", "en:made_up", "en 1", "red", 0, word(f"hard sign@{place}"))
    case = detecting.detect(thing, (sign,))  # type: ignore[arg-type]
    told = word(f"worry words@{place}")
    _report(world, "post", world.ids[place]["left post"], reason="worried", words=told)
    guard = world.viewer("safeguarding")
    said = word(f"care words@{place}")
    caring.take_step(by=guard, case_id=case.public_id, step="answered", words=said)  # type: ignore[union-attr]
    return str(case.public_id)  # type: ignore[union-attr]


def _report(world: World, kind: str, thing_id: str, **values: Any) -> Any:
    return reporting.report(by=world.viewer("member"), kind=kind, thing_id=thing_id, **values)


def _case(case_id: int) -> Case:
    which = select(Case).where(Case.id == case_id)
    return db.session.scalars(which.execution_options(populate_existing=True)).one()
