"""Files for research: a board's figures under the literature's names, and studies counted anew."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.audit.queries import all_of
from app.engagement.queries.figures import newest
from app.engagement.services.panels import PANELS
from app.engagement.services.reporting import HEADER
from tests.engagement.crowd import computed, fill, reader, writer

HIDDEN = "under 5, or not told"
POSTS = [40, 30, 20, *[9] * 10, *[3] * 17]


@pytest.fixture
def group(inside: Flask, make: Any, cast: SimpleNamespace) -> Any:
    """270 readers and 30 who wrote, 17 of them three posts; 40 people in another group."""
    other = make.group(stewards=(cast.carer,), slug="other")
    fill(other, [writer(2)] * 40, name="other")
    ours = make.group(stewards=(cast.steward,), slug="ours")
    fill(ours, [reader()] * 270 + [writer(posts) for posts in POSTS])
    computed(inside, ours, other, None)
    return ours


def run(app: Flask, *said: str) -> Any:
    return app.test_cli_runner().invoke(args=["engagement", *said])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def values(text: str, *, window: str = "84", definition: str = "none") -> dict[str, str]:
    """By the name of the figure."""
    chosen = (
        row for row in rows(text)
        if row["window_days"] == window and row["definition"] == definition
    )  # fmt: skip
    return {f"{row['panel']}: {row['figure']}": row["value"] for row in chosen}


def test_posting_classes_stand_under_the_names_of_studies_in_both_definitions(
    inside: Flask, group: Any
):
    text = run(inside, "report", "--group", "ours").stdout
    named = "participation: classes: "
    zero, few = values(text), values(text, definition="few")
    assert zero[named + "lurkers (0 posts)"] == "270"
    assert zero[named + "occasional posters (1 post or more, not regular)"] == "30"
    assert few[named + "lurkers in the wider sense (0 to 3 posts)"] == "285"
    assert few[named + "occasional posters (4 posts or more, not regular)"] == "15"
    assert few[named + "regular posters (4 posts or more in 3 weeks or more)"] == HIDDEN


def test_rank_classes_are_another_output_and_add_up(inside: Flask, group: Any):
    found = values(run(inside, "report", "--group", "ours").stdout)
    ranks = {name: value for name, value in found.items() if ": ranks: seen: " in name}
    named = "inequality: ranks: seen: "
    assert [name.removeprefix(named) for name in ranks] == [
        "superusers (top 1 %): members", "superusers (top 1 %): share",
        "contributors (next 9 %): members", "contributors (next 9 %): share",
        "lurkers by rank (other 90 %): members", "lurkers by rank (other 90 %): share",
    ]  # fmt: skip
    assert ranks[named + "lurkers by rank (other 90 %): members"] == "270"


def test_under_every_number_stand_its_days_its_people_and_who_was_left_out(
    inside: Flask, group: Any
):
    found = rows(run(inside, "report", "--group", "ours").stdout)
    assert {row["window_days"] for row in found} == {"28", "84"}
    assert tuple(found[0]) == HEADER
    for row in found:
        assert row["board"] == "ours" and row["first_day"] < row["last_day"]
        assert row["seen"] == "300" and row["posters"] == "30" and row["excluded"] == HIDDEN
        assert row["figure"] and row["value"] and row["version"] == "1"


def test_every_panel_that_stands_is_in_the_file_and_each_number_once(inside: Flask, group: Any):
    found = rows(run(inside, "report", "--group", "ours").stdout)
    assert {row["panel"] for row in found} == set(newest(group.id, 84, "none", PANELS))
    keys = [
        (row["panel"], row["window_days"], row["definition"], row["figure"]) for row in found
    ]  # fmt: skip
    assert len(keys) == len(set(keys))
    assert sum(row["panel"] == "funnel" and row["definition"] == "few" for row in found) == 0


def test_one_window_goes_to_a_file_and_the_log_says_that_somebody_looked(
    inside: Flask, group: Any, tmp_path: Path
):
    path = tmp_path / "figures.csv"
    done = run(inside, "report", "--window", "28", "--out", str(path))
    assert (done.exit_code, done.stdout) == (0, "")
    text = path.read_bytes().decode("utf-8")
    assert "\r\n" in text and "\r\r" not in text
    assert {(row["board"], row["window_days"]) for row in rows(text)} == {("site", "28")}
    assert all_of("board_seen") == [{"board": "site"}]


def test_what_cannot_be_reported_is_said(inside: Flask, make: Any, tmp_path: Path):
    make.group(slug="new")
    nowhere = run(inside, "report", "--group", "nowhere")
    assert nowhere.exit_code == 1 and "no group called nowhere" in nowhere.stderr
    early = run(inside, "report", "--group", "new")
    assert early.exit_code == 1 and "engagement compute" in early.stderr
    assert run(inside, "report", "--window", "30").exit_code == 2
    assert all_of("board_seen") == []


def test_a_study_s_table_is_counted_anew_and_held_against_its_total(inside: Flask, tmp_path: Path):
    path = tmp_path / "sums.csv"
    path.write_text(
        "class,posts\nsuperusers,276034\ncontributors,88732\nlurkers,4668\n", "utf-8-sig"
    )
    done = run(inside, "published", str(path), "--total", "578349")
    assert done.exit_code == 0
    assert "  lurkers: 4,668 posts, 1.26 %" in done.stdout.splitlines()
    assert "63.88 %" in done.stdout
    assert "Warning" not in run(inside, "published", str(path)).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"posts\nmany\n", "line 2: posts"), (b"posts\n\xff\n", "utf-8"), (b"", "posts")],
    ids=["no number", "no text", "empty"],
)
def test_a_table_that_cannot_be_read_is_named(
    inside: Flask, tmp_path: Path, content: bytes, said: str
):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    done = run(inside, "published", str(path))
    assert done.exit_code == 1 and "table.csv" in done.stderr and said in done.stderr
