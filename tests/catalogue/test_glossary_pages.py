"""Looking up what a medical word means, for a visitor without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from app.catalogue.services.glossary import find, glossary
from tests.support.client import SiteClient
from tests.support.queries import count_queries


def first(words: str) -> str:
    """The word that comes first for what was typed."""
    found = find(words)
    return found[0].term.word if found else ""


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("placebo", "Placebo"),
        ("PLACEBO ", "Placebo"),
        ("sugar pill", "Placebo"),
        ("blood thinner", "Anticoagulant"),
        ("water pills", "Diuretic"),
        ("high blood pressure", "Hypertension"),
        ("middle value", "Median"),
        ("side-effects", "Side effect"),
        ("hemoglobin", "Haemoglobin"),
        ("edema", "Oedema"),
        ("nnt", "Number needed to treat"),
        ("spinal tap", "Lumbar puncture"),
        ("interval", "Confidence interval"),
        ("95 % interval", "Confidence interval"),
    ],
)
def test_a_medical_word_and_an_everyday_word_lead_to_the_same(typed: str, word: str) -> None:
    assert first(typed) == word


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("plasebo", "Placebo"),
        ("remision", "Remission"),
        ("confidance intervall", "Confidence interval"),
        ("intreval confidence", "Confidence interval"),
        ("bio similar", "Biosimilar"),
        ("blood thiner", "Anticoagulant"),
        ("nausia", "Nausea"),
        ("relativ risk", "Relative risk"),
        ("colesterol", "Cholesterol"),
        ("inflamation", "Inflammation"),
        ("averge", "Mean"),
    ],
)
def test_a_typing_error_does_no_harm(typed: str, word: str) -> None:
    assert first(typed) == word


@pytest.mark.parametrize(
    "typed", ["qqqq", "xylophone quartet", "b", "", " ", "%", "cold", "cold fish"]
)
def test_what_we_do_not_explain_finds_nothing(typed: str) -> None:
    assert find(typed) == []


def test_every_name_of_every_word_finds_it() -> None:
    lost = [
        (term.word, name)
        for term in glossary().terms
        for name in term.names
        if len(name) > 1 and term not in [one.term for one in find(name, most=99)]
    ]
    assert lost == []


def test_a_word_comes_once_and_says_by_which_name_it_was_found() -> None:
    found = find("blood")
    assert len({one.term.slug for one in found}) == len(found) > 3
    assert len(find("blood", most=2)) == 2
    assert find("cortisone")[0].matched == "cortisone"
    assert find("plac")[0].matched == "Placebo"


def test_of_misspelled_words_only_the_nearest_are_found() -> None:
    assert [one.term.word for one in find("remision")] == ["Remission"]


def words_of(page: BeautifulSoup) -> str:
    return " ".join(page.main.get_text(" ").split())


def hrefs(page: BeautifulSoup, chosen: str) -> list[Any]:
    return [link["href"] for link in page.select(chosen)]


def test_all_words_stand_by_alphabet_with_a_way_to_each_letter(client: SiteClient) -> None:
    page = client.page("/glossary")
    assert len(hrefs(page, ".catalogue-results a")) == len(glossary().terms)
    letters = hrefs(page, ".glossary-letters a")
    assert letters[0] == "#letter-A"
    assert [f"#{head['id']}" for head in page.main.select("section > h2")] == letters


def test_a_search_shows_only_what_was_found_and_why(client: SiteClient) -> None:
    page = client.page("/glossary?q=spinal+taps")
    (line,) = page.select(".catalogue-results li")
    assert line.a["href"] == "/glossary/lumbar-puncture"
    assert page.select_one("input[name=q]")["value"] == "spinal taps"
    (line,) = client.page("/glossary?q=CSF").select(".catalogue-results li")
    assert "matched “CSF test”" in line.get_text()


def test_a_search_for_nothing_known_is_answered_kindly_and_safely(client: SiteClient) -> None:
    page = client.page("/glossary?q=<b>blorb</b>")
    assert "We do not explain “<b>blorb</b>” yet" in words_of(page)
    assert not page.main.find("b")
    assert "/catalogue" in hrefs(page, ".empty-state a")
    assert "at least two letters" in words_of(client.page("/glossary?q=d"))


def test_the_page_of_a_word_says_it_all(client: SiteClient) -> None:
    page = client.page("/glossary/placebo")
    assert page.h1.get_text() == "Placebo"
    for words in (
        "Said: pluh-SEE-boh",
        "dummy treatment",
        "nothing that acts",
        "compares with one",
    ):
        assert words in words_of(page)
    assert "It is not advice" in words_of(page)
    assert "/glossary/control-group" in hrefs(page, ".catalogue-links a")


def test_every_word_has_its_page(client: SiteClient) -> None:
    for term in glossary().terms:
        assert client.get(f"/glossary/{term.slug}").status_code == 200


@pytest.mark.parametrize("slug", ["nothing", "Placebo", "placebo%00", "..%2fplacebo"])
def test_an_address_that_is_no_word_is_not_found(client: SiteClient, slug: str) -> None:
    client.page(f"/glossary/{slug}", status=404)


def test_words_are_marked_as_english(client: SiteClient) -> None:
    page = client.page("/glossary/median")
    assert page.h1["lang"] == "en"
    assert all(
        link.has_attr("lang")
        for link in client.page("/glossary").select("li > a[href^='/glossary/']")
    )


def test_no_word_is_looked_up_in_the_database(client: SiteClient) -> None:
    with count_queries() as seen:
        client.page("/glossary?q=median")
        client.page("/glossary/median")
    assert seen == []


def test_visitors_find_the_words_from_every_page_and_the_other_list(client: SiteClient) -> None:
    assert "/glossary" in hrefs(client.page("/about"), "footer nav a")
    assert "/glossary" in hrefs(client.page("/catalogue"), "main a")
