"""What a browser is made to fetch and to carry, and that our own policy refuses none of it."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest

from tests.support.pages import PAGES

pytestmark = pytest.mark.browser
EVERY_PAGE = pytest.mark.parametrize("name", [page.name for page in PAGES])
KILOBYTE = 1024


def listening(page):
    """Lists that fill with console complaints and with the answers the page got."""
    complaints, answers = [], []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else 0)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", answers.append)
    page.on("requestfailed", lambda r: complaints.append(f"failed: {r.url}"))
    return complaints, answers


@pytest.mark.parametrize("scheme", ["light"])
@EVERY_PAGE
def test_a_page_breaks_no_policy_and_asks_only_this_site(open_page, places, served, name, scheme):
    place = places[name]
    page = open_page(place.who, color_scheme=scheme)
    complaints, answers = listening(page)
    page.goto(place.address, wait_until="networkidle")
    if place.status >= 400:
        complaints = [line for line in complaints if "the server responded with" not in line]
    assert complaints == []
    hosts = {
        urlsplit(answer.url).netloc for answer in answers if not answer.url.startswith("data:")
    }
    assert hosts == {urlsplit(served).netloc}


def weight(answers, *kinds):
    """Bytes of these kinds of answers as a compressing front server would send them."""
    bodies = [answer.body() for answer in answers if answer.request.resource_type in kinds]
    return sum(len(gzip.compress(body, 6)) for body in bodies)


@pytest.mark.parametrize("who", ["nobody", "member"])
@pytest.mark.parametrize("name", ["web.home", "community.topic", "community.group"])
def test_a_first_view_weighs_at_most_60_kb(open_page, places, name, who):
    page = open_page(who)
    _complaints, answers = listening(page)
    page.goto(places[name].address, wait_until="networkidle")
    assert weight(answers, "document") <= 22 * KILOBYTE
    assert weight(answers, "document", "stylesheet", "script") <= 60 * KILOBYTE
    assert weight(answers, "font") == 0


@pytest.mark.parametrize("name", ["web.home", "community.topic", "community.group"])
def test_a_built_first_view_needs_few_requests(open_page, places, served, name):
    """With the bundle: page, style, script, sign. Without it the plain files are more."""
    page = open_page("member")
    _complaints, answers = listening(page)
    page.goto(places[name].address, wait_until="networkidle")
    if not any("/dist/" in answer.url for answer in answers):
        pytest.skip("not installed here: Node, so styles and scripts were not built")
    assert len(answers) <= 6


def test_a_script_that_is_not_ours_does_not_run(open_page, places):
    """The policy itself: an injected element and an inline handler stay dead."""
    page = open_page()
    complaints, _answers = listening(page)
    page.goto(places["web.home"].address)
    page.evaluate(
        """() => { const one = document.createElement("div");
            one.innerHTML = '<img src=x onerror="document.title = 1">'; document.body.append(one); }"""
    )
    page.wait_for_function("() => true")
    page.wait_for_event("console", timeout=2000) if not complaints else None
    assert page.title() != "1"
    assert any("Content Security Policy" in line for line in complaints)
