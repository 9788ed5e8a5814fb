"""Whoever has a role here is suspended by two people, never by one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Restriction, SecondOpinion
from app.moderation.services import claiming, deciding
from app.moderation.services.deciding import Reasons
from app.moderation.steps import LADDER

SUSPEND = str(LADDER.index("suspend") + 1)
WHY = "A sentence that is long enough for anybody."


@pytest.fixture(params=["moderator", "safeguarding", "clinician", "operator"])
def held_of_staff(request, make, desk, report, act):
    """Wren has words of somebody with that role in hand, who is in the group as well."""
    colleague = make.member(roles=(request.param,), display_name="Staff")
    make.membership(group=desk.group, member=colleague)
    said = make.message(room=desk.room, by=colleague, body="Jackdaw words")
    case_id = report(said=said)
    act(claiming.claim, by=desk.wren, case_id=case_id)
    return case_id


@pytest.fixture
def asked(app, desk, act):
    """Wren asks, and `who` answers, or nobody."""

    def do(case_id, who=None):
        row = act(claiming.ask, by=desk.wren, case_id=case_id, question="Is it so?")
        if who is not None:
            about = {"case_id": case_id, "opinion_id": row.public_id}
            act(claiming.answer, by=who, **about, words="It is.")

    return do


@pytest.fixture
def suspend(app, desk, act, row):
    """Wren suspends the author of a case."""

    def do(case_id):
        until = now() + timedelta(days=7)
        why = Reasons(ground="unkind", facts=WHY, explanation=WHY, skipped_because=WHY, until=until)
        version = row(case_id).version
        act(deciding.decide, by=desk.wren, case_id=case_id, version=version, action="suspend",
            reasons=why)  # fmt: skip

    return do


def restrictions(app) -> int:
    with app.app_context():
        return db.session.query(Restriction).count()


def offered(client, case_id) -> set[str]:
    return {box["value"] for box in client.page(f"/desk/cases/{case_id}").select("[name=step]")}


def test_alone_nobody_suspends_a_colleague(app, client, desk, held_of_staff, suspend):
    client.sign_in(desk.wren)
    assert SUSPEND not in offered(client, held_of_staff)
    assert "ask somebody else first" in client.page(f"/desk/cases/{held_of_staff}").text
    with pytest.raises(Forbidden):
        suspend(held_of_staff)
    assert restrictions(app) == 0


def test_with_an_answer_of_somebody_else_it_is_possible(
    app, client, desk, held_of_staff, asked, suspend
):
    asked(held_of_staff, desk.finch)
    client.sign_in(desk.wren)
    assert SUSPEND in offered(client, held_of_staff)
    assert "ask somebody else first" not in client.page(f"/desk/cases/{held_of_staff}").text
    suspend(held_of_staff)
    assert restrictions(app) == 1


def test_a_question_without_an_answer_is_not_enough(desk, held_of_staff, asked, suspend):
    asked(held_of_staff)
    with pytest.raises(Forbidden):
        suspend(held_of_staff)


def test_neither_is_what_the_decider_answered_to_somebody_else(
    app, desk, report, make, act, suspend
):
    colleague = make.member(roles=("moderator",))
    said = make.message(room=desk.room, by=colleague, body="Jackdaw words")
    case_id = report(said=said)
    act(claiming.claim, by=desk.finch, case_id=case_id)
    row = act(claiming.ask, by=desk.finch, case_id=case_id, question="Is it so?")
    about = {"case_id": case_id, "opinion_id": row.public_id}
    act(claiming.answer, by=desk.wren, **about, words="It is.")
    act(claiming.hand_over, by=desk.finch, case_id=case_id, to=desk.wren.public_id)
    with pytest.raises(Forbidden):
        suspend(case_id)


def test_neither_is_an_answer_of_an_earlier_round(app, desk, make, report, asked, suspend, act):
    colleague = make.member(roles=("moderator",))
    case_id = report(said=make.message(room=desk.room, by=colleague, body="Jackdaw words"))
    act(claiming.claim, by=desk.wren, case_id=case_id)
    asked(case_id, desk.finch)
    with app.app_context(), unit_of_work():
        db.session.query(SecondOpinion).update({"asked_at": now() - timedelta(days=3)})
        db.session.query(Case).update({"opened_at": now() - timedelta(days=1)})
    with pytest.raises(Forbidden):
        suspend(case_id)


def test_a_member_without_a_role_needs_nobody_asked(app, client, desk, held, suspend):
    assert SUSPEND in offered(client, held.id)
    suspend(held.id)
    assert restrictions(app) == 1
