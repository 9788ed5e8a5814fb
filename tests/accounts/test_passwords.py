"""Which passwords are refused, how they are kept."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from flask import Flask

from app.accounts.services import hashing, password_rules
from app.core.errors import Invalid
from tests.accounts.browser import send
from tests.support.client import SiteClient

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

ABOUT = ("Common Thread", "Quiet Heron", "maria.lopez@example.org")

WEAK = [
    "password1234",
    "passwordpassword",
    "Password123!",
    "123456789012",
    "qwertyuiop12",
    "qwertyuiopasdfgh",
    "1q2w3e4r5t6y",
    "aaaaaaaaaaaaaaa",
    "abcabcabcabc",
    "iloveyou1234",
    "sunshine2024",
    "december2025",
    "commonthread",
    "CommonThread2026",
    "common thread",
    "quietheron1!",
    "maria.lopez99",
    "lopezlopezlopez",
    "maria.lopez@example.org",
    "correct horse battery staple",
    "            ",
]
GOOD = [
    "kettle orchard plover nine",
    "zq8Hn2-mmLw0",
    "мой кот любит рыбу",
    "blue kettle window",
    "x7 тёплый chair " * 5,
    "emoji 🫖🪟🌾 and words",
]


@pytest.mark.parametrize("password", WEAK)
def test_a_password_that_a_thief_would_try_first_is_refused(inside: Flask, password: str):
    with pytest.raises(Invalid) as refusal:
        password_rules.check(password, about=ABOUT)
    assert refusal.value.field == "password"


@pytest.mark.parametrize("password", GOOD)
def test_a_good_password_needs_no_kind_of_character(inside: Flask, password: str):
    password_rules.check(password, about=ABOUT)


@pytest.mark.parametrize(("password", "word"), [("x7 kettle!", "longer"), ("ö7-" * 400, "shorter")])
def test_the_limits_of_length_are_said_in_words(inside: Flask, password: str, word: str):
    with pytest.raises(Invalid, match=word):
        password_rules.check(password, about=ABOUT)


def test_sixty_four_and_a_thousand_characters_are_allowed(inside: Flask):
    mixed = "kettle orchard plover nine Tuesday violin "
    for length in (64, 1000):
        password_rules.check((mixed * 30)[:length], about=ABOUT)


def test_a_huge_password_is_refused_without_being_judged_or_hashed(
    client: SiteClient, monkeypatch: pytest.MonkeyPatch
):
    def never(*_args):
        raise AssertionError("work for a stranger")

    monkeypatch.setattr(hashing, "hash_password", never)
    monkeypatch.setattr("zxcvbn.zxcvbn", never)
    send(client, "/join/age", age="18")
    send(client, "/join/name", display_name="Quiet Heron")
    fields = {"email": "ada@example.org", "password": "a7" * 200_000}
    answer = send(client, "/join/sign-in-details", **fields)
    assert answer.status_code == 422
    assert "at most 1,000 characters" in answer.text


def test_a_huge_password_at_sign_in_is_not_hashed(
    client: SiteClient, monkeypatch: pytest.MonkeyPatch
):
    def never(*_args):
        raise AssertionError("work for a stranger")

    monkeypatch.setattr(hashing, "matches", never)
    answer = send(client, "/sign-in", email="ada@example.org", password="a7" * 200_000)
    assert answer.status_code == 401


def test_the_hash_is_argon2id_with_the_configured_costs_and_its_own_salt(inside: Flask):
    first, second = (hashing.hash_password("kettle orchard plover") for _ in range(2))
    assert first.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    assert first != second
    assert hashing.matches(first, "kettle orchard plover")
    assert not hashing.matches(first, "kettle orchard Plover")
    assert not hashing.matches(None, "no account has this password")
    assert not hashing.matches("not a hash", "kettle orchard plover")


def test_a_hash_is_outdated_when_the_costs_were_raised(inside: Flask, monkeypatch):
    kept = hashing.hash_password("kettle orchard plover")
    assert not hashing.is_outdated(kept)
    costs = {"time_cost": 2, "memory_cost": 64, "parallelism": 1}
    monkeypatch.setitem(inside.config, "ARGON2", costs)
    assert hashing.is_outdated(kept)
    assert hashing.matches(kept, "kettle orchard plover")


def test_under_gevent_hashing_runs_in_native_threads(inside: Flask, monkeypatch):
    import gevent

    used: list[str] = []

    def apply(work, args):
        used.append(work.__name__)
        return work(*args)

    hub = SimpleNamespace(threadpool=SimpleNamespace(apply=apply))
    monkeypatch.setitem(
        sys.modules, "gevent.monkey", SimpleNamespace(is_module_patched=lambda _name: True)
    )
    monkeypatch.setattr(gevent, "get_hub", lambda: hub)
    kept = hashing.hash_password("kettle orchard plover")
    assert hashing.matches(kept, "kettle orchard plover")
    assert used == ["hash", "verify"]
