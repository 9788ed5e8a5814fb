"""Opening groups, looking after them, naming stewards; on the page and at the command line."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from app.community.events import GroupOpened
from app.community.models import Group, Membership
from app.community.services import opening_groups
from app.community.services.actors import AT_THE_SERVER
from app.core import events
from app.core.errors import Forbidden, Invalid
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.support.client import SiteClient

SETTINGS = {"purpose": "For rest", "rules": "Be kind", "audience": "group"}


def open_group(**values):
    with unit_of_work():
        return opening_groups.open_group(**values)


def test_operators_open_groups(inside: Flask, make: Maker, cast: SimpleNamespace, row, monkeypatch):
    news: list = []
    monkeypatch.setitem(events._listeners, GroupOpened, [news.append])
    condition = make.concept(name="Long COVID")
    operator = make.viewer(member=cast.operator)
    group = open_group(by=operator, name=" Long  COVID ", condition_id=condition.id)
    kept = row(Group, group.id)
    assert (kept.slug, kept.name, kept.audience) == ("long-covid", "Long COVID", "members")
    assert [one.group_id for one in news] == [group.id]


@pytest.mark.parametrize("who", ["patient", "steward", "moderator", "clinician"])
def test_nobody_else_opens_groups(inside: Flask, make: Maker, cast: SimpleNamespace, who: str):
    with pytest.raises(Forbidden):
        open_group(by=make.viewer(member=getattr(cast, who)), name="Mine")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a" * 121}, "name"),
        ({"slug": "Open Square"}, "slug"),
        ({"slug": "mine"}, "slug"),
        ({"slug": "open-square"}, "slug"),
        ({"name": "日本"}, "slug"),
        ({"audience": "world"}, "audience"),
        ({"rules": "a" * 4_001}, "rules"),
        ({"condition_id": 999_999}, "condition"),
    ],
)
def test_a_group_needs_fitting_words(
    inside: Flask, square: SimpleNamespace, wrong: dict, field: str
):
    with pytest.raises(Invalid) as refused:
        open_group(**{"by": AT_THE_SERVER, "name": "Fine"} | wrong)
    assert refused.value.field == field


@pytest.mark.parametrize("kind", ["condition", "symptom", "situation"])
def test_a_group_is_for_whatever_people_take_a_treatment_for(inside: Flask, make: Maker, kind: str):
    concept = make.concept(kind=kind, name="Stopping smoking")
    group = open_group(by=AT_THE_SERVER, name="Smoke free", condition_id=concept.id)
    assert group.condition_id == concept.id


def test_a_group_is_not_for_a_treatment(inside: Flask, make: Maker):
    with pytest.raises(Invalid):
        open_group(by=AT_THE_SERVER, name="Pills", condition_id=make.concept(kind="treatment").id)


def test_a_steward_changes_purpose_rules_and_audience(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row
):
    client.sign_in(cast.steward)
    assert client.post("/groups/open-square/settings", data=SETTINGS).status_code == 303
    kept = row(Group, square.group.id)
    assert (kept.purpose, kept.rules, kept.audience) == ("For rest", "Be kind", "group")


@pytest.mark.parametrize("who", ["patient", "stranger", "moderator", "ex_member"])
def test_others_do_not(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, row, who: str
):
    client.sign_in(getattr(cast, who))
    client.page("/groups/open-square/settings", 403)
    assert client.post("/groups/open-square/settings", data=SETTINGS).status_code == 403
    assert row(Group, square.group.id).audience == "public"


def test_an_operator_names_stewards_and_does_not_rewrite_rules(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    client.sign_in(cast.operator)
    assert not client.page("/groups/open-square/settings").select("[name=rules]")
    assert client.post("/groups/open-square/settings", data=SETTINGS).status_code == 403
    client.post("/groups/open-square/stewards", data={"name": "patient"})
    granted = rows(Membership, member_id=cast.patient.id)[0]
    assert (granted.role, granted.granted_by_id) == ("steward", cast.operator.id)


def test_words_written_for_few_are_never_shown_to_more(
    client: SiteClient, cast: SimpleNamespace, circle: SimpleNamespace, row
):
    client.sign_in(cast.steward)
    answer = client.post("/groups/quiet-circle/settings", data=SETTINGS | {"audience": "public"})
    assert answer.status_code == 422 and "For rest" in answer.text
    assert "You can only make the circle smaller" in answer.text
    assert row(Group, circle.group.id).audience == "group"


def test_an_empty_group_may_become_wider(
    client: SiteClient, make: Maker, cast: SimpleNamespace, row
):
    group = make.group(slug="fresh", audience="group", stewards=(cast.steward,))
    client.sign_in(cast.steward)
    client.post("/groups/fresh/settings", data=SETTINGS | {"audience": "public"})
    assert row(Group, group.id).audience == "public"


def test_only_members_of_the_group_become_stewards(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    client.sign_in(cast.steward)
    for name in ("stranger", "nobody at all", ""):
        answer = client.post("/groups/open-square/stewards", data={"name": name})
        assert answer.status_code == 422 and (not name or name in answer.text)
    assert [one.member_id for one in rows(Membership, role="steward")] == [cast.steward.id]


def test_a_steward_can_be_taken_the_role(
    client: SiteClient, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    address = f"/groups/open-square/stewards/{cast.steward.public_id}/dismiss"
    assert client.sign_in(cast.patient).post(address).status_code == 403
    client.sign_in(cast.operator).post(address)
    assert not rows(Membership, role="steward")
    assert rows(Membership, member_id=cast.steward.id)


def test_somebody_of_another_group_cannot_be_reached_through_mine(
    client: SiteClient, make: Maker, cast: SimpleNamespace, square: SimpleNamespace, rows
):
    make.group(slug="other", stewards=(cast.carer,))
    client.sign_in(cast.steward)
    address = f"/groups/open-square/stewards/{cast.carer.public_id}/dismiss"
    assert client.post(address).status_code == 404
    assert rows(Membership, member_id=cast.carer.id)[0].role == "steward"


def test_groups_are_opened_at_the_command_line(app: Flask, make: Maker, rows):
    condition = make.concept(name="Gout", slug="gout")
    run = app.test_cli_runner()
    done = run.invoke(
        args=["groups", "open", "Sore toes", "--condition", "gout", "--audience", "group"]
    )
    assert done.exit_code == 0 and "/groups/sore-toes" in done.output
    group = rows(Group, slug="sore-toes")[0]
    assert (group.condition_id, group.audience) == (condition.id, "group")
    again = run.invoke(args=["groups", "open", "Sore toes"])
    assert again.exit_code == 1 and "Another group has this address" in again.output
    wrong = run.invoke(args=["groups", "open", "Other", "--condition", "nothing"])
    assert wrong.exit_code == 1 and not rows(Group, slug="other")


def test_a_condition_goes_before_a_symptom_of_the_same_address(app: Flask, make: Maker, rows):
    make.concept(kind="symptom", name="Headache", slug="headache")
    condition = make.concept(kind="condition", name="Headache", slug="headache")
    make.concept(kind="treatment", name="Headache", slug="headache")
    run = app.test_cli_runner()
    run.invoke(args=["groups", "open", "Sore heads", "--condition", "headache"])
    assert rows(Group, slug="sore-heads")[0].condition_id == condition.id


def test_stewards_are_named_at_the_command_line(
    app: Flask, cast: SimpleNamespace, circle: SimpleNamespace, rows
):
    run = app.test_cli_runner()
    assert run.invoke(args=["groups", "steward", "quiet-circle", "patient"]).exit_code == 0
    assert rows(Membership, member_id=cast.patient.id)[0].role == "steward"
    assert run.invoke(args=["groups", "steward", "quiet-circle", "stranger"]).exit_code == 1
    assert run.invoke(args=["groups", "steward", "none", "patient"]).exit_code == 1
