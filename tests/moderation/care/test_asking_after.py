"""A follow-up that falls due because nobody has seen somebody since: once, for people who look after
people."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import CareStep, Case
from app.moderation.services.asking_after import ask_after


def asked(app: Any) -> int:
    """Ask after everybody with a case."""
    with app.app_context(), unit_of_work():
        return ask_after(list(db.session.scalars(select(Case.id))))


def write_down(client: Any, here: Any, case: str, **data: str) -> None:
    """Somebody takes a step."""
    assert client.sign_in(here.lark).post(case, data=data).status_code == 303


def test_it_stands_on_top_of_the_desk_without_a_word_and_without_a_name(app, client, here, case):
    assert asked(app) == 1
    assert client.sign_in(here.dove).page("/desk").select(f"main a[href='{case}']")
    assert not client.sign_in(here.moderator).page("/desk").select(f"main a[href='{case}']")
    with app.app_context():
        (step,) = db.session.scalars(select(CareStep))
        assert (step.words, step.by_id, step.second_id) == ("", None, None)
        assert step.due_on == now().date()
    page = client.sign_in(here.lark).page(case)
    assert "They have not been here for longer than is usual for them" in page.find("ol").text
    assert not page.select("form input[value=away]")


def test_once_for_a_case_also_after_somebody_answered_it(app, client, here, case):
    assert (asked(app), asked(app)) == (1, 0)
    write_down(client, here, case, step="outcome", words="They are with their sister.")
    assert asked(app) == 0


def test_a_follow_up_that_somebody_planned_is_not_brought_forward(app, client, here, case):
    write_down(client, here, case, step="follow_up")
    assert asked(app) == 0


def test_after_what_somebody_did_before_it_is_asked_all_the_same(app, client, here, case):
    write_down(client, here, case, step="follow_up")
    write_down(client, here, case, step="outcome", words="They have an appointment.")
    assert asked(app) == 1
    client.sign_in(here.lark).post(case, data={"step": "away"})
    assert client.page(case).find("ol").text.count("not been here") == 1


@pytest.mark.usefixtures("case")
def test_other_cases_are_left_alone(app):
    with app.app_context(), unit_of_work():
        db.session.execute(update(Case).values(is_sensitive=False, level="amber"))
    assert asked(app) == 0
