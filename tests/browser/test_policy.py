"""What the content policy refuses, and how few files a first view needs."""

from __future__ import annotations

import pytest

from tests.support.visiting import listening

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ["web.home", "community.topic", "community.group"])
def test_a_built_first_view_needs_few_requests(open_page, places, name):
    """Page, style, script and its parts, sign. Without the bundle the plain files are more."""
    page = open_page("member")
    with listening(page) as (_complaints, answers):
        page.goto(places[name].address)
    if not any("/dist/" in answer.url for answer in answers):
        pytest.skip("not installed here: Node, so styles and scripts were not built")
    assert len(answers) <= 6


def test_a_script_that_is_not_ours_does_not_run(open_page, places):
    page = open_page()
    with listening(page) as (complaints, _answers):
        page.goto(places["web.home"].address)
        with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
            page.evaluate(
                """() => { const one = document.createElement("div");
                    one.innerHTML = '<img src="/x" onerror="document.title = 1">';
                    document.body.append(one); }"""
            )
    assert page.title() != "1"
    assert complaints


def test_nothing_moves_for_people_who_wish_less_motion(open_page, places):
    page = open_page("member", reduced_motion="reduce")
    page.goto(places["community.topic"].address)
    assert page.evaluate("document.getAnimations().length") == 0
