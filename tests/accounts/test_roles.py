"""Site roles as services: rows with who, why and when; never without an operator."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts import permissions
from app.accounts.events import RoleEnded, RoleGranted, SessionEnded
from app.accounts.models import RoleGrant
from app.accounts.queries import roles, viewer_of
from app.accounts.services import granting, sessions
from app.core import events
from app.core.database import db
from app.core.errors import Forbidden, Invalid
from app.core.transactions import unit_of_work
from app.core.viewer import ANONYMOUS, Viewer
from tests.factories import Maker


@pytest.fixture
def operator(inside: Flask, make: Maker) -> Viewer:
    return viewer_of(make.member(roles=("operator",)).id)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    """What is emitted, heard by everybody who listens as well."""
    news: list[events.Event] = []
    monkeypatch.setattr(granting, "emit", news.append)
    monkeypatch.setattr(sessions, "emit", news.append)
    return news


def grant(by, member, role="moderator", reason="reads along since May") -> None:
    with unit_of_work():
        granting.grant(by=by, member=viewer_of(member.id), role=role, reason=reason)


def end(by, member, role="moderator", reason="moved on") -> None:
    with unit_of_work():
        granting.end(by=by, member=viewer_of(member.id), role=role, reason=reason)


def test_a_grant_keeps_who_why_and_when_and_an_end_too(operator: Viewer, make: Maker):
    member = make.member()
    grant(operator, member)
    assert viewer_of(member.id).roles == {"moderator"}
    end(operator, member)
    assert viewer_of(member.id).roles == frozenset()
    row = db.session.scalar(select(RoleGrant).where(RoleGrant.member_id == member.id))
    assert (row.granted_by_id, row.reason) == (operator.id, "reads along since May")
    assert (row.ended_by_id, row.ended_reason) == (operator.id, "moved on")
    assert row.granted_at < row.ended_at


def test_a_role_can_be_given_again_after_it_ended(operator: Viewer, make: Maker):
    member = make.member()
    grant(operator, member)
    grant(operator, member)
    end(operator, member)
    grant(operator, member)
    assert [row.ended_at is None for row in roles.of_member(member.id)] == [True, False]


@pytest.mark.parametrize("kind", [(), ("moderator",), ("clinician",)])
def test_only_operators_assign_roles(inside: Flask, make: Maker, kind: tuple[str, ...]):
    member, by = make.member(roles=("clinician",)), viewer_of(make.member(roles=kind).id)
    for act, role in ((grant, "operator"), (end, "clinician")):
        with pytest.raises(Forbidden):
            act(by, member, role)
    assert viewer_of(member.id).roles == {"clinician"}


def test_nobody_assigns_roles_without_an_account(inside: Flask, make: Maker):
    with pytest.raises(Forbidden):
        grant(ANONYMOUS, make.member())


def test_the_last_operator_stays(operator: Viewer, make: Maker):
    with pytest.raises(Invalid, match="last operator"):
        end(operator, operator, "operator")
    with pytest.raises(Invalid, match="last operator"):
        end(granting.THE_SERVER, operator, "operator")
    second = make.member(roles=("operator",))
    end(viewer_of(second.id), operator, "operator")
    assert viewer_of(operator.id).roles == frozenset()
    with pytest.raises(Invalid, match="last operator"):
        end(viewer_of(second.id), second, "operator")


def test_the_last_moderator_may_go(operator: Viewer, make: Maker):
    member = make.member(roles=("moderator",))
    end(operator, member)
    assert viewer_of(member.id).roles == frozenset()


@pytest.mark.parametrize(
    ("role", "reason", "field"),
    [("steward", "why", "role"), ("", "why", "role"), ("moderator", "  ", "reason"),
     ("moderator", "x" * 301, "reason")],
)  # fmt: skip
def test_a_strange_role_or_no_reason_is_refused(operator, make: Maker, role, reason, field):
    member = make.member(roles=("moderator",))
    for act in (grant, end):
        with pytest.raises(Invalid) as refusal:
            act(operator, member, role, reason)
        assert refusal.value.field == field


def test_a_role_that_ends_signs_the_member_out_everywhere(operator, make: Maker, told):
    member, other = make.member(roles=("moderator",)), make.member()
    with unit_of_work():
        word = sessions.start_session(member_id=member.id, device="Phone")
        noise = sessions.start_session(member_id=other.id, device="Phone")
    end(operator, member)
    assert sessions.viewer_behind(word) is None
    assert sessions.viewer_behind(noise) is not None
    assert [type(news) for news in told] == [RoleEnded, SessionEnded]


def test_a_new_role_waits_in_sessions_that_are_open(operator, make: Maker):
    member, other = make.member(), make.member(roles=("clinician",))
    with unit_of_work():
        word, noise = (
            sessions.start_session(member_id=one.id, device="Phone", with_second_factor=True)
            for one in (member, other)
        )
    grant(operator, member)
    viewer, _ = sessions.viewer_behind(word)
    assert (viewer.roles, viewer.waiting_roles) == (frozenset(), {"moderator"})
    viewer, _ = sessions.viewer_behind(noise)
    assert (viewer.roles, viewer.waiting_roles) == ({"clinician"}, frozenset())


def test_news_carries_public_ids_only_for_what_leaves(operator, make: Maker, told):
    member = make.member()
    grant(operator, member)
    end(granting.THE_SERVER, member)
    given, ended = told
    assert given == RoleGranted(
        member_id=member.id, public_id=member.public_id, role="moderator",
        by_public_id=operator.public_id,
    )  # fmt: skip
    assert (type(ended), ended.by_public_id) == (RoleEnded, "")


def test_ending_what_nobody_holds_changes_nothing(operator, make: Maker, told):
    end(operator, make.member())
    assert told == []


CASES = [
    ((), False), (("moderator",), False), (("clinician",), False), (("operator",), True),
    (("moderator", "operator"), True),
]  # fmt: skip


@pytest.mark.parametrize(("held", "may"), CASES)
def test_the_rules_about_operators(held: tuple[str, ...], may: bool):
    by = SimpleNamespace(has_role=lambda *names: not set(held).isdisjoint(names))
    assert permissions.can_assign_roles(by) is may
    assert permissions.can_find_members(by) is may
    assert permissions.is_staff(held) is bool(held)
