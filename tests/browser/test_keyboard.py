"""Everything can be reached, seen and left with the Tab key alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
KEY_PAGES = (
    ("web.home", "nobody"),
    ("web.home", "member"),
    ("accounts.sign_in", "nobody"),
    ("community.group", "member"),
    ("community.topic", "member"),
    ("health.my_health", "member"),
    ("chat.room", "member"),
)
EVERY_KEY_PAGE = pytest.mark.parametrize(("name", "who"), KEY_PAGES)

_STOPS = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled)
  .map((one, index) => { one.dataset.stop = index; return one; })
  .filter(one => one.type !== "radio" || one.checked ||
    !document.querySelector(`input[name="${one.name}"]:checked`) &&
    one === document.querySelector(`input[name="${one.name}"]`))
  .map(one => one.dataset.stop)"""

_HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const drawn = [one, ...(one.labels || [])].map(box => getComputedStyle(box));
  const ring = drawn.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    || style.boxShadow !== "none");
  return {stop: one.dataset.stop, ring, html: one.outerHTML.slice(0, 100),
          skip: one.matches(".skip-link")};
}"""


def walk(page, most):
    """What has the focus after each Tab, until the page is left."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None:
            break
        seen.append(here)
    return seen


@EVERY_KEY_PAGE
def test_tab_reaches_everything_and_leaves_the_page(open_page, places, name, who):
    page = open_page(who)
    page.goto(places[name].address)
    # A room takes away what only stands there for pages without scripts.
    expect(page.locator("[data-without]")).to_have_count(0)
    stops = page.evaluate(_STOPS)
    seen = walk(page, len(stops) + 10)
    assert seen[0]["skip"], "the first stop is the skip link"
    assert set(stops) - {one["stop"] for one in seen} == set()
    assert len(seen) < len(stops) + 10, "the focus never left the page"


@EVERY_KEY_PAGE
def test_every_stop_shows_where_the_focus_is(open_page, places, name, who):
    page = open_page(who)
    page.goto(places[name].address)
    unseen = [one["html"] for one in walk(page, 200) if not one["ring"]]
    assert unseen == []


@EVERY_KEY_PAGE
def test_the_skip_link_goes_to_the_main_part(open_page, places, name, who):
    page = open_page(who)
    page.goto(places[name].address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_no_single_letter_does_anything(open_page, places):
    """Voice control types letters; on a page they must mean nothing."""
    page = open_page("member")
    page.goto(places["community.topic"].address)
    before = (page.url, page.content())
    page.keyboard.type("abcdefghijklmnopqrstuvwxyz?/")
    assert (page.url, page.content()) == before


def test_enter_after_typing_a_treatment_goes_on_and_does_not_search(open_page, places):
    page = open_page("member")
    page.goto(places["community.experience_step/treatment"].address)
    page.evaluate(
        """() => document.addEventListener("submit", event => {
          event.preventDefault();
          document.body.dataset.pressed = event.submitter.name || "Continue"; })"""
    )
    page.get_by_role("combobox").press("Enter")
    assert page.locator("body").get_attribute("data-pressed") == "Continue"
