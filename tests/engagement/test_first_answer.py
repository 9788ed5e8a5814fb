"""How soon first posts are answered: the figures of a window (science.md E5)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core.clock import now
from app.core.transactions import unit_of_work
from app.engagement.services.figures.survival import Wait
from app.engagement.services.panels import Scope
from app.engagement.services.panels.first_answer import first_answer, median_hours
from tests.engagement.first_posts import start

SOON, LATER, AGES = timedelta(minutes=30), timedelta(hours=5), timedelta(days=20)


def scope(group: Any, *, window: int = 84) -> Scope:
    """Up to yesterday; of the site without a group."""
    yesterday = now().date() - timedelta(days=1)
    return Scope(group_id=group and group.id, window=window, definition="none", day=yesterday)


def figures(group: Any, **values: Any) -> dict[str, Any]:
    """The numbers, and the shares by hours as pairs."""
    numbers = first_answer(scope(group, **values))
    pairs = {one["hours"]: (one["answered"], one["of"]) for one in numbers["within"]}
    return {**numbers, "within": pairs}


@pytest.fixture
def group(inside: Flask, make: Any) -> Any:
    """40 first posts of thirty days ago: 16 answered soon, 12 later, 12 not; beside them another
    group where everybody is answered at once, and first posts of a year ago."""
    mine, other = make.group(), make.group()
    with unit_of_work():
        ago = timedelta(days=30)
        start(mine, 16, ago=ago, answered=SOON)
        start(mine, 12, ago=ago, answered=LATER)
        start(mine, 12, ago=ago)
        start(other, 20, ago=ago, answered=timedelta(0))
        start(mine, 20, ago=timedelta(days=365), answered=timedelta(0))
    return mine


def test_who_waits_is_counted_among_those_not_answered(group: Any):
    told = figures(group)
    assert told["within"] == {1: (15, 40), 24: (30, 40), 168: (30, 40)}
    assert (told["population"], told["waiting"]) == (40, 10)


def test_the_median_knows_of_those_who_wait(group: Any):
    """Half of those with an answer had it within the first hour."""
    assert figures(group)["median_hours"] == 5


def test_a_site_counts_every_group(group: Any):
    assert figures(None)["within"][1] == (35, 60)


def test_a_shorter_window_forgets_older_posts(group: Any):
    told = figures(group, window=28)
    assert told["population"] is None
    assert told["median_hours"] is None


def test_of_posts_too_young_for_a_week_nothing_is_said_about_a_week(group: Any):
    with unit_of_work():
        start(group, 10, ago=timedelta(days=3), answered=AGES)
    assert figures(group)["within"] == {1: (15, 50), 24: (30, 50), 168: (30, 40)}


def test_an_answer_of_today_is_not_known_to_figures_of_yesterday(group: Any):
    with unit_of_work():
        start(group, 10, ago=timedelta(days=2), answered=timedelta(days=2))
    assert figures(group)["waiting"] == 20


def test_the_known_waits_have_the_known_median():
    """In days: 1, 2, 3+, 4, 6+ (science.md 1.4)."""
    golden = ((1, True), (2, True), (3, False), (4, True), (6, False))
    assert median_hours([Wait(24.0 * days, ended) for days, ended in golden]) == 96
    assert median_hours([Wait(24.0, True)] * 4) is None


def test_four_people_are_nobody_s_figures(inside: Flask, make: Any):
    small = make.group()
    with unit_of_work():
        start(small, 4, ago=timedelta(days=30), answered=SOON)
    told = figures(small)
    assert told["within"] == dict.fromkeys((1, 24, 168), (None, None))
    assert (told["population"], told["waiting"], told["median_hours"]) == (None, None, None)


def test_what_stewards_announce_waits_for_nobody(group: Any):
    with unit_of_work():
        start(group, 10, ago=timedelta(days=30), kind="announcement")
    assert figures(group)["population"] == 40
