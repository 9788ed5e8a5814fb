"""First answers, coming back, falling silent and the desk, as they stand on boards."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from app.core.clock import now
from app.core.transactions import unit_of_work
from app.engagement.queries.figures import FigureLine
from app.engagement.services import computing_figures
from app.engagement.services.showing import Board
from app.engagement.services.showing.base import SHOWS
from tests.engagement.first_posts import start
from tests.support.client import SiteClient

COUNTED = {"seen": 300, "posters": 80, "excluded": 10}
NUMBERS: dict[str, dict[str, Any]] = {
    "first_answer": {
        "population": 80, "median_hours": 5, "waiting": 15,
        "within": [
            {"hours": 1, "of": 80, "answered": 30}, {"hours": 24, "of": 80, "answered": 55},
            {"hours": 168, "of": 75, "answered": 60},
        ],
    },
    "return_after_first": {
        "population": 2780, "soon": {"of": 1695, "again": 950}, "later": {"of": 1085, "again": 475},
        "difference": 0.1227, "low": 0.0846, "high": 0.1599,
    },
    "gone_quiet": {
        "population": 310, "quiet": 45,
        "reasons": {"unanswered": 15, "conflict": None, "unknown": 30},
    },
    "moderator_service": {
        "population": 40, "open": 20, "half_hours": 3, "most_hours": None, "appeals": 25,
        "overturned": 10, "reviewed": 30, "kappa": 0.5, "kappa_low": 0.2, "kappa_high": 0.8,
    },
}  # fmt: skip
NOTHING: dict[str, dict[str, Any]] = {
    "first_answer": {
        "median_hours": None, "waiting": None,
        "within": [{"hours": one, "of": None, "answered": None} for one in (1, 24, 168)],
    },
    "return_after_first": {
        "soon": {"of": None, "again": None}, "later": {"of": None, "again": None},
        "difference": None, "low": None, "high": None,
    },
    "gone_quiet": {
        "quiet": None, "reasons": dict.fromkeys(("unanswered", "conflict", "unknown")),
    },
    "moderator_service": dict.fromkeys(
        ("open", "half_hours", "most_hours", "appeals", "overturned", "reviewed", "kappa",
         "kappa_low", "kappa_high")
    ),
}  # fmt: skip
on_each_panel = pytest.mark.parametrize("key", list(NUMBERS))


def shown(key: str, numbers: dict[str, Any], **counted: Any) -> Any:
    """The panel in English, on a group's board."""
    line = FigureLine(
        panel=key, window_days=84, definition="none", day=date(2026, 11, 22), version=1,
        computed_at=now(), numbers={**COUNTED, **counted, **numbers},
    )  # fmt: skip
    board = Board(group_id=1, slug="mine", name="Mine", window=84, definition="none")
    with force_locale("en"):
        return SHOWS[key](line, board)


@pytest.fixture
def asked(app: Flask) -> Any:
    """Words need somebody who asks."""
    with app.test_request_context():
        yield


@on_each_panel
def test_every_panel_says_which_days_how_many_people_and_who_is_not_in_it(asked: Any, key: str):
    """science.md E1."""
    caption = shown(key, NUMBERS[key]).caption
    for said in ("84 days", "22 November 2026", "about 300", "about 80", "about 10"):
        assert said in caption
    assert f"about {NUMBERS[key]['population']:,}" in caption


@on_each_panel
def test_every_panel_has_a_chart_with_a_table_and_one_thing_to_do(asked: Any, key: str):
    panel = shown(key, NUMBERS[key])
    assert panel.chart is not None and panel.chart.sentence == panel.sentence
    assert panel.rows and {len(row) for row in panel.rows} == {len(panel.header)}
    assert panel.todo is not None


@pytest.mark.parametrize(
    ("key", "calm"),
    [
        ("first_answer", {"waiting": None}),
        ("return_after_first", {"low": -0.02}),
        ("gone_quiet", {"reasons": {"unanswered": None, "conflict": 20, "unknown": 25}}),
    ],
)
def test_where_nothing_is_to_do_nobody_is_sent_anywhere(asked: Any, key: str, calm: dict[str, Any]):
    assert shown(key, {**NUMBERS[key], **calm}).todo is None


@on_each_panel
def test_with_too_few_people_there_is_no_number(asked: Any, key: str):
    panel = shown(key, {"population": None, **NOTHING[key]}, seen=None, posters=None, excluded=None)
    assert panel.chart is None and panel.rows == ()
    assert "Too few people" in panel.sentence


def test_a_difference_is_called_an_association(asked: Any):
    panel = shown("return_after_first", NUMBERS["return_after_first"])
    assert "association" in panel.sentence and panel.is_association
    assert "about 56 wrote again" in panel.sentence and "about 44" in panel.sentence
    assert "+12 points in 100, between +8 and +16" in panel.rows[-1]


def test_shares_of_few_are_not_drawn(asked: Any):
    few = [{"hours": one, "of": 15, "answered": 5} for one in (1, 24, 168)]
    panel = shown("first_answer", {**NUMBERS["first_answer"], "within": few})
    assert panel.chart is None
    assert [row[-1] for row in panel.rows[:3]] == ["–"] * 3
    assert "5 hours" in panel.sentence


def test_a_hidden_number_is_a_word(asked: Any):
    rows = dict(shown("gone_quiet", NUMBERS["gone_quiet"]).rows)
    assert rows["After moderators limited something"] == "under 5"


def test_what_is_not_known_is_a_line(asked: Any):
    rows = dict(shown("moderator_service", NUMBERS["moderator_service"]).rows)
    assert rows["Nine in ten had a first look within"] == "–"
    assert rows["Decisions overturned"].startswith("40 %")


def test_they_stand_on_the_board_after_the_night(
    app: Flask, client: SiteClient, make: Any, cast: SimpleNamespace
):
    group = make.group(slug="mine", stewards=(cast.steward,))
    with app.app_context(), unit_of_work():
        start(group, 40, ago=timedelta(days=30), answered=timedelta(hours=2))
        computing_figures.compute(group.id)
        computing_figures.compute(None)
    page = client.sign_in(cast.steward).page("/groups/mine/care")
    keys = {section["id"] for section in page.select("main section.board-panel")}
    assert {"waiting", "first_answer", "return_after_first", "gone_quiet"} <= keys
    assert "moderator_service" not in keys
    assert "About 100 in 100 first posts had an answer within a day." in page.text
    assert "about 40,about 40" in client.get("/groups/mine/care/first_answer.csv").text.replace(
        '"', ""
    )
    page = client.sign_in(cast.moderator).page("/care-board")
    assert page.select_one("#moderator_service") and not page.select_one("#waiting")
