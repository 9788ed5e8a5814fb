"""What a group says together: who may read it, who is counted, what stands behind a bar."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.community.models import Membership
from app.core.database import db
from app.core.transactions import unit_of_work
from app.health.models import Evaluation
from tests.factories import Maker, community
from tests.insights.world import World, judge, judged, people, person
from tests.support.client import SiteClient
from tests.support.queries import count_queries

TREATMENTS = "/groups/depression/treatments"
SERTRALINE = f"{TREATMENTS}/sertraline"
PAGES = (
    TREATMENTS,
    SERTRALINE,
    f"{SERTRALINE}/overall.csv",
    "/groups/depression/condition",
    "/groups/depression/condition/effectiveness.csv",
    "/groups/depression/experiences",
)


@pytest.fixture
def shown(world: World) -> World:
    """Seven people show sertraline to the group, four venlafaxine; others show it elsewhere."""
    with unit_of_work():
        here = {"shown_to": (world.group,), "time_on_it": "1_to_2_years"}
        stopped = {"stop_reasons": ("did_not_work", "expense"), "still_taking": False}
        sertraline, depression = world.sertraline, world.depression
        judge(people(5), sertraline, depression, overall=8, **here)
        judge(people(2), sertraline, depression, effectiveness=0, overall=2, **stopped, **here)
        judge(people(4), world.venlafaxine, depression, **here)
        judged(person(consents=("keep_health",)), sertraline, depression, overall=1, **here)
        judged(person(consents=("show_groups",)), sertraline, depression, overall=1, **here)
        gone = {"deleted_at": world.group.created_at, "is_current": False}
        judged(person(), sertraline, depression, overall=1, **gone, **here)
        elsewhere = community.group(slug="elsewhere")
        judge(people(9), sertraline, depression, overall=1, shown_to=(elsewhere,))
    return world


@pytest.fixture
def member(shown: World, cast: SimpleNamespace, client: SiteClient) -> SiteClient:
    """The browser of somebody in the group."""
    with unit_of_work():
        db.session.add(Membership(group_id=shown.group.id, member_id=cast.patient.id))
    return client.sign_in(cast.patient)


def _rows(page: BeautifulSoup) -> list[list[str]]:
    cells = [row.find_all(["th", "td"]) for row in page.main.table.tbody.find_all("tr")]
    return [[cell.get_text(" ", strip=True) for cell in row] for row in cells]


def _words(page: BeautifulSoup) -> str:
    return page.main.get_text(" ", strip=True)


def _audience(world: World, audience: str) -> None:
    with unit_of_work():
        db.session.merge(world.group).audience = audience


@pytest.mark.parametrize("page", PAGES)
def test_somebody_outside_the_group_does_not_read_its_figures(
    shown: World, cast: SimpleNamespace, client: SiteClient, page: str
) -> None:
    client.sign_in(cast.stranger)
    assert client.get(page).status_code == 403
    _audience(shown, "group")
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_asked_to_sign_in_even_for_a_public_group(
    shown: World, client: SiteClient, page: str
) -> None:
    _audience(shown, "public")
    assert client.get(page).status_code == 302


@pytest.mark.parametrize("path", ["nowhere/treatments", "depression/treatments/nothing"])
def test_an_unknown_group_or_treatment_is_not_found(member: SiteClient, path: str) -> None:
    member.page(f"/groups/{path}", status=404)


def test_the_list_orders_by_the_lower_end_and_hides_what_fewer_than_five_show(
    member: SiteClient,
) -> None:
    rows = _rows(member.page(TREATMENTS))
    assert [row[0] for row in rows] == ["Sertraline", "Venlafaxine"]
    assert rows[0][1] == "7"
    assert rows[0][3:] == ["71 %", "36 to 92"]
    assert rows[1][1:] == ["Too few to show", "–", "–", "–"]


def test_only_people_who_show_it_here_and_consent_are_counted(member: SiteClient) -> None:
    words = _words(member.page(SERTRALINE))
    assert "7 people in this group told about it" in words
    assert "5 of 7 people say it worked well or very well" in words
    assert "The middle rating is 8 of 10" in words


def test_a_treatment_that_four_people_show_has_no_figures(member: SiteClient) -> None:
    main = member.page(f"{TREATMENTS}/venlafaxine").main
    assert "Too few to show" in main.get_text()
    assert not main.find_all("figure")
    assert "4" not in main.get_text()


def test_an_older_answer_of_a_person_is_not_counted_beside_their_newer_one(
    member: SiteClient, shown: World
) -> None:
    with unit_of_work():
        one = person()
        here = {"shown_to": (shown.group,)}
        judged(one, shown.sertraline, shown.depression, **here)
        old = {"entered_at": shown.group.created_at.replace(year=2020), "is_current": False}
        judged(one, shown.sertraline, shown.depression, effectiveness=0, **old, **here)
    assert "6 of 8 people say it worked well" in _words(member.page(SERTRALINE))


def test_taking_a_share_or_a_consent_back_counts_at_once(member: SiteClient, shown: World) -> None:
    with unit_of_work():
        db.session.execute(db.text("DELETE FROM evaluation_shares"))
    assert "Too few to show" in _words(member.page(SERTRALINE))


def test_the_page_says_who_is_missing(member: SiteClient) -> None:
    words = _words(member.page(SERTRALINE))
    assert "We do not know who else takes it" in words
    assert "Answers from" in words


def test_every_bar_of_the_five_levels_opens_the_experiences_behind_it(
    member: SiteClient,
) -> None:
    doors = member.page(SERTRALINE).main.find_all(class_="figure-doors")
    links = [link["href"] for door in doors for link in door.find_all("a")]
    start = "/groups/depression/experiences?treatment=sertraline&"
    assert f"{start}effectiveness=4" in links
    assert f"{start}effectiveness=0" in links
    assert f"{start}stop_reason=did_not_work" in links
    assert all(member.get(link).status_code == 200 for link in links)


@pytest.fixture
def stories(shown: World, make: Maker) -> dict[str, Any]:
    """Three experiences: two about sertraline, one about venlafaxine, and one that was taken back."""
    told = {}
    with unit_of_work():
        for name, drug, level in (
            ("It carried me", shown.sertraline, 4),
            ("It did nothing", shown.sertraline, 0),
            ("Another drug", shown.venlafaxine, 4),
            ("Taken back", shown.sertraline, 4),
        ):
            one = person()
            judged(one, drug, shown.depression, effectiveness=level, shown_to=(shown.group,))
            number = db.session.scalars(
                db.select(Evaluation.id).where(Evaluation.member_id == one.id)
            ).one()
            about = {"kind": "experience", "title": name, "evaluation_id": number}
            told[name] = community.topic(group=shown.group, by=one, **about)
        told["Taken back"].deleted_at = shown.group.created_at
    return told


def _titles(page: BeautifulSoup) -> set[str]:
    return {head.get_text(strip=True) for head in page.main.find_all("h2")}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"It carried me", "It did nothing", "Another drug"}),
        ("?treatment=sertraline", {"It carried me", "It did nothing"}),
        ("?treatment=sertraline&effectiveness=4", {"It carried me"}),
        ("?treatment=sertraline&side_effects=3", {"No experience here"}),
    ],
)
def test_the_list_holds_the_experiences_that_fit_and_no_other(
    member: SiteClient, stories: dict[str, Any], query: str, titles: set[str]
) -> None:
    assert _titles(member.page(f"/groups/depression/experiences{query}")) == titles


@pytest.mark.parametrize(
    "query",
    [
        "effectiveness=9",
        "effectiveness=²",
        "side_effects=x",
        "stop_reason=y",
        "after=x",
        "treatment=x",
    ],
)
def test_a_word_that_no_page_links_to_is_not_found(member: SiteClient, query: str) -> None:
    member.page(f"/groups/depression/experiences?{query}", status=404)


def test_a_figure_comes_as_csv(member: SiteClient) -> None:
    answer = member.get(f"{SERTRALINE}/overall.csv")
    assert answer.mimetype == "text/csv"
    assert '"8",5' in answer.text
    assert member.get(f"{SERTRALINE}/nothing.csv").status_code == 404


def test_the_condition_counts_each_person_once_over_all_treatments(
    member: SiteClient, shown: World
) -> None:
    with unit_of_work():
        several = person()
        for drug in (shown.sertraline, shown.venlafaxine, shown.rare):
            judged(several, drug, shown.depression, shown_to=(shown.group,))
    words = _words(member.page("/groups/depression/condition"))
    assert "12 people in this group told about a treatment" in words


@pytest.mark.parametrize(
    ("page", "most"), [(TREATMENTS, 3), (SERTRALINE, 8), ("/groups/depression/experiences", 3)]
)
def test_a_page_costs_few_queries(member: SiteClient, page: str, most: int) -> None:
    member.get(page)
    with count_queries() as seen:
        member.get(page)
    assert len(seen) <= most


def test_a_group_where_nobody_shows_anything_says_so(
    world: World, cast: SimpleNamespace, client: SiteClient, app: Flask
) -> None:
    with unit_of_work():
        db.session.add(Membership(group_id=world.group.id, member_id=cast.patient.id))
    client.sign_in(cast.patient)
    assert "Nobody shows a treatment here yet" in _words(client.page(TREATMENTS))
