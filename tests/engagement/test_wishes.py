"""What a member does not want counted is not kept, and whoever prefers to read is left in peace."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.core.errors import Forbidden
from app.core.transactions import unit_of_work
from app.core.viewer import ANONYMOUS
from app.engagement import jobs
from app.engagement.models import DayCount, EngagementWish, Invitation, Welcome
from app.engagement.queries.wishes import Wishes, wishes_of
from app.engagement.services import counting, wishing
from tests.factories import Maker
from tests.support.client import SiteClient

PAGE = "/me/taking-part"
ALL = {"counts_reading": "y", "shows_thanks": "y"}


def count(member: Any, group: Any, what: str, ago: int = 0) -> None:
    day = now().date() - timedelta(days=ago)
    counting.count(member_id=member.id, group_id=group.id, day=day, what=what)


def counted(member: Any) -> list[tuple[int, int]]:
    """Pages read and posts, of each day."""
    rows = select(DayCount).where(DayCount.member_id == member.id).order_by(DayCount.day)
    return [(row.pages_read, row.posts) for row in db.session.scalars(rows)]


def wishes(app: Flask, member: Any) -> Wishes:
    with app.app_context():
        return wishes_of(member.id)


@pytest.fixture
def group(make: Maker, cast: SimpleNamespace) -> Any:
    return make.group(members=(cast.patient, cast.other_patient, cast.carer))


def test_the_page_shows_what_holds(client: SiteClient, cast: SimpleNamespace):
    page = client.sign_in(cast.patient).page(PAGE)
    marked = [box["name"] for box in page.select("input[type=checkbox][checked]")]
    assert marked == ["counts_reading", "shows_thanks"]
    assert page.select_one('a[href="/me/thanks"]')


def test_the_page_says_what_is_counted_and_for_whom(client: SiteClient, cast: SimpleNamespace):
    text = client.sign_in(cast.patient).page(PAGE).get_text(" ", strip=True)
    for words in ("how many pages of topics you read", "Which topics you read is not counted",
                  "Numbers under five people are hidden", "After 90 days"):  # fmt: skip
        assert words in text


def test_each_wish_is_kept_for_the_one_who_said_it(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    client.sign_in(cast.patient)
    said = client.post(PAGE, data={"prefers_to_read": "y", "counts_reading": "y"})
    assert said.status_code == 303
    assert wishes(app, cast.patient) == Wishes(
        counts_reading=True, prefers_to_read=True, shows_thanks=False
    )
    assert wishes(app, cast.carer) == Wishes()


def test_the_last_wish_holds(app: Flask, client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    client.post(PAGE, data={"prefers_to_read": "y"})
    client.post(PAGE, data=ALL)
    assert wishes(app, cast.patient) == Wishes()


def test_not_to_be_counted_takes_past_reading_away_at_once(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    with app.app_context(), unit_of_work():
        for who in (cast.patient, cast.carer):
            count(who, group, "pages_read", ago=3)
            count(who, group, "pages_read")
        count(cast.patient, group, "posts")
    client.sign_in(cast.patient).post(PAGE, data={"shows_thanks": "y"})
    with app.app_context():
        assert counted(cast.patient) == [(0, 1)]
        assert counted(cast.carer) == [(1, 0), (1, 0)]


def test_other_wishes_leave_what_was_counted(
    app: Flask, client: SiteClient, cast: SimpleNamespace, group: Any
):
    with app.app_context(), unit_of_work():
        count(cast.patient, group, "pages_read")
    client.sign_in(cast.patient).post(PAGE, data={"counts_reading": "y", "prefers_to_read": "y"})
    with app.app_context():
        assert counted(cast.patient) == [(1, 0)]


def test_what_slipped_in_while_somebody_said_no_goes_within_the_hour(
    inside: Flask, cast: SimpleNamespace, group: Any
):
    with unit_of_work():
        for who in (cast.patient, cast.carer, cast.other_patient):
            count(who, group, "pages_read")
        count(cast.carer, group, "posts")
        for who in (cast.patient, cast.carer):
            db.session.add(EngagementWish(member_id=who.id, counts_reading=False))
        db.session.add(EngagementWish(member_id=cast.other_patient.id, prefers_to_read=True))
    jobs.keep_to_wishes.function()
    assert counted(cast.patient) == []
    assert counted(cast.carer) == [(0, 1)]
    assert counted(cast.other_patient) == [(1, 0)]


def test_whoever_prefers_to_read_is_left_in_peace(
    inside: Flask, make: Maker, cast: SimpleNamespace, group: Any
):
    """An invitation and a question to a helper are gone; those of others stay."""
    with unit_of_work():
        for who in (cast.patient, cast.carer):
            db.session.add(Invitation(member_id=who.id, group_id=group.id))
            db.session.add(
                Welcome(
                    group_id=group.id, newcomer_id=who.id, helper_id=cast.other_patient.id,
                    asked_by_id=None,
                )
            )  # fmt: skip
        wishing.prefer_to_read(by=make.viewer(member=cast.patient))
    away = select(Invitation.member_id).where(Invitation.dismissed_at.is_not(None))
    assert list(db.session.scalars(away)) == [cast.patient.id]
    assert list(db.session.scalars(select(Welcome.newcomer_id))) == [cast.carer.id]


def test_to_prefer_to_read_changes_no_other_wish(inside: Flask, make: Maker, cast: SimpleNamespace):
    viewer = make.viewer(member=cast.patient)
    with unit_of_work():
        wishing.save(by=viewer, counts_reading=False, prefers_to_read=False, shows_thanks=False)
        wishing.prefer_to_read(by=viewer)
    assert wishes_of(cast.patient.id) == Wishes(
        counts_reading=False, prefers_to_read=True, shows_thanks=False
    )


def test_nobody_is_no_member(inside: Flask):
    with pytest.raises(Forbidden), unit_of_work():
        wishing.prefer_to_read(by=ANONYMOUS)
    with pytest.raises(Forbidden), unit_of_work():
        wishing.save(by=ANONYMOUS, counts_reading=True, prefers_to_read=True, shows_thanks=True)


def test_the_page_is_reached_from_me(client: SiteClient, cast: SimpleNamespace):
    assert client.sign_in(cast.patient).page("/me").select_one(f'a[href="{PAGE}"]')
