"""The HTML of every page, read the strict way: each check walks all pages and names every one that
fails. Nothing here depends on the engine, so the pages come from the demo world on SQLite."""

from __future__ import annotations

import itertools
import re
from functools import cache

import html5lib
import pytest
from bs4 import BeautifulSoup

from tests.support.on_each import on_each
from tests.support.pages import PAGES

EVERY_PAGE = on_each("name", [page.name for page in PAGES])
HEADINGS = re.compile(r"^h[1-6]$")
# "Thing – Group – Site"; a list says where one is: "Thing, page 2 of 4 – Site".
TITLE = re.compile(r"^\S[^–]*( – [^–]+)+$")


@pytest.fixture(scope="module")
def soup_of(read):
    """A page by name, parsed as browsers do, once."""
    return cache(lambda name: BeautifulSoup(read(name), "html5lib"))


@EVERY_PAGE
def test_a_page_is_html_without_a_parse_error(read, name):
    html5lib.HTMLParser(strict=True).parse(read(name))


@EVERY_PAGE
def test_a_page_has_one_main_heading_and_skips_no_level(soup_of, name):
    levels = [int(tag.name[1]) for tag in soup_of(name)(HEADINGS)]
    assert levels.count(1) == 1
    skipped = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
    assert skipped == []


@EVERY_PAGE
def test_ids_are_unique_and_what_points_to_one_finds_it(soup_of, name):
    soup = soup_of(name)
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
        for tag in soup.select(f"[{attribute}]"):
            assert set(tag[attribute].split()) <= set(ids), tag
    for tag in soup.select("a[href^='#']"):
        assert tag["href"] == "#" or tag["href"][1:] in ids, tag


@EVERY_PAGE
def test_every_control_has_a_label_and_every_button_a_type(soup_of, name):
    soup = soup_of(name)
    labelled = {tag["for"] for tag in soup.select("label[for]")}
    for control in soup.select("input:not([type=hidden]), select, textarea"):
        named = control.get("id") in labelled or control.find_parent("label")
        assert named or control.get("aria-label") or control.get("aria-labelledby"), control
    assert [tag for tag in soup.select("button") if not tag.get("type")] == []
    assert [tag for tag in soup.select("fieldset") if not tag.find("legend")] == []


@EVERY_PAGE
def test_a_page_says_its_language_and_its_name_and_lets_people_zoom(soup_of, name):
    soup = soup_of(name)
    assert soup.html["lang"]
    assert soup.html["dir"] in ("ltr", "rtl")
    assert TITLE.match(soup.title.get_text(strip=True)), soup.title
    viewport = soup.find("meta", attrs={"name": "viewport"})["content"]
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


@EVERY_PAGE
def test_a_page_carries_no_style_no_handler_and_no_forced_order(soup_of, name):
    soup = soup_of(name)
    for tag in soup.find_all(True):
        handlers = [attribute for attribute in tag.attrs if attribute.startswith("on")]
        assert handlers == [], tag
        assert "style" not in tag.attrs, tag
        assert int(tag.get("tabindex", 0)) <= 0, tag
        assert not str(tag.get("href", "")).startswith("javascript:"), tag
    assert soup.find("style") is None
    assert all(tag.get("nonce") for tag in soup.find_all("script"))


@EVERY_PAGE
def test_pictures_have_words_and_drawings_are_hidden_or_named(soup_of, name):
    soup = soup_of(name)
    assert [tag for tag in soup.find_all("img") if tag.get("alt") is None] == []
    for drawing in soup.find_all("svg"):
        hidden = drawing.get("aria-hidden") == "true" or drawing.find_parent(attrs={"hidden": True})
        assert hidden or drawing.get("role") == "img", drawing.attrs


@EVERY_PAGE
def test_help_is_at_the_same_place_on_every_page(soup_of, name):
    soup = soup_of(name)
    if soup.select_one("body.is-sheet"):
        return  # a sheet for printing has no menu
    first = soup.select_one("footer nav a")
    assert first["href"] == "/help-now"


@EVERY_PAGE
def test_every_form_that_writes_carries_a_token(soup_of, name):
    for form in soup_of(name).select("form[method=post]"):
        assert form.select_one("input[name=csrf_token]"), form.get("action")


def test_pages_titles_tell_pages_apart(soup_of):
    titles = {}
    for page in PAGES:
        title = soup_of(page.name).title.get_text(strip=True)
        titles.setdefault((title, page.who), []).append(page.name)
    assert {title: names for title, names in titles.items() if len(names) > 1} == {}
