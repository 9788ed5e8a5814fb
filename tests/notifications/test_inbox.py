"""The inbox: one's own notices, newest first, read when its member says so."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from app.accounts.models import Member
from app.core.database import db
from app.core.pagination import PAGE_SIZE
from app.notifications.models import Notice
from app.notifications.services.kinds import KINDS, words_of

NOT_READ = "Not read yet"


def unread(app, member) -> int:
    with app.app_context():
        return db.session.scalar(select(Member.unread).where(Member.id == member.id)) or 0


def notice_of(app, member) -> str:
    with app.app_context():
        newest = select(Notice.public_id).where(Notice.member_id == member.id)
        return db.session.scalar(newest.order_by(Notice.id.desc())) or ""


def test_notices_stand_newest_first_with_their_words(client, reader, told):
    told(reader, "new_device", device="Firefox on Linux")
    told(reader, "role_granted", role="moderator")
    text = client.sign_in(reader).page("/me/inbox").main.get_text(" ")
    assert text.index("You have a new role: moderator") < text.index("another device")
    assert "Firefox on Linux" in text


def test_nobody_sees_the_notices_of_another(client, reader, told, make):
    told(reader, "export_ready")
    text = client.sign_in(make.member()).page("/me/inbox").main.get_text(" ")
    assert "Nothing here" in text and "copy of your data" not in text


def test_an_empty_inbox_is_kind(client, reader):
    text = client.sign_in(reader).page("/me/inbox").main.get_text(" ")
    assert "There is nothing for you to do." in text


def test_looking_at_the_page_marks_nothing_as_read(app, client, reader, told):
    told(reader)
    client.sign_in(reader).page("/me/inbox")
    assert NOT_READ in client.page("/me/inbox").main.get_text(" ")
    assert unread(app, reader) == 1


def test_opening_marks_one_as_read_and_leads_on(app, client, reader, told):
    told(reader, path="/me/export")
    told(reader, path="/me/devices")
    client.sign_in(reader)
    answer = client.post(f"/me/inbox/{notice_of(app, reader)}/open")
    assert (answer.status_code, answer.location) == (303, "/me/devices")
    assert unread(app, reader) == 1
    assert client.page("/me/inbox").main.get_text(" ").count(NOT_READ) == 1


def test_opening_twice_lowers_the_number_once(app, client, reader, told):
    told(reader)
    told(reader)
    client.sign_in(reader)
    for _ in range(2):
        client.post(f"/me/inbox/{notice_of(app, reader)}/open")
    assert unread(app, reader) == 1


def test_a_notice_without_a_page_leads_back_to_the_inbox(app, client, reader, told):
    told(reader)
    answer = client.sign_in(reader).post(f"/me/inbox/{notice_of(app, reader)}/open")
    assert answer.location == "/me/inbox"


def test_nobody_opens_the_notice_of_another(app, client, reader, told, make):
    told(reader)
    other = make.member()
    told(other)
    client.sign_in(other)
    address = f"/me/inbox/{notice_of(app, reader)}"
    assert client.post(f"{address}/open").status_code == 404
    form = {"until": notice_of(app, reader)}
    assert client.post("/me/inbox/read", data=form).status_code == 404
    assert (unread(app, reader), unread(app, other)) == (1, 1)


def test_marking_all_as_read_leaves_what_came_after_the_page(app, client, reader, told, make):
    other = make.member()
    told(other)
    told(reader)
    told(reader)
    shown = notice_of(app, reader)
    told(reader, "closing_asked")
    client.sign_in(reader).post("/me/inbox/read", data={"until": shown})
    assert (unread(app, reader), unread(app, other)) == (1, 1)
    text = client.page("/me/inbox").main.get_text(" ")
    assert text.index(NOT_READ) < text.index("The copy of your data is ready")


@pytest.mark.parametrize("address", ["/me/inbox/read", "/me/inbox/x/open"])
def test_what_is_not_there_is_not_found(client, reader, address):
    assert client.sign_in(reader).post(address).status_code == 404


def test_the_page_asks_strangers_to_sign_in(client):
    assert client.get("/me/inbox").status_code == 302


def test_a_long_inbox_comes_in_pages(client, reader, told):
    for _ in range(PAGE_SIZE + 3):
        told(reader)
    page = client.sign_in(reader).page("/me/inbox")
    assert len(page.select(".notice-line")) == PAGE_SIZE
    older = page.find("a", rel="next")
    assert len(client.page(older["href"]).select(".notice-line")) == 3


@pytest.mark.parametrize("key", ["x", "W10", "WyJhIl0", "WzEsMl0"])
def test_a_made_up_key_finds_nothing_and_breaks_nothing(client, reader, told, key):
    told(reader)
    answer = client.sign_in(reader).get(f"/me/inbox?after={key}")
    assert answer.status_code in (200, 404)
    assert "copy of your data" not in answer.text


@pytest.mark.parametrize(("number", "shown"), [(0, None), (1, "1"), (9, "9"), (12, "9+")])
def test_the_head_of_every_page_says_how_many_are_not_read(client, reader, told, number, shown):
    for _ in range(number):
        told(reader)
    doors = client.sign_in(reader).page("/groups").select('.site-nav a[href="/me/inbox"]')
    text = " ".join(doors[0].get_text(" ").split())
    assert text == ("Inbox" if shown is None else f"Inbox {shown} not read yet")


def test_the_number_of_one_member_is_not_shown_to_another(client, reader, told, make):
    told(reader)
    client.sign_in(reader).page("/groups")
    page = client.sign_in(make.member()).page("/groups")
    assert not page.select(".door-count")


def test_the_inbox_is_the_current_place_and_me_is_not(client, reader):
    page = client.sign_in(reader).page("/me/inbox")
    current = {link.get_text(strip=True) for link in page.select('nav [aria-current="page"]')}
    assert current == {"Inbox"}


def test_the_tabs_of_a_phone_are_four(client, reader):
    tabs = client.sign_in(reader).page("/groups").select(".tab-bar a")
    assert [tab.get_text(strip=True) for tab in tabs] == ["Today", "Groups", "Inbox", "Me"]


def test_the_number_costs_no_query_and_the_inbox_one(app, client, reader, told):
    told(reader)
    client.sign_in(reader).page("/groups")
    seen = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        client.page("/me/inbox")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(seen) == 2, seen


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_words_even_when_a_fact_is_missing(inside, kind):
    words = words_of(kind, {})
    assert len(words.title) > 10 and len(words.text) > 10


def test_a_kind_of_an_older_version_still_says_something(client, app, reader):
    from app.core.transactions import unit_of_work

    with app.app_context(), unit_of_work():
        db.session.add(Notice(member_id=reader.id, kind="gone"))
    text = client.sign_in(reader).page("/me/inbox").main.get_text(" ")
    assert "There was news about your account" in text
