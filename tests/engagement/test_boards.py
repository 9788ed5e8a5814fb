"""Care boards on the screen: what stands under every number, and what groups of any size show."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.engagement.services.showing import SHOWN
from app.engagement.services.showing.base import Shown
from tests.engagement.crowd import Person, computed, fill, reader, writer
from tests.support.client import SiteClient
from tests.support.queries import count_queries

MOST_QUERIES = 8


@pytest.fixture
def board_of(app: Flask, make: Any, cast: SimpleNamespace, client: SiteClient) -> Any:
    """Makes the group "ours" of these people, with its steward signed in, and another beside it."""

    def made(people: list[Person]) -> SiteClient:
        other = make.group(stewards=(cast.carer,))
        mine = make.group(stewards=(cast.steward,), slug="ours")
        with app.app_context():
            fill(other, [reader()] * 11 + [writer(2)] * 7, name="other")
            fill(mine, people)
        computed(app, mine, other, None)
        return client.sign_in(cast.steward)

    return made


def words(page: Any) -> str:
    return " ".join(page.select_one("main").get_text(" ").split())


def lines_of(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.text, newline="")))


HUNDREDS = (
    [reader(joined=20)] * 60 + [reader()] * 150 + [writer(2)] * 60 + [writer(6, weeks=3)] * 30
)


def test_a_board_says_who_reads_and_who_writes(board_of: Any):
    page = board_of(HUNDREDS).page("/groups/ours/care")
    panel = page.select_one("#participation")
    assert "70% of the members who were here read without writing." in words(page)
    rows = [[cell.get_text() for cell in row.select("th,td")] for row in panel.select("tbody tr")]
    assert rows[:3] == [
        ["Readers: no post", "about 210", "70%"],
        ["Wrote at times: less than four posts, or in fewer than three weeks", "about 60", "20%"],
        ["Wrote regularly: four posts or more, in three weeks or more", "about 30", "10%"],
    ]


def test_every_panel_tells_window_population_and_exclusions(board_of: Any):
    page = board_of(HUNDREDS).page("/groups/ours/care?days=28")
    panels = page.select(".board-panel:has(> figure)")
    assert {panel["id"] for panel in panels} >= {"participation", "inequality", "funnel"}
    for panel in panels:
        caption = panel.select_one("figcaption .meta").get_text()
        for part in ("28 days. Members seen: about 300.", "wrote: about 90.", "reading: under 5."):
            assert part in caption, (panel["id"], part)


def test_a_panel_cannot_be_shown_without_its_caption():
    with pytest.raises(TypeError, match="caption"):
        Shown(key="k", title="t", sentence="s", chart=None, header=(), rows=())  # type: ignore[call-arg]


def test_the_other_window_and_the_other_definition_are_links(board_of: Any):
    client = board_of([reader()] * 20 + [writer(3)] * 10 + [Person(read=(60,))] * 10)
    page = client.page("/groups/ours/care")
    links = {link.get_text(): link["href"] for link in page.select(".tabs a")}
    assert page.select_one(".tabs a[aria-current=page]").get_text() == "Last 12 weeks"
    assert "Members seen: about 40." in words(page)
    assert "Members seen: about 30." in words(client.page(links["Last 4 weeks"]))
    few = client.page(links["Readers: up to three posts"])
    assert "100% of the members who were here read without writing." in words(few)


@pytest.mark.parametrize("asked", ["days=27", "days=x", "reader=all"])
def test_what_no_board_has_is_not_found(board_of: Any, asked: str):
    client = board_of([reader()] * 9)
    client.page("/groups/ours/care?days=28")
    client.page(f"/groups/ours/care?{asked}", 404)


def test_a_group_of_three_shows_no_number_of_people(board_of: Any):
    client = board_of([reader(), writer(1), writer(5, weeks=3)])
    page = client.page("/groups/ours/care")
    assert "Too few people for figures." in words(page)
    assert "Members seen: under 5. Of them, wrote: under 5." in words(page)
    assert page.select(".board-panel") and not page.select(".board-panel svg, .board-panel table")


def test_before_the_first_night_a_board_says_when_there_will_be_figures(
    client: SiteClient, make: Any, cast: SimpleNamespace
):
    make.group(stewards=(cast.steward,), slug="ours")
    client.sign_in(cast.steward)
    page = client.page("/groups/ours/care")
    assert "They are computed every night." in words(page)
    assert client.get("/groups/ours/care/participation.csv").status_code == 404


def test_a_board_leads_to_no_member_and_needs_no_script(board_of: Any):
    page = board_of(HUNDREDS).page("/groups/ours/care")
    assert not page.select("main [data-controller], main script, main a[href*='/members/']")
    assert len(page.select("#inequality .chart-curve")) > 5


@pytest.mark.parametrize("people", [[], HUNDREDS], ids=["nobody", "hundreds"])
def test_a_board_costs_the_same_at_any_size(board_of: Any, people: list[Person]):
    client = board_of(people)
    client.page("/groups/ours/care")
    with count_queries() as seen:
        client.page("/groups/ours/care")
    assert len(seen) <= MOST_QUERIES, seen


def test_a_file_begins_with_what_its_numbers_are_of(board_of: Any):
    lines = lines_of(board_of(HUNDREDS).get("/groups/ours/care/participation.csv?days=28"))
    head = {line[0]: line[1:3] for line in lines[:12]}
    assert lines[0] == ["panel", "participation", "", ""]
    assert head["window_days"][0] == "28" and head["population"] == ["300", "300"]
    assert head["excluded"] == ["under 5", "under 5"] and head["definition"] == ["none", "few"]


def test_a_file_holds_both_definitions(board_of: Any):
    text = board_of(HUNDREDS).get("/groups/ours/care/participation.csv").text
    assert '"none","reader",210,0.7\r\n' in text and '"few","reader",270,0.9\r\n' in text


@pytest.mark.parametrize("key", SHOWN)
def test_all_rows_of_a_file_are_equally_long(board_of: Any, cast: SimpleNamespace, key: str):
    client = board_of(HUNDREDS)
    client.sign_in(cast.moderator)
    answer = client.get(f"/care-board/{key}.csv")
    assert len({len(line) for line in lines_of(answer)}) == 1
    assert answer.text.count("\n") == answer.text.count("\r\n")


def test_a_panel_that_no_board_has_is_no_file(board_of: Any):
    client = board_of([reader()] * 9)
    assert client.get("/groups/ours/care/nothing.csv").status_code == 404
    assert client.get("/groups/ours/care/moderator_service.csv").status_code == 404
