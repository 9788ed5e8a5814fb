"""Deciding on pages: the statement begins in plain words, nothing typed is lost, one of two wins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.queries import viewer_of
from app.chat.models import Message
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict
from app.core.transactions import unit_of_work
from app.moderation.models import Decision, Restriction
from app.moderation.services import deciding
from app.moderation.services.deciding import Reasons
from app.moderation.steps import GROUNDS, LADDER, NOTHING
from tests.support.at_once import at_once

STEP = {name: number for number, name in enumerate((NOTHING, *LADDER))}
RULE = {name: number for number, name in enumerate(GROUNDS)}
BECAUSE = {"skipped_because": "The same was said to others before."}
MY_WORDS = {"explanation": "Sandpiper words of my own, for the author."}


def decisions(app) -> list[Decision]:
    with app.app_context():
        return db.session.query(Decision).order_by(Decision.id).all()


def offered(page) -> list[str]:
    return [label.text for label in page.select("form[action$='/decide'] fieldset label")]


def test_the_steps_are_those_that_this_person_can_take(client, desk, held):
    page = client.page(held.base)
    assert len(offered(page)) == 8 and offered(page)[0] == "Leave it as it is"
    assert "List it lower" not in offered(page)
    assert offered(client.sign_in(desk.finch).page(held.base)) == []
    assert client.get(f"{held.base}/decide?step=0").status_code == 403


def test_the_statement_begins_in_plain_words(client, held, begun):
    said = begun(STEP["hide"], RULE["unkind"])
    assert said["explanation"] == (
        "We hid what you wrote. It hurts somebody here. You can say it again in another way."
    )
    assert "You wrote this on" in said["facts"] and "A member asked us" in said["facts"]
    assert (said["action"], said["ground"]) == ("hide", "unkind")


def test_worry_is_not_told_to_the_author(client, desk, report):
    case_id = report(reason="worried")
    client.sign_in(desk.lark).post(f"/desk/cases/{case_id}/claim")
    page = client.page(f"/desk/cases/{case_id}/decide?step=0")
    assert "A member asked" not in page.select_one("#facts").text


@pytest.mark.parametrize("step", LADDER)
def test_every_step_has_a_beginning(client, held, begun, step):
    if step == "reduce":
        assert client.get(f"{held.base}/decide?step={STEP[step]}&rule=0").status_code == 422
        return
    assert len(begun(STEP[step], RULE["misleading"])["explanation"]) > 40


@pytest.mark.parametrize(
    "query", ["", "?step=5", "?step=5&rule=8", "?step=99&rule=0", "?step=x&rule=x"]
)
def test_without_step_or_rule_the_choice_comes_back(client, held, query):
    page = client.page(f"{held.base}/decide{query}", 422)
    assert page.select(".field-error") and page.select("form[method=get][action$='/decide']")


def test_a_decision_is_kept_with_its_reasons_and_takes_effect(app, client, desk, held, begun):
    send = begun(STEP["hide"], RULE["unkind"]) | BECAUSE | MY_WORDS
    answer = client.post(f"{held.base}/decide", data=send)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk")
    (made,) = decisions(app)
    assert (made.action, made.ground, made.by_id) == ("hide", "unkind", desk.wren.id)
    assert made.explanation == MY_WORDS["explanation"]
    assert made.skipped_because == BECAUSE["skipped_because"]
    with app.app_context():
        assert db.session.get_one(Message, desk.said.id).deleted_at is not None
        assert db.session.get_one(Message, desk.other.id).deleted_at is None


def test_passing_over_gentler_steps_needs_a_reason_and_loses_nothing(app, client, held, begun):
    send = begun(STEP["remove"], RULE["law"]) | MY_WORDS
    answer = client.post(f"{held.base}/decide", data=send)
    assert answer.status_code == 422 and decisions(app) == []
    assert "Write why a gentler step is not enough." in answer.text
    assert MY_WORDS["explanation"] in answer.text


def test_the_first_steps_ask_for_no_such_reason(client, held):
    page = client.page(f"{held.base}/decide?step={STEP['ask']}&rule=0")
    assert not page.select("#skipped_because")
    assert client.page(f"{held.base}/decide?step={STEP['hide']}&rule=0").select("#skipped_because")


@pytest.mark.parametrize("field", ["facts", "explanation"])
def test_a_statement_without_words_comes_back(app, client, held, begun, field):
    for words in ("", "Short."):
        answer = client.post(f"{held.base}/decide", data=begun() | {field: words})
        assert answer.status_code == 422 and decisions(app) == []


def test_a_limit_ends_on_a_day_that_is_named(app, client, desk, held, begun):
    page = client.page(f"{held.base}/decide?step={STEP['suspend']}&rule=3")
    assert [box["value"] for box in page.select("input[name=days][checked]")] == ["7"]
    send = begun(STEP["suspend"], RULE["unkind"]) | BECAUSE | {"days": "14"}
    assert client.post(f"{held.base}/decide", data=send).status_code == 303
    with app.app_context():
        until = db.session.query(Restriction).one().until
    assert abs(until - now() - timedelta(days=14)) < timedelta(minutes=5)


@pytest.mark.parametrize("days", ["", "8000", "x", "0"])
def test_a_limit_without_an_end_comes_back(app, client, held, begun, days):
    send = begun(STEP["suspend"], RULE["unkind"]) | BECAUSE | {"days": days}
    answer = client.post(f"{held.base}/decide", data=send)
    assert answer.status_code == 422 and decisions(app) == []


def test_a_step_that_is_none_is_refused(app, client, held, begun):
    for action in ("reduce", "explode", ""):
        answer = client.post(f"{held.base}/decide", data=begun() | {"action": action})
        assert answer.status_code == 403 and decisions(app) == []


def test_the_second_decider_is_told_who_was_first_and_keeps_their_words(
    client, desk, held, begun, act, decide
):  # fmt: skip
    late = begun(STEP["ask"], RULE["unkind"]) | MY_WORDS
    client.post(f"{held.base}/give-back")
    decide(desk.finch, held.id)
    answer = client.post(f"{held.base}/decide", data=late)
    assert answer.status_code == 409
    assert "Finch decided before you: Leave it as it is." in answer.text
    assert MY_WORDS["explanation"] in answer.text


def test_news_in_the_case_are_seen_before_deciding(app, client, desk, held, begun, report):
    late = begun() | MY_WORDS
    report(by=desk.second, words="Something new")
    answer = client.post(f"{held.base}/decide", data=late)
    assert answer.status_code == 409 and decisions(app) == []
    assert "something new in this case" in answer.text and MY_WORDS["explanation"] in answer.text
    version = answer.text.split('name="version" type="hidden" value="')[1].split('"')[0]
    assert client.post(f"{held.base}/decide", data=late | {"version": version}).status_code == 303


def test_what_was_handed_on_is_not_decided(app, client, desk, held, begun):
    late = begun() | MY_WORDS
    client.post(f"{held.base}/hand-over", data={"to": desk.finch.public_id})
    answer = client.post(f"{held.base}/decide", data=late)
    assert answer.status_code == 409 and decisions(app) == []
    assert "Finch has it" in answer.text and MY_WORDS["explanation"] in answer.text


def test_of_two_decisions_at_once_one_is_kept(app, desk, held, row):
    version, why = row(held.id).version, "A sentence that is long enough for anybody."

    def take():
        with app.test_request_context(), unit_of_work():
            reasons = Reasons(ground="none", facts=why, explanation=why)
            about = {"case_id": held.id, "version": version, "action": NOTHING}
            deciding.decide(by=viewer_of(desk.wren.id), **about, reasons=reasons)

    raised = at_once(app, [take, take])
    assert [type(one) for one in raised] == [Conflict] and len(decisions(app)) == 1


def test_a_decided_case_offers_nothing_more(client, held, begun):
    client.post(f"{held.base}/decide", data=begun())
    page = client.page(held.base)
    assert "It is decided." in page.text and not page.select("form[action$='/decide']")
    assert client.get(f"{held.base}/decide?step=0").status_code == 403
