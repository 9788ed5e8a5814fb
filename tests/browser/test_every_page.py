"""Every page in the browser: one visit each, on a phone and on a desk, in light and in dusk."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

import pytest

from tests.support.axe import COLOUR, violations
from tests.support.measuring import clipped_text, small_targets, too_wide
from tests.support.pages import PAGES
from tests.support.visiting import DESK, PHONE, visit

pytestmark = pytest.mark.browser
EVERY_PAGE = pytest.mark.parametrize("name", [page.name for page in PAGES])

# On a ground of its theme: 3.5:1 and 5.4:1 in light, 3.7:1 and 6.6:1 in dusk.
_WEAK = {
    "light": {"ground": "#fff", "hardly": "#888", "middling": "#6a6a6a"},
    "dark": {"ground": "#000", "hardly": "#666", "middling": "#909090"},
}
_TWO_WORDS = """colours => {
  for (const id of ["hardly", "middling"]) {
    const one = document.createElement("p");
    Object.assign(one, {id, textContent: "Words to read"});
    Object.assign(one.style, {color: colours[id], background: colours.ground});
    document.querySelector("main").append(one);
  } }"""


@pytest.fixture(scope="session")
def visited(profile, places):
    """What one visit to a page by name found. Each kind of person keeps one window: a window that
    has already run axe runs it again in a fifth of the time. For the session, because this file
    is shared out in parts (`tests/support/sharing_out.py`)."""
    windows = cache(lambda who: profile(who).new_page())

    @cache
    def of(name):
        return visit(windows(places[name].who), places[name])

    return of


@EVERY_PAGE
def test_a_page_opens_and_its_console_stays_silent(visited, places, name):
    """Our own content policy refuses nothing that our pages do."""
    assert visited(name).status == places[name].status
    # A page that says "not found" is a complaint of the browser's, and meant.
    meant = "Failed to load resource" if places[name].status >= 400 else None
    assert [c for c in visited(name).complaints if not meant or meant not in c] == []


@EVERY_PAGE
def test_a_page_asks_only_this_site(visited, served, name):
    assert visited(name).hosts == {urlsplit(served).netloc}


@EVERY_PAGE
def test_a_page_passes_axe_in_light_and_dusk_on_phone_and_desk(visited, name):
    assert sorted(set(visited(name).accessibility)) == []


@EVERY_PAGE
def test_everything_to_press_is_44_px_large(visited, name):
    assert visited(name).small == []


@EVERY_PAGE
def test_a_page_never_scrolls_sideways_nor_with_doubled_text_or_wide_spacing(visited, name):
    assert visited(name).sideways == []


@EVERY_PAGE
def test_no_word_is_cut_off_with_doubled_text_or_wide_spacing(visited, name):
    assert visited(name).clipped == []


@EVERY_PAGE
def test_the_html_of_a_page_weighs_at_most_22_kb(visited, name):
    assert visited(name).weight["document"] <= 22 * 1024


@pytest.mark.parametrize(
    "name",
    ["web.home", "web.home/today", "community.topic", "community.topic/member", "community.group"],
)
def test_a_first_view_weighs_at_most_60_kb(visited, name):
    weight = visited(name).weight
    assert sum(weight[kind] for kind in ("document", "stylesheet", "script")) <= 60 * 1024
    assert "font" not in weight


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", list(_WEAK))
def test_weak_words_are_seen_in_each_theme_and_window(profile, places, window, scheme):
    """Words that can hardly be read, and words of middling contrast: another rule sees each."""
    page = profile("nobody").new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(window)
    page.goto(places["web.about"].address)
    page.evaluate(_TWO_WORDS, _WEAK[scheme])
    found = "\n".join(violations(page, COLOUR))
    page.context.close()
    assert "color-contrast: #hardly" in found
    assert "color-contrast-enhanced: #middling" in found


def test_the_measures_see_faults(profile, places):
    """The checks themselves: a picture without words, a wide box, a tiny button, a cut-off word."""
    page = profile("nobody").new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(places["web.home"].address)
    page.evaluate(
        """() => {
          const box = document.createElement("button");
          box.textContent = "a word that is cut off";
          box.style.cssText = "display:block; inline-size:400px; block-size:9px; " +
            "min-block-size:0; padding:0; overflow:hidden";
          const picture = new Image(); picture.src = "/static/images/mark.svg";
          document.body.append(box, picture); }"""
    )
    assert any(fault.startswith("image-alt") for fault in violations(page))
    assert too_wide(page)
    assert small_targets(page)
    assert clipped_text(page)
    page.context.close()
