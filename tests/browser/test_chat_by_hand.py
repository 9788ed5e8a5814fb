"""A room with the keyboard alone, without JavaScript, and what it weighs."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import HOST, ONE, OTHER, enter, new_room, said, say, write
from tests.support.visiting import listening

pytestmark = pytest.mark.browser
KILOBYTE = 1024


def test_without_javascript_one_comes_in_talks_pages_back_and_leaves(open_page, world):
    room = new_room(world)
    say(world, room, OTHER, *(f"Word {number}" for number in range(60)))
    page = open_page(ONE, java_script_enabled=False)
    page.goto(f"/rooms/{room}")
    page.get_by_role("button", name="Leave this room").click()
    page.goto(f"/rooms/{room}")
    expect(said(page)).to_have_count(0)

    page.get_by_role("button", name="Come in").click()
    expect(said(page)).to_have_count(50)
    page.get_by_role("link", name="Older messages").click()
    expect(said(page).first).to_have_text("Word 0")
    page.get_by_role("link", name="Newer messages").click()
    expect(said(page).last).to_have_text("Word 59")
    write(page, "By hand")
    expect(said(page).last).to_have_text("By hand")
    say(world, room, OTHER, "Answer")
    page.get_by_role("link", name="Look for new messages").click()
    expect(said(page).last).to_have_text("Answer")
    page.get_by_role("link", name="Reply").last.click()
    expect(page.locator("[data-reply]")).to_contain_text("Answer to Newly Here")
    write(page, "An answer to it")
    expect(page.locator(".message-reply").last).to_have_text("Answer to Newly Here: Answer")


def test_the_keyboard_alone_reads_answers_sends_and_pauses(open_page, world):
    room = new_room(world)
    say(world, room, OTHER, "First word")
    page = enter(open_page(ONE), room)

    page.get_by_role("link", name="Reply").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your message")).to_be_focused()
    expect(page.locator("[data-reply]")).to_contain_text(
        "Answer to Newly Here: First word".split(":")[0]
    )
    page.keyboard.type("Line one")
    page.keyboard.press("Enter")
    page.keyboard.type("line two")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Enter")

    expect(said(page).last).to_have_text("Line one line two")
    expect(page.locator(".message-reply")).to_have_text("Answer to Newly Here: First word")
    page.get_by_role("button", name="Pause new messages").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Go on, show new messages")).to_be_focused()


def test_a_member_who_chose_it_sends_with_enter(open_page, world):
    room = new_room(world)
    page = open_page(ONE)
    page.goto("/me/chat")
    page.get_by_label("Enter", exact=False).first.check()
    page.get_by_role("button", name="Save").click()
    enter(page, room)

    page.get_by_label("Your message").focus()
    page.keyboard.type("One line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("and another")
    page.keyboard.press("Enter")

    expect(said(page)).to_have_text(["One line and another"])


def test_more_opens_in_place_and_a_word_given_is_seen_by_all(open_page, world):
    room = new_room(world)
    one, other = enter(open_page(ONE), room), enter(open_page(OTHER), room)
    write(other, "It was a good day")
    expect(said(one)).to_have_count(1)

    one.get_by_role("link", name="More").click()
    one.get_by_role("button", name="Thank you").click()

    for page in (one, other):
        expect(page.locator(".message-given")).to_have_text("Thank you, 1")
    expect(one.locator(".message-more")).to_have_count(0)
    expect(one.get_by_role("link", name="More")).to_be_focused()


def test_a_deleted_and_an_edited_message_change_on_every_page(open_page, world):
    room = new_room(world)
    one, other = enter(open_page(ONE), room), enter(open_page(OTHER), room)
    for words in ("First words", "Words to go"):
        write(one, words)
        expect(said(other).last).to_have_text(words)

    one.get_by_role("link", name="More").last.click()
    one.get_by_role("button", name="Delete my message").click()
    expect(other.locator(".message").last).to_contain_text("This message was deleted.")
    expect(other.locator("main")).not_to_contain_text("Words to go")
    editing = one.context.new_page()
    editing.goto(one.get_by_role("link", name="More").first.get_attribute("href"))
    editing.get_by_label("Your message").fill("Better words")
    editing.get_by_role("button", name="Save").click()

    for page in (one, other):
        expect(said(page)).to_have_text(["Better words"])
        expect(page.locator(".message").first).to_contain_text("edited")


def test_closing_the_room_keeps_what_is_typed_and_says_why(open_page, world):
    room = new_room(world)
    host, one = enter(open_page(HOST), room), enter(open_page(ONE), room)
    one.get_by_label("Your message").fill("Not finished")

    host.goto(f"/rooms/{room}/host")
    host.evaluate(
        """room => fetch(`/rooms/${room}/host/close`, {method: "POST", body: new URLSearchParams(
          {reason: "Good night, all.", csrf_token: document.querySelector("[name=csrf_token]").value})})""",
        room,
    )

    expect(one.locator("[data-state]")).to_contain_text("This room is closed")
    expect(one.locator("[data-composer] textarea")).to_have_value("Not finished")
    expect(one.get_by_role("button", name="Send")).to_be_hidden()


def test_a_room_weighs_at_most_70_kb_and_its_scripts_24(open_page, world):
    room = new_room(world)
    say(world, room, OTHER, *(f"Word {number}: {'some more of them ' * 8}" for number in range(50)))
    page = open_page(ONE)
    with listening(page) as (complaints, answers):
        enter(page, room)
        write(page, "Loaded")
        expect(said(page)).to_have_count(51)

    weight: dict[str, int] = {}
    for answer in answers:
        kind = answer.request.resource_type
        if kind in ("document", "stylesheet", "script", "image"):
            weight[kind] = weight.get(kind, 0) + len(gzip.compress(answer.body(), 9))
    assert complaints == []
    assert weight["script"] <= 24 * KILOBYTE, weight
    assert weight["document"] <= 20 * KILOBYTE, weight
    assert sum(weight.values()) <= 70 * KILOBYTE, weight


def test_the_socket_is_fetched_on_the_page_of_a_room_alone(open_page, served):
    page = open_page(ONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/rooms")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "socket" in url or "esm" in url or "chat_room" in url] == []
