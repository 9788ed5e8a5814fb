"""Summaries as clinicians read them: who gets in, what stands there, what can never be learned."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.transactions import unit_of_work
from app.insights.models import Release
from tests.insights.world import CUT_OFF, World, day_before, judge, people
from tests.support.client import SiteClient
from tests.support.queries import count_queries

PAGES = (
    "/summaries",
    "/summaries/depression",
    "/summaries/depression/sertraline",
    "/summaries/rosacea",
    "/summaries/releases/2026-H2/depression",
    "/summaries/releases/2026-H2/depression.csv",
    "/summaries/releases/2026-H2/depression/sertraline.csv",
)


@pytest.fixture
def released(world: World, release_now: Callable[..., Release]) -> Release:
    """The world, released once."""
    return release_now()


@pytest.fixture
def clinician(released: Release, cast: SimpleNamespace, client: SiteClient) -> SiteClient:
    """A clinician's browser, after the release."""
    return client.sign_in(cast.clinician)


@pytest.mark.parametrize("role", ["patient", "moderator", "steward", "carer"])
def test_a_summary_is_refused_to_everybody_but_clinicians_and_operators(
    released: Release, cast: SimpleNamespace, client: SiteClient, role: str
) -> None:
    client.sign_in(getattr(cast, role))
    assert {client.get(page).status_code for page in PAGES} == {403}


def test_a_visitor_is_asked_to_sign_in(released: Release, client: SiteClient) -> None:
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code == 302
        assert "/sign-in" in answer.location


def test_clinician_and_operator_read_the_same_brief(
    released: Release, cast: SimpleNamespace, app: Flask
) -> None:
    mains = set()
    for role in ("clinician", "operator"):
        browser = app.test_client().sign_in(getattr(cast, role))  # type: ignore[attr-defined]
        mains.add(str(browser.page("/summaries/depression").main))
    assert len(mains) == 1


def test_the_limits_stand_before_every_number(clinician: SiteClient) -> None:
    main = clinician.page("/summaries/depression").main
    heads = [head.get_text(strip=True) for head in main.find_all("h2")]
    assert heads[0] == "Read this first"
    assert "±6" in main.find(class_="read-first").get_text()
    assert main.find("h1").get_text() == "Depression: what patients report"


def test_the_brief_states_size_dates_and_privacy(clinician: SiteClient) -> None:
    words = clinician.page("/summaries/depression").main.get_text(" ", strip=True)
    assert "From about" in words
    assert f"{CUT_OFF.year}" in words
    for stated in ("epsilon 1/2", "about 50 people", "fewer than about 24", "SHA-256"):
        assert stated in words


def test_treatments_come_in_the_order_of_the_lower_end(clinician: SiteClient) -> None:
    page = clinician.page("/summaries/depression").main
    rows = page.select_one(".brief-table").tbody.find_all("tr")
    names = [row.th.get_text(strip=True) for row in rows]
    assert names == ["Venlafaxine", "Sertraline"]
    assert rows[0].find("svg")["role"] == "img"


def test_few_nobody_and_a_word_that_does_not_exist_give_the_same_page(
    clinician: SiteClient,
) -> None:
    few, nobody, unknown, nowhere = (
        clinician.page(f"/summaries/{path}")
        for path in ("rosacea", "melancholia", "no-such-word", "depression/rareline")
    )
    assert "Not enough people" in few.h1
    assert str(few.main) == str(nobody.main) == str(unknown.main) == str(nowhere.main)
    assert few.title == nobody.title == unknown.title == nowhere.title


def test_no_summary_names_or_links_to_a_person_or_a_conversation(
    clinician: SiteClient,
) -> None:
    for page in PAGES[:5]:
        main = clinician.page(page).main
        assert "Counted " not in main.get_text()
        for link in main.find_all("a"):
            assert link["href"].startswith(("/summaries", "/glossary/"))


