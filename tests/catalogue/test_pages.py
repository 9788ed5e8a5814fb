"""The search page, the suggestions and the page of a concept, for a visitor without JavaScript."""

from __future__ import annotations

import pytest

from tests.support.queries import count_queries


@pytest.fixture
def site_with_words(load_small, client):
    load_small()
    return client


def words_of(page):
    return " ".join(page.main.get_text(" ").split())


def test_the_empty_page_offers_one_box_and_nothing_else(site_with_words):
    page = site_with_words.page("/catalogue")
    assert page.select_one("form[method=get] input[name=q]")["value"] == ""
    assert not page.select(".catalogue-results, .empty-state")


def test_a_result_says_why_it_was_found(site_with_words):
    page = site_with_words.page("/catalogue?q=hbp")
    (result,) = page.select(".catalogue-results li")
    assert result.a["href"] == "/catalogue/conditions/high-blood-pressure"
    assert "matched “hbp”" in result.get_text()


def test_a_result_found_by_its_own_name_needs_no_reason(site_with_words):
    (result,) = site_with_words.page("/catalogue?q=anxiety").select(".catalogue-results li")
    assert "matched" not in result.get_text()


def test_unknown_words_may_be_kept_and_are_shown_safely(site_with_words):
    page = site_with_words.page("/catalogue?q=<b>blorb</b>")
    assert "We do not know “<b>blorb</b>” yet" in words_of(page)
    assert "keep your own words" in words_of(page)
    assert not page.main.find("b")


def test_one_letter_is_too_little(site_with_words):
    assert "at least two letters" in words_of(site_with_words.page("/catalogue?q=d"))


def test_a_search_can_be_for_treatments_only(site_with_words):
    page = site_with_words.page("/catalogue?q=tra&kind=treatment")
    assert page.select_one("input[name=kind][value=treatment]").has_attr("checked")
    assert len(page.select(".catalogue-results li")) == 2
    assert site_with_words.page("/catalogue?q=tra&kind=purpose").select(".empty-state")


def test_suggestions_are_a_list_with_id_name_kind_and_reason(site_with_words):
    (found,) = site_with_words.get("/catalogue/suggest?q=hbp&kind=purpose").json
    assert {name: found[name] for name in ("name", "kind", "matched")} == {
        "name": "High blood pressure",
        "kind": "condition",
        "matched": "hbp",
    }
    assert len(found["id"]) == 12


def test_an_unknown_kind_of_suggestion_means_everything(site_with_words):
    assert site_with_words.get("/catalogue/suggest?q=tra&kind=nonsense").json


def test_a_concept_shows_names_codes_what_it_belongs_to_and_its_source(site_with_words):
    page = site_with_words.page("/catalogue/conditions/high-blood-pressure")
    assert page.h1.get_text() == "High blood pressure"
    for words in ("Medical name: Hypertension", "hbp", "C14.907.489", "It is not advice"):
        assert words in words_of(page)
    assert page.select_one("a[href='/catalogue/conditions/vascular-diseases']")
    assert page.select_one(".catalogue-source").get_text().count("Names:") == 1


def test_a_combination_links_to_its_substances_and_they_link_back(site_with_words):
    product = site_with_words.page("/catalogue/treatments/tramadol-and-paracetamol")
    assert product.select_one("a[href='/catalogue/treatments/tramadol']")
    substance = site_with_words.page("/catalogue/treatments/tramadol")
    assert substance.select_one("a[href='/catalogue/treatments/tramadol-and-paracetamol']")


@pytest.mark.parametrize(
    "address",
    [
        "/catalogue/conditions/tramadol",
        "/catalogue/conditions/nothing",
        "/catalogue/diseases/anxiety",
        "/catalogue/conditions/anxiety%00",
    ],
)
def test_an_address_that_is_no_concept_is_not_found(site_with_words, address):
    site_with_words.page(address, status=404)


def test_a_page_of_words_costs_few_queries(site_with_words):
    site_with_words.page("/catalogue?q=tra")
    with count_queries() as search:
        site_with_words.page("/catalogue?q=tra")
    with count_queries() as concept:
        site_with_words.page("/catalogue/treatments/tramadol")
    assert len(search) <= 4
    assert len(concept) == 4
