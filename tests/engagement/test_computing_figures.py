"""Figures are computed beforehand, kept in versions, and never changed (science.md E20, E18)."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts.services.erasing import erase
from app.core.clock import now
from app.core.database import db
from app.core.jobs.registry import job_named
from app.core.transactions import unit_of_work
from app.engagement.models import Figure
from app.engagement.queries.figures import newest
from app.engagement.services import computing_figures
from app.engagement.services.panels import PANELS
from tests.engagement.crowd import Person, fill, reader, writer


@pytest.fixture
def group(inside: Flask, make: Any, cast: SimpleNamespace) -> Any:
    """13 readers; 12 people in another group."""
    other = make.group(stewards=(cast.carer,))
    fill(other, [writer(2)] * 12, name="other")
    return make.group(stewards=(cast.steward,), slug="ours")


def compute(board: int | None) -> int:
    with unit_of_work():
        return computing_figures.compute(board)


def seen(board: int | None) -> Any:
    return newest(board, 84, "none", PANELS)["participation"].numbers["seen"]


def versions(board: int) -> list[tuple[int, Any]]:
    rows = select(Figure.version, Figure.numbers).where(
        Figure.group_id == board, Figure.panel == "participation", Figure.window_days == 84,
        Figure.definition == "none",
    )  # fmt: skip
    return [(row[0], row[1]["seen"]) for row in db.session.execute(rows.order_by(Figure.id))]


def test_every_panel_is_there_for_every_window_and_its_definitions(group: Any):
    fill(group, [reader()] * 13)
    new = compute(group.id)
    rows = select(Figure.panel, Figure.window_days, Figure.definition).where(
        Figure.group_id == group.id
    )
    kept = {tuple(row) for row in db.session.execute(rows)}
    assert {(window, name) for panel, window, name in kept if panel == "participation"} == {
        (28, "none"), (28, "few"), (84, "none"), (84, "few"),
    }  # fmt: skip
    assert {panel for panel, *_rest in kept} == {
        key for key, panel in PANELS.items() if not panel.site_only
    }
    assert new == len(kept)


def test_the_same_numbers_twice_are_kept_once(group: Any):
    fill(group, [reader()] * 13)
    assert compute(group.id) > 0
    assert compute(group.id) == 0
    assert versions(group.id) == [(1, 15)]


def test_after_somebody_was_erased_the_old_figures_stay_and_a_smaller_one_is_added(group: Any):
    keys = fill(group, [reader()] * 13)
    compute(group.id)
    with unit_of_work():
        erase(keys[0], posts="remove")
    compute(group.id)
    assert versions(group.id) == [(1, 15), (2, 10)]
    assert seen(group.id) == 10


def test_the_next_day_begins_with_a_first_version(group: Any):
    fill(group, [reader()] * 13)
    compute(group.id)
    with time_machine.travel(now() + timedelta(days=1)):
        compute(group.id)
    assert versions(group.id) == [(1, 15), (1, 15)]


def test_figures_go_with_their_group_and_with_nothing_else(group: Any):
    fill(group, [reader()] * 13)
    compute(group.id)
    compute(None)
    of_site = select(func.count()).where(Figure.group_id.is_(None))
    before = db.session.scalar(of_site)
    with unit_of_work():
        db.session.execute(Figure.metadata.tables["groups"].delete().where(
            Figure.metadata.tables["groups"].c.id == group.id
        ))  # fmt: skip
    assert versions(group.id) == [] and db.session.scalar(of_site) == before


def test_today_is_not_counted_before_it_is_over(group: Any):
    fill(group, [reader()] * 5 + [Person(read=(0,))] * 20)
    compute(group.id)
    assert seen(group.id) == 5


def test_the_first_and_the_last_day_of_the_window_count_and_the_day_before_does_not(group: Any):
    days = [1] * 5 + [84] * 5 + [85] * 5
    fill(group, [Person(read=(day,)) for day in days])
    compute(group.id)
    assert seen(group.id) == 10


def test_who_reads_without_being_a_member_of_the_group_is_not_counted_in_it(group: Any):
    keys = fill(group, [reader()] * 10)
    with unit_of_work():
        places = Figure.metadata.tables["memberships"]
        db.session.execute(places.delete().where(places.c.member_id.in_(keys[:5])))
    compute(group.id)
    compute(None)
    assert (seen(group.id), seen(None)) == (5, 20)


def test_every_night_all_boards_are_computed(inside: Flask, group: Any):
    fill(group, [reader()] * 13)
    job = job_named("engagement.count-anew")
    assert job is not None
    job.function()
    assert (seen(group.id), seen(None)) == (15, 25)


def test_a_command_computes_them_now(inside: Flask, group: Any):
    fill(group, [reader()] * 13)
    run = inside.test_cli_runner()
    only = run.invoke(args=["engagement", "compute", "--group", "ours"])
    assert only.exit_code == 0 and "new figures" in only.output
    assert seen(group.id) == 15 and newest(None, 84, "none", PANELS) == {}
    assert run.invoke(args=["engagement", "compute"]).exit_code == 0
    assert newest(None, 84, "none", PANELS)
    unknown = run.invoke(args=["engagement", "compute", "--group", "nowhere"])
    assert unknown.exit_code == 1 and "no group called nowhere" in unknown.output
