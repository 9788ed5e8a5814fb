"""Sign-up as a person goes through it: forwards, back, stopping, changing, being too young."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Consent, ConsentState, ConsentText, Member
from app.accounts.services import signing_up
from app.core.clock import now
from app.core.database import db
from app.core.step_drafts import StepDraft
from tests.accounts.browser import PASSWORD, confirm, join, join_up_to_check, send, sign_in
from tests.accounts.letters import letters, newest_link
from tests.factories import Maker
from tests.support.client import SiteClient

EMAIL = "ada@example.org"


def normal(text: str) -> str:
    return " ".join(text.split())


def unfinished(app: Flask) -> list[StepDraft]:
    return [draft for draft in rows(app, StepDraft) if draft.kind == signing_up.KIND]


def rows(app: Flask, model):
    with app.app_context():
        return db.session.scalars(select(model).order_by(model.id)).all()


def test_the_whole_way_makes_an_account_that_can_be_signed_in_to(app: Flask, client: SiteClient):
    start = client.page("/join")
    assert start.find("a", string="Start")["href"] == "/join/age"
    answer = join(client, name="Quiet Heron", email="Ada@Example.org")
    assert answer.location == "/join/done"
    assert "We sent a letter to Ada@example.org." in normal(client.page("/join/done").text)
    (member,) = rows(app, Member)
    assert (member.display_name, member.email_key) == ("Quiet Heron", EMAIL)
    assert (member.age_confirmed, member.origin) == (18, "sign-up")
    assert member.password_hash.startswith("$argon2id$")
    assert sign_in(client, EMAIL).status_code == 401
    assert confirm(client, newest_link(app, "confirm_address")).location == "/sign-in"
    assert sign_in(client, EMAIL).status_code == 303


def test_the_three_answers_stand_in_the_ledger_with_their_text(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    lines = [(c.purpose, c.given, c.text_version, c.source) for c in rows(app, Consent)]
    assert lines == [
        ("keep_health", True, 1, "sign-up"),
        ("show_groups", False, 1, "sign-up"),
        ("clinician_summaries", True, 1, "sign-up"),
    ]
    assert {c.text_hash for c in rows(app, Consent)} == {
        t.text_hash for t in rows(app, ConsentText)
    }
    assert [s.holds for s in rows(app, ConsentState)] == [True, False, True]


def test_each_page_leads_to_the_next(client: SiteClient):
    steps = [
        ("/join/age", {"age": "18"}, "/join/name"),
        ("/join/name", {"display_name": "Quiet Heron"}, "/join/sign-in-details"),
        (
            "/join/sign-in-details",
            {"email": EMAIL, "password": PASSWORD},
            "/join/consents/keep_health",
        ),
        ("/join/consents/keep_health", {"answer": "yes"}, "/join/consents/show_groups"),
        ("/join/consents/show_groups", {"skip": "1"}, "/join/consents/clinician_summaries"),
        ("/join/consents/clinician_summaries", {"answer": "no"}, "/join/check"),
        ("/join/check", {}, "/join/done"),
    ]
    for address, fields, following in steps:
        assert client.page(address).h1 is not None
        answer = send(client, address, **fields)
        assert (answer.status_code, answer.location) == (303, following), address


def test_no_page_can_be_jumped_over(client: SiteClient):
    send(client, "/join/age", age="18")
    for address in ("/join/sign-in-details", "/join/consents/show_groups", "/join/check"):
        assert client.get(address).location == "/join/name"
        assert send(client, address, email=EMAIL, password=PASSWORD).location == "/join/name"


def test_going_back_shows_what_was_answered_and_keeps_the_rest(client: SiteClient):
    join_up_to_check(client, name="Quiet Heron", email=EMAIL)
    assert client.page("/join/age").find("input", value="18").has_attr("checked")
    assert client.page("/join/name").find(id="display_name")["value"] == "Quiet Heron"
    details = client.page("/join/sign-in-details")
    assert details.find(id="email")["value"] == EMAIL
    assert not details.find(id="password").get("value")
    answer = send(client, "/join/name", display_name="Amber Fern")
    assert answer.location == "/join/check"
    assert "Amber Fern" in client.page("/join/check").text


def test_an_empty_password_keeps_the_one_chosen_before(app: Flask, client: SiteClient):
    join_up_to_check(client, name="Quiet Heron", email="typo@example.org")
    send(client, "/join/sign-in-details", email=EMAIL, password="")
    send(client, "/join/check")
    confirm(client, newest_link(app, "confirm_address"))
    assert sign_in(client, EMAIL, PASSWORD).status_code == 303


def test_somebody_who_stops_goes_on_where_they_were(client: SiteClient):
    send(client, "/join/age", age="18")
    send(client, "/join/name", display_name="Quiet Heron")
    link = client.page("/join").find("a", string="Go on where you stopped")
    assert link["href"] == "/join/sign-in-details"


def test_after_a_day_the_answers_are_gone(app: Flask, client: SiteClient):
    send(client, "/join/age", age="18")
    with time_machine.travel(now() + timedelta(days=1, minutes=1), tick=False):
        send(app.test_client(), "/join/age", age="18")
    assert len(rows(app, StepDraft)) == 1


def test_the_check_page_lists_every_answer_but_the_password(client: SiteClient):
    join_up_to_check(client, name="Quiet Heron", email=EMAIL)
    page = client.page("/join/check")
    for words in ("18 or older", "Quiet Heron", EMAIL, "Chosen, not shown", "Yes", "No"):
        assert words in page.text
    assert PASSWORD not in page.text
    assert len(page.select(".summary-change a")) == 7


def test_the_draft_never_holds_the_password(app: Flask, client: SiteClient):
    join_up_to_check(client, name="Quiet Heron", email=EMAIL)
    (draft,) = rows(app, StepDraft)
    assert PASSWORD not in str(draft.answers)


def test_a_no_to_the_age_ends_kindly_and_cannot_be_taken_back(app: Flask, client: SiteClient):
    assert send(client, "/join/age", age="0").location == "/join/not-yet"
    assert "Help now" in client.page("/join/not-yet").find("main").text
    assert client.get("/join/age").location == "/join/not-yet"
    assert send(client, "/join/age", age="18").location == "/join/not-yet"
    assert send(client, "/join/name", display_name="Quiet Heron").location == "/join/not-yet"
    assert rows(app, StepDraft) == []


def test_a_no_after_other_answers_forgets_them(app: Flask, client: SiteClient):
    join_up_to_check(client, name="Quiet Heron", email=EMAIL)
    send(client, "/join/age", age="0")
    assert rows(app, StepDraft) == []
    send(client, "/join/check")
    assert rows(app, Member) == []


AGES = [
    (13, ["Under 13", "13 to 17", "18 or older"]),
    (16, ["Under 16", "16 to 17", "18 or older"]),
    (18, ["Under 18", "18 or older"]),
    (21, ["Under 21", "21 or older"]),
]


@pytest.mark.parametrize(("minimum", "steps"), AGES)
def test_the_age_is_asked_in_coarse_steps(app: Flask, client, monkeypatch, minimum, steps):
    monkeypatch.setitem(app.config, "MINIMUM_AGE", minimum)
    page = client.page("/join/age")
    assert [choice.text.strip() for choice in page.select(".choice")] == steps


@pytest.mark.parametrize(("age", "words"), [("16", "16 to 17"), ("18", "18 or older")])
def test_only_the_step_of_age_is_kept(app: Flask, client: SiteClient, age: str, words: str):
    join_up_to_check(client, name="Quiet Heron", email=EMAIL)
    send(client, "/join/age", age=age)
    assert words in client.page("/join/check").text
    send(client, "/join/check")
    assert rows(app, Member)[0].age_confirmed == int(age)


@pytest.mark.parametrize("age", ["", "17", "99", "-1", "yes"])
def test_an_age_that_was_not_offered_is_refused(app: Flask, client: SiteClient, age: str):
    assert send(client, "/join/age", age=age).status_code == 422
    assert rows(app, StepDraft) == []


@pytest.mark.parametrize(
    "address", ["/join/age", "/join/consents/keep_health", "/join/consents/show_groups"]
)
def test_no_answer_is_chosen_beforehand(client: SiteClient, address: str):
    if "consents" in address:
        send(client, "/join/age", age="18")
        send(client, "/join/name", display_name="Quiet Heron")
        send(client, "/join/sign-in-details", email=EMAIL, password=PASSWORD)
        send(client, "/join/consents/keep_health", skip="1")
    page = client.page(address)
    assert len(page.select("input[type=radio]")) == (2 if "consents" in address else 3)
    assert page.select("input[checked]") == []
    assert send(client, address).status_code == 422


def test_an_idea_for_a_name_is_one_press(app: Flask, client: SiteClient):
    send(client, "/join/age", age="18")
    idea = client.page("/join/name").find("button", {"name": "idea"})["value"]
    assert send(client, "/join/name", idea=idea).location == "/join/sign-in-details"
    assert rows(app, StepDraft)[0].answers["display_name"] == idea


def test_a_name_taken_meanwhile_is_asked_for_again(app: Flask, client: SiteClient):
    join_up_to_check(client, name="Quiet Heron", email=EMAIL)
    join(app.test_client(), name="QUIET heron", email="faster@example.org")
    answer = send(client, "/join/check")
    assert answer.location == "/join/name"
    assert "This name is taken" in client.page("/join/name").text
    assert len(rows(app, Member)) == 1


def test_an_address_taken_in_the_same_moment_ends_like_any_other(
    app: Flask, client: SiteClient, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    make.member(email=EMAIL, display_name="Amber Fern")
    real, looks = signing_up.members.holder_of, []

    def too_early(key):
        looks.append(key)
        return real(key) if len(looks) > 1 else None

    monkeypatch.setattr(signing_up.members, "holder_of", too_early)
    assert join(client, name="Quiet Heron", email=EMAIL).location == "/join/done"
    assert [member.display_name for member in rows(app, Member)] == ["Amber Fern"]
    assert [letter.kind for letter in letters(app)] == ["known_address"]
    assert unfinished(app) == []


def test_pressing_twice_makes_one_account(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    assert send(client, "/join/check").location == "/join/done"
    assert len(rows(app, Member)) == 1


def test_a_name_that_gives_the_address_away_is_pointed_out(client: SiteClient):
    join_up_to_check(client, name="Ada Lovelace", email="ada.lovelace@example.org")
    assert "Your name looks like your e-mail address" in client.page("/join/check").text


def test_a_member_is_not_asked_to_join(client: SiteClient, make: Maker):
    client.sign_in(make.member())
    for address in ("/join", "/join/age", "/join/check"):
        assert client.get(address).location == "/me"


def test_reading_every_page_of_sign_up_writes_nothing(app: Flask, client: SiteClient):
    for address in ("/join", "/join/age", "/join/name", "/join/check", "/join/done"):
        client.get(address)
    assert rows(app, StepDraft) == []
    assert rows(app, Member) == []


def test_another_browser_does_not_see_the_draft(app: Flask, client: SiteClient):
    join_up_to_check(client, name="Quiet Heron", email=EMAIL)
    assert app.test_client().get("/join/check").location == "/join/age"


def test_an_unknown_purpose_is_not_found(client: SiteClient):
    client.page("/join/consents/sell_my_data", 404)
    assert send(client, "/join/consents/sell_my_data", answer="yes").status_code == 404
