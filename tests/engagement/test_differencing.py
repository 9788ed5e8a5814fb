"""No two numbers that boards and files tell give a number under five, one less the other (science.md
E14): between windows, definitions, groups and the site, days, and versions after somebody was erased.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.services.erasing import erase
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.engagement.models import Figure
from app.engagement.services import computing_figures
from app.engagement.services.looking import lines_of
from app.engagement.services.panels import PANELS
from app.engagement.services.panels.base import WINDOWS
from app.engagement.services.printing import as_csv
from app.engagement.services.reporting import HIDDEN, report
from app.engagement.services.showing import Board
from tests.engagement.crowd import Person, fill

# No numbers of people or posts: times, percents, parameters, and what is between 0 and 1 or so.
MEASURES = {
    "hours", "median_hours", "median_days", "half_hours", "most_hours", "top", "share", "monday", "step",
    "curve", "from", "alpha", "fit_p", "lognormal", "gini", "difference", "low", "high", "kappa",
    "kappa_low", "kappa_high", "first_day", "leans", "corrected", "reciprocity",
}  # fmt: skip
SEEDS = (1, 2, 3)


def somebody(rng: random.Random) -> Person:
    """Reads, writes at times, or writes often; some are new."""
    posts = rng.choices((0, 1, 2, 3, 4, 9), weights=(8, 3, 2, 2, 2, 2))[0]
    wrote: dict[int, int] = {}
    for _post in range(posts):
        day = rng.randint(1, 80)
        wrote[day] = wrote.get(day, 0) + 1
    return Person(
        posts=wrote or None,
        read=(rng.randint(1, 80), rng.randint(1, 80)),
        reacted=rng.choices(((), (rng.randint(1, 80),)), weights=(3, 1))[0],
        joined=rng.choice((5, 15, 30, 82, 400)),
        wrote_before=not wrote and rng.random() < 0.3,
    )


def compute(*boards: Any) -> None:
    with unit_of_work():
        for board in boards:
            computing_figures.compute(board and board.id)


@pytest.fixture
def told(inside: Flask, make: Any, cast: SimpleNamespace, request: Any) -> list[Any]:
    """Two small groups, computed three times: on a day, after two people were erased, the next day."""
    rng = random.Random(request.param)
    groups = [make.group(slug="ours"), make.group(slug="other")]
    keys = [
        fill(group, [somebody(rng) for _one in range(rng.randint(6, 60))], name=f"g{place}-")
        for place, group in enumerate(groups)
    ]
    compute(*groups, None)
    with unit_of_work():
        for member_id in (keys[0][0], keys[1][0]):
            erase(member_id, posts="remove")
    compute(*groups, None)
    with time_machine.travel(now() + timedelta(days=1)):
        compute(*groups, None)
    return groups


def counts(numbers: Any, name: str = "") -> Iterator[int]:
    """Every number of people, posts or cases in it."""
    if isinstance(numbers, dict):
        for inner, value in numbers.items():
            if inner not in MEASURES or (inner == "top" and isinstance(value, list)):
                yield from counts(value, inner)
    elif isinstance(numbers, list):
        for value in numbers:
            yield from counts(value, name)
    elif numbers is not None:
        assert type(numbers) is int, name
        yield numbers


def all_counts() -> set[int]:
    rows = db.session.scalars(select(Figure.numbers).order_by(Figure.id))
    return {count for numbers in rows for count in counts(numbers)}


def differences(numbers: set[int]) -> set[int]:
    return {abs(one - other) for one in numbers for other in numbers}


@pytest.mark.parametrize("told", SEEDS, indirect=True)
def test_no_two_stored_numbers_give_a_small_one(told: list[Any]):
    kept = {
        (row[0], row[1], row[2])
        for row in db.session.execute(select(Figure.panel, Figure.window_days, Figure.definition))
    }
    assert {panel for panel, _window, _definition in kept} == set(PANELS)
    assert {window for _panel, window, _definition in kept} == set(WINDOWS)
    found = all_counts()
    assert len(found) > 3 and min(found) >= 5
    assert not differences(found) & {1, 2, 3, 4}


@pytest.mark.parametrize("told", SEEDS[:1], indirect=True)
def test_what_a_group_lacks_to_the_site_is_no_small_number(told: list[Any]):
    """Also sums of several differ by none or by five: the site less all its groups."""
    assert {count % 5 for count in all_counts()} == {0}


@pytest.mark.parametrize("told", SEEDS[:1], indirect=True)
def test_the_file_for_research_gives_no_small_number(told: list[Any]):
    text = "".join(report(board and board.id, "x", WINDOWS) for board in (*told, None))
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row[0] == "x"]
    behind = {cell for row in rows for cell in row[8:12]}
    people = {
        row[13] for row in rows if not MEASURES & {part.split()[0] for part in row[12].split(": ")}
    }
    found = {int(cell) for cell in (behind | people) - {HIDDEN}}
    assert len(found) > 3 and found - {0} and min(found - {0}) >= 5
    assert not differences(found) & {1, 2, 3, 4}


@pytest.mark.parametrize("told", SEEDS[:1], indirect=True)
def test_files_of_a_board_hold_no_other_numbers_of_people(told: list[Any], inside: Flask):
    stored = all_counts()
    for window in WINDOWS:
        for panel in ("participation", "gone_quiet"):
            board = Board(group_id=None, slug=None, name="", window=window, definition="none")
            with inside.test_request_context():
                text = as_csv(board, lines_of(board, panel))
            rows = list(csv.reader(io.StringIO(text, newline="")))
            said = [cell for row in rows for cell in row[1:] if row[0] in ("population", "seen")]
            said += [row[2] for row in rows if row[0] in ("none", "few")]
            assert {int(cell) for cell in said if cell.isdecimal()} <= stored
            assert any(cell.isdecimal() for cell in said)
