"""A release: who is counted, that it happens once, and that nothing changes it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict
from app.core.transactions import unit_of_work
from app.insights.models import PrivacySpending, Release, ReleasedTable, ReleaseIsImmutable
from app.insights.services import releasing
from app.insights.services.ledger import BudgetSpent
from app.insights.services.table_catalogue import table_catalogue
from tests.insights.world import ALL, CUT_OFF, World, day_before, judged, person


def _rows(condition: str = "depression", table: str = "condition-effectiveness") -> dict[str, Any]:
    text = db.session.scalar(
        select(ReleasedTable.artefact).where(
            ReleasedTable.condition_slug == condition, ReleasedTable.table_id == table
        )
    )
    return {row["slug"]: row for row in json.loads(text)["rows"]} if text else {}


def _exact(world: World) -> dict[str, Counter[Any]]:
    from app.insights.queries import answers
    from app.insights.services.counting import count
    from app.insights.services.releasing import _end_of

    ids = {one.id for one in answers.public_conditions()}
    found = answers.countable_answers(until=_end_of(CUT_OFF), after=None, condition_ids=ids)
    return count(found, table_catalogue().tables, choose=lambda own: own[0])


def test_treatments_with_enough_people_are_shown_near_their_true_numbers(
    world: World, release_now: Callable[..., Release]
) -> None:
    release_now()
    rows = _rows()
    assert set(rows) == {"sertraline", "venlafaxine"}
    assert abs(rows["sertraline"]["people"] - 135) <= 40
    little, moderate, much = rows["sertraline"]["counts"]
    assert abs(little - 55) <= 25 and moderate is None and abs(much - 80) <= 25


def test_a_condition_of_three_people_leaves_no_table(
    world: World, release_now: Callable[..., Release]
) -> None:
    release_now()
    assert _rows("rosacea") == {}


def test_a_thousand_entries_by_one_person_move_no_cell_by_more_than_one(world: World) -> None:
    before = _exact(world)
    with unit_of_work():
        busy = person()
        for turn in range(1000):
            treatment = (world.sertraline, world.venlafaxine, world.rare)[turn % 3]
            condition = (world.depression, world.rosacea)[turn % 2]
            known = {"still_taking": True, "is_current": turn >= 997}
            judged(busy, treatment, condition, **known)
    after = _exact(world)
    for table in before:
        moved = after[table] - before[table]
        assert sum(moved.values()) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"age_confirmed": 16},
        {"age_confirmed": None},
        {"created_at": day_before(CUT_OFF, 5)},
        {"since": day_before(CUT_OFF, 3)},
        {"consents": ("keep_health", "show_groups")},
        {"consents": ("clinician_summaries",)},
    ],
    ids=["16", "age unknown", "new account", "new consent", "no consent", "keeps no record"],
)
def test_a_promise_that_does_not_hold_keeps_a_person_out(
    world: World, values: dict[str, Any]
) -> None:
    before = _exact(world)
    with unit_of_work():
        judged(person(**values), world.sertraline, world.depression)
    assert _exact(world) == before


def test_a_contributor_of_a_data_set_is_counted(world: World) -> None:
    before = _exact(world)
    with unit_of_work():
        one = person(age_confirmed=None, origin="reviews of 2018")
        judged(one, world.sertraline, world.depression)
    assert _exact(world) != before


@pytest.mark.parametrize(
    "values",
    [
        {"entered_at": day_before(CUT_OFF, -3)},
        {"deleted_at": day_before(CUT_OFF, 1), "is_current": False},
    ],
    ids=["after the cut-off", "deleted"],
)
def test_an_answer_outside_the_window_is_not_counted(world: World, values: dict[str, Any]) -> None:
    before = _exact(world)
    with unit_of_work():
        judged(person(), world.sertraline, world.depression, **values)
    assert _exact(world) == before


def test_of_several_answers_to_one_treatment_the_newest_counts(world: World) -> None:
    with unit_of_work():
        one = person()
        judged(one, world.rare, world.depression, entered_at=day_before(CUT_OFF, 20))
        for effectiveness, days in ((0, 30), (2, 50)):
            old = {"entered_at": day_before(CUT_OFF, days), "is_current": False}
            judged(one, world.rare, world.depression, effectiveness=effectiveness, **old)
    key = (world.depression.id, world.rare.id, 2)
    assert _exact(world)["condition-effectiveness"][key] == 9


def test_a_withdrawn_consent_counts_from_the_next_release_on(world: World) -> None:
    with unit_of_work():
        one = person(consents=ALL)
        judged(one, world.rare, world.depression)
    before = _exact(world)
    with unit_of_work():
        db.session.execute(
            text("UPDATE consent_states SET holds = :no WHERE member_id = :id"),
            {"no": False, "id": one.id},
        )
    assert _exact(world) != before


def test_the_same_name_gives_the_same_bytes(
    world: World, release_now: Callable[..., Release]
) -> None:
    release_now()
    stored = db.session.execute(select(ReleasedTable.artefact)).all()
    with unit_of_work():
        judged(person(), world.sertraline, world.depression)
        draft = releasing.Draft("2026-H2", CUT_OFF, table_catalogue().protections["standard"], ())
        again = releasing.record(draft)
    assert again.name == "2026-H2"
    assert db.session.execute(select(ReleasedTable.artefact)).all() == stored


def test_the_same_name_with_another_cut_off_is_refused(
    world: World, release_now: Callable[..., Release]
) -> None:
    release_now()
    with pytest.raises(Conflict, match="cut-off"):
        releasing.existing("2026-H2", CUT_OFF - timedelta(days=1))


@pytest.mark.parametrize("flush", [1, 2, 3])
def test_a_release_that_dies_half_way_leaves_nothing(
    world: World, release_now: Callable[..., Release], monkeypatch: pytest.MonkeyPatch, flush: int
) -> None:
    real, calls = db.session.flush, iter(range(1, 10))

    def dies(*arguments: Any) -> None:
        real(*arguments)
        if next(calls) == flush:
            raise KeyboardInterrupt

    draft = releasing.draft(
        name="2026-H2", cut_off=CUT_OFF, protection=table_catalogue().protections["standard"]
    )
    monkeypatch.setattr(db.session, "flush", dies)
    died = False
    try:
        with unit_of_work():
            releasing.record(draft)
            if flush == 3:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        died = True
    monkeypatch.undo()
    assert died
    for model in (Release, ReleasedTable, PrivacySpending):
        assert not db.session.scalars(select(model.id)).all()


def test_the_database_refuses_to_change_or_delete_what_was_released(
    world: World, release_now: Callable[..., Release]
) -> None:
    release_now()
    for model in (ReleasedTable, PrivacySpending, Release):
        for statement in (update(model).values(id=model.id), delete(model)):
            with pytest.raises(DBAPIError, match="released never changes"), unit_of_work():
                db.session.execute(statement)


def test_a_released_row_refuses_change_before_the_database_does(
    world: World, release_now: Callable[..., Release]
) -> None:
    release = release_now()
    with pytest.raises(ReleaseIsImmutable), unit_of_work():
        db.session.get(Release, release.id).name = "another"


def test_every_release_writes_what_it_cost(
    world: World, release_now: Callable[..., Release]
) -> None:
    release_now()
    lines = db.session.scalars(select(PrivacySpending)).all()
    assert [line.epsilon for line in lines] == ["1/2"] * 3
    assert len({line.table_id for line in lines}) == 3


def test_a_third_release_within_a_year_is_refused(
    world: World, release_now: Callable[..., Release]
) -> None:
    release_now("first", cut_off=CUT_OFF - timedelta(days=300))
    release_now("second", cut_off=CUT_OFF - timedelta(days=100))
    with pytest.raises(BudgetSpent, match="365 days"):
        release_now("third")


def test_a_release_before_30_days_have_passed_is_refused(
    world: World, release_now: Callable[..., Release]
) -> None:
    with pytest.raises(BudgetSpent, match="30 days"):
        release_now(cut_off=now().date() - timedelta(days=29))


def test_the_command_prints_the_same_fingerprint_twice(world: World, inside: Flask) -> None:
    command = ["insights", "release", "--name", "2026-H2", "--cut-off", f"{CUT_OFF}"]
    runner = inside.test_cli_runner()
    first, second = runner.invoke(args=command), runner.invoke(args=command)
    assert first.exit_code == second.exit_code == 0, first.output
    assert "sha256" in first.output
    assert first.output == second.output


def test_the_command_without_words_releases_the_half_year_and_only_once(
    world: World, inside: Flask
) -> None:
    runner = inside.test_cli_runner()
    first = runner.invoke(args=["insights", "release"])
    second = runner.invoke(args=["insights", "release"])
    assert first.exit_code == 0, first.output
    assert first.output.startswith(f"{now().year}-H")
    assert first.output == second.output


def test_the_command_names_the_protections_it_knows(world: World, inside: Flask) -> None:
    answer = inside.test_cli_runner().invoke(args=["insights", "release", "--protection", "none"])
    assert answer.exit_code == 2
    assert "standard, strong" in answer.output


def test_a_release_too_soon_after_another_is_told_in_words(
    world: World, release_now: Callable[..., Release], inside: Flask
) -> None:
    release_now()
    command = ["insights", "release", "--name", "again", "--cut-off", f"{CUT_OFF}"]
    answer = inside.test_cli_runner().invoke(args=command)
    assert answer.exit_code == 1
    assert "already reached" in answer.output
