"""Where it is said that a page does not answer: under the post, on the note, in the register, at the
desk; calmly, and only once it is known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.moderation.sources.conftest import GOOD, START
from tests.support.queries import count_queries

PAGE, FINE = "https://page.example/a", "https://fine.example/"
WORDS = "This address has not answered since 2 March 2026."


@pytest.fixture
def gone(cite, check, servers):
    """Two weeks in which one page of a note was gone; another one stands. Gives the note's id."""
    note = cite(PAGE, FINE)
    servers[PAGE] = 404
    for week in range(2):
        check(START + timedelta(days=7 * week))
    return note


def test_one_bad_look_is_told_nobody(client, cast, post, cite, check, servers):
    note = cite(PAGE)
    servers[PAGE] = 404
    check(START)
    client.sign_in(cast.moderator)
    assert "not answered" not in client.page(f"/notes/{note}").text
    assert "We know of no page that stopped answering." in client.page("/desk/sources").text


def test_the_note_says_it_beside_that_page_only(client, cast, gone, post):
    client.sign_in(cast.patient)
    for address in (f"/notes/{gone}", f"/posts/{post.public_id}"):
        page = client.get(address, follow_redirects=True)
        assert page.text.count(WORDS) == 1
    lines = client.page(f"/notes/{gone}").select(".note-sources li")
    assert [WORDS in line.text for line in lines] == [True, False]


def test_the_register_says_it_for_everybody(client, check, servers):
    servers |= dict.fromkeys([GOOD, "https://www.good.example/"], 404)
    for week in range(2):
        check(START + timedelta(days=7 * week))
    lines = {line.a["href"]: line.text for line in client.page("/sources").select(".sources li")}
    assert WORDS in lines["/sources/good.example"]
    assert WORDS not in lines["/sources/old.example"]
    assert WORDS in client.page("/sources/good.example").text
    assert WORDS not in client.page("/sources/old.example").text


def test_the_desk_lists_pages_with_their_notes_and_entries_past_their_day(client, cast, gone):
    page = client.sign_in(cast.moderator).page("/desk/sources")
    assert page.select_one(f"main a[href='{PAGE}']")
    assert not page.select_one(f"main a[href='{FINE}']")
    assert page.select_one(f"main a[href='/notes/{gone}']")
    expired = page.find("h2", string="Entries to check again").find_next("ul")
    assert [link["href"] for link in expired.select("a")] == ["/sources/old.example"]
    assert "Pages are not looked at" in page.text
    assert client.page("/desk").select_one("a[href='/desk/sources']")


def test_a_note_in_a_place_that_one_does_not_read_has_no_link(app, client, make, gone):
    other = make.member(roles=("moderator",))
    page = client.sign_in(other).page("/desk/sources")
    assert not page.select(f"main a[href='/notes/{gone}']")
    assert "1 note in a place that you do not read" in page.text


def test_members_do_not_open_the_desk(client, cast, gone):
    assert client.sign_in(cast.patient).get("/desk/sources").status_code == 403


def test_the_list_costs_the_same_however_long_it_is(client, cast, cite, check, servers):
    client.sign_in(cast.moderator)
    costs = []
    for some in (range(1), range(1, 12)):
        for n in some:
            page = f"https://page{n}.example/"
            cite(page)
            servers[page] = 404
        for week in range(2):
            check(START + timedelta(days=7 * week + 30 * len(costs)))
        with count_queries() as seen:
            client.page("/desk/sources")
        costs.append(len(seen))
    assert costs[0] == costs[1]
