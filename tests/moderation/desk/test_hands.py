"""In whose hands a case is: take, give back, hand over, ask, answer; one of two gets it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.accounts.queries import viewer_of
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Report, SecondOpinion
from app.moderation.services import claiming
from tests.support.at_once import at_once


def test_one_of_two_who_press_at_once_gets_it(app, desk, report, row):
    case_id = report()

    def take(who):
        with unit_of_work():
            claiming.claim(by=viewer_of(who.id), case_id=case_id)

    raised = at_once(app, [lambda: take(desk.wren), lambda: take(desk.finch)])
    assert [type(one) for one in raised] == [Conflict]
    assert row(case_id).claimed_by_id in (desk.wren.id, desk.finch.id)


def test_two_who_press_claim_next_at_once_get_two_cases(app, desk, waiting):
    made = {waiting("amber").public_id, waiting("amber").public_id}
    led = []

    def press(who):
        answer = app.test_client().sign_in(who).post("/desk/next")
        led.append(answer.headers["Location"].rsplit("/", 1)[1])

    assert at_once(app, [lambda: press(desk.wren), lambda: press(desk.finch)]) == []
    assert set(led) == made


@pytest.mark.parametrize("taken_back", [False, True])
def test_who_ever_reported_it_cannot_take_it_in_hand(app, client, desk, report, row, taken_back):
    case_id = report()
    with app.app_context(), unit_of_work():
        back = now() if taken_back else None
        about = {"case_id": row(case_id).id, "reporter_id": desk.wren.id, "round": 1}
        db.session.add(Report(**about, reason="unkind", taken_back_at=back))
    assert client.sign_in(desk.wren).post(f"/desk/cases/{case_id}/claim").status_code == 403
    assert row(case_id).claimed_by_id is None


def test_who_comes_second_is_told(client, desk, held):
    answer = client.sign_in(desk.finch).post(f"{held.base}/claim")
    assert answer.status_code == 303
    page = client.page(held.base)
    assert "Somebody was quicker" in page.text and "Wren has it in hand." in page.text
    assert not page.select("form[action$=claim]")


def test_given_back_it_is_free_again(client, desk, held, row):
    assert client.post(f"{held.base}/give-back").status_code == 303
    assert row(held.id).claimed_by_id is None
    assert client.sign_in(desk.finch).page(held.base).select("form[action$=claim]")


def test_what_was_left_lying_can_be_taken_from_its_page(app, client, desk, held, row):
    with app.app_context(), unit_of_work():
        db.session.execute(update(Case).values(claimed_at=now() - timedelta(hours=2, minutes=1)))
    assert client.sign_in(desk.finch).page(held.base).select("form[action$=claim]")
    client.post(f"{held.base}/claim")
    assert row(held.id).claimed_by_id == desk.finch.id


def test_it_is_handed_to_a_colleague(client, desk, held, row):
    page = client.page(held.base)
    offered = [one.text for one in page.select("#to option")][1:]
    assert offered == ["Dove", "Finch", "Lark", "moderator"]
    answer = client.post(f"{held.base}/hand-over", data={"to": desk.finch.public_id})
    assert answer.status_code == 303 and row(held.id).claimed_by_id == desk.finch.id
    assert "Finch has it in hand." in client.page(held.base).text


def test_distress_is_handed_to_safeguarding_only(client, desk, report, row):
    case_id = report(reason="worried")
    base = f"/desk/cases/{case_id}"
    client.sign_in(desk.lark).post(f"{base}/claim")
    assert [one.text for one in client.page(base).select("#to option")][1:] == ["Dove"]
    assert client.post(f"{base}/hand-over", data={"to": desk.wren.public_id}).status_code == 422
    assert row(case_id).claimed_by_id == desk.lark.id
    assert client.post(f"{base}/hand-over", data={"to": desk.dove.public_id}).status_code == 303


@pytest.mark.parametrize("who", ["author", "reporter", "wren", ""])
def test_nobody_who_has_a_part_in_it_gets_it(client, desk, held, row, who):
    to = getattr(desk, who).public_id if who else ""
    answer = client.post(f"{held.base}/hand-over", data={"to": to})
    assert answer.status_code == 422 and row(held.id).claimed_by_id == desk.wren.id


def test_only_who_has_it_hands_it_over_or_gives_it_back(client, desk, held, row):
    client.sign_in(desk.finch)
    client.post(f"{held.base}/hand-over", data={"to": desk.lark.public_id})
    client.post(f"{held.base}/give-back")
    assert row(held.id).claimed_by_id == desk.wren.id
    assert client.post(f"{held.base}/ask", data={"question": "What now?"}).status_code == 403


def test_another_answers_a_question(app, client, desk, held):
    assert client.post(f"{held.base}/ask", data={"question": "Is this ours?"}).status_code == 303
    with app.app_context():
        opinion = db.session.query(SecondOpinion).one().public_id
    page = client.page(held.base)
    assert "Is this ours?" in page.text and not page.select("form[action*=opinions]")
    path = f"{held.base}/opinions/{opinion}"
    assert client.post(path, data={"answer": "My own"}).status_code == 403
    client.sign_in(desk.finch)
    assert client.page(held.base).select(f"form[action='{path}']")
    assert client.post(path, data={"answer": ""}).status_code == 422
    assert client.post(path, data={"answer": "Leave it"}).status_code == 303
    page = client.sign_in(desk.wren).page(held.base)
    assert "Leave it" in page.text and "Finch" in page.text


def test_an_answered_question_is_answered(app, client, desk, held):
    client.post(f"{held.base}/ask", data={"question": "Is this ours?"})
    with app.app_context():
        path = f"{held.base}/opinions/{db.session.query(SecondOpinion).one().public_id}"
    client.sign_in(desk.finch).post(path, data={"answer": "Leave it"})
    client.sign_in(desk.lark).post(path, data={"answer": "Hide it"})
    page = client.page(held.base)
    assert "Leave it" in page.text and "Somebody was quicker" in page.text
    assert client.post(f"{held.base}/opinions/nothere", data={"answer": "x"}).status_code == 404


def test_an_empty_question_comes_back(client, held):
    answer = client.post(f"{held.base}/ask", data={"question": " "})
    assert answer.status_code == 422 and "Write something here." in answer.text


ACTS = ("claim", "give-back", "hand-over", "ask", "decide", "opinions/x", "findings/1")


@pytest.mark.parametrize("path", ACTS)
def test_members_are_refused_and_moderators_do_not_find_distress(client, desk, report, path):
    plain, hard = report(), report(said=desk.other, reason="worried")
    for who in (desk.author, desk.reporter):
        client.sign_in(who)
        assert client.post(f"/desk/cases/{plain}/{path}").status_code == 403
    client.sign_in(desk.wren)
    assert client.post(f"/desk/cases/{hard}/{path}").status_code == 404
