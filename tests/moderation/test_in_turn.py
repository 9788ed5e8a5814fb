"""Whoever decides looks again when their turn has come: what changed while they waited counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.community.services import editing
from app.core.database import db
from app.core.errors import Conflict, Forbidden
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision
from app.moderation.services import claiming, deciding
from app.moderation.services.deciding import Reasons
from app.moderation.services.looking_up import case_of
from tests.moderation.transparency.making import Desk

WHY = "A sentence that is long enough for anybody."


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Let something happen after the case was looked up first, and before its turn."""

    def do(act: Callable[[], Any]) -> None:
        waiting = [act]

        def look(viewer: Any, case_id: str) -> Any:
            row = case_of(viewer, case_id)
            assert row is not None and row.thing is not None  # looked at, and so remembered
            if waiting:
                waiting.pop()()
            return row

        monkeypatch.setattr(deciding, "case_of", look)

    return do


def held(desk: Desk) -> Any:
    """The case of a fresh post, in the hands of the first moderator."""
    case: Any = desk.reported()
    with unit_of_work():
        claiming.claim(by=desk.viewer("mod"), case_id=case.public_id)
    return case_of(desk.viewer("mod"), case.public_id)


def decide(desk: Desk, case: Any, action: str) -> None:
    reasons = Reasons(ground="unkind", facts=WHY, explanation=WHY, skipped_because=WHY)
    with unit_of_work():
        deciding.decide(
            by=desk.viewer("mod"), case_id=case.public_id, version=case.version, action=action,
            reasons=reasons, shown=case.shown,
        )  # fmt: skip


def decisions() -> int:
    db.session.rollback()
    return db.session.query(Decision).count()


def test_other_words_are_told(desk: Desk, meanwhile: Any) -> None:
    case, author = held(desk), desk.viewer("author")
    meanwhile(lambda: editing.edit(by=author, post_id=case.thing_id, body="Kinder words"))
    with pytest.raises(Conflict):
        decide(desk, case, "hide")
    assert decisions() == 0


def test_what_was_taken_back_is_told(desk: Desk, meanwhile: Any) -> None:
    case, author = held(desk), desk.viewer("author")
    meanwhile(lambda: editing.take_back(by=author, post_id=case.thing_id))
    with pytest.raises(Conflict):
        decide(desk, case, "note")
    assert decisions() == 0


def test_an_author_who_is_gone_is_not_limited(desk: Desk, meanwhile: Any) -> None:
    case = held(desk)
    gone = {"author_id": None}
    meanwhile(lambda: db.session.query(Case).filter_by(id=case.id).update(gone))
    with pytest.raises(Forbidden):
        decide(desk, case, "leave_group")
    assert decisions() == 0


def test_where_nothing_happened_it_is_decided(desk: Desk, meanwhile: Any) -> None:
    case = held(desk)
    meanwhile(lambda: None)
    decide(desk, case, "hide")
    assert decisions() == 1
