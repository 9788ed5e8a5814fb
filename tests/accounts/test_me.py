"""Me: own name, clock and language; the way to everything of one's own."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from flask import Flask

from app.accounts.models import Member
from app.accounts.queries import viewer_of
from app.accounts.services import settings
from app.core.database import db
from app.core.errors import Forbidden, Invalid
from app.core.transactions import unit_of_work
from app.core.viewer import ANONYMOUS
from tests.accounts.browser import send
from tests.factories import Maker
from tests.support.client import SiteClient


def kept(app: Flask, member) -> Member:
    with app.app_context():
        return db.session.get(Member, member.id)


def test_me_shows_the_name_and_never_the_address(client: SiteClient, cast: SimpleNamespace):
    page = client.sign_in(cast.patient).page("/me")
    assert "patient" in page.h1.text
    assert cast.patient.email not in page.text
    links = {link["href"] for link in page.find("main").find_all("a")}
    assert {"/me/consents", "/me/devices", "/display", "/me/name", "/places"} <= links
    assert {"/me/carers", "/me/clinician", "/me/chat", "/me/avoided"} <= links


def test_only_operators_see_the_way_to_their_pages(app: Flask, cast: SimpleNamespace):
    for who in ("patient", "moderator", "clinician", "operator"):
        page = app.test_client().sign_in(getattr(cast, who)).page("/me")
        shown = {link["href"] for link in page.find_all("a", href=re.compile("^/operator/"))}
        own = {
            "/operator/members",
            "/operator/clinicians",
            "/operator/helplines",
            "/operator/letters",
        }
        assert shown == (own if who == "operator" else set()), who


def test_a_new_name_stands_at_once(app: Flask, client: SiteClient, cast: SimpleNamespace):
    answer = send(client.sign_in(cast.patient), "/me/name", display_name="  Amber \u200bFern ")
    assert (answer.status_code, answer.location) == (303, "/me")
    assert "Amber Fern" in client.page("/me").h1.text
    assert kept(app, cast.patient).name_key == "amberfem"
    assert kept(app, cast.other_patient).display_name == "other patient"


@pytest.mark.parametrize("name", ["", "x", "moderator", "a@b.example", "OTHER  member"])
def test_a_name_that_cannot_be_taken_comes_back(
    app: Flask, client: SiteClient, cast: SimpleNamespace, name: str
):
    send(app.test_client().sign_in(cast.other_patient), "/me/name", display_name="Other Member")
    answer = send(client.sign_in(cast.patient), "/me/name", display_name=name)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert kept(app, cast.patient).display_name == "patient"


def test_taking_ones_own_name_again_is_no_change(client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    for name in ("Amber Fern", "amber fern", "Amber Fern"):
        assert send(client, "/me/name", display_name=name).status_code == 303


def test_clock_and_language_are_kept(app: Flask, client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    send(client, "/me/clock-and-language", time_zone="Asia/Tokyo", locale="en")
    member = kept(app, cast.patient)
    assert (member.time_zone, member.locale) == ("Asia/Tokyo", "en")
    page = client.page("/me/clock-and-language")
    assert page.find("option", value="Asia/Tokyo").has_attr("selected")
    assert "Asia/Tokyo" in client.page("/me").text
    send(client, "/me/clock-and-language", time_zone="", locale="")
    assert kept(app, cast.patient).time_zone is None


@pytest.mark.parametrize("fields", [{"time_zone": "Mars/Base", "locale": ""},
                                    {"time_zone": "UTC", "locale": "tlh"}])  # fmt: skip
def test_a_strange_clock_or_language_is_refused(app, client, cast, fields):
    client.sign_in(cast.patient)
    assert send(client, "/me/clock-and-language", **fields).status_code == 422
    assert kept(app, cast.patient).time_zone is None


def test_the_service_refuses_what_the_form_would(inside: Flask, make: Maker):
    by = viewer_of(make.member().id)
    for zone, locale in (("Mars/Base", ""), ("UTC", "tlh")):
        with pytest.raises(Invalid), unit_of_work():
            settings.choose_clock_and_language(by=by, time_zone=zone, locale=locale, offered=["en"])


def test_display_settings_keep_known_keys_only(inside: Flask, make: Maker):
    member = make.member()
    with unit_of_work():
        settings.remember_display(
            by=viewer_of(member.id), display={"theme": "dusk", "is_operator": "yes"}
        )
    assert viewer_of(member.id).display == {"theme": "dusk"}


def test_a_visitor_sets_nothing(inside: Flask):
    with pytest.raises(Forbidden), unit_of_work():
        settings.remember_display(by=ANONYMOUS, display={"theme": "dusk"})
    with pytest.raises(Forbidden), unit_of_work():
        settings.rename(by=ANONYMOUS, display_name="Amber Fern")


COLUMNS = {"id": "1", "email": "x@example.org", "password_hash": "x", "origin": "x", "display": "{}",
           "public_id": "x", "roles": "operator", "age_confirmed": "3"}  # fmt: skip


def test_nothing_but_the_asked_for_fields_changes(app, client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    before = kept(app, cast.patient)
    send(client, "/me/name", display_name="Amber Fern", **COLUMNS)
    send(client, "/me/clock-and-language", time_zone="UTC", locale="", **COLUMNS)
    after = kept(app, cast.patient)
    same = ("id", "public_id", "email", "email_key", "password_hash", "origin", "age_confirmed")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert after.display == before.display
