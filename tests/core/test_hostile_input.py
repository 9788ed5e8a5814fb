"""Input that nobody types by hand: it may be refused, it may not break or stop anything."""

from __future__ import annotations

import base64

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Member
from app.core.database import db
from app.core.errors import NotFound
from app.core.logging import without_what_was_typed
from app.core.pagination import decode_key, instant
from app.core.rate_limits import network_of
from app.core.text import MOST_ADDRESSES, render_markdown
from app.core.transactions import unit_of_work


def key(words: str) -> str:
    """The words as a key in an address."""
    return base64.urlsafe_b64encode(words.encode()).decode()


@pytest.mark.parametrize(
    "words",
    ['["a",1180591620717411303424]', '["a",-1180591620717411303424]', '["\\ud800",1]', "[" * 1500],
)
def test_a_key_that_no_column_can_hold_is_not_found(words: str) -> None:
    with pytest.raises(NotFound):
        decode_key(key(words), 2)


@pytest.mark.parametrize(
    "word", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2020-01-01", "x", 7]
)
def test_a_moment_outside_of_all_calendars_is_not_found(word: object) -> None:
    with pytest.raises(NotFound):
        instant(word)


def test_more_addresses_than_anybody_writes_stay_words() -> None:
    assert render_markdown("http://a.org " * MOST_ADDRESSES).count("<a ") == MOST_ADDRESSES
    assert "<a " not in render_markdown("http://a.org " * (MOST_ADDRESSES + 1))


def test_an_error_of_the_database_repeats_nothing_that_was_typed(inside: Flask) -> None:
    names = {"display_name": "Canary", "name_key": "canary", "password_hash": "hash of canary"}
    with pytest.raises(IntegrityError) as refused, unit_of_work():
        for _ in range(2):
            db.session.add(Member(**names))
            db.session.flush()
    assert "hash of canary" not in str(refused.value)
    logged = without_what_was_typed(None, "error", {"exc_info": refused.value})
    assert logged["error"] == "IntegrityError" and "test_hostile_input" in logged["trace"]
    assert "hash of canary" not in str(logged) and "(canary)" not in str(logged)


@pytest.mark.parametrize("host", ["2001:db8::1", "2001:db8::aaaa:1:2:3", "2001:db8:0:0:9:9:9:9"])
def test_every_address_of_one_household_is_one_caller(host: str) -> None:
    assert network_of(host) == network_of("2001:db8::ffff:ffff:ffff:ffff")
    assert network_of(host) != network_of("2001:db8:0:1::1")


def test_addresses_of_the_old_kind_stay_apart_in_either_spelling() -> None:
    assert network_of("192.0.2.1") == network_of("::ffff:192.0.2.1") != network_of("192.0.2.2")
    assert network_of("unknown") == "unknown"
