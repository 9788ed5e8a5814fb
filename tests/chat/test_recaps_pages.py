"""The pages of a recap: the host's way from draft to topic, and the page of whoever is quoted."""

from __future__ import annotations

import pytest

from app.chat.models import Recap, RecapQuote
from app.community.models import Group, Topic
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.support.queries import count_queries

WORDS = {"title": "What we said", "body": "It was about rest."}


@pytest.fixture
def base(client, salon) -> str:
    """The address of the host's draft, with one quote of the patient; the host is signed in."""
    answer = client.sign_in(salon.host).post(f"{salon.base}/recaps/new", data=WORDS)
    assert answer.status_code == 303
    chosen = {"messages": [salon.said.public_id]}
    assert client.post(f"{answer.location}/choose", data=chosen).status_code == 303
    return str(answer.location)


def test_from_the_draft_to_the_topic(client, salon, cast, base, rows):
    page = client.page(base)
    assert "Heron words" in page.text
    assert "members of Quiet circle" in page.text
    assert not page.select("form[action$=publish]")
    client.post(page.select_one("form[action$=ask]")["action"])
    assert not client.page(base).select("form[action$=publish]")
    member = client.application.test_client().sign_in(cast.patient)
    mine = member.page("/me/quotes").select_one(".host-list a")["href"]
    asked = member.page(mine)
    for words in ("Heron words", "It was about rest.", "members of Quiet circle", "Evening room"):
        assert words in asked.text
    assert not asked.select("input[checked]")
    assert member.post(mine, data={"answer": "unnamed"}).status_code == 303
    assert member.page(mine).select_one("input[checked]")["value"] == "unnamed"
    answer = client.post(client.page(base).select_one("form[action$=publish]")["action"])
    (topic,) = rows(Topic)
    assert answer.location == f"/topics/{topic.public_id}"
    assert "Somebody said" in client.page(answer.location).text
    assert f"/topics/{topic.public_id}" in str(member.page(f"{salon.base}/recaps"))


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        ("public", "everybody on the internet"),
        ("members", "everybody who has an account"),
        ("group", "members of"),
    ],
)
def test_the_page_says_who_will_read_it(client, cast, make, rows, audience, words):
    group = make.group(audience=audience, members=(cast.patient, cast.carer))
    room = make.room(group=group, inside=(cast.patient,), hosts=(cast.carer,))
    said = make.message(room=room, by=cast.patient)
    client.sign_in(cast.carer)
    base = client.post(f"/rooms/{room.public_id}/recaps/new", data=WORDS).location
    client.post(f"{base}/choose", data={"messages": said.public_id})
    assert words in client.page(base).text
    client.post(f"{base}/ask")
    (quote,) = rows(RecapQuote)
    assert words in client.sign_in(cast.patient).page(f"/me/quotes/{quote.public_id}").text


def test_asking_again_is_offered_only_when_more_people_read(app, client, salon, base):
    client.post(f"{base}/ask")
    assert not client.page(base).select("form[action$=ask]")
    with app.app_context(), unit_of_work():
        db.session.get_one(Group, salon.group.id).audience = "public"
    assert client.page(base).select("form[action$=ask]")


def test_a_quote_is_seen_by_nobody_else_and_not_before_asking(client, salon, cast, base, rows):
    (quote,) = rows(RecapQuote)
    address = f"/me/quotes/{quote.public_id}"
    client.sign_in(cast.patient).page(address, 404)
    client.sign_in(salon.host).post(f"{base}/ask")
    for person in (salon.host, cast.other_patient, cast.stranger, cast.operator):
        client.sign_in(person).page(address, 404)
        assert client.post(address, data={"answer": "named"}).status_code == 404
    client.sign_in(cast.patient).page(address)


def test_others_find_no_draft(client, salon, cast, base, make):
    make.place_in_room(room=salon.room, member=cast.steward, role="host")
    for person, status in (
        (cast.patient, 403), (cast.steward, 404), (cast.stranger, 404), (cast.operator, 404),
    ):  # fmt: skip
        client.sign_in(person).page(base, status)
        for tail in ("", "/choose", "/ask", "/publish", "/discard"):
            assert client.post(base + tail, data=WORDS).status_code == status
    assert "What we said" not in client.sign_in(cast.patient).page(f"{salon.base}/recaps").text


@pytest.mark.parametrize(
    "words", [{"title": "", "body": "x"}, {"title": "x" * 121}, {"body": "y" * 8_001}]
)
def test_what_was_typed_is_kept(client, salon, base, words, rows):
    data = WORDS | {"title": "A new title"} | words
    for address in (f"{salon.base}/recaps/new", base):
        answer = client.post(address, data=data)
        assert answer.status_code == 422
        assert data["title"] in answer.text
        assert data["body"] in answer.text
    assert [one.title for one in rows(Recap)] == ["What we said"]


def test_an_answer_must_be_one_of_three(client, cast, salon, base, rows):
    client.post(f"{base}/ask")
    (quote,) = rows(RecapQuote)
    client.sign_in(cast.patient)
    for given in ({}, {"answer": "perhaps"}):
        assert client.post(f"/me/quotes/{quote.public_id}", data=given).status_code == 422


def test_too_many_quotes_keep_what_was_ticked(client, salon, cast, base, make, rows):
    ids = [make.message(room=salon.room, by=cast.patient).public_id for _ in range(15)]
    answer = client.post(f"{base}/choose", data={"messages": ids})
    assert answer.status_code == 422
    assert answer.text.count(" checked") == 15
    assert len(rows(RecapQuote)) == 1


def test_publishing_the_same_page_twice_is_one_topic(client, base, rows, cast):
    client.post(f"{base}/ask")
    (quote,) = rows(RecapQuote)
    member = client.application.test_client().sign_in(cast.patient)
    member.post(f"/me/quotes/{quote.public_id}", data={"answer": "named"})
    for _ in range(2):
        client.post(f"{base}/publish")
    assert len(rows(Topic)) == 1
    assert "published already" in client.page("/rooms").text
    late = member.post(f"/me/quotes/{quote.public_id}", data={"answer": "declined"})
    assert late.status_code == 303
    assert rows(RecapQuote)[0].answer == "named"


def test_the_pages_ask_a_fixed_number_of_questions(client, salon, cast, base, make):
    with count_queries() as few:
        client.page(base)
        client.page(f"{base}/choose")
    ids = [make.message(room=salon.room, by=cast.patient).public_id for _ in range(12)]
    client.post(f"{base}/choose", data={"messages": ids})
    with count_queries() as many:
        client.page(base)
        client.page(f"{base}/choose")
    assert len(many) == len(few) <= 10, many