@pytest.mark.parametrize("query", ["?treatment=x", "?age=40", "?release=1&after=2", "?%00=1"])
def test_nothing_in_the_address_changes_a_byte(clinician: SiteClient, query: str) -> None:
    plain = clinician.page("/summaries/depression").main
    assert clinician.page(f"/summaries/depression{query}").main == plain


def test_one_more_person_changes_no_byte_of_what_is_released(
    clinician: SiteClient, world: World
) -> None:
    before = [clinician.get(page).text for page in PAGES[5:]]
    pages = [str(clinician.page(page).main) for page in PAGES[:5]]
    with unit_of_work():
        judge(people(60), world.sertraline, world.rosacea)
    assert [clinician.get(page).text for page in PAGES[5:]] == before
    assert [str(clinician.page(page).main) for page in PAGES[:5]] == pages


@pytest.mark.parametrize("page", PAGES[:5])
def test_a_summary_costs_one_or_two_queries_beside_the_session(
    clinician: SiteClient, page: str
) -> None:
    clinician.get(page)
    with count_queries() as seen:
        clinician.get(page)
    about_releases = [statement for statement in seen if "released_tables" in statement]
    assert 1 <= len(about_releases) <= 2
    assert len(seen) - len(about_releases) <= 1


def test_the_csv_holds_every_shown_number_and_hides_small_ones(clinician: SiteClient) -> None:
    answer = clinician.get("/summaries/releases/2026-H2/depression.csv")
    assert answer.mimetype == "text/csv"
    lines = answer.text.splitlines()
    assert len(lines) == 1 + 3 + 2 * (3 + 3)
    assert sum('"condition-overall","all"' in line for line in lines) == 3
    assert any('"sertraline"' in line and '"under 24"' in line for line in lines)


def test_the_csv_of_a_treatment_holds_that_treatment_alone(clinician: SiteClient) -> None:
    answer = clinician.get("/summaries/releases/2026-H2/depression/sertraline.csv")
    assert '"sertraline"' in answer.text
    assert "venlafaxine" not in answer.text


def test_a_treatment_shows_its_two_parts_with_their_intervals(clinician: SiteClient) -> None:
    main = clinician.page("/summaries/depression/sertraline").main
    names = [figure.find("h3").get_text() for figure in main.find_all("figure")]
    assert len(names) == 2
    assert all(figure.find("svg")["role"] == "img" for figure in main.find_all("figure"))
    assert "Too few people to show, under 24" in main.get_text(" ", strip=True)


def test_before_the_first_release_the_list_says_so(
    cast: SimpleNamespace, client: SiteClient
) -> None:
    client.sign_in(cast.clinician)
    assert "No summary is released yet" in client.page("/summaries").main.get_text()


@pytest.mark.parametrize("page", PAGES)
def test_a_summary_is_only_ever_read(clinician: SiteClient, page: str) -> None:
    answers: set[Any] = {getattr(clinician, verb)(page).status_code for verb in ("put", "delete")}
    assert answers <= {400, 405}


def test_the_brief_says_what_changed_since_the_release_before(
    world: World,
    release_now: Callable[..., Release],
    cast: SimpleNamespace,
    client: SiteClient,
) -> None:
    client.sign_in(cast.clinician)
    release_now("2026-H1", cut_off=CUT_OFF - timedelta(days=10))
    with unit_of_work():
        late = {"effectiveness": 0, "entered_at": day_before(CUT_OFF, 5)}
        judge(people(400), world.venlafaxine, world.depression, **late)
    release_now()
    words = client.page("/summaries/depression").main.get_text(" ", strip=True)
    assert re.search(r"Venlafaxine: [89]\d % said it works well or very well, now [12]\d %", words)
    assert "2 treatments stand in 2026-H1 too" in words
    assert "Sertraline: " not in words
    first = client.page("/summaries/releases/2026-H1/depression").main.get_text()
    assert "Compared with" not in first
