"""The API says what the pages say, to the same people."""

from __future__ import annotations

import pytest

from tests.support.queries import count_queries


@pytest.fixture
def world(make, cast):
    """A group of each audience with one topic each, by the same patient."""
    groups = {
        audience: make.group(slug=audience, audience=audience, members=(cast.patient,))
        for audience in ("public", "members", "group")
    }
    topics = {
        audience: make.topic(group=group, by=cast.patient, replies=22, title=f"In {audience}")
        for audience, group in groups.items()
    }
    return groups, topics


@pytest.mark.parametrize(
    ("who", "readable"),
    [
        (None, {"public"}),
        ("stranger", {"public", "members"}),
        ("patient", {"public", "members", "group"}),
    ],
)
def test_each_person_reads_their_groups_and_no_others(client, cast, world, who, readable):
    _groups, topics = world
    if who:
        client.sign_in(getattr(cast, who))
    for audience, topic in topics.items():
        expected = 200 if audience in readable else 404
        for address in (
            f"/api/v1/groups/{audience}",
            f"/api/v1/groups/{audience}/topics",
            f"/api/v1/topics/{topic.public_id}",
        ):
            assert client.get(address).status_code == expected, address


def test_a_topic_comes_in_pages_of_twenty(client, world):
    _groups, topics = world
    answer = client.get(f"/api/v1/topics/{topics['public'].public_id}?page=2").json
    assert [post["position"] for post in answer["posts"]] == [21, 22, 23]
    assert answer["last_page"] == 2


def test_a_list_goes_on_where_it_stopped(client, make, cast):
    group = make.group(slug="long", audience="public", members=(cast.patient,))
    for n in range(25):
        make.topic(group=group, by=cast.patient, title=f"Topic number {n}")
    first = client.get("/api/v1/groups/long/topics").json
    second = client.get("/api/v1/groups/long/topics", query_string={"after": first["next"]}).json
    titles = [topic["title"] for topic in first["topics"] + second["topics"]]
    assert len(titles) == len(set(titles)) == 25
    assert second["next"] is None


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?pages=2", "?page=99"])
def test_a_wrong_question_is_refused_and_not_guessed_at(client, world, query):
    _groups, topics = world
    answer = client.get(f"/api/v1/topics/{topics['public'].public_id}{query}")
    assert answer.status_code in (404, 422)
    assert answer.json["code"] == answer.status_code


def test_no_internal_key_or_address_of_a_person_leaves(client, cast, world):
    _groups, topics = world
    client.sign_in(cast.patient)
    text = client.get(f"/api/v1/topics/{topics['group'].public_id}").text
    assert cast.patient.email not in text
    assert '"author_id"' not in text
    assert '"email"' not in text


def test_a_page_of_a_topic_costs_the_same_however_long_it_is(client, make, cast):
    group = make.group(audience="public", members=(cast.patient,))
    short = make.topic(group=group, by=cast.patient)
    long = make.topic(group=group, by=cast.patient, replies=60)
    costs = []
    for topic in (short, long):
        with count_queries() as queries:
            client.get(f"/api/v1/topics/{topic.public_id}")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 3


def test_the_document_describes_every_address_of_the_api(app, client):
    document = client.get("/api/openapi.json").json
    described = set(document["paths"])
    routes = {
        str(rule).replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert described == routes
    assert document["openapi"].startswith("3.1")


def test_the_catalogue_is_found_by_a_lay_word(client, make):
    make.concept(name="High blood pressure", also=("hypertension",))
    make.concept(name="Asthma")
    found = client.get("/api/v1/catalogue/concepts?q=hyperten").json["concepts"]
    assert [concept["name"] for concept in found] == ["High blood pressure"]
