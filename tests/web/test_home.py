"""The front door, for a visitor and for a member."""

from __future__ import annotations

from tests.support.queries import count_queries


def test_a_visitor_sees_public_groups_and_no_others(client, make):
    make.group(name="Open house", audience="public")
    make.group(name="For members", audience="members")
    make.group(name="Behind doors", audience="group")
    text = client.page("/").text
    assert "Open house" in text
    assert "For members" not in text
    assert "Behind doors" not in text


def test_a_visitor_of_an_empty_site_is_welcomed_too(client):
    assert client.page("/").h1


def test_a_member_finds_the_topic_they_had_not_finished(client, make, cast):
    group = make.group(members=(cast.patient, cast.other_patient))
    read = make.topic(group=group, by=cast.other_patient, replies=2, title="Read to the end")
    begun = make.topic(group=group, by=cast.other_patient, replies=24, title="Half read")
    make.place(member=cast.patient, topic=read, position=3)
    make.place(member=cast.patient, topic=begun, position=21)
    page = client.sign_in(cast.patient).page("/")
    assert "Read to the end" not in page.text
    link = page.find("a", string="Half read")
    assert link["href"].endswith(f"/topics/{begun.public_id}?page=2#p-21")
    assert "4 new posts" in page.text


def test_a_member_sees_their_own_groups(client, make, cast):
    make.group(name="Mine", members=(cast.patient,))
    make.group(name="Somebody elses", members=(cast.other_patient,), audience="group")
    text = client.sign_in(cast.patient).page("/").text
    assert "Mine" in text
    assert "Somebody elses" not in text


def test_today_asks_the_database_little(client, make, cast):
    for _ in range(5):
        make.group(members=(cast.patient,))
    client.sign_in(cast.patient)
    with count_queries() as queries:
        client.page("/")
    # One of them is for the next gathering.
    assert len(queries) <= 5


def test_the_process_and_the_database_answer(client):
    assert client.get("/health/live").json == {"status": "ok"}
    assert client.get("/health/ready").json == {"status": "ok"}
