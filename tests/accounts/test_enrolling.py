"""Contributors of a data set: origin and source are kept, nobody can sign in as one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Consent, Member
from app.accounts.queries import consent_holds
from app.accounts.services import enrolling
from app.core.database import db
from app.core.errors import Invalid
from app.core.transactions import unit_of_work
from tests.accounts.browser import sign_in
from tests.factories import Maker
from tests.support.queries import count_queries

JOINED = datetime(2015, 3, 1, tzinfo=UTC)


def enrol(rows, data_set="Flaredown") -> list[int]:
    with unit_of_work():
        return enrolling.enrol_contributors(rows, data_set=data_set)


def test_members_come_in_order_with_their_origin(inside: Flask, make: Maker):
    make.member()
    names = [f"Contributor {n}" for n in (12, 7, 99)]
    ids = enrol([{"display_name": name, "joined_at": JOINED} for name in names])
    found = [db.session.get(Member, member_id) for member_id in ids]
    assert [member.display_name for member in found] == names
    assert {member.origin for member in found} == {"Flaredown"}
    assert {(member.email, member.password_hash) for member in found} == {(None, None)}
    assert {member.created_at for member in found} == {JOINED}


def test_their_consents_stand_in_the_ledger_with_the_data_set(inside: Flask):
    first, second = enrol(
        [
            {
                "display_name": "One",
                "consents": ("keep_health", "show_groups"),
                "joined_at": JOINED,
            },
            {"display_name": "Two"},
        ]
    )
    lines = db.session.execute(
        select(Consent.member_id, Consent.purpose, Consent.source, Consent.at).order_by(Consent.id)
    )
    assert [tuple(line) for line in lines] == [
        (first, "keep_health", "data set Flaredown", JOINED),
        (first, "show_groups", "data set Flaredown", JOINED),
    ]
    assert consent_holds(first, "show_groups")
    assert not consent_holds(second, "keep_health")


def test_a_contributor_may_bring_a_clock_and_is_known_by_the_data_set(inside: Flask):
    (member_id,) = enrol([{"display_name": "One", "time_zone": "UTC"}])
    member = db.session.get(Member, member_id)
    assert (member.origin, member.time_zone) == ("Flaredown", "UTC")


def test_a_data_set_of_nobody_adds_nobody(inside: Flask):
    assert enrol([]) == []


def test_many_members_take_few_statements(inside: Flask):
    rows = [{"display_name": f"Contributor {n}", "consents": ("keep_health",)} for n in range(400)]
    with count_queries() as seen:
        assert len(enrol(rows)) == 400
    assert len(seen) < 20


@pytest.mark.parametrize(
    "rows",
    [
        [{"display_name": "Quiet Heron"}, {"display_name": "quiet_heron"}],
        [{"display_name": "A1", "email": "x@a.org"}, {"display_name": "B2", "email": "X@a.org"}],
        [{"display_name": "A1", "is_operator": True}],
    ],
    ids=("same name", "same address", "unknown word"),
)
def test_rows_that_cannot_stand_are_refused(inside: Flask, rows):
    with pytest.raises(Invalid):
        enrol(rows)
    assert db.session.scalars(select(Member)).all() == []


def test_nobody_signs_in_as_a_contributor(app: Flask, client):
    with app.app_context():
        enrol([{"display_name": "One"}])
    for address in ("", "One", "None", "null"):
        assert sign_in(client, address).status_code in (401, 422)
