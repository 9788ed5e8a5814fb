"""The register of sources as everybody reads it."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from app.moderation.services.screening.sources import GRADES, Register, Source, standing_register
from app.moderation.views import sources as view
from tests.support.client import SiteClient
from tests.support.queries import count_queries


def words_of(page: BeautifulSoup) -> str:
    return " ".join(page.main.get_text(" ").split())


def lines(page: BeautifulSoup) -> dict[str, str]:
    """What is said of each source, by the address of its page."""
    return {li.a["href"]: li.get_text(" ", strip=True) for li in page.select(".sources li")}


@pytest.fixture
def two_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that still counts today and one whose day has passed."""
    told = {"publisher": "Who <wrote> it", "reason": "named authors", "conflicts": "public money"}
    checked = {"checked_on": date(2020, 3, 1)}
    some = (
        Source(domain="kept.example", grade="B", expires=date(2100, 1, 1), **checked, **told),
        Source(domain="late.example", grade="B", expires=date(2021, 1, 1), **checked, **told),
    )
    made = Register(7, {one.domain: one for one in some}, frozenset())
    monkeypatch.setattr(view, "standing_register", lambda: made)


def test_every_source_stands_there_under_its_grade_with_the_number_of_all(client: SiteClient):
    page = client.page("/sources")
    every = standing_register().sources
    assert set(lines(page)) == {f"/sources/{domain}" for domain in every}
    for grade in GRADES:
        some = sum(source.grade == grade for source in every.values())
        assert f"{some} of {len(every)} sources" in words_of(page)
        assert page.select_one(f"#grade-{grade}")


def test_the_criteria_are_named_and_the_seal_is_not_used(client: SiteClient):
    words = words_of(client.page("/sources"))
    for said in (
        "Who pays for it?",
        "ended in 2022",
        "its seal counts for nothing here",
        "eight points",
    ):
        assert said in words


def test_an_entry_past_its_day_is_marked_and_no_other(client: SiteClient, two_sources: None):
    said = lines(client.page("/sources"))
    assert "Not checked lately" in said["/sources/late.example"]
    assert "Not checked lately" not in said["/sources/kept.example"]


def test_a_grade_without_sources_is_not_shown(client: SiteClient, two_sources: None):
    assert [head["id"] for head in client.page("/sources").select("h2[id]")] == ["grade-B"]


def test_the_page_of_a_source_gives_the_reason_who_pays_and_when(
    client: SiteClient, two_sources: None
):
    page = client.page("/sources/kept.example")
    for said in (
        "B: reviewed journal",
        "named authors",
        "public money",
        "1 March 2020",
        "1 January 2100",
    ):
        assert said in words_of(page)
    assert page.h1.get_text() == "Who <wrote> it"
    assert "does not count" not in words_of(page)


def test_the_page_of_an_entry_past_its_day_says_that_it_does_not_count(
    client: SiteClient, two_sources: None
):
    assert "its grade does not count" in words_of(client.page("/sources/late.example"))


def test_no_page_of_the_register_sends_anybody_there(client: SiteClient):
    """An address is shown, not linked: a reader decides by themselves."""
    for address in ("/sources", "/sources/nhs.uk", "/sources/naturalnews.com"):
        links = [link["href"] for link in client.page(address).select("a[href]")]
        assert [link for link in links if not link.startswith(("/", "#"))] == []


def test_every_source_has_its_page(client: SiteClient):
    for domain in standing_register().sources:
        assert client.get(f"/sources/{domain}").status_code == 200


@pytest.mark.parametrize("slug", ["nothing.example", "www.nhs.uk", "NHS.UK", "nhs.uk%00"])
def test_an_address_that_is_not_in_the_register_is_not_found(client: SiteClient, slug: str):
    client.page(f"/sources/{slug}", status=404)


@pytest.mark.parametrize("address", ["/sources", "/sources/nhs.uk"])
def test_the_register_asks_the_database_which_pages_answer_and_nothing_else(
    client: SiteClient, address: str
):
    with count_queries() as seen:
        client.page(address)
    assert len(seen) == 1
    assert "FROM source_checks" in seen[0]


def test_the_page_about_this_place_leads_there(client: SiteClient):
    assert client.page("/about").select_one("main a[href='/sources']")
