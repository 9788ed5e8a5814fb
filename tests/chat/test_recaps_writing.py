"""Writing a recap: by whom, of which rooms, with which quotes."""

from __future__ import annotations

import pytest

from app.chat.models import Recap, RecapQuote
from app.chat.services import recapping
from app.core.errors import Forbidden, Invalid, NotFound
from tests.support.queries import count_queries

WORDS = {"title": "What we said", "body": "It was about rest."}


@pytest.mark.parametrize(
    ("kind", "retention"), [("direct", "forever"), ("open", "24h"), ("invited", "24h")]
)
def test_where_words_stay_between_people_there_is_no_recap(
    client, cast, salon, make, kind, retention
):
    if kind == "direct":
        room = make.direct_room(between=(salon.host, cast.patient))
    else:
        room = make.room(group=salon.group, kind=kind, hosts=(salon.host,), retention=retention)
    page = client.sign_in(salon.host).page(f"/rooms/{room.public_id}/recaps")
    assert "There is none of" in page.text
    assert client.get(f"/rooms/{room.public_id}/recaps/new").status_code == 403
    answer = client.post(f"/rooms/{room.public_id}/recaps/new", data=WORDS)
    assert answer.status_code == 403


def test_only_a_host_inside_writes_and_only_their_own(do, salon, cast, recap, rows):
    for person in (cast.patient, cast.steward):
        with pytest.raises(Forbidden):
            do(recapping.begin, by=person, room=salon.room, **WORDS)
        with pytest.raises(Forbidden):
            do(recapping.discard, by=person, **recap.about)
    with pytest.raises(NotFound):
        do(recapping.discard, by=cast.other_patient, room=salon.noise, recap_id=recap.row.public_id)
    assert len(rows(Recap)) == 2
    do(recapping.discard, by=salon.host, **recap.about)
    assert [one.room_id for one in rows(Recap)] == [salon.noise.id]
    assert not rows(RecapQuote)


def test_quotes_are_from_this_room_and_not_too_many(do, salon, cast, make, recap, rows):
    elsewhere = make.message(room=salon.noise, by=cast.patient)
    with pytest.raises(NotFound):
        do(recapping.add_quotes, by=salon.host, **recap.about, message_ids=[elsewhere.public_id])
    many = [make.message(room=salon.room, by=cast.patient).public_id for _ in range(14)]
    with pytest.raises(Invalid):
        do(recapping.add_quotes, by=salon.host, **recap.about, message_ids=many)
    again = [salon.said.public_id]
    assert do(recapping.add_quotes, by=salon.host, **recap.about, message_ids=again) == 0
    assert len(rows(RecapQuote)) == 2


def test_the_list_of_recaps_asks_a_fixed_number_of_questions(client, do, salon, recap):
    client.sign_in(salon.host).page(f"{salon.base}/recaps")
    with count_queries() as few:
        client.page(f"{salon.base}/recaps")
    for _ in range(10):
        do(recapping.begin, by=salon.host, room=salon.room, **WORDS)
    with count_queries() as many:
        client.page(f"{salon.base}/recaps")
    assert len(many) == len(few) <= 3, many
