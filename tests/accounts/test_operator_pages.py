"""The operator's page: find exactly one member, give and end roles with a reason."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from app.accounts.queries import viewer_of
from tests.accounts.browser import send
from tests.factories import Maker
from tests.support.client import SiteClient


@pytest.fixture
def desk(client: SiteClient, cast: SimpleNamespace) -> SiteClient:
    """The operator's browser."""
    return client.sign_in(cast.operator)


def roles_of(app: Flask, member) -> frozenset[str]:
    with app.app_context():
        return viewer_of(member.id).roles


def test_the_page_lists_who_holds_a_role_and_no_other_member(desk: SiteClient):
    names = [cell.text for cell in desk.page("/operator/members").select("tbody th")]
    assert names == ["clinician", "moderator", "operator"]


@pytest.mark.parametrize(
    "who", ["Quiet Heron", " quiet  heron", "ada@example.org", "ADA@example.org"]
)
def test_a_member_is_found_by_exact_name_or_address(desk: SiteClient, make: Maker, who: str):
    member = make.member(email="ada@example.org")
    from app.accounts.services import settings
    from app.core.transactions import unit_of_work

    with desk.application.app_context(), unit_of_work():
        settings.rename(by=viewer_of(member.id), display_name="Quiet Heron")
    answer = send(desk, "/operator/members", who=who)
    assert answer.location == f"/operator/members/{member.public_id}"


@pytest.mark.parametrize("who", ["Quiet", "ada@example", "%", "*", "' OR 1=1"])
def test_parts_of_a_name_find_nobody(desk: SiteClient, make: Maker, who: str):
    make.member(email="ada@example.org", display_name="Quiet Heron")
    answer = send(desk, "/operator/members", who=who)
    assert answer.status_code == 422
    assert "Nobody has exactly this name or address." in answer.text


def test_a_members_page_never_shows_the_address(desk: SiteClient, cast: SimpleNamespace):
    page = desk.page(f"/operator/members/{cast.patient.public_id}")
    assert cast.patient.email not in page.text


def test_a_role_is_given_and_ended_with_a_reason(
    app: Flask, desk: SiteClient, cast: SimpleNamespace
):
    home = f"/operator/members/{cast.patient.public_id}"
    answer = send(desk, f"{home}/roles", role="moderator", reason="reads along since May")
    assert (answer.status_code, answer.location) == (303, home)
    assert roles_of(app, cast.patient) == {"moderator"}
    page = desk.page(home)
    assert "reads along since May" in page.text
    fields = {"moderator-reason": "moved on"}
    assert send(desk, f"{home}/roles/moderator/end", **fields).status_code == 303
    assert roles_of(app, cast.patient) == frozenset()
    assert "moved on" in desk.page(home).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"role": "moderator", "reason": " "}, "Write why."), ({"reason": "why"}, "Choose a role."),
     ({"role": "steward", "reason": "why"}, "There is a problem")],
)  # fmt: skip
def test_an_unfinished_form_changes_nothing(app, desk, cast, fields, words):
    answer = send(desk, f"/operator/members/{cast.patient.public_id}/roles", **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert roles_of(app, cast.patient) == frozenset()


def test_the_last_operator_cannot_end_their_own_role(
    app: Flask, desk: SiteClient, cast: SimpleNamespace
):
    address = f"/operator/members/{cast.operator.public_id}/roles/operator/end"
    answer = send(desk, address, **{"operator-reason": "tired"})
    assert answer.status_code == 422
    assert "This is the last operator." in answer.text
    assert roles_of(app, cast.operator) == {"operator"}


def test_ending_without_a_reason_is_asked_for_beside_the_role(
    app: Flask, desk: SiteClient, cast: SimpleNamespace
):
    answer = send(desk, f"/operator/members/{cast.moderator.public_id}/roles/moderator/end")
    assert answer.status_code == 422
    assert "Write why." in answer.text
    assert roles_of(app, cast.moderator) == {"moderator"}


def test_an_unknown_member_is_not_found(desk: SiteClient):
    desk.page("/operator/members/nobody", 404)
    assert send(desk, "/operator/members/nobody/roles", role="operator").status_code == 404


OUTSIDERS = ("patient", "moderator", "clinician", "steward")


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_comes_in(app: Flask, client: SiteClient, cast: SimpleNamespace, who: str):
    client.sign_in(getattr(cast, who))
    home = f"/operator/members/{cast.patient.public_id}"
    for address in ("/operator/members", home):
        assert client.get(address).status_code == 403
    fields = {"role": "operator", "reason": "because I can", "who": "patient"}
    for address in ("/operator/members", f"{home}/roles", f"{home}/roles/operator/end"):
        assert send(client, address, **fields).status_code == 403
    assert roles_of(app, cast.patient) == frozenset()
