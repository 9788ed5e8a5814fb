"""An appeal that overturns "leave it as it is" puts the case before somebody else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.audit.queries import all_of
from app.chat.models import Message
from app.core.database import db
from app.moderation.models import Decision
from app.moderation.services import appealing
from app.moderation.steps import GROUNDS, LADDER, NOTHING

STEP = {name: str(number) for number, name in enumerate((NOTHING, *LADDER))}
ANSWER = {"outcome": "overturned", "explanation": "We read it again, and it hurts somebody."}


@pytest.fixture
def left(app, desk, report, decide, act) -> SimpleNamespace:
    """Wren left it as it is, and who reported it asked for another look."""
    case_id = report()
    decision = decide(desk.wren, case_id)
    asked = act(appealing.appeal, by=desk.reporter, decision_id=decision, words="Curlew words")
    return SimpleNamespace(
        case=case_id, path=f"/desk/appeals/{asked.public_id}", base=f"/desk/cases/{case_id}",
        decision=decision,
    )  # fmt: skip


@pytest.fixture
def again(client, desk, left) -> SimpleNamespace:
    """Finch found that it was wrong."""
    assert client.sign_in(desk.finch).post(left.path, data=ANSWER).status_code == 303
    return left


def test_it_waits_again_in_a_new_round(client, desk, again, row):
    case = row(again.case)
    assert (case.state, case.round, case.claimed_by_id) == ("open", 2, None)
    assert again.base in str(client.page("/desk"))


def test_upheld_it_stays_decided(client, desk, left, row):
    client.sign_in(desk.finch).post(left.path, data=ANSWER | {"outcome": "upheld"})
    assert (row(left.case).state, row(left.case).round) == ("decided", 1)


def test_who_had_left_it_as_it_is_does_not_get_it(client, desk, again, row):
    page = client.sign_in(desk.wren).page(again.base)
    assert "somebody asked for another look" in page.text
    assert not page.select("form[action$=claim]")
    assert client.post(f"{again.base}/claim").status_code == 403
    assert client.post("/desk/next").headers["Location"] == "/desk"
    assert row(again.case).claimed_by_id is None


def test_nobody_hands_it_to_them(client, desk, again, row):
    client.sign_in(desk.lark).post(f"{again.base}/claim")
    offered = {one["value"] for one in client.page(again.base).select("#to option")}
    assert desk.finch.public_id in offered and desk.wren.public_id not in offered
    to = {"to": desk.wren.public_id}
    assert client.post(f"{again.base}/hand-over", data=to).status_code == 422


def test_who_answered_the_appeal_can_decide_and_the_reporter_is_still_the_cause(
    app, client, desk, again
):
    client.post(f"{again.base}/claim")
    form = client.page(f"{again.base}/decide?step={STEP['hide']}&rule={GROUNDS.index('unkind')}")
    boxes = form.select("main form [name]")
    send = {one["name"]: one.get("value") or one.text.strip() for one in boxes}
    send |= {"ground": "unkind", "skipped_because": "It was said before."}
    assert client.post(f"{again.base}/decide", data=send).status_code == 303
    with app.app_context():
        second = db.session.query(Decision).order_by(Decision.id.desc()).first()
        assert (second.action, second.round, second.notice) == ("hide", 2, "report")
        assert db.session.get_one(Message, desk.said.id).deleted_at is not None


def test_the_log_says_it_step_by_step(app, again):
    with app.app_context():
        assert [one["decision"] for one in all_of("decision_reversed")] == [again.decision]
        (answered,) = all_of("appeal_decided")
    assert (answered["outcome"], answered["standing"]) == ("overturned", "reporter")


def test_after_the_next_decision_they_are_as_free_as_others(
    client, desk, again, report, decide, row
):
    decide(desk.finch, again.case)
    report(by=desk.second)
    assert row(again.case).round == 3
    assert client.sign_in(desk.wren).post(f"{again.base}/claim").status_code == 303
    assert row(again.case).claimed_by_id == desk.wren.id


def test_a_new_report_that_was_quicker_keeps_its_round(client, desk, left, report, row):
    report(by=desk.second)
    client.sign_in(desk.finch).post(left.path, data=ANSWER)
    assert (row(left.case).state, row(left.case).round) == ("open", 2)


def test_other_decisions_that_are_overturned_open_nothing(client, desk, report, decide, act, row):
    case_id = report()
    decision = decide(desk.wren, case_id, "hide", "unkind")
    asked = act(appealing.appeal, by=desk.author, decision_id=decision, words="Curlew words")
    client.sign_in(desk.finch).post(f"/desk/appeals/{asked.public_id}", data=ANSWER)
    assert (row(case_id).state, row(case_id).round) == ("decided", 1)
