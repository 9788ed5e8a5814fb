"""Two open pages of a room: what one says, the other gets."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask

from tests.chat.pages import Page
from tests.factories import Maker


def test_what_one_says_comes_to_the_other_with_its_number(
    app: Flask, make: Maker, cast: SimpleNamespace
) -> None:
    group = make.group(members=(cast.patient, cast.other_patient))
    room = make.room(group=group, inside=(cast.patient, cast.other_patient))
    one, other = Page(app, cast.patient), Page(app, cast.other_patient)
    assert one.join(room)["ok"] and other.join(room)["ok"]

    answer = one.say(room, "Good evening")

    assert (answer["ok"], answer["sequence"], answer["held"]) == (True, 1, False)
    (said,) = other.got("said")
    assert said["sequence"] == 1
    assert "Good evening" in said["item"]


def test_who_joins_late_gets_what_was_said_before(
    app: Flask, make: Maker, cast: SimpleNamespace
) -> None:
    group = make.group(members=(cast.patient, cast.other_patient))
    room = make.room(group=group, inside=(cast.patient, cast.other_patient))
    make.message(room=room, by=cast.patient, body="First")
    make.message(room=room, by=cast.patient, body="Second")

    answer = Page(app, cast.other_patient).join(room, after=1)

    assert [(name, data["sequence"]) for name, data in answer["entries"]] == [("said", 2)]
    assert (answer["up_to"], answer["more"]) == (2, False)


def test_who_is_outside_cannot_listen(app: Flask, make: Maker, cast: SimpleNamespace) -> None:
    group = make.group(members=(cast.patient,))
    room = make.room(group=group, inside=(cast.patient,))
    make.room(group=group, inside=(cast.patient,))

    stranger = Page(app, cast.stranger)

    assert stranger.join(room) == {"ok": False, "error": "notfound"}
    assert Page(app, cast.patient).say(room, "Only for us")["ok"]
    assert stranger.got() == []


def test_the_same_page_sending_twice_says_it_once(
    app: Flask, make: Maker, cast: SimpleNamespace
) -> None:
    group = make.group(members=(cast.patient,))
    room = make.room(group=group, inside=(cast.patient,))
    page = Page(app, cast.patient)
    page.join(room)

    answers = [page.say(room, "Once", client_id="same-name-1") for _ in range(3)]

    assert {answer["sequence"] for answer in answers} == {1}
    assert len(page.got("said")) == 1


def test_leaving_the_group_cuts_the_page_off(
    app: Flask, make: Maker, cast: SimpleNamespace
) -> None:
    group = make.group(members=(cast.patient, cast.other_patient))
    room = make.room(group=group, inside=(cast.patient, cast.other_patient))
    leaver, other = Page(app, cast.patient), Page(app, cast.other_patient)
    leaver.join(room), other.join(room)

    leaver.browser.post(f"/groups/{group.slug}/leave")
    other.say(room, "Among us")

    assert [one["why"] for one in leaver.got("cut")] == ["group"]
    assert leaver.got("said") == []
    assert leaver.say(room, "Still here?") == {"ok": False, "error": "notfound"}


def test_signing_out_closes_the_page(app: Flask, make: Maker, cast: SimpleNamespace) -> None:
    group = make.group(members=(cast.patient, cast.other_patient))
    room = make.room(group=group, inside=(cast.patient, cast.other_patient))
    gone, other = Page(app, cast.patient), Page(app, cast.other_patient)
    gone.join(room), other.join(room)

    gone.browser.post("/sign-out")
    other.say(room, "Among us")

    assert not gone.is_connected()
    assert gone.got("said") == []
