"""Posts whose authors take them back while somebody looks: hidden all the same, and given back when
that is reversed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.community.models import Post
from app.community.services import editing
from app.core.database import db
from app.core.errors import NotFound
from app.core.transactions import unit_of_work
from app.moderation.services import deciding
from app.moderation.services.looking_up import case_of
from app.moderation.services.registering import adapters_of
from tests.moderation.transparency.making import Desk


def by_author(desk: Desk, act: Any, post_id: str) -> None:
    with unit_of_work():
        act(by=desk.viewer("author"), post_id=post_id)


def first_post(desk: Desk) -> str:
    which = select(Post.public_id).where(Post.topic_id == desk.topic_id, Post.position == 1)
    return db.session.scalars(which).one()


def is_read(desk: Desk, post_id: str) -> bool:
    db.session.rollback()
    adapter = adapters_of().of("post")
    return adapter is not None and adapter.seen_by(desk.viewer("reporter"), post_id) is not None


@pytest.mark.parametrize("action", ["hide", "remove"])
@pytest.mark.parametrize("first", [True, False], ids=["a topic", "a reply"])
def test_it_is_out_of_its_authors_hands_until_that_is_reversed(
    desk: Desk, action: str, first: bool
) -> None:
    case: Any = desk.reported_post(first_post(desk)) if first else desk.reported()
    by_author(desk, editing.take_back, case.thing_id)
    decision = desk.decided(case, action=action)
    with pytest.raises(NotFound):
        by_author(desk, editing.bring_back, case.thing_id)
    with unit_of_work():
        deciding.reverse(by=desk.viewer("other"), decision=decision)
    assert not is_read(desk, case.thing_id), "it is still taken back"
    by_author(desk, editing.bring_back, case.thing_id)
    assert is_read(desk, case.thing_id)


def test_a_reply_is_hidden_although_its_topic_was_taken_back(desk: Desk) -> None:
    case: Any = desk.reported()
    by_author(desk, editing.take_back, first_post(desk))
    desk.decided(case)
    by_author(desk, editing.bring_back, first_post(desk))
    assert is_read(desk, first_post(desk)) and not is_read(desk, case.thing_id)


def test_what_was_hidden_before_is_not_offered_for_hiding(desk: Desk) -> None:
    case: Any = desk.reported()
    desk.decided(case)
    row = case_of(desk.viewer("other"), case.public_id)
    assert row is not None and not row.can_be_taken_away and not row.is_taken_back
