"""Every page, in both themes, on a phone and on a desk: no fault that a machine can find."""

from __future__ import annotations

import pytest

from tests.support.axe import COLOUR, OPTIONS, violations
from tests.support.measuring import clipped_text, small_targets, too_wide
from tests.support.pages import PAGES

pytestmark = pytest.mark.browser
EVERY_PAGE = pytest.mark.parametrize("name", [page.name for page in PAGES])
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


def look_at(window, place, *, size=PHONE, scheme="light"):
    page = window(place.who)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    answer = page.goto(place.address)
    assert answer.status == place.status, f"{place.address}: {answer.status}"
    return page


@EVERY_PAGE
def test_a_page_passes_axe_on_a_phone_and_on_a_desk_in_light_and_dusk(window, places, name):
    page = look_at(window, places[name])
    found = violations(page, OPTIONS)
    page.emulate_media(color_scheme="dark")
    found += violations(page, COLOUR)
    page.set_viewport_size(DESK)
    found += violations(page, COLOUR)
    page.emulate_media(color_scheme="light")
    found += violations(page, OPTIONS)
    assert sorted(set(found)) == []


@EVERY_PAGE
def test_a_page_needs_no_sideways_scrolling_at_320_px_even_with_doubled_text(window, places, name):
    page = look_at(window, places[name])
    assert too_wide(page) == []
    assert small_targets(page) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert too_wide(page) == []
    assert clipped_text(page) == []


@EVERY_PAGE
def test_a_page_survives_wide_spacing(window, places, name):
    """The distances of WCAG 1.4.12: nothing is cut off."""
    page = look_at(window, places[name], size=DESK)
    page.evaluate(
        """() => { for (const one of document.querySelectorAll("body, body *")) {
            one.style.lineHeight = "1.5"; one.style.letterSpacing = ".12em";
            one.style.wordSpacing = ".16em"; } }"""
    )
    assert clipped_text(page) == []
    assert too_wide(page) == []


def test_axe_sees_a_fault(window, places):
    """The check itself: a picture without words is found."""
    page = look_at(window, places["web.home"])
    page.evaluate("document.body.append(new Image())")
    page.evaluate("document.querySelector('body > img').src = '/static/images/mark.svg'")
    assert any(fault.startswith("image-alt") for fault in violations(page))


def test_the_measures_see_a_fault(window, places):
    """The checks themselves: a wide box and a tiny button are found."""
    page = look_at(window, places["web.home"])
    page.evaluate(
        """() => { const box = document.createElement("button");
            box.textContent = "x"; box.style.cssText =
            "display:block; inline-size:400px; block-size:20px; min-block-size:0; padding:0";
            document.body.append(box); }"""
    )
    assert too_wide(page)
    assert small_targets(page)
