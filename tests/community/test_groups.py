"""The directory, the front of a group, coming in and going."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from app.catalogue.models import ConceptParent
from app.community.models import Group, Membership
from app.community.queries.groups import DIRECTORY_PAGE
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries


def names(page) -> list[str]:
    return [link.text for link in page.select(".cards :is(h2, h3) a")]


def test_groups_stand_by_name_with_their_figures(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    make.group(name="Aster", audience="public")
    page = client.page("/groups")
    assert names(page) == ["Aster", "Open square"]
    assert "1 topic" in page.main.text


def test_only_members_of_a_group_are_told_how_many_they_are(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, circle: SimpleNamespace
):
    pages = ("/", "/groups", "/groups/open-square", f"/topics/{square.topic.public_id}")
    for who in (None, cast.stranger):
        if who:
            client.sign_in(who)
        for address in pages:
            assert not re.search(r"\d (people|person)", client.page(address).main.parent.text)
        assert client.get("/api/v1/groups/open-square").json["member_count"] is None
    client.sign_in(cast.patient)
    assert "3 people" in client.page("/groups").main.text
    assert client.get("/api/v1/groups/open-square").json["member_count"] == 3


def test_how_much_is_said_in_a_closed_group_is_told_to_its_readers_only(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace
):
    told = {}
    for who in ("stranger", "patient"):
        rows = client.sign_in(getattr(cast, who)).get("/api/v1/groups").json["groups"]
        told[who] = {row["name"]: row["topic_count"] for row in rows}
    assert told["stranger"] == {"Quiet circle": None, "Loud circle": 1}
    assert told["patient"] == {"Quiet circle": 1, "Loud circle": 1}


def test_the_directory_goes_on_by_key_and_misses_nobody(client: SiteClient, make: Maker):
    for number in range(DIRECTORY_PAGE + 5):
        make.group(name=f"Group {number // 2:03}", audience="public")
    first = client.page("/groups")
    second = client.page(first.select_one("nav.pager a[rel=next]")["href"])
    assert (len(names(first)), len(names(second))) == (DIRECTORY_PAGE, 5)
    hrefs = [
        link["href"] for page in (first, second) for link in page.select(".cards :is(h2, h3) a")
    ]
    assert len(set(hrefs)) == DIRECTORY_PAGE + 5
    assert not second.select("nav.pager a[rel=next]")


@pytest.mark.parametrize("after", ["x", "bnVsbA", "WzEsMl0", "WyJhIiwiYiJd", "W10", "%00"])
def test_a_key_that_is_none_is_not_found(client: SiteClient, after: str):
    client.page(f"/groups?after={after}", 404)


def narrower(app, make: Maker, name: str, parent, also: tuple[str, ...] = ()):
    made = make.concept(name=name, also=also)
    with app.app_context(), unit_of_work():
        db.session.add(ConceptParent(concept_id=made.id, parent_id=parent.id))
    return made


@pytest.mark.parametrize(
    "words", ["asthma", "ASTH", "wheezing illness", "lung disease", "night asthma"]
)
def test_lay_medical_wider_and_narrower_words_find_the_group(
    app, client: SiteClient, make: Maker, words: str
):
    lung = make.concept(name="Lung disease")
    asthma = narrower(app, make, "Asthma", lung, also=("Wheezing illness",))
    narrower(app, make, "Night asthma", asthma)
    make.group(name="Breathing room", audience="public", condition_id=asthma.id)
    make.group(name="Sore knees", audience="public", condition_id=make.concept(name="Gout").id)
    assert names(client.page(f"/groups?q={words}")) == ["Breathing room"]


def test_a_word_for_a_situation_finds_its_group(client: SiteClient, make: Maker):
    smoking = make.concept(
        kind="situation", name="Stopping smoking", also=("Giving up cigarettes",)
    )
    make.group(name="Smoke free", audience="public", condition_id=smoking.id)
    make.group(name="Sore knees", audience="public", condition_id=make.concept(name="Gout").id)
    assert names(client.page("/groups?q=giving up")) == ["Smoke free"]


def test_a_word_of_the_name_finds_the_group_also_with_odd_letters(client: SiteClient, make: Maker):
    make.group(name="100% cotton_wool", audience="public")
    make.group(name="100 things", audience="public")
    assert names(client.page("/groups?q=100%25")) == ["100% cotton_wool"]
    assert names(client.page("/groups?q=n_w")) == ["100% cotton_wool"]


def test_no_group_for_a_word_says_what_to_do(client: SiteClient, square: SimpleNamespace):
    assert "No group for these words yet" in client.page("/groups?q=zzz").main.text


def test_an_empty_directory_says_so(client: SiteClient, make: Maker):
    assert "No groups yet" in client.page("/groups").main.text


def test_the_front_tells_what_one_needs_before_joining(
    client: SiteClient, make: Maker, cast: SimpleNamespace
):
    make.group(
        slug="calm",
        name="Calm",
        audience="public",
        purpose="For slow days",
        rules="Be kind\n\nNo doses",
        stewards=(cast.steward,),
    )
    page = client.page("/groups/calm")
    assert "For slow days" in page.main.text and "Everybody can read it." in page.main.text
    assert [rule.text for rule in page.aside.select(".bulleted li")] == ["Be kind", "No doses"]
    assert "steward" in page.aside.text
    assert "Nothing is written here yet" in page.main.text
    assert "<form" not in str(page.main)


def test_topics_stand_newest_first_and_older_ones_are_reached_by_key(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    for number in range(30):
        make.topic(group=square.group, by=cast.patient, title=f"Walk {number:02}")
    make.post(topic=square.topic, by=cast.patient)
    first = client.page("/groups/open-square")
    titles = [link.text for link in first.select(".topics h3 a")]
    assert titles == ["Market day", *(f"Walk {n:02}" for n in range(29, 10, -1))]
    older = client.page(first.select_one("nav.pager a[rel=next]")["href"])
    assert [link.text for link in older.select(".topics h3 a")][-1] == "Walk 00"
    assert len(older.select(".topics li")) == 11


def test_what_is_new_in_a_topic_is_said_in_words(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    client.sign_in(cast.other_patient)
    client.post(f"/topics/{square.topic.public_id}/place", data={"position": 2})
    for _ in range(3):
        make.post(topic=square.topic, by=cast.patient)
    assert "3 new" in client.page("/groups/open-square").select_one(".card-topic").text
    for _ in range(30):
        make.post(topic=square.topic, by=cast.patient)
    assert "20 or more new" in client.page("/groups/open-square").select_one(".card-topic").text


@pytest.mark.parametrize("topics", [0, 30])
def test_the_front_costs_the_same_queries_with_few_and_with_many_topics(
    client: SiteClient, make: Maker, cast: SimpleNamespace, circle: SimpleNamespace, topics: int
):
    for _ in range(topics):
        make.topic(group=circle.group, by=cast.patient)
    client.sign_in(cast.patient).page("/groups/quiet-circle")
    with count_queries() as seen:
        client.page("/groups/quiet-circle")
    # One of them is for the rooms of the group.
    assert len(seen) == 5, seen


@pytest.mark.parametrize("address", ["/groups", "/groups?q=asthma", "/groups/mine", "/places"])
def test_lists_cost_few_queries(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace, address: str
):
    client.sign_in(cast.patient).page(address)
    with count_queries() as seen:
        client.page(address)
    assert len(seen) <= 8, seen


def test_coming_in_counts_once_and_can_be_undone(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row, rows
):
    client.sign_in(cast.stranger)
    for _ in range(2):
        answer = client.post("/groups/open-square/join")
    assert row(Group, square.group.id).member_count == 4
    undo = client.page(answer.location).select_one(".undo-notice form")
    client.post(undo["action"])
    assert not rows(Membership, member_id=cast.stranger.id)
    assert row(Group, square.group.id).member_count == 3


def test_going_keeps_no_trace_and_can_be_undone(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row, rows
):
    client.sign_in(cast.patient)
    answer = client.post("/groups/open-square/leave")
    client.post("/groups/open-square/leave")
    assert not rows(Membership, member_id=cast.patient.id)
    assert row(Group, square.group.id).member_count == 2
    page = client.page(answer.location)
    client.post(page.select_one(".undo-notice form")["action"])
    assert rows(Membership, member_id=cast.patient.id)[0].role == "member"


def test_a_steward_who_comes_back_comes_back_as_a_member(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    client.sign_in(cast.steward).post("/groups/open-square/leave")
    client.post("/groups/open-square/join")
    assert rows(Membership, member_id=cast.steward.id)[0].role == "member"


def test_a_group_for_members_only_can_be_found_and_joined_with_an_account(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace
):
    client.sign_in(cast.stranger)
    assert "Quiet circle" in client.page("/groups").main.text
    client.post("/groups/quiet-circle/join")
    assert "Soup day" in client.page("/groups/quiet-circle").main.text


@pytest.mark.parametrize("act", ["join", "leave"])
def test_nobody_comes_or_goes_without_an_account(
    client: SiteClient, square: SimpleNamespace, rows, act: str
):
    client.post(f"/groups/open-square/{act}")
    assert len(rows(Membership, group_id=square.group.id)) == 3


def test_my_groups_are_mine(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace, square: SimpleNamespace
):
    page = client.sign_in(cast.patient).page("/groups/mine")
    assert [link.text for link in page.select(".cards h2 a")] == ["Open square", "Quiet circle"]
    other = client.application.test_client().sign_in(cast.stranger)
    assert "You are in no group" in other.page("/groups/mine").main.text
