"""Muting and blocking: from anywhere, seen on one page, taken back at any time."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries


@pytest.fixture
def member(app: Flask, cast: SimpleNamespace) -> SiteClient:
    browser: SiteClient = app.test_client().sign_in(cast.patient)  # type: ignore[attr-defined]
    return browser


def avoided(member: SiteClient) -> dict[str, str]:
    """Names on the page, and what was decided."""
    lines = member.page("/me/avoided").select(".room-line")
    return {line.h2.text: line.select_one(".tag").text for line in lines}


def test_somebody_is_muted_then_blocked_then_heard_again(
    member: SiteClient, cast: SimpleNamespace
) -> None:
    person = f"/members/{cast.stranger.public_id}"
    assert avoided(member) == {}

    member.post(f"{person}/avoid", data={"kind": "mute"})
    assert avoided(member) == {"stranger": "Muted"}
    member.post(f"{person}/avoid", data={"kind": "block"})
    assert avoided(member) == {"stranger": "Blocked"}
    member.post(f"{person}/hear", data={"kind": "block"})
    undo = member.page("/me/avoided").select(".undo-notice form")[-1]
    assert avoided(member) == {}
    kind = undo.select_one("input[name=kind]")["value"]
    member.post(undo["action"], data={"kind": kind})
    assert avoided(member) == {"stranger": "Blocked"}


def test_each_sees_only_their_own_list(
    app: Flask, member: SiteClient, cast: SimpleNamespace
) -> None:
    stranger = app.test_client().sign_in(cast.stranger)  # type: ignore[attr-defined]
    member.post(f"/members/{cast.stranger.public_id}/avoid", data={"kind": "block"})

    assert avoided(stranger) == {}
    stranger.post(f"/members/{cast.stranger.public_id}/hear")
    assert avoided(member) == {"stranger": "Blocked"}


def test_one_is_led_back_to_where_one_was_and_nowhere_else(
    member: SiteClient, cast: SimpleNamespace
) -> None:
    address = f"/members/{cast.stranger.public_id}/avoid"

    for wanted, led in (("/groups#m-3", "/groups#m-3"), ("//example.org/x", "/me/avoided")):
        answer = member.post(address, data={"kind": "mute", "next": wanted})
        assert answer.location == led


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [("stranger", "kill", 422), ("stranger", "", 422), ("patient", "mute", 422),
     ("nobody", "mute", 404)],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(
    member: SiteClient, cast: SimpleNamespace, who: str, kind: str, status: int
) -> None:
    person = getattr(cast, who).public_id if who != "nobody" else "nobodyhere12"

    answer = member.post(f"/members/{person}/avoid", data={"kind": kind})

    assert answer.status_code == status
    assert avoided(member) == {}


def test_the_page_asks_two_questions(
    make: Maker, member: SiteClient, cast: SimpleNamespace
) -> None:
    for other in (cast.stranger, cast.carer, make.member()):
        member.post(f"/members/{other.public_id}/avoid", data={"kind": "mute"})
    member.page("/me/avoided")

    with count_queries() as seen:
        member.page("/me/avoided")

    assert len(seen) == 2, seen
