"""Where a member left off: kept only when asked, never moved back by itself, wiped at will."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.community.models import ReadingPlace
from tests.factories import Maker
from tests.support.client import SiteClient


@pytest.fixture
def long_topic(make: Maker, cast: SimpleNamespace, square: SimpleNamespace):
    return make.topic(group=square.group, by=cast.patient, title="Long walk", replies=49)


def remember(client: SiteClient, topic, position, **values: str):
    data = {"position": position} | values
    return client.post(f"/topics/{topic.public_id}/place", data=data)


def test_reading_alone_keeps_nothing(client: SiteClient, cast: SimpleNamespace, long_topic, rows):
    client.sign_in(cast.stranger).page(f"/topics/{long_topic.public_id}?page=3")
    assert not rows(ReadingPlace)


def test_the_button_keeps_the_last_post_of_the_page(
    client: SiteClient, cast: SimpleNamespace, long_topic, rows
):
    page = client.sign_in(cast.stranger).page(f"/topics/{long_topic.public_id}?page=2")
    form = page.select_one("form.keep-place")
    data = {part["name"]: part["value"] for part in form.select("[name]")}
    answer = client.post(form["action"], data=data)
    assert answer.location == f"/topics/{long_topic.public_id}?page=2"
    assert [(one.member_id, one.position) for one in rows(ReadingPlace)] == [(cast.stranger.id, 40)]


def test_the_way_back_stands_first_and_says_what_is_new(
    client: SiteClient, cast: SimpleNamespace, long_topic
):
    remember(client.sign_in(cast.stranger), long_topic, 21)
    page = client.page(f"/topics/{long_topic.public_id}")
    link = page.select_one("a.continue-link")
    assert link["href"] == f"/topics/{long_topic.public_id}?page=2#p-22"
    assert "post 22, on page 2." in link.text and "20 or more are new" in link.text
    page = client.page(f"/topics/{long_topic.public_id}?page=2")
    mark = page.select_one(".since-mark")
    assert mark.find_next_sibling()["id"] == "p-22"
    assert len(page.select(".post.is-new")) == 19


def test_who_has_read_everything_sees_nothing_new(
    client: SiteClient, cast: SimpleNamespace, long_topic
):
    remember(client.sign_in(cast.stranger), long_topic, 50)
    last = client.page(f"/topics/{long_topic.public_id}?page=3")
    assert not last.select("a.continue-link") and not last.select(".since-mark")
    first = client.page(f"/topics/{long_topic.public_id}")
    assert first.select_one("a.continue-link")["href"].endswith("?page=3#p-50")


def test_a_place_moves_forward_by_itself_and_back_only_when_asked(
    client: SiteClient, cast: SimpleNamespace, long_topic, rows
):
    client.sign_in(cast.stranger)
    for position, asked, kept in ((30, {}, 30), (10, {}, 30), (31, {}, 31), (9, {"asked": "1"}, 9)):
        remember(client, long_topic, position, **asked)
        assert [one.position for one in rows(ReadingPlace)] == [kept]


def test_a_place_never_lies_behind_the_last_post(
    client: SiteClient, cast: SimpleNamespace, long_topic, rows
):
    remember(client.sign_in(cast.stranger), long_topic, 999_999)
    assert rows(ReadingPlace)[0].position == 50


@pytest.mark.parametrize("position", ["", "x", "0", "-3", "99999999999999999999999"])
def test_what_is_no_number_of_a_post_keeps_nothing(
    client: SiteClient, cast: SimpleNamespace, long_topic, rows, position: str
):
    answer = remember(client.sign_in(cast.stranger), long_topic, position)
    assert answer.status_code in (303, 404, 422)
    assert [one.position for one in rows(ReadingPlace)] in ([], [50])


def test_my_places_shows_mine_and_wipes_one(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, long_topic, rows
):
    remember(client.application.test_client().sign_in(cast.carer), square.topic, 1)
    client.sign_in(cast.stranger)
    remember(client, long_topic, 25)
    remember(client, square.topic, 2)
    page = client.page("/places")
    assert "Long walk" in page.main.text and "post 25 of 50" in page.main.text
    client.post(f"/topics/{long_topic.public_id}/place/forget")
    left = [(one.member_id, one.topic_id) for one in rows(ReadingPlace)]
    assert left == [(cast.carer.id, square.topic.id), (cast.stranger.id, square.topic.id)]


def test_wiping_all_wipes_mine_only(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, long_topic, rows
):
    remember(client.application.test_client().sign_in(cast.carer), square.topic, 1)
    remember(client.sign_in(cast.stranger), long_topic, 25)
    answer = client.post("/places/forget")
    assert "No places kept" in client.page(answer.location).main.text
    assert [one.member_id for one in rows(ReadingPlace)] == [cast.carer.id]


def test_a_place_in_a_group_one_left_is_not_shown_but_can_be_wiped(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace, rows
):
    remember(client.sign_in(cast.patient), circle.topic, 2)
    client.post("/groups/quiet-circle/leave")
    assert "Soup day" not in client.page("/places").text
    client.post("/places/forget")
    assert not rows(ReadingPlace)


@pytest.mark.parametrize("address", ["/places", "/groups/mine"])
def test_my_pages_ask_for_a_sign_in(client: SiteClient, address: str):
    assert client.get(address).status_code in (302, 303)
