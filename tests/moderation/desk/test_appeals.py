"""Appeals at the desk: listed, answered by somebody else than who decided, undone where they hold."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.core.database import db
from app.moderation.models import Appeal, Decision
from app.moderation.services import appealing

ANSWER = {"outcome": "upheld", "explanation": "We read it again, and it stays as it is."}


@pytest.fixture
def appealed(app, desk, report, decide, act) -> SimpleNamespace:
    """Wren hid what the author said; the author asked for another look."""
    case_id = report()
    decision = decide(desk.wren, case_id, "hide", "unkind")
    asked = act(appealing.appeal, by=desk.author, decision_id=decision, words="Curlew words")
    return SimpleNamespace(case=case_id, decision=decision, path=f"/desk/appeals/{asked.public_id}")


def outcome(app) -> tuple:
    with app.app_context():
        row = db.session.query(Appeal).one()
        return row.outcome, row.decided_by_id, db.session.query(Decision).one().ended_at is not None


def test_it_is_listed_with_what_was_decided(client, desk, appealed):
    page = client.sign_in(desk.finch).page("/desk/appeals")
    (link,) = page.select(f"a[href='{appealed.path}']")
    assert "Hide it" in link.text and "Decided by Wren." in page.text
    page = client.page(appealed.path)
    assert "Curlew words" in page.text and "The author asks." in page.text
    assert page.select(f"a[href='/desk/cases/{appealed.case}']")


def test_another_moderator_answers_it(app, client, desk, appealed):
    answer = client.sign_in(desk.finch).post(appealed.path, data=ANSWER)
    assert (answer.status_code, outcome(app)) == (303, ("upheld", desk.finch.id, False))
    page = client.page("/desk/appeals")
    assert "No appeal waits" in page.text and "The decision stays" in page.text
    assert ANSWER["explanation"] in client.page(appealed.path).text


def test_taking_it_back_undoes_the_decision(app, client, desk, appealed):
    client.sign_in(desk.finch).post(appealed.path, data=ANSWER | {"outcome": "overturned"})
    assert outcome(app) == ("overturned", desk.finch.id, True)
    assert "The same words." in client.page(f"/desk/cases/{appealed.case}").text


def test_who_decided_does_not_answer(app, client, desk, appealed):
    page = client.sign_in(desk.wren).page(appealed.path)
    assert "somebody else answers" in page.text and not page.select("main form")
    for send in (ANSWER, {}):
        assert client.post(appealed.path, data=send).status_code == 403
    assert outcome(app) == (None, None, False)


@pytest.mark.parametrize("wrong", [{"outcome": ""}, {"outcome": "maybe"}, {"explanation": "No."}])
def test_an_answer_without_reason_comes_back(app, client, desk, appealed, wrong):
    answer = client.sign_in(desk.finch).post(appealed.path, data=ANSWER | wrong)
    assert answer.status_code == 422 and outcome(app)[0] is None


def test_the_second_answer_is_told_that_there_is_one(app, client, desk, appealed):
    client.sign_in(desk.finch).post(appealed.path, data=ANSWER)
    client.sign_in(desk.lark).post(appealed.path, data=ANSWER | {"outcome": "overturned"})
    assert outcome(app) == ("upheld", desk.finch.id, False)
    assert "Somebody was quicker" in client.page("/desk/appeals").text


def test_appeals_about_distress_are_safeguardings(client, desk, report, decide, act):
    decision = decide(desk.lark, report(reason="worried"), "ask", "method")
    asked = act(appealing.appeal, by=desk.author, decision_id=decision, words="Curlew words")
    path = f"/desk/appeals/{asked.public_id}"
    client.sign_in(desk.wren).page(path, 404)
    assert client.post(path, data=ANSWER).status_code == 404
    assert path not in str(client.page("/desk/appeals"))
    assert "Curlew words" in client.sign_in(desk.dove).page(path).text


def test_members_are_refused(client, desk, appealed):
    client.sign_in(desk.author)
    for path in ("/desk/appeals", appealed.path):
        assert client.get(path).status_code == 403
    assert client.post(appealed.path, data=ANSWER).status_code == 403
