"""Display settings follow a person on every page, with an account and without."""

from __future__ import annotations

import pytest

CHOICES = {
    "theme": "dusk",
    "size": "150",
    "spacing": "wide",
    "font": "plain",
    "motion": "off",
    "buttons": "big",
}


def html_of(client, address="/"):
    """The attributes of <html>."""
    return client.page(address).html.attrs


def test_a_visitors_choice_holds_on_every_page(client):
    client.post("/display", data=CHOICES)
    attributes = html_of(client, "/about")
    assert {name: attributes[f"data-{name}"] for name in CHOICES} == CHOICES


def test_a_members_choice_follows_them_to_another_device(app, client, cast):
    client.sign_in(cast.patient).post("/display", data=CHOICES)
    other_device = app.test_client().sign_in(cast.patient)
    assert html_of(other_device)["data-theme"] == "dusk"


def test_a_choice_changes_nothing_for_anybody_else(app, client, cast):
    client.sign_in(cast.patient).post("/display", data=CHOICES)
    assert html_of(app.test_client().sign_in(cast.stranger))["data-theme"] == "system"


def test_an_unknown_choice_is_refused_in_words(client):
    answer = client.post("/display", data={**CHOICES, "theme": "neon"})
    assert answer.status_code == 422
    assert html_of(client)["data-theme"] == "system"


@pytest.mark.parametrize("cookie", ["{", "[]", '{"theme": "x\\" onload=y"}', '{"size": 3}', "null"])
def test_a_forged_cookie_changes_nothing(client, cookie):
    client.set_cookie("display", cookie)
    assert html_of(client)["data-theme"] == "system"
    assert html_of(client)["data-size"] == "100"


def test_the_form_shows_what_is_chosen(client):
    client.post("/display", data=CHOICES)
    page = client.page("/display")
    chosen = {box["name"]: box["value"] for box in page.select("input[checked]")}
    assert chosen == CHOICES


def test_a_cookie_that_nobody_typed_breaks_no_page(client):
    client.set_cookie("display", "[" * 3000)
    assert client.get("/about").status_code == 200
