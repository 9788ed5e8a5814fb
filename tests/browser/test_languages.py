"""Every word can be translated, and every page works when read from the right."""

from __future__ import annotations

import pytest

from tests.support.browser_fixtures import keep_proofs
from tests.support.demo_world import site_environment
from tests.support.measuring import too_wide
from tests.support.on_each import on_each
from tests.support.pages import PAGES
from tests.support.people import as_person
from tests.support.pseudo import speak_it, stored_words, untranslated
from tests.support.serving import serving

EVERY_PAGE = on_each("name", [page.name for page in PAGES])
# The page that shows every component fills them with made-up words.
WITH_OWN_WORDS = on_each("name", [page.name for page in PAGES if page.endpoint != "web.components"])


@pytest.fixture(scope="module")
def data(world):
    """What stands in the database, so that it is not taken for words of ours."""
    return stored_words(world.app)


@WITH_OWN_WORDS
def test_every_word_of_a_page_can_be_translated(world, places, data, monkeypatch, name):
    place = places[name]
    client = as_person(keep_proofs(world), place.who)
    speak_it(monkeypatch)
    answer = client.get(place.address)
    assert answer.status_code == place.status
    assert untranslated(answer.text, data) == []


def test_an_untranslated_word_is_seen():
    """The check itself."""
    page = "<body><p>⟦Hello⟧ there</p><p>⟦All of it⟧</p><img alt='A cup'></body>"
    assert untranslated(page, data="") == ["there", "A cup"]


@pytest.fixture(scope="module")
def from_the_right(world, chromium):
    """A phone window on the site in Arabic."""
    environment = site_environment(world.folder)
    with serving(
        "tests.support.right_to_left:app", ("-c", "bin/gunicorn.conf.py"), **environment
    ) as url:
        context = chromium.new_context(base_url=url, viewport={"width": 320, "height": 640})
        yield lambda who: _as(context, url, keep_proofs(world).cookies[who])
        context.close()


def _as(context, url, cookies):
    context.clear_cookies()
    for name, value in cookies.items():
        context.add_cookies([{"name": name, "value": value, "url": url}])
    return context.pages[0] if context.pages else context.new_page()


@pytest.mark.browser
@EVERY_PAGE
def test_a_page_from_the_right_needs_no_sideways_scrolling(from_the_right, places, name):
    page = from_the_right(places[name].who)
    page.goto("about:blank")  # what an earlier page still does belongs to no other
    page.goto(places[name].address)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert too_wide(page) == []
