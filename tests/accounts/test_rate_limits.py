"""Too many tries: a page that asks to wait, nothing typed is lost, nobody is locked out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.accounts.browser import PASSWORD, send, sign_in

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

WRONG = "wrong words here"


def test_the_sixth_bad_try_in_a_minute_has_to_wait(limited: Flask, with_password: Callable):
    with_password(email="ada@example.org")
    client = limited.test_client()
    assert [sign_in(client, "ada@example.org", WRONG).status_code for _ in range(5)] == [401] * 5
    answer = sign_in(client, "ADA@example.org ", WRONG, next="/me")
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert "ADA@example.org" in answer.text
    assert 'value="/me"' in answer.text
    assert WRONG not in answer.text


def test_an_unknown_address_is_limited_just_the_same(limited: Flask):
    client = limited.test_client()
    statuses = [sign_in(client, "nobody@example.org", WRONG).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_a_stranger_cannot_lock_a_member_out_of_a_device_they_use(
    limited: Flask, with_password: Callable
):
    with_password(email="ada@example.org")
    own, stranger = limited.test_client(), limited.test_client()
    sign_in(own, "ada@example.org")
    send(own, "/sign-out")
    for _ in range(6):
        refused = sign_in(stranger, "ada@example.org", WRONG)
    assert refused.status_code == 429
    assert sign_in(stranger, "ada@example.org", PASSWORD).status_code == 429
    assert sign_in(own, "ada@example.org", PASSWORD).status_code == 303


def test_the_mark_of_a_known_device_counts_for_its_own_address_only(
    limited: Flask, with_password: Callable
):
    with_password(email="mallory@example.org")
    with_password(email="ada@example.org")
    mallory = limited.test_client()
    sign_in(mallory, "mallory@example.org")
    send(mallory, "/sign-out")
    plain = limited.test_client()
    for _ in range(5):
        sign_in(plain, "ada@example.org", WRONG)
    assert sign_in(mallory, "ada@example.org", WRONG).status_code == 429


def test_good_tries_are_not_counted(limited: Flask, with_password: Callable):
    with_password(email="ada@example.org")
    for _ in range(8):
        assert sign_in(limited.test_client(), "ada@example.org").status_code == 303


def test_one_network_cannot_try_many_addresses(limited: Flask):
    client = limited.test_client()
    for n in range(20):
        assert sign_in(client, f"member{n}@example.org", WRONG).status_code == 401
    assert sign_in(client, "another@example.org", WRONG).status_code == 429
    elsewhere = {"REMOTE_ADDR": "203.0.113.7"}
    answer = client.post(
        "/sign-in",
        data={"email": "another@example.org", "password": WRONG},
        environ_overrides=elsewhere,
    )
    assert answer.status_code == 401


def test_a_claimed_forwarding_address_does_not_help(limited: Flask):
    client = limited.test_client()
    for n in range(20):
        sign_in(client, f"member{n}@example.org", WRONG)
    answer = client.post(
        "/sign-in",
        data={"email": "x@example.org", "password": WRONG},
        headers={"X-Forwarded-For": "203.0.113.7"},
    )
    assert answer.status_code == 429


def test_sign_up_is_limited_per_address_and_gives_back_what_was_typed(limited: Flask):
    client = limited.test_client()
    send(client, "/join/age", age="18")
    send(client, "/join/name", display_name="Quiet Heron")
    fields = {"email": "ada@example.org", "password": "short"}
    for _ in range(20):
        assert send(client, "/join/sign-in-details", **fields).status_code == 422
    answer = send(client, "/join/sign-in-details", **fields)
    assert answer.status_code == 429
    assert "ada@example.org" in answer.text
    assert int(answer.headers["Retry-After"]) > 0


def test_names_cannot_be_tried_out_without_end(limited: Flask):
    client = limited.test_client()
    send(client, "/join/age", age="18")
    for n in range(120):
        send(client, "/join/name", display_name=f"Quiet Heron {n}")
    answer = send(client, "/join/name", display_name="Amber Fern")
    assert answer.status_code == 429
    assert 'value="Amber Fern"' in answer.text


def test_a_browser_that_keeps_sending_forms_fills_no_table(limited: Flask):
    client = limited.test_client()
    kept = [
        "We kept what you wrote" in send(client, "/me/name", display_name="Quiet Heron").text
        for _ in range(61)
    ]
    assert kept == [True] * 60 + [False]
