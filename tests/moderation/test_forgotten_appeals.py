"""Appeals keep no words of whoever is erased, and none of others about theirs."""

from __future__ import annotations

from app.accounts.services import erasing
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Appeal
from tests.moderation.transparency.making import Desk


def erase(desk: Desk, who: str) -> None:
    with unit_of_work():
        erasing.erase(desk.people[who].id, posts="keep")


def said() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.query(Appeal).order_by(Appeal.id)
    return [(one.words, one.explanation) for one in rows]


def test_who_reported_may_have_quoted_whom_the_decision_was_about(desk: Desk) -> None:
    desk.appealed(desk.decided(desk.reported()), outcome="upheld", by="reporter")
    ((words, answer),) = said()
    assert words and answer
    erase(desk, "author")
    assert said() == [("", "")]


def test_whoever_asked_leaves_no_words(desk: Desk) -> None:
    desk.appealed(desk.decided(desk.reported()), outcome="upheld", by="reporter")
    desk.appealed(desk.decided(desk.reported()), outcome="upheld", by="author")
    erase(desk, "reporter")
    (left, other) = said()
    assert left == ("", "") and all(other)
