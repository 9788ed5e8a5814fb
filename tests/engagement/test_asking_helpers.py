"""A steward asks, a helper says yes or no, and the newcomer hears of a yes only."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.community.services import joining, stewarding
from app.core.database import db
from app.core.errors import Forbidden
from app.core.transactions import unit_of_work
from app.engagement.models import Welcome
from app.engagement.services import welcoming
from tests.engagement.welcoming_people import asked, came, told, willing, wrote
from tests.factories import Maker
from tests.support.client import SiteClient

MINE = "/me/welcomes"


@pytest.fixture
def group(app: Flask, make: Maker, cast: SimpleNamespace) -> Any:
    """The patient is new, the carer and the other patient like to welcome people."""
    with app.app_context(), unit_of_work():
        group = make.group(slug="knees", name="Knees", stewards=(cast.steward,))
        came(cast.patient, group, days=1)
        willing(cast.carer, group)
        willing(cast.other_patient, group)
    return group


@pytest.fixture
def question(app: Flask, make: Maker, cast: SimpleNamespace, group: Any) -> str:
    """The carer was asked an hour ago by the steward; the address for the answer. Somebody else was
    asked for somebody else."""
    with app.app_context(), unit_of_work():
        row = asked(cast.carer, cast.patient, group, hours=1)
        row.asked_by_id = cast.steward.id
        asked(cast.other_patient, make.member(), group, hours=2)
        return f"/welcomes/{row.public_id}/answer"


def address(newcomer: Any) -> str:
    return f"/groups/knees/welcome/{newcomer.public_id}"


def welcomes(app: Flask, newcomer: Any) -> list[tuple[int, str | None]]:
    """Who was asked to welcome them, and what was said."""
    with app.app_context():
        rows = select(Welcome.helper_id, Welcome.reply).where(Welcome.newcomer_id == newcomer.id)
        return [(row.helper_id, row.reply) for row in db.session.execute(rows.order_by(Welcome.id))]


def notices(app: Flask, member: Any) -> list[tuple[str, str]]:
    with app.app_context():
        return told(member)


def ask(client: SiteClient, newcomer: Any, helper: Any) -> Any:
    return client.post(address(newcomer), data={"helper": helper.public_id})


def test_the_best_suggestion_is_chosen_already(
    client: SiteClient, cast: SimpleNamespace, group: Any
):
    page = client.sign_in(cast.steward).page(address(cast.patient))
    offered = [one["value"] for one in page.select("input[name=helper]")]
    assert offered == [cast.carer.public_id, cast.other_patient.public_id]
    assert page.select_one("input[name=helper][checked]")["value"] == cast.carer.public_id


def test_whoever_is_asked_hears_it_and_the_newcomer_does_not(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    assert ask(client.sign_in(cast.steward), cast.patient, cast.other_patient).status_code == 303
    assert welcomes(app, cast.patient) == [(cast.other_patient.id, None)]
    assert notices(app, cast.other_patient) == [("welcome_asked", MINE)]
    assert notices(app, cast.patient) == notices(app, cast.carer) == []


def test_one_is_asked_at_a_time(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any, question: str
):
    client.sign_in(cast.steward)
    assert not client.page(address(cast.patient)).select("input[name=helper]")
    answer = ask(client, cast.patient, cast.other_patient)
    assert answer.status_code == 422 and "Somebody was asked a moment ago" in answer.text
    assert welcomes(app, cast.patient) == [(cast.carer.id, None)]


def test_only_those_who_were_offered_can_be_asked(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    client.sign_in(cast.steward)
    for who in (cast.stranger, cast.steward, cast.patient):
        assert ask(client, cast.patient, who).status_code == 422
    assert client.post(address(cast.patient), data={"helper": ""}).status_code == 422
    assert welcomes(app, cast.patient) == []


def test_nobody_but_newcomers_of_this_group_can_be_welcomed(
    client: SiteClient, cast: SimpleNamespace, group: Any
):
    client.sign_in(cast.steward)
    for who in (cast.stranger, cast.other_patient):
        assert ask(client, who, cast.carer).status_code == 404


@pytest.mark.parametrize("who", ["carer", "patient", "moderator", "stranger"])
def test_only_stewards_ask_and_nobody_else_learns_who_is_new(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any, who: str
):
    answer = ask(client.sign_in(getattr(cast, who)), cast.patient, cast.other_patient)
    assert answer.status_code == 404 and welcomes(app, cast.patient) == []


def test_the_rule_holds_for_every_door(
    inside: Flask, make: Maker, cast: SimpleNamespace, group: Any
):
    said = {"newcomer_id": cast.patient.public_id, "helper_id": cast.carer.public_id}
    for who in (cast.carer, cast.moderator, cast.stranger):
        with pytest.raises(Forbidden), unit_of_work():
            welcoming.ask(by=make.viewer(member=who), group_id=group.id, **said)


def test_without_anybody_to_ask_the_page_says_so(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace
):
    with app.app_context(), unit_of_work():
        came(cast.patient, make.group(slug="knees", stewards=(cast.steward,)), days=1)
    page = client.sign_in(cast.steward).page(address(cast.patient))
    assert "Nobody can be asked just now" in page.text


def test_with_a_yes_the_newcomer_hears_that_somebody_comes(
    app: Flask, client: SiteClient, cast: SimpleNamespace, question: str
):
    assert client.sign_in(cast.carer).post(question, data={"reply": "yes"}).status_code == 303
    assert welcomes(app, cast.patient) == [(cast.carer.id, "yes")]
    assert notices(app, cast.patient) == [("welcome_coming", MINE)]
    text = client.sign_in(cast.patient).page(MINE).get_text(" ", strip=True)
    assert "carer will welcome you in this group: Knees" in text


def test_with_a_no_the_steward_hears_that_another_can_be_asked(
    app: Flask, client: SiteClient, cast: SimpleNamespace, question: str
):
    client.sign_in(cast.carer).post(question, data={"reply": "no"})
    assert notices(app, cast.steward) == [("welcome_declined", "/groups/knees/welcome")]
    assert notices(app, cast.patient) == []
    page = client.sign_in(cast.steward).page(address(cast.patient))
    assert [one["value"] for one in page.select("input[name=helper]")] == [
        cast.other_patient.public_id
    ]


def test_who_is_no_steward_any_more_hears_of_nothing(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, group: Any, question: str
):
    with app.app_context(), unit_of_work():
        operator = make.viewer(member=cast.operator)
        stewarding.dismiss(by=operator, group_id=group.id, member_public_id=cast.steward.public_id)
    client.sign_in(cast.carer).post(question, data={"reply": "no"})
    assert notices(app, cast.steward) == []


def test_a_yes_can_become_a_no_and_a_no_stays(
    app: Flask, client: SiteClient, cast: SimpleNamespace, question: str
):
    client.sign_in(cast.carer)
    for reply in ("yes", "yes", "no", "yes"):
        client.post(question, data={"reply": reply})
    assert welcomes(app, cast.patient) == [(cast.carer.id, "no")]
    assert notices(app, cast.patient) == [("welcome_coming", MINE)]
    assert "carer" not in client.sign_in(cast.patient).page(MINE).text


def test_the_first_yes_holds(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any, question: str
):
    with app.app_context(), unit_of_work():
        asked(cast.other_patient, cast.patient, group, "yes", hours=9)
    client.sign_in(cast.carer)
    assert "Yes, I will" not in client.page(MINE).text
    client.post(question, data={"reply": "yes"})
    assert (cast.carer.id, None) in welcomes(app, cast.patient)
    assert notices(app, cast.patient) == []


@pytest.mark.parametrize("by_newcomer", [True, False])
def test_a_block_in_between_ends_it(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, question: str,
    by_newcomer: bool,
):  # fmt: skip
    pair = (cast.patient, cast.carer) if by_newcomer else (cast.carer, cast.patient)
    make.block(by=pair[0], member=pair[1])
    client.sign_in(cast.carer)
    assert "Yes, I will" not in client.page(MINE).text
    client.post(question, data={"reply": "yes"})
    assert welcomes(app, cast.patient) == [(cast.carer.id, None)]


def test_a_block_afterwards_hides_the_one_who_wanted_to_come(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, group: Any, question: str
):
    client.sign_in(cast.carer).post(question, data={"reply": "yes"})
    client.sign_in(cast.patient)
    assert "carer will welcome you" in client.page("/groups/knees/helping").text
    make.block(by=cast.patient, member=cast.carer)
    assert "carer" not in client.page(MINE).text
    assert "carer" not in client.page("/groups/knees/helping").text


@pytest.mark.parametrize("who", ["patient", "other_patient", "steward", "moderator"])
def test_nobody_answers_for_somebody_else(
    app: Flask, client: SiteClient, cast: SimpleNamespace, question: str, who: str
):
    client.sign_in(getattr(cast, who))
    assert client.post(question, data={"reply": "yes"}).status_code == 404
    assert welcomes(app, cast.patient) == [(cast.carer.id, None)]


def test_an_answer_is_yes_or_no(
    app: Flask, client: SiteClient, cast: SimpleNamespace, question: str
):
    client.sign_in(cast.carer)
    for reply in ("", "perhaps"):
        assert client.post(question, data={"reply": reply}).status_code == 422
    assert welcomes(app, cast.patient) == [(cast.carer.id, None)]


def test_a_helper_sees_whom_they_were_asked_to_welcome(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, group: Any, question: str
):
    with app.app_context(), unit_of_work():
        wrote(make, cast.patient, make.group(), "Elsewhere", hours=8)
        wrote(make, cast.patient, group, "Hello from me", hours=3)
    page = client.sign_in(cast.carer).page(MINE)
    lines = [line.get_text(" ", strip=True) for line in page.select(".room-line")]
    assert len(lines) == 1 and "patient" in lines[0] and "Hello from me" in lines[0]


def test_nobody_of_a_group_that_was_left_is_named(
    app: Flask, client: SiteClient, make: Maker, cast: SimpleNamespace, group: Any, question: str
):
    with app.app_context(), unit_of_work():
        joining.leave(by=make.viewer(member=cast.patient), group=group.id)
    assert "patient" not in client.sign_in(cast.carer).page(MINE).select_one("main").text


def test_an_empty_page_says_so(client: SiteClient, cast: SimpleNamespace, group: Any):
    assert "Nothing here" in client.sign_in(cast.carer).page(MINE).text
