"""Three audiences, six kinds of people: who gets which page."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.factories import Maker
from tests.support.client import SiteClient

OUTSIDERS = ("ex_member", "stranger", "moderator", "clinician", "operator")


@pytest.mark.parametrize("who", ["patient", "other_patient", "steward"])
def test_members_read_the_topics_of_their_group(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace, who: str
):
    client.sign_in(getattr(cast, who))
    assert "Soup day" in client.page("/groups/quiet-circle").main.text
    assert "Heron words" in client.page(f"/topics/{circle.topic.public_id}").main.text


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_get_404_for_what_only_members_read(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace, who: str
):
    client.sign_in(getattr(cast, who))
    for address in (
        f"/topics/{circle.topic.public_id}",
        f"/posts/{circle.reply.public_id}",
        f"/posts/{circle.reply.public_id}/history",
        f"/topics/{circle.topic.public_id}/reply",
        "/groups/quiet-circle/topics/new",
    ):
        page = client.page(address, 404)
        assert "Soup" not in page.text and "words" not in page.main.text


def test_people_with_an_account_find_the_door_but_not_the_topics(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace
):
    page = client.sign_in(cast.stranger).page("/groups/quiet-circle")
    assert "For people who rest a lot" in page.main.text
    assert "You read here once you are a member" in page.main.text
    assert "Soup day" not in page.text and "patient" not in page.main.text


@pytest.mark.parametrize("audience", ["members", "group"])
def test_without_an_account_only_public_groups_exist(
    client: SiteClient, make: Maker, cast: SimpleNamespace, audience: str
):
    group = make.group(audience=audience, name="Hidden heron", members=(cast.patient,))
    topic = make.topic(group=group, by=cast.patient, title="Hidden day")
    post = make.post(topic=topic, by=cast.patient, body="Hidden words")
    for address in (
        f"/groups/{group.slug}",
        f"/topics/{topic.public_id}",
        f"/posts/{post.public_id}",
        f"/posts/{post.public_id}/history",
    ):
        assert "Hidden" not in client.page(address, 404).text
    assert "Hidden" not in client.page("/groups").text


def test_everybody_reads_a_public_group(client: SiteClient, square: SimpleNamespace):
    assert "Market day" in client.page("/groups/open-square").main.text
    assert "Finch words" in client.page(f"/topics/{square.topic.public_id}").main.text


def test_every_account_reads_a_group_for_members_of_the_site(
    client: SiteClient, make: Maker, cast: SimpleNamespace
):
    group = make.group(audience="members", members=(cast.patient,))
    topic = make.topic(group=group, by=cast.patient, body="Wagtail words")
    assert "Wagtail" in client.sign_in(cast.stranger).page(f"/topics/{topic.public_id}").main.text


def test_who_leaves_reads_nothing_from_then_on(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace
):
    client.sign_in(cast.patient).page(f"/topics/{circle.topic.public_id}")
    client.post("/groups/quiet-circle/leave")
    client.page(f"/topics/{circle.topic.public_id}", 404)
    assert client.post(f"/posts/{circle.reply.public_id}/react").status_code == 404


@pytest.mark.parametrize(
    "address", ["/groups/none", "/topics/none", "/posts/none", "/posts/none/history"]
)
def test_what_is_not_there_answers_like_what_is_hidden(
    client: SiteClient, cast: SimpleNamespace, address: str
):
    client.sign_in(cast.patient).page(address, 404)


@pytest.mark.parametrize(
    "address",
    ["/groups/a%00b", "/topics/%00", "/posts/%00", "/groups?q=a%00b", "/groups?after=%00"],
)
def test_letters_that_no_database_takes_break_nothing(
    client: SiteClient, square: SimpleNamespace, address: str
):
    assert client.get(address).status_code < 500
