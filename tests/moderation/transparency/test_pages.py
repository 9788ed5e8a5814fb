"""The pages for everybody: figures, files, and the log without names."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask

from app.core.database import db
from app.core.pagination import encode_key
from app.moderation.models import Appeal
from app.moderation.queries import log
from tests.factories import Maker
from tests.moderation.transparency.making import kept_decisions
from tests.support.client import SiteClient
from tests.support.queries import count_queries

DONE = datetime(2026, 5, 4, 10, tzinfo=UTC)
LATER = datetime(2026, 7, 2, tzinfo=UTC)


@pytest.fixture
def desk(app: Flask, make: Maker) -> None:
    """Six hidden for being unkind, a day each; three taken away for selling and two notes, which are
    rare; one about somebody in distress, and one with details that could harm."""
    kept = partial(kept_decisions, make)
    kept(6, action="hide", ground="unkind", at=DONE + timedelta(days=1))
    kept(3, action="remove", ground="promotion", at=DONE + timedelta(days=2))
    kept(2, action="note", ground="misleading", at=DONE + timedelta(days=2))
    kept(1, action="nothing", ground="none", at=DONE, sensitive=True)
    kept(1, action="hide", ground="method", at=DONE)


def text_of(client: SiteClient, address: str, at: datetime = LATER) -> str:
    with time_machine.travel(at):
        return " ".join(client.page(address).main.get_text(" ").split())


def test_everybody_reads_the_figures(client: SiteClient, desk: None) -> None:
    said = text_of(client, "/transparency")
    assert "Hidden 7" in said
    assert "Taken away under 5, or kept back" in said
    assert "All 13" in said


def test_a_quarter_has_a_page_and_one_that_runs_has_none(client: SiteClient, desk: None) -> None:
    assert "Hidden 7" in text_of(client, "/transparency?quarter=2026-2")
    with time_machine.travel(LATER):
        assert client.get("/transparency?quarter=2026-3").status_code == 404


def test_the_figures_are_empty_on_a_new_site(client: SiteClient) -> None:
    assert "Hidden 0" in text_of(client, "/transparency")
    assert "No decision is a week old yet." in text_of(client, "/transparency/log")


def test_files_say_what_the_page_says(client: SiteClient, desk: None) -> None:
    with time_machine.travel(LATER):
        told = client.get("/transparency.json").get_json()
        lines = list(csv.DictReader(io.StringIO(client.get("/transparency.csv").text)))
    assert told["all"]["tables"]["action"]["hide"] == 7
    assert told["all"]["tables"]["action"]["remove"] is None
    found = {(row["period"], row["table"], row["code"]): row["count"] for row in lines}
    assert found["all", "action", "hide"] == "7"
    assert found["all", "action", "remove"] == "under 5 or kept back"


def test_nobody_in_distress_is_counted_alone(client: SiteClient, desk: None) -> None:
    said = text_of(client, "/transparency", DONE + timedelta(days=20))
    assert "signs of distress under 5" in said
    assert "worried" not in client.get("/transparency.json").text


def test_the_log_tells_what_is_frequent_by_its_day(client: SiteClient, desk: None) -> None:
    rows = lines_of(client)
    assert [row[0] for row in rows[:6]] == [f"{n} May 2026" for n in range(10, 4, -1)]
    assert rows[0][1:] == ["Hidden", "Unkind", "A member reported it", "–"]


def lines_of(client: SiteClient, at: datetime = LATER, after: str = "") -> list[list[str]]:
    """The cells of the log."""
    with time_machine.travel(at):
        page = client.page("/transparency/log" + (f"?after={after}" if after else ""))
    rows = page.select("tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]


def test_what_is_rare_is_told_by_its_month_at_the_months_end(
    client: SiteClient, desk: None
) -> None:
    # In which order those of one month stand says nothing, so it is another one each time.
    rare = [line for line in lines_of(client) if line[0] == "May 2026"]
    assert [
        "May 2026",
        "Taken away",
        "Selling or advertising",
        "A member reported it",
        "not told",
    ] in rare
    assert lines_of(client)[-len(rare) :] == rare


def test_nothing_about_distress_is_in_the_log(client: SiteClient, desk: None) -> None:
    assert len(lines_of(client)) == 11
    assert not [row for row in lines_of(client) if "Left as it is" in row]


def test_a_decision_is_told_a_week_later(client: SiteClient, desk: None) -> None:
    first = DONE + timedelta(days=1)
    assert lines_of(client, first + timedelta(days=7, minutes=-1)) == []
    assert len(lines_of(client, first + timedelta(days=7, minutes=1))) == 1


def test_no_name_and_no_word_of_anybody_is_in_it(client: SiteClient, desk: None) -> None:
    said = text_of(client, "/transparency/log") + text_of(client, "/transparency")
    assert "Unkind" in said
    assert "Zq" not in said


def test_an_answered_appeal_stands_beside_its_decision(
    client: SiteClient, desk: None, make: Maker
) -> None:
    (row,) = kept_decisions(make, 1, action="hide", ground="unkind", at=DONE + timedelta(days=9))
    with make.together():
        db.session.add(Appeal(decision_id=row.id, member_id=None, standing="author", words="Zq",
                              outcome="overturned", decided_at=DONE + timedelta(days=10)))  # fmt: skip
    assert lines_of(client)[0][-1] == "The decision was taken back"


def test_pages_of_the_log_follow_without_gap(
    client: SiteClient, desk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = lines_of(client)
    monkeypatch.setattr(log, "SIZE", 3)
    with time_machine.travel(LATER):
        page = client.page("/transparency/log")
        key = page.select_one("a[rel=next]")["href"].split("after=")[1]
    assert lines_of(client)[:3] == whole[:3]
    assert lines_of(client, after=key)[:3] == whole[3:6]


@pytest.mark.parametrize("key", [encode_key(["a", "b"]), encode_key([2**40, "b"]), "nonsense"])
def test_a_key_of_no_page_is_not_found(client: SiteClient, key: str) -> None:
    assert client.get(f"/transparency/log?after={key}").status_code == 404


def test_the_figures_are_counted_once(client: SiteClient, desk: None) -> None:
    with time_machine.travel(LATER):
        client.page("/transparency")
        with count_queries() as counted:
            client.page("/transparency")
    assert len(counted) <= 5, counted


def test_the_log_asks_the_database_once(client: SiteClient, desk: None) -> None:
    with time_machine.travel(LATER), count_queries() as counted:
        client.page("/transparency/log")
    assert len(counted) <= 1, counted
