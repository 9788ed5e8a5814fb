"""Ids of one group used from inside another: nothing is found, nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from app.community.models import Membership, Post, PostRevision, Reaction, ReadingPlace, Topic
from tests.support.client import SiteClient

ON_A_POST = ("react", "edit", "delete", "restore", "history/forget")
VALUES = {"kind": "thanks", "title": "Taken over", "body": "Taken over", "position": "1"}


def everything(rows: Callable[..., list[Any]]) -> list[Any]:
    """All that could have changed."""
    return [
        {name: value for name, value in vars(one).items() if not name.startswith("_")}
        for model in (Topic, Post, PostRevision, Reaction, ReadingPlace, Membership)
        for one in rows(model)
    ]


@pytest.mark.parametrize("act", ON_A_POST)
@pytest.mark.parametrize("who", ["stranger", "ex_member", "carer", "operator", "moderator"])
def test_a_post_of_another_group_is_not_found(
    client: SiteClient,
    cast: SimpleNamespace,
    circle: SimpleNamespace,
    rows: Callable[..., list[Any]],
    act: str,
    who: str,
):
    client.sign_in(getattr(cast, who))
    before = everything(rows)
    answer = client.post(f"/posts/{circle.reply.public_id}/{act}", data=VALUES)
    assert answer.status_code == 404
    assert everything(rows) == before


@pytest.mark.parametrize("act", ["reply", "place"])
@pytest.mark.parametrize("who", ["stranger", "ex_member", "carer"])
def test_a_topic_of_another_group_is_not_found(
    client: SiteClient,
    cast: SimpleNamespace,
    circle: SimpleNamespace,
    rows: Callable[..., list[Any]],
    act: str,
    who: str,
):
    client.sign_in(getattr(cast, who))
    before = everything(rows)
    assert client.post(f"/topics/{circle.topic.public_id}/{act}", data=VALUES).status_code == 404
    assert everything(rows) == before


@pytest.mark.parametrize("act", ["edit", "delete", "restore", "history/forget"])
def test_a_post_of_somebody_else_in_the_same_group_is_refused(
    client: SiteClient,
    cast: SimpleNamespace,
    circle: SimpleNamespace,
    rows: Callable[..., list[Any]],
    act: str,
):
    client.sign_in(cast.patient)
    before = everything(rows)
    answer = client.post(f"/posts/{circle.reply.public_id}/{act}", data=VALUES)
    assert answer.status_code == (404 if act == "restore" else 403)
    assert everything(rows) == before


@pytest.mark.parametrize(
    "address",
    ["posts/{post}/react", "topics/{topic}/reply", "posts/{post}/edit", "posts/{post}/delete"],
)
def test_who_may_read_but_is_outside_is_told_so(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, address: str
):
    client.sign_in(cast.stranger)
    filled = address.format(post=square.reply.public_id, topic=square.topic.public_id)
    assert client.post(f"/{filled}", data=VALUES).status_code == 403


@pytest.mark.parametrize("act", ON_A_POST)
def test_nothing_is_done_for_nobody(
    client: SiteClient,
    square: SimpleNamespace,
    rows: Callable[..., list[Any]],
    act: str,
):
    before = everything(rows)
    answer = client.post(f"/posts/{square.reply.public_id}/{act}", data=VALUES)
    assert answer.status_code in (302, 303, 401, 403)
    assert everything(rows) == before


@pytest.mark.parametrize(
    "address",
    [
        "/groups/open-square/join",
        "/groups/open-square/leave",
        "/groups/open-square/stewards",
        "/places/forget",
        "/posts/x/react",
        "/posts/x/delete",
        "/posts/x/restore",
        "/posts/x/history/forget",
        "/topics/x/place",
        "/topics/x/place/forget",
    ],
)
def test_what_changes_something_is_never_a_link(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, address: str
):
    assert client.sign_in(cast.patient).get(address).status_code == 405


@pytest.mark.parametrize("address", ["/groups", "/groups/mine", "/groups/open-square", "/places"])
def test_what_is_a_page_takes_no_form(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, address: str
):
    assert client.sign_in(cast.patient).post(address).status_code == 405
