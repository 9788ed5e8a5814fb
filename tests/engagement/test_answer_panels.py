"""Leaning on few, and who answers whom, as they stand on boards: words, tables and files."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.transactions import unit_of_work
from app.engagement.services import computing_figures
from tests.engagement.answering import DAY, give
from tests.engagement.first_posts import start
from tests.engagement.test_care_panels import shown
from tests.support.client import SiteClient

MONTHS = ("2026-08-31", "2026-09-28", "2026-10-26")


def told(half: int | None, *, leans: bool | None, answers: int | None = 60) -> dict[str, Any]:
    return {"answers": answers, "givers": 25, "half": half, "leans": leans}


def dependence(newcomers: dict[str, Any], *months: dict[str, Any]) -> dict[str, Any]:
    return {
        "population": 55, "answers": 400, "gini": 0.61, "corrected": 0.62, "newcomers": newcomers,
        "top": [{"top": 1, "members": None, "share": None}, {"top": 10, "members": 5, "share": 42}],
        "months": [
            {"first_day": first, **one} for first, one in zip(MONTHS, months, strict=True)
        ],
    }  # fmt: skip


UNKNOWN = told(None, leans=None, answers=None)
CALM = dependence(told(10, leans=False), told(5, leans=False), told(None, leans=True), UNKNOWN)
LEANING = dependence(told(None, leans=True), UNKNOWN, UNKNOWN, UNKNOWN)
NETWORK = {
    "population": 80, "reciprocity": 0.2, "answers": 500, "pairs": 210, "openers": 40,
    "unanswered": 5, "isolates": 45, "became_givers": 15, "welcomers": None,
}  # fmt: skip
PANELS = {"dependence": CALM, "network": NETWORK}
on_each_panel = pytest.mark.parametrize("key", list(PANELS))


@pytest.fixture
def asked(app: Flask) -> Any:
    """Words need somebody who asks."""
    with app.test_request_context():
        yield


@on_each_panel
def test_each_says_which_days_how_many_people_and_who_is_not_in_it(asked: Any, key: str):
    """science.md E1."""
    caption = shown(key, PANELS[key]).caption
    population = f"about {PANELS[key]['population']}"
    for said in ("84 days", "22 November 2026", "about 300", "about 80", "about 10", population):
        assert said in caption


@on_each_panel
def test_each_has_a_chart_with_a_table(asked: Any, key: str):
    panel = shown(key, PANELS[key])
    assert panel.chart is not None and panel.chart.sentence == panel.sentence
    assert panel.rows and {len(row) for row in panel.rows} == {len(panel.header)}
    assert panel.file and {len(row) for row in panel.file.rows} == {len(panel.file.header)}


@pytest.mark.parametrize(
    ("key", "due", "calm"),
    [
        ("dependence", {"newcomers": told(None, leans=True)}, {"newcomers": UNKNOWN}),
        ("network", {"unanswered": 5}, {"unanswered": None}),
    ],
    ids=list(PANELS),
)
def test_each_sends_people_to_first_posts_only_where_that_is_due(
    asked: Any, key: str, due: dict[str, Any], calm: dict[str, Any]
):
    todo = shown(key, {**PANELS[key], **due}).todo
    assert (todo.endpoint, todo.values) == ("engagement.first_posts", {"slug": "mine"})
    assert shown(key, {**PANELS[key], **calm}).todo is None


@on_each_panel
def test_with_too_few_people_there_is_no_number(asked: Any, key: str):
    few = {"population": None, "newcomers": UNKNOWN}
    panel = shown(key, {**PANELS[key], **few}, seen=None, posters=None, excluded=None)
    assert panel.chart is None and panel.rows == ()
    assert "Too few people" in panel.sentence


def test_how_many_people_carry_the_answers_to_newcomers(asked: Any):
    panel = shown("dependence", CALM)
    assert panel.sentence == "Half of the answers to newcomers came from about 10 people."
    assert panel.todo is None
    rows = dict(panel.rows)
    assert rows["Share of answers of the 1 in 100 who gave most"] == "not shown"
    assert rows["Share of answers of the 10 in 100 who gave most"] == "42 %"
    assert rows["Fewest people who gave half of them"] == "about 10"


def test_months_stand_beside_each_other(asked: Any):
    """What is not known is neither a small number nor a bar."""
    panel = shown("dependence", CALM)
    assert dict(panel.chart.rows) == {
        "31 August to 27 September": 5, "28 September to 25 October": 0,
    }  # fmt: skip
    assert [row[1] for row in panel.rows[-3:]] == ["about 5", "under 5", "–"]
    assert [row for row in panel.file.rows if row[0] == "bus_factor"] == [
        ("bus_factor", "", 10), ("bus_factor", MONTHS[0], 5), ("bus_factor", MONTHS[1], None),
        ("bus_factor", MONTHS[2], ""),
    ]  # fmt: skip


def test_a_group_that_leans_on_few_is_told_so_without_a_name(asked: Any):
    panel = shown("dependence", {**LEANING, "population": None, "top": [], "gini": None})
    assert panel.sentence.startswith("Newcomers lean on very few people.")
    assert panel.chart is None and panel.rows
    assert "under 5" in panel.caption


def test_without_answers_to_newcomers_nothing_is_said_of_them(asked: Any):
    panel = shown("dependence", {**CALM, "newcomers": UNKNOWN})
    assert panel.sentence == "There were too few answers to newcomers to say who carries them."


def test_how_much_is_given_back(asked: Any):
    panel = shown("network", NETWORK)
    assert panel.sentence == "Of 100 answers, about 20 were given back."
    rows = dict(panel.rows)
    assert rows["Opened a topic and had no answer yet"] == "about 5"
    assert rows["Answered three first posts or more"] == "under 5"
    few = shown("network", {**NETWORK, "reciprocity": None})
    assert few.sentence.startswith("There were too few answers") and few.rows[-1][1] == "–"


def test_they_stand_on_the_board_after_the_night(
    app: Flask, client: SiteClient, make: Any, cast: SimpleNamespace
):
    group = make.group(slug="mine", stewards=(cast.steward,))
    with app.app_context(), unit_of_work():
        helpers = give(start(group, 10, ago=30 * DAY), [4] * 10, ago=20 * DAY)
        names = {one.display_name for one in helpers}
        computing_figures.compute(group.id)
    page = client.sign_in(cast.steward).page("/groups/mine/care")
    assert "Half of the answers to newcomers came from about 5 people." in page.text
    assert "Of 100 answers, about 0 were given back." in page.text
    files = [client.get(f"/groups/mine/care/{key}.csv").text for key in PANELS]
    assert '"bus_factor","",5' in files[0] and '"answers",40' in files[1]
    assert not any(name in text for name in names for text in (page.text, *files))
