"""Two who decide at the same moment about things that the same member reported."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.database import db
from app.moderation.models import Case
from app.moderation.services import claiming, deciding
from app.moderation.services.deciding import Reasons
from app.notifications.services import telling

WORDS = "Words enough for a whole sentence."


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever tells somebody something takes a while before they go on."""
    quick = telling.raise_unread

    def slow(member_id: int) -> None:
        quick(member_id)
        sleep(0.2)

    monkeypatch.setattr(telling, "raise_unread", slow)


@pytest.fixture
def in_hand(app: Flask, make, talk, report, whole) -> list[tuple[Any, str, int]]:
    """Two things that one member reported, each in the hands of another moderator."""
    report()
    report(said=make.message(room=talk.room, by=talk.member))
    with app.app_context():
        cases = db.session.scalars(select(Case.public_id).order_by(Case.id)).all()
    hands = [(make.member(roles=("moderator",)), case) for case in cases]
    for moderator, case in hands:
        whole(claiming.claim, by=moderator, case_id=case)
    with app.app_context():
        rows = db.session.execute(select(Case.public_id, Case.version)).all()
        versions = {row.public_id: row.version for row in rows}
    return [(moderator, case, versions[case]) for moderator, case in hands]


def test_both_are_done_and_the_reporter_hears_of_both(slowly, in_hand, whole, talk, notices):
    gate = Barrier(2)

    def one(numbered: tuple[int, tuple[Any, str, int]]) -> None:
        number, (moderator, case, version) = numbered
        reasons = Reasons(ground="unkind", facts=WORDS, explanation=WORDS, skipped_because=WORDS)
        gate.wait()
        whole(
            deciding.decide, by=moderator, case_id=case, version=version,
            action=("hide", "leave_group")[number], reasons=reasons,
        )  # fmt: skip

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(one, enumerate(in_hand)))
    told = [kind for kind, _facts, _path in notices(talk.reporter)]
    assert told.count("report_answered") == 2
