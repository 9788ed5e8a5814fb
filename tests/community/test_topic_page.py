"""What the page of a topic shows, to whom, and what it costs."""

from __future__ import annotations

import gzip
from types import SimpleNamespace

import pytest

from app.core.clock import now
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries

MOST_QUERIES = 8
MOST_BYTES = 22_000


def positions(page) -> list[str]:
    return [part["id"] for part in page.select(".thread > [id^=p-]")]


def test_posts_stand_in_the_order_of_their_numbers_twenty_on_a_page(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    topic = make.topic(group=square.group, by=cast.patient, replies=44)
    page = client.page(f"/topics/{topic.public_id}?page=3")
    assert positions(page) == [f"p-{n}" for n in range(41, 46)]
    assert "page 3 of 3" in page.title.text
    assert page.select_one("nav.pager [aria-current=page]").text.strip().endswith("3")


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "1e3", "99999999999999999999", ""])
def test_a_page_that_is_not_there_is_not_found(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace, number: str
):
    topic = make.topic(group=square.group, by=cast.patient, replies=44)
    client.page(f"/topics/{topic.public_id}?page={number}", 404)


@pytest.mark.parametrize(("position", "page"), [(1, None), (20, None), (21, "2"), (41, "3")])
def test_the_address_of_a_post_leads_to_its_page(
    client: SiteClient,
    make: Maker,
    cast: SimpleNamespace,
    square: SimpleNamespace,
    rows,
    position: int,
    page: str | None,
):
    from app.community.models import Post

    topic = make.topic(group=square.group, by=cast.patient, replies=44)
    post = rows(Post, topic_id=topic.id, position=position)[0]
    query = f"?page={page}" if page else ""
    answer = client.get(f"/posts/{post.public_id}")
    assert answer.location == f"/topics/{topic.public_id}{query}#p-{position}"


def test_a_deleted_post_keeps_its_place_without_its_words(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    gone = make.post(topic=square.topic, by=cast.patient, body="Secret wren", deleted_at=now())
    make.post(topic=square.topic, by=cast.patient, body="After it")
    page = client.page(f"/topics/{square.topic.public_id}")
    assert positions(page) == ["p-1", "p-2", "p-3", "p-4"]
    assert "deleted by the person who wrote it" in page.select_one(f"#p-{gone.position}").text
    assert "Secret wren" not in page.text


def test_signed_out_there_are_no_forms_and_no_cookie(client: SiteClient, square: SimpleNamespace):
    answer = client.get(f"/topics/{square.topic.public_id}")
    assert "<form" not in answer.text and "csrf" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_members_get_buttons_under_the_posts_of_others_only(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    page = client.sign_in(cast.patient).page(f"/topics/{square.topic.public_id}")
    assert page.select("#p-2 .reaction-row") and not page.select("#p-1 .reaction-row")
    assert page.select("#p-1 a[href$='/edit']") and not page.select("#p-2 a[href$='/edit']")
    assert page.select_one("textarea[name=body]")
    token = page.select_one("#p-2 input[name=csrf_token]")["value"]
    assert len(token) > 40 and "<!--" not in str(page.main)


def test_who_reads_from_outside_may_join_and_nothing_else(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace
):
    page = client.sign_in(cast.stranger).page(f"/topics/{square.topic.public_id}")
    assert not page.select(".reaction-row") and not page.select("textarea")
    assert page.select_one("form[action='/groups/open-square/join']")


def test_stewards_are_named_by_their_role(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    make.post(topic=square.topic, by=cast.steward)
    page = client.page(f"/topics/{square.topic.public_id}")
    assert page.select_one("#p-3 .post-role").text == "steward"
    assert not page.select("#p-1 .post-role")


@pytest.mark.parametrize(
    "title",
    [
        "مرحبا بكم في المجموعة",
        "שלום 👋🏽",
        "👩‍👩‍👧‍👦 " * 20,
        "<script>alert(1)</script>",
        "a" * 200,
        "𝔘𝔫𝔦",
    ],
)
def test_any_writing_is_shown_as_it_was_written(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace, title: str
):
    topic = make.topic(group=square.group, by=cast.patient, title=title.strip(), body=title)
    page = client.page(f"/topics/{topic.public_id}")
    assert page.h1.text == title.strip() and page.h1["dir"] == "auto"
    assert not page.select(".prose script")
    assert title.strip() in client.page("/groups/open-square").main.text


@pytest.mark.parametrize("replies", [0, 19, 199])
def test_the_page_costs_the_same_queries_for_few_and_for_many_posts(
    client: SiteClient, make: Maker, cast: SimpleNamespace, circle: SimpleNamespace, replies: int
):
    topic = make.topic(group=circle.group, by=cast.patient, replies=replies)
    client.sign_in(cast.other_patient).page(f"/topics/{topic.public_id}")
    with count_queries() as seen:
        client.page(f"/topics/{topic.public_id}")
    assert len(seen) == 4, seen


def test_an_experience_costs_at_most_eight(
    client: SiteClient, make: Maker, cast: SimpleNamespace, circle: SimpleNamespace
):
    topic = experience(make, cast.patient, circle.group, consents=("keep_health", "show_groups"))
    client.sign_in(cast.other_patient)
    with count_queries() as seen:
        page = client.page(f"/topics/{topic.public_id}")
    assert len(seen) <= MOST_QUERIES, seen
    assert "Plover tablets" in page.select_one("#p-1 .experience-card").text


def test_a_page_of_twenty_long_posts_is_light(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    import random

    letters = random.Random(7)
    topic = make.topic(group=square.group, by=cast.patient)
    for _ in range(19):
        words = " ".join("".join(letters.choices("aeinorst", k=5)) for _ in range(100))
        make.post(topic=topic, by=cast.other_patient, body=words)
    answer = client.sign_in(cast.patient).get(f"/topics/{topic.public_id}")
    assert len(gzip.compress(answer.data, 6)) <= MOST_BYTES


def experience(make: Maker, by, group, consents: tuple[str, ...]):
    for purpose in consents:
        make.consent(member=by, purpose=purpose)
    concept = make.concept(kind="treatment", name="Plover tablets")
    evaluation = make.evaluation(by=by, treatment=concept, shown_to=(group,))
    return make.topic(group=group, by=by, kind="experience", evaluation_id=evaluation.id)


def test_without_consent_the_card_is_not_shown_to_others(
    client: SiteClient, make: Maker, cast: SimpleNamespace, circle: SimpleNamespace
):
    topic = experience(make, cast.patient, circle.group, consents=("keep_health",))
    page = client.sign_in(cast.other_patient).page(f"/topics/{topic.public_id}")
    assert not page.select(".experience-card") and "Plover tablets" not in page.text


def test_a_long_topic_reads_only_the_posts_of_its_page(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace
):
    topic = make.topic(group=square.group, by=cast.patient, replies=199)
    with count_queries() as seen:
        page = client.page(f"/topics/{topic.public_id}?page=10")
    assert len(positions(page)) == 20
    assert not any("OFFSET" in one or "count(" in one.lower() for one in seen)
