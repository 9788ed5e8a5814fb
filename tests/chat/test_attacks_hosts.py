"""What hosts cannot do with the tools they have: get past a block, an age, a note, a closed door."""

from __future__ import annotations

from typing import Any

import pytest

from app.chat.models import RoomMembership
from app.chat.services import inviting, recapping
from app.core.errors import Invalid
from tests.factories import Maker

pytestmark = pytest.mark.usefixtures("nobody_connected")


def invited(do: Any, make: Maker, salon: Any, client: Any, host: Any, guest: Any) -> tuple:
    """The host asks the guest into a new room; the state that is kept, and what the guest sees."""
    room = make.room(group=salon.group, kind="invited", title="Attic room", hosts=(host,))
    do(inviting.invite, by=host, room=room, name=guest.display_name)
    return room, client.sign_in(guest).page("/rooms").text


@pytest.mark.parametrize("blocks", ["guest", "host"])
def test_no_invitation_gets_past_a_block_and_nothing_tells_of_it(
    client, do, make, salon, cast, rows, blocks
):
    host, guest = salon.host, cast.patient
    by, about = (guest, host) if blocks == "guest" else (host, guest)
    make.block(by=by, member=about, kind="block")
    room, seen = invited(do, make, salon, client, host, guest)
    assert "Attic room" not in seen
    with pytest.raises(Invalid, match="asked already"):
        do(inviting.invite, by=host, room=room, name=guest.display_name)
    assert client.page("/me/inbox").text.count("Attic") == 0
    states = {one.member_id: one.state for one in rows(RoomMembership, room_id=room.id)}
    assert states == {host.id: "in", guest.id: "declined"}


@pytest.mark.parametrize(("host_age", "guest_age"), [(18, 16), (16, 18)])
def test_adults_and_younger_people_are_not_brought_together_behind_a_door(
    client, do, make, salon, host_age, guest_age
):
    host, guest = make.member(age_confirmed=host_age), make.member(age_confirmed=guest_age)
    for person in (host, guest):
        make.membership(group=salon.group, member=person)
    assert "Attic room" not in invited(do, make, salon, client, host, guest)[1]


def test_a_steward_may_ask_whom_the_group_is_for(client, do, make, salon, cast):
    make.block(by=cast.patient, member=cast.other_patient, kind="block")  # of somebody else
    guest = make.member(age_confirmed=16)
    make.membership(group=salon.group, member=guest)
    assert "Attic room" in invited(do, make, salon, client, cast.steward, guest)[1]


def test_what_stood_under_a_content_note_is_not_quoted_without_it(do, make, salon, cast, recap):
    noted = make.message(
        room=salon.room, by=cast.patient, body="The worst of it", content_note="Heavy"
    )
    with pytest.raises(Invalid, match="content note"):
        do(recapping.add_quotes, by=salon.host, **recap.about, message_ids=[noted.public_id])


def test_a_steward_outside_reads_neither_who_is_inside_nor_what_was_decided(
    client, do, make, salon, cast
):
    private = make.room(
        group=salon.group, kind="invited", hosts=(salon.host,), inside=(cast.patient,)
    )
    make.limit(room=private, member=cast.patient, kind="muted", reason="Said too much")
    base = f"/rooms/{private.public_id}/host"
    client.sign_in(cast.steward)
    assert client.get(f"{base}/people").status_code == 403
    assert client.get(f"{base}/people/{cast.patient.public_id}").status_code == 403
    page = client.page(base).text
    assert "Said too much" not in page
    assert cast.patient.display_name not in page
    assert "Said too much" in client.sign_in(salon.host).page(base).text
