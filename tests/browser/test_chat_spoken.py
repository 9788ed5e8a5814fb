"""LIVE: what a screen reader is given to say in a room, when, and how often."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import ONE, OTHER, THIRD, enter, new_room, said, say, spoken, write

pytestmark = pytest.mark.browser

# Everything that any live region of the page gets, with the moment.
LISTEN = """() => {
  window.heard = [];
  for (const region of document.querySelectorAll("[role=log], [role=status], [role=alert], [aria-live]"))
    new MutationObserver(records => {
      const words = records.flatMap(record => [...record.addedNodes]).map(node => node.textContent).join(" ").trim();
      if (words) window.heard.push({at: performance.now(), role: region.getAttribute("role"), words});
    }).observe(region, {childList: true, subtree: true, characterData: true});
}"""


@pytest.fixture
def listening(open_page, world):
    """Opens a room in which the member listens; gives the page, the room, and another's page."""

    def opener(**values):
        room = new_room(world, **values)
        page = enter(open_page(ONE), room)
        page.evaluate(LISTEN)
        return page, room, enter(open_page(OTHER), room)

    return opener


def heard(page):
    return page.evaluate("window.heard")


def words_of(page):
    return [one["words"] for one in heard(page)]


def test_a_message_is_read_out_with_its_author_in_the_log_alone(listening):
    page, _room, other = listening()

    write(other, "Good evening **all**")
    expect(page.locator("[data-spoken] p")).to_have_count(1)

    assert [(one["role"], one["words"]) for one in heard(page)] == [
        ("log", "Newly Here: Good evening all")
    ]


def test_the_log_speaks_at_most_once_in_three_seconds_and_counts_when_there_is_much(listening):
    page, _room, other = listening()

    for number in range(9):
        write(other, f"Word {number}")
        expect(said(page)).to_have_count(number + 1)
    page.wait_for_timeout(3_500)

    moments = [one["at"] for one in heard(page)]
    assert len(moments) >= 2
    pauses = [later - first for first, later in itertools.pairwise(moments)]
    assert all(pause >= 2_900 for pause in pauses), pauses
    told = words_of(page)
    assert any("new messages" in text for text in told), told
    counts = [int(text.split()[0]) if "new" in text else text.count("Word ") for text in told]
    assert sum(counts) == 9, told
    assert all(count > 2 for count, text in zip(counts, told, strict=True) if "new" in text), told


def test_own_words_are_answered_with_sent_and_not_read_back(listening):
    page, _room, other = listening()

    write(page, "My own words")
    expect(said(other)).to_have_text(["My own words"])
    expect(page.locator("[data-spoken] p")).to_have_count(1)
    page.wait_for_timeout(500)

    assert words_of(page) == ["Sent."]


@pytest.mark.parametrize(("choice", "expected"), [("count", ["1 new message"]), ("silent", [])])
def test_a_reader_can_have_them_counted_or_have_silence(listening, choice, expected):
    page, _room, other = listening()
    page.get_by_label("Read out new messages").select_option(choice)

    write(other, "Good evening")
    expect(said(page)).to_have_text(["Good evening"])
    page.wait_for_timeout(1_000)

    assert words_of(page) == expected


def test_what_is_folded_is_not_read_out(listening, world):
    page, room, _other = listening()

    say(world, room, OTHER, "Words that may hurt", content_note="a bad night")
    expect(page.locator("[data-spoken] p")).to_have_count(1, timeout=10_000)

    assert words_of(page) == ["Newly Here: a message that is folded. It is about: a bad night"]


def test_a_refusal_is_an_alert(listening):
    page, _room, _other = listening()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert").filter(has_text="Write something first.")).to_be_visible()
    assert [one["role"] for one in heard(page)] == ["alert"]


def test_paused_nothing_comes_and_nothing_is_said_until_one_goes_on(listening):
    page, _room, other = listening()
    pause = page.get_by_role("button", name="Pause new messages")
    pause.click()

    for words in ("One", "Two", "Three"):
        write(other, words)
    expect(page.get_by_role("button", name="Paused. New messages wait: 3.")).to_be_visible()
    expect(said(page)).to_have_count(0)
    assert [text for text in words_of(page) if "Newly" in text] == []
    page.get_by_role("button", name="Go on").click()

    expect(said(page)).to_have_text(["One", "Two", "Three"])
    expect(page.locator("[data-spoken]")).to_contain_text("3 new messages")


def test_who_reads_above_is_not_moved_and_finds_the_way_to_the_newest(open_page, world):
    room = new_room(world)
    say(world, room, THIRD, *(f"Earlier {number}" for number in range(40)))
    page = enter(open_page(ONE), room)
    page.locator(".message").nth(3).scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    before = page.evaluate("scrollY")

    say(world, room, OTHER, "News", "More news")
    newest = page.get_by_role("button", name="Jump to newest, 2 new")
    expect(newest).to_be_visible(timeout=10_000)
    assert page.evaluate("scrollY") == before
    newest.click()

    expect(page.locator(".message").last).to_be_in_viewport()
    expect(newest).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "h-42"


def test_the_page_keeps_the_last_two_hundred_messages(open_page, world):
    room = new_room(world)
    page = enter(open_page(ONE), room)

    say(world, room, OTHER, *(f"Word {number}" for number in range(210)))

    expect(page.locator(".message .prose").last).to_have_text("Word 209", timeout=20_000)
    expect(page.locator(".message")).to_have_count(200)
    older = page.get_by_role("link", name="Older messages")
    assert older.get_attribute("href").endswith("before=11")
    assert len(spoken(page)) <= 20
