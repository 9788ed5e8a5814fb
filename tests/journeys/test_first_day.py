"""The first day of a member, from the first page to signing out, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import (
    Person,
    join_a_group,
    join_the_site,
    reply,
    sign_in,
    sign_out,
    tell_an_experience,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_person_joins_tells_an_experience_replies_and_leaves(open_page, places, scripts):
    word = "with" if scripts else "without"
    person = Person(f"Slow Heron {word}", f"heron-{word}@example.org", "seven green kettles sing")
    page = open_page(java_script_enabled=scripts)
    join_the_site(page, person)
    sign_in(page, person)
    group = join_a_group(page, places["community.group"].address)
    tell_an_experience(page, group, title=f"Naproxen, {word} a plan", words="It took two weeks.")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Naproxen, {word} a plan")
    expect(page.locator("main")).to_contain_text("It took two weeks.")
    expect(page.locator("main")).to_contain_text("250 mg, twice a day")
    reply(page, "One more thing: take it with food.")
    expect(page.locator("article").last).to_contain_text("One more thing: take it with food.")
    sign_out(page)
    page.goto("/my-health")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_refused_form_keeps_every_word(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_label("Password").fill("not the right one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("E-mail address")).to_have_value("nobody@example.org")
    assert page.title().startswith("Error")


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_display_settings_are_kept_without_an_account(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto("/display")
    page.locator("input[name=theme][value=dusk]").locator("xpath=ancestor::label").click()
    page.locator("input[name=size][value='125']").locator("xpath=ancestor::label").click()
    page.locator("main button[type=submit]").first.click()
    page.goto("/help-now")
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "dusk")
    expect(root).to_have_attribute("data-size", "125")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
