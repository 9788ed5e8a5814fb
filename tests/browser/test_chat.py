"""People talking in a room, each in a browser of their own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import HOST, ONE, OTHER, THIRD, enter, new_room, person, said, say, write

pytestmark = pytest.mark.browser


def test_two_talk_and_a_third_who_comes_late_reads_all_of_it(open_page, world):
    room = new_room(world)
    one, other = enter(open_page(ONE), room), enter(open_page(OTHER), room)

    write(one, "Good evening")
    expect(said(other)).to_have_text(["Good evening"])
    write(other, "Good to see you")
    expect(said(one)).to_have_text(["Good evening", "Good to see you"])
    late = enter(open_page(THIRD), room)

    expect(said(late)).to_have_text(["Good evening", "Good to see you"])
    write(late, "May I sit here?")
    for page in (one, other, late):
        expect(said(page)).to_have_text(["Good evening", "Good to see you", "May I sit here?"])


def test_each_reads_you_on_their_own_words_alone(open_page, world):
    room = new_room(world)
    one, other = enter(open_page(ONE), room), enter(open_page(OTHER), room)

    write(one, "Mine")
    expect(said(other)).to_have_text(["Mine"])

    expect(one.locator(".message.is-own h3")).to_contain_text("you")
    expect(other.locator(".message")).to_have_count(1)
    expect(other.locator(".message.is-own")).to_have_count(0)


def test_who_is_removed_while_typing_sees_no_more_and_keeps_the_words(open_page, world):
    room = new_room(world)
    host, gone, stays = (enter(open_page(who), room) for who in (HOST, ONE, OTHER))
    write(host, "Welcome")
    expect(said(gone)).to_have_text(["Welcome"])
    box = gone.get_by_label("Your message")
    box.fill("Half of what I wanted to")

    remove(host, world, room)

    expect(gone.locator("[data-cut]")).to_contain_text("A host took you out of this room.")
    write(stays, "After that")
    expect(said(host)).to_have_text(["Welcome", "After that"])
    expect(said(gone)).to_have_text(["Welcome"])
    expect(gone.locator("[data-composer] textarea")).to_have_value("Half of what I wanted to")
    expect(gone.get_by_label("Your words, not sent")).to_have_js_property("readOnly", True)
    expect(gone.get_by_role("button", name="Send")).to_be_hidden()
    # Nothing came that is only hidden: the page asks, and is refused.
    assert (
        gone.evaluate("id => fetch(`/rooms/${id}/news?after=0`).then(a => a.status)", room) == 403
    )


def remove(page, world, room):
    """By the host's own page."""
    with world.app.app_context():
        public_id = person(world, ONE).public_id
    page.goto(f"/rooms/{room}/host/people/{public_id}/remove")
    page.get_by_role("radio").first.check()
    page.get_by_label("Why").or_(page.get_by_label("reason")).first.fill("Three adverts in a row")
    page.get_by_role("button", name="Remove").click()
    enter(page, room)


def test_a_line_that_breaks_keeps_what_was_typed_and_catches_up(open_page, world):
    room = new_room(world)
    one, other = enter(open_page(ONE), room), enter(open_page(OTHER), room)
    box = one.get_by_label("Your message")

    one.context.set_offline(True)
    expect(one.locator("[data-status]")).to_contain_text("You are offline")
    box.fill("Written in a tunnel")
    one.get_by_role("button", name="Send").click()
    expect(one.locator("[data-waiting] li")).to_contain_text("Written in a tunnel")
    box.fill("And a thought after it")
    write(other, "Said meanwhile")
    write(other, "And more")
    expect(said(other)).to_have_text(["Said meanwhile", "And more"])
    one.context.set_offline(False)

    expect(said(one)).to_have_text(["Said meanwhile", "And more", "Written in a tunnel"])
    expect(one.locator("[data-spoken]")).to_contain_text("Reconnected, 2 new.")
    expect(one.locator("[data-waiting] li")).to_have_count(0)
    expect(box).to_have_value("And a thought after it")
    expect(said(other)).to_have_text(["Said meanwhile", "And more", "Written in a tunnel"])


def test_a_reload_with_words_on_their_way_sends_them_once(open_page, world):
    room = new_room(world)
    one, other = enter(open_page(ONE), room), enter(open_page(OTHER), room)
    one.context.set_offline(True)
    expect(one.locator("[data-status]")).to_contain_text("You are offline")
    write(one, "Once and no more")
    expect(one.locator("[data-waiting] li")).to_have_count(1)
    one.get_by_label("Your message").fill("A draft")
    one.context.set_offline(False)

    one.reload()

    expect(said(other)).to_have_text(["Once and no more"])
    expect(said(one)).to_have_text(["Once and no more"])
    expect(one.get_by_label("Your message")).to_have_value("A draft")


def test_slow_mode_gives_the_words_back_with_the_reason(open_page, world):
    room = new_room(world, slow_seconds=60)
    one = enter(open_page(ONE), room)

    write(one, "First")
    expect(said(one)).to_have_text(["First"])
    write(one, "Too soon")

    expect(one.get_by_role("alert").filter(has_text="slow mode")).to_be_visible()
    expect(one.get_by_label("Your message")).to_have_value("Too soon")
    expect(said(one)).to_have_text(["First"])


def test_without_a_socket_the_page_asks_and_sends_by_itself(open_page, world):
    room = new_room(world)
    page = open_page(ONE)
    page.route("**/socket.io/**", lambda route: route.abort())
    page.add_init_script("delete window.WebSocket")
    page.goto(f"/rooms/{room}")
    expect(page.locator("[data-status]")).to_contain_text("connection is lost", timeout=10_000)
    say(world, room, OTHER, "From afar")

    expect(said(page)).to_have_text(["From afar"], timeout=20_000)
    write(page, "And back")

    expect(said(page)).to_have_text(["From afar", "And back"])
