"""A role does nothing before the second step; until then only a few doors are open."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask, url_for

from app.accounts.queries import viewer_of
from app.accounts.services import granting, sessions
from app.core.access import is_open_before_second_factor
from app.core.transactions import unit_of_work
from tests.accounts.browser import send, sign_in
from tests.accounts.second_steps import code, give_app, give_code, up_to_second_step
from tests.conftest import ROLES
from tests.factories import Maker
from tests.support.client import SiteClient

# Every door that is open to staff without a second step. A new one needs a reason to be here.
OPEN = {
    "static",
    # Setting it up, giving it, and proving oneself for that.
    "accounts.second_step",
    "accounts.begin_codes",
    "accounts.set_up_codes",
    "accounts.confirm_codes",
    "accounts.remove_codes",
    "accounts.renew_recovery_codes",
    "accounts.my_passkeys",
    "accounts.ask_for_new_passkey",
    "accounts.add_passkey",
    "accounts.remove_passkey",
    "accounts.give_second_step_again",
    "accounts.give_second_step",
    "accounts.send_second_step",
    "accounts.ask_for_passkey_as_second_step",
    "accounts.prove",
    "accounts.send_proof",
    "accounts.prove_by_passkey",
    "accounts.ask_for_passkey_again",
    "accounts.send_passkey_proof",
    # Help, being able to read, and leaving.
    "web.help_now",
    "web.display_settings",
    "web.save_display_settings",
    "accounts.sign_out",
    "accounts.signed_out",
    # Monitors, and whom to tell about a hole.
    "web.live",
    "web.ready",
    "web.security_txt",
}


@pytest.fixture
def staff(app: Flask, client: SiteClient, make: Maker) -> SiteClient:
    """A moderator's browser, with the password given and nothing more."""
    return without_second_step(client, make.member(roles=("moderator",)))


def without_second_step(client: SiteClient, member) -> SiteClient:
    with client.application.app_context(), unit_of_work():
        word = sessions.start_session(member_id=member.id, device="Phone")
    client.set_cookie("session", word)
    return client


def test_the_open_doors_are_those_of_the_list(app: Flask):
    marked = {name for name in app.view_functions if is_open_before_second_factor(app, name)}
    assert marked == OPEN


@pytest.mark.parametrize("role", ROLES)
def test_a_role_waits_until_the_second_step_was_given(inside: Flask, make: Maker, role: str):
    member, other = make.member(roles=(role,)), make.member()
    with unit_of_work():
        words = [
            sessions.start_session(member_id=one.id, device="Phone", with_second_factor=given)
            for one, given in ((member, False), (member, True), (other, False))
        ]
    found = [sessions.viewer_behind(word)[0] for word in words]
    assert [viewer.roles for viewer in found] == [frozenset(), {role}, frozenset()]
    assert [viewer.waiting_roles for viewer in found] == [{role}, frozenset(), frozenset()]


def addresses_without_values(app: Flask) -> list[tuple[str, str, str]]:
    """Every route whose address needs no value: endpoint, method, address."""
    with app.test_request_context():
        return [
            (rule.endpoint, "GET" if "GET" in rule.methods else "POST", url_for(rule.endpoint))
            for rule in app.url_map.iter_rules()
            if not rule.arguments
        ]


def test_every_other_page_leads_to_setting_it_up(app: Flask, staff: SiteClient):
    closed = [one for one in addresses_without_values(app) if one[0] not in OPEN]
    led = {
        endpoint: staff.open(address, method=method).location
        for endpoint, method, address in closed
    }
    assert len(led) > 40
    assert {name: goal for name, goal in led.items() if goal != "/me/second-step"} == {}


@pytest.mark.parametrize(
    "address", ["/help-now", "/me/second-step", "/display", "/signed-out", "/health/live"]
)
def test_these_pages_are_open(staff: SiteClient, address: str):
    staff.page(address)


def test_a_page_that_is_not_there_is_not_there(staff: SiteClient):
    staff.page("/no-such-page", 404)


def test_signing_out_works(staff: SiteClient):
    assert send(staff, "/sign-out").location == "/signed-out"


def test_the_page_says_why_and_offers_both_ways(staff: SiteClient):
    page = staff.page("/me/second-step")
    assert "Set up a second step" in page.h1.text
    assert "others rely on" in page.text
    assert page.select_one('form[action="/me/second-step/app"]')
    assert page.select_one('form[action="/sign-out"]')


def test_setting_up_an_app_opens_everything_under_a_new_word(
    app: Flask, client: SiteClient, make: Maker
):
    without_second_step(client, make.member(roles=("operator",)))
    before = client.get_cookie("session").value
    send(client, "/me/second-step/app")
    groups = client.page("/me/second-step/app").select(".code-key span")
    seed = "".join(group.text for group in groups)
    send(client, "/me/second-step/app/confirm", code=code(seed))
    assert client.get_cookie("session").value != before
    client.page("/operator/members")
    thief = app.test_client()
    thief.set_cookie("session", before)
    assert thief.get("/me").location.startswith("/sign-in")


def test_staff_who_sign_in_with_a_code_work_at_once(
    app: Flask, client: SiteClient, with_password: Callable
):
    member = with_password(email="ada@example.org", roles=("operator",))
    give_app(app, member)
    up_to_second_step(client)
    give_code(client, code())
    client.page("/operator/members")


def test_staff_without_one_sign_in_and_are_led_to_setting_it_up(
    client: SiteClient, with_password: Callable
):
    with_password(email="ada@example.org", roles=("operator",))
    sign_in(client, "ada@example.org")
    assert client.get("/operator/members").location == "/me/second-step"


def test_removing_the_last_one_makes_the_role_wait_again(
    app: Flask, client: SiteClient, make: Maker
):
    member = make.member(roles=("operator",))
    give_app(app, member)
    client.sign_in(member).page("/operator/members")
    send(client, "/me/second-step/app/remove")
    assert client.get("/operator/members").location == "/me/second-step"


def test_who_becomes_staff_goes_on_after_giving_the_second_step(
    app: Flask, client: SiteClient, make: Maker
):
    member = make.member()
    give_app(app, member)
    client.sign_in(member).page("/me")
    with app.app_context(), unit_of_work():
        granting.grant(
            by=granting.THE_SERVER, member=viewer_of(member.id), role="operator", reason="elected"
        )
    assert client.get("/me").location == "/me/second-step"
    assert "Give my second step" in client.page("/me/second-step").text
    send(client, "/me/second-step/give")
    assert give_code(client, code()).status_code == 303
    client.page("/operator/members")


def test_members_set_one_up_if_they_want(client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient).page("/me")
    page = client.page("/me/second-step")
    assert "others rely on" not in page.text
    assert "None yet" in client.page("/me/sign-in").text


@pytest.mark.parametrize(
    ("origin", "demo", "is_open"),
    [("demo", True, True), ("demo", False, False), ("sign-up", True, False)],
)
def test_people_of_a_demonstration_are_exempt_while_it_is_one(
    app: Flask, client: SiteClient, make: Maker, monkeypatch, origin: str, demo: bool, is_open: bool
):
    monkeypatch.setitem(app.config, "DEMO", demo)
    without_second_step(client, make.member(roles=("operator",), origin=origin))
    assert (client.get("/operator/members").status_code == 200) is is_open
    assert ("This is a demonstration: people" in client.page("/me/second-step").text) is is_open
