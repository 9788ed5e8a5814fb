"""The pages of My health: one's own evaluations and nobody else's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from app.health.models import Evaluation
from tests.factories import Maker
from tests.support.client import SiteClient

BOTH = ("keep_health", "show_groups")
GETS = ("", "/correct")
POSTS = ("/correct", "/stop-showing", "/delete", "/restore")


@pytest.fixture
def world(app: Flask, make: Maker) -> SimpleNamespace:
    """An owner with an evaluation shown to a group, and another member with their own."""
    owner, other = make.member(consents=BOTH), make.member(consents=BOTH)
    drug = make.concept(kind="treatment", name="Sertraline")
    low = make.concept(kind="condition", name="Depression")
    group = make.group(name="Low days", members=(owner, other))
    own = make.evaluation(
        by=owner, treatment=drug, purposes=(low,), shown_to=(group,), dose="50 mg"
    )
    tea = make.concept(kind="treatment", name="Tea of the neighbour")
    noise = make.evaluation(by=other, treatment=tea, shown_to=(group,))
    address = f"/my-health/evaluations/{own.public_id}"
    return SimpleNamespace(
        owner=owner, other=other, own=own, noise=noise, group=group, address=address
    )


def stored(app: Flask, row: Evaluation) -> Evaluation:
    """The row as it stands in the database now."""
    with app.app_context():
        return db.session.get_one(Evaluation, row.id)


def test_my_health_lists_my_entries_and_says_who_sees_each(client: SiteClient, world: Any) -> None:
    text = client.sign_in(world.owner).page("/my-health").main.get_text(" ")
    assert "Sertraline" in text and "Depression" in text
    assert "members of these groups: Low days" in text
    assert "Tea of the neighbour" not in text


def test_my_health_is_kind_when_it_is_empty(client: SiteClient, make: Maker) -> None:
    page = client.sign_in(make.member()).page("/my-health")
    assert "Nothing here yet" in page.main.get_text(" ")


def test_one_entry_shows_its_answers_and_its_audience(client: SiteClient, world: Any) -> None:
    text = client.sign_in(world.owner).page(world.address).main.get_text(" ")
    assert "Worked well" in text and "Mild" in text and "50 mg" in text
    assert "Stop showing it to Low days" in text


@pytest.mark.parametrize("tail", GETS)
def test_anothers_entry_is_not_there(client: SiteClient, world: Any, tail: str) -> None:
    client.sign_in(world.other).page(world.address + tail, status=404)


@pytest.mark.parametrize("tail", POSTS)
def test_nobody_changes_anothers_entry(
    client: SiteClient, app: Flask, world: Any, tail: str
) -> None:
    answer = client.sign_in(world.other).post(world.address + tail)
    assert answer.status_code == 404
    row = stored(app, world.own)
    assert row.deleted_at is None and row.effectiveness == 3


@pytest.mark.parametrize("address", ["/my-health", "/my-health/evaluations/x"])
def test_who_is_not_signed_in_is_led_to_the_door(client: SiteClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


@pytest.mark.parametrize("tail", POSTS)
def test_wrong_verbs_are_refused(client: SiteClient, world: Any, tail: str) -> None:
    client.sign_in(world.owner)
    if tail not in GETS:
        assert client.get(world.address + tail).status_code == 405
    assert client.put(world.address + tail).status_code in (400, 405)


def test_correcting_keeps_the_new_answers(client: SiteClient, app: Flask, world: Any) -> None:
    client.sign_in(world.owner)
    form = {"effectiveness": "0", "overall": "", "dose": "25 mg", "stop_reasons": ["expense"]}
    answer = client.post(world.address + "/correct", data=form)
    assert answer.status_code == 302
    row = stored(app, world.own)
    assert (row.effectiveness, row.overall, row.dose) == (0, None, "25 mg")
    assert row.corrected_at is not None


def test_the_form_to_correct_shows_what_was_answered(client: SiteClient, world: Any) -> None:
    page = client.sign_in(world.owner).page(world.address + "/correct")
    assert page.find("input", {"name": "effectiveness", "value": "3"}).has_attr("checked")
    assert page.find("input", {"name": "dose"})["value"] == "50 mg"
    assert page.find("input", {"name": "burden", "value": ""}).has_attr("checked")


def test_a_wrong_answer_comes_back_with_what_was_typed(client: SiteClient, world: Any) -> None:
    client.sign_in(world.owner)
    form = {"effectiveness": "9", "dose": "x" * 200, "advice": "Take it with bread"}
    answer = client.post(world.address + "/correct", data=form)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert "x" * 200 in answer.text and "Take it with bread" in answer.text


def test_more_columns_in_a_form_change_nothing(client: SiteClient, app: Flask, world: Any) -> None:
    client.sign_in(world.owner)
    extra = {"member_id": "1", "is_current": "", "source": "demo", "treatment_words": "other"}
    client.post(world.address + "/correct", data={"effectiveness": "2", **extra})
    row = stored(app, world.own)
    assert (row.member_id, row.source, row.is_current) == (world.owner.id, "form", True)
    assert row.treatment_words == "Sertraline"


def test_a_group_that_one_stops_showing_to_is_gone_from_the_page(
    client: SiteClient, world: Any
) -> None:
    client.sign_in(world.owner)
    client.post(world.address + "/stop-showing", data={"group": world.group.public_id})
    assert "Only you." in client.page(world.address).main.get_text(" ")


def test_who_stopped_showing_can_show_it_again_until_the_next_page(
    client: SiteClient, world: Any
) -> None:
    client.sign_in(world.owner)
    client.post(world.address + "/stop-showing", data={"group": world.group.public_id})
    undo = client.page(world.address).select_one(".undo-notice form")
    fields = {one["name"]: one["value"] for one in undo.select("input")}
    client.post(undo["action"], data=fields)
    assert "Stop showing it to Low days" in client.page(world.address).main.get_text(" ")


def test_only_groups_one_is_in_are_offered_to_show_it_to(
    client: SiteClient, make: Maker, world: Any
) -> None:
    make.group(name="Better nights", members=(world.owner,))
    make.group(name="Not my group", members=(world.other,))
    text = client.sign_in(world.owner).page(world.address).main.get_text(" ")
    assert "Show it to Better nights" in text
    assert "Not my group" not in text and "Show it to Low days" not in text


def test_leaving_a_group_takes_ones_entries_out_of_it(client: SiteClient, world: Any) -> None:
    client.sign_in(world.owner).post(f"/groups/{world.group.slug}/leave")
    assert "Only you." in client.page(world.address).main.get_text(" ")


def test_deleting_offers_to_undo_and_undoing_brings_it_back(
    client: SiteClient, app: Flask, world: Any
) -> None:
    client.sign_in(world.owner)
    client.post(world.address + "/delete")
    page = client.page("/my-health")
    undo = page.select_one(".undo-notice form")["action"]
    client.page(world.address, status=404)
    client.post(undo)
    assert stored(app, world.own).is_current
    client.page(world.address)


def test_without_the_consent_to_keep_nothing_comes_back(
    client: SiteClient, app: Flask, make: Maker
) -> None:
    person, drug = make.member(), make.concept(kind="treatment")
    row = make.evaluation(by=person, treatment=drug)
    address = f"/my-health/evaluations/{row.public_id}"
    client.sign_in(person)
    client.post(address + "/delete")
    assert client.post(address + "/restore").status_code == 409
    assert stored(app, row).deleted_at is not None
