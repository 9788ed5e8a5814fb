"""The list of first posts that wait: as it is now, the oldest first, for those who may answer."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.accounts.queries import viewer_of
from app.community.services import hiding, posting
from app.core.clock import now
from app.core.transactions import unit_of_work
from app.engagement.queries import first_posts
from app.engagement.services.first_posts import waiting_posts
from tests.engagement.first_posts import start
from tests.support.client import SiteClient
from tests.support.queries import count_queries

LIST = "/groups/mine/care/first-posts"


@pytest.fixture
def group(make: Any, cast: SimpleNamespace) -> Any:
    """A group that only its members read; the stranger's group is another one."""
    make.group(members=(cast.stranger,), stewards=(cast.carer,), slug="other")
    return make.group(
        slug="mine",
        audience="group",
        members=(cast.patient, cast.other_patient),
        stewards=(cast.steward,),
    )


def say(app: Flask, by: Any, group: Any, title: str, **ago: float) -> Any:
    """Open a topic so long ago."""
    with app.app_context(), unit_of_work():
        return posting.open_topic(
            by=by.id, group_id=group.id, kind="question", title=title, body="Anybody?",
            at=now() - timedelta(**ago),
        )  # fmt: skip


def reply(app: Flask, by: Any, topic: Any) -> str:
    """Answer it; the post's public id."""
    with app.app_context(), unit_of_work():
        return posting.reply(by=by.id, topic_id=topic.id, body="Welcome.").public_id


def listed(client: SiteClient, who: Any, address: str = LIST) -> list[str]:
    """Titles on the page of somebody who looks."""
    links = client.sign_in(who).page(address).select("main ul h2 a")
    return [link.find(string=True, recursive=False) for link in links]


def test_the_oldest_stands_first_and_an_answer_takes_it_off(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    say(app, cast.patient, group, "Young", hours=2)
    old = say(app, cast.other_patient, group, "Old", hours=30)
    assert listed(client, cast.steward) == ["Old", "Young"]
    assert client.page(LIST).text.count("more than a day ago") == 1
    reply(app, cast.steward, old)
    assert listed(client, cast.steward) == ["Young"]


def test_first_words_under_a_topic_of_others_wait_too(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    topic = say(app, cast.patient, group, "Sleep", hours=2)
    reply(app, cast.other_patient, topic)
    assert listed(client, cast.steward) == ["In “Sleep”"]
    reply(app, cast.patient, topic)
    assert listed(client, cast.steward) == []


def test_nobody_answers_themselves(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    mine = say(app, cast.patient, group, "Mine", hours=2)
    reply(app, cast.patient, mine)
    assert listed(client, cast.steward) == ["Mine"]


def test_an_answer_that_nobody_reads_is_none(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    """Taken away by moderators, or waiting until a person has read it."""
    mine = say(app, cast.patient, group, "Mine", hours=2)
    answer = reply(app, cast.other_patient, mine)
    assert "Mine" not in listed(client, cast.steward)
    for take_away in (hiding.hold, lambda key: hiding.hide(key, by_id=None, as_="hide")):
        with app.app_context(), unit_of_work():
            take_away(answer)
        assert "Mine" in listed(client, cast.steward)
        with app.app_context(), unit_of_work():
            hiding.unhide(answer, by_id=cast.moderator.id)
        assert "Mine" not in listed(client, cast.steward)


def test_what_is_taken_back_waits_no_more(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    mine = say(app, cast.patient, group, "Mine", hours=2)
    with app.app_context(), unit_of_work():
        first = first_posts.waiting_in(group.id).rows[0]
        hiding.hide(first.public_id, by_id=None, as_="hide")
    assert listed(client, cast.steward) == []
    assert mine is not None


def test_the_list_is_as_it_is_now_and_comes_in_pages(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    """No figures were ever computed."""
    with app.app_context(), unit_of_work():
        start(group, first_posts.SIZE + 3, ago=timedelta(days=3))
    assert len(listed(client, cast.steward)) == first_posts.SIZE
    older = client.page(LIST).select_one("main nav.pager a")["href"]
    assert len(listed(client, cast.steward, older)) == 3


@pytest.mark.parametrize("word", ["x", "WyJhIiwiYiJd", "WzEsMl0"])
def test_a_key_of_no_list_leads_nowhere(
    client: SiteClient, cast: SimpleNamespace, group: Any, word: str
):
    assert client.sign_in(cast.steward).get(f"{LIST}?after={word}").status_code == 404


def test_moderators_outside_read_no_word_of_it(
    app: Flask, client: SiteClient, cast: SimpleNamespace, make: Any, group: Any
):
    """Whether they can know of the group is community's to say; here they can."""
    open_group = make.group(slug="open", audience="members", members=(cast.patient,))
    say(app, cast.patient, open_group, "Readable", hours=2)
    say(app, cast.patient, group, "Heron words", hours=2)
    assert listed(client, cast.moderator, "/groups/open/care/first-posts") == ["Readable"]
    page = client.page(LIST)
    assert "Only members of this group read" in page.text
    assert "Heron words" not in page.text
    with app.test_request_context():
        assert waiting_posts(viewer_of(cast.moderator.id), "mine", None).page.rows == []
        assert len(waiting_posts(viewer_of(cast.steward.id), "mine", None).page.rows) == 1


def test_members_and_other_stewards_do_not_see_it(
    client: SiteClient, cast: SimpleNamespace, group: Any
):
    assert client.sign_in(cast.patient).get(LIST).status_code == 403
    for who in (cast.carer, cast.stranger):
        assert client.sign_in(who).get(LIST).status_code == 404


def test_the_board_says_how_many_wait_and_leads_there(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    board = "/groups/mine/care"
    assert client.sign_in(cast.steward).page(board).select(f"main a[href='{LIST}']") == []
    say(app, cast.patient, group, "Mine", days=3)
    page = client.page(board)
    assert "1 first post waits" in page.text
    assert len(page.select(f"main a[href='{LIST}']")) == 2
    with time_machine.travel(now() + timedelta(days=1)):
        assert client.sign_in(cast.steward).page(board).select(f"main a[href='{LIST}']")


def test_a_long_list_costs_no_more_than_a_short_one(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    client.sign_in(cast.steward).get(LIST)
    with count_queries() as short:
        client.get(LIST)
    with app.app_context(), unit_of_work():
        start(group, 40, ago=timedelta(days=3))
    with count_queries() as long:
        client.get(LIST)
    assert len(long) == len(short)
