"""A new account is asked by letter whether the address is its own; until then it opens nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts.events import ConsentGiven, MemberJoined
from app.accounts.jobs import sweep_unconfirmed
from app.accounts.models import Consent, LetterToken, Member
from app.accounts.services import hashing, signing_up
from app.core.clock import now
from app.core.database import Base, db
from app.core.mail import Letter
from app.core.transactions import unit_of_work
from tests.accounts.browser import PASSWORD, confirm, join, send, sign_in, unchanging
from tests.accounts.letters import letters, link_in, newest_link, word_of
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.queries import count_queries

EMAIL = "ada@example.org"
OTHER_PASSWORD = "copper lantern eleven maps"


def member_of(app: Flask, email: str = EMAIL) -> Member | None:
    with app.app_context():
        return db.session.scalar(select(Member).where(Member.email_key == email))


def test_the_letter_says_what_it_is_for_and_nothing_else(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    (letter,) = letters(app)
    assert (letter.kind, letter.address) == ("confirm_address", EMAIL)
    assert letter.subject == "Please confirm your e-mail address"
    assert "24 hours" in letter.body
    assert "Quiet Heron" not in letter.subject + letter.body
    assert letter.expires_at - letter.created_at <= timedelta(hours=24, seconds=5)


def test_looking_at_the_link_changes_nothing(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    link = newest_link(app, "confirm_address")
    for _ in range(2):
        page = client.page(link)
        assert "Quiet Heron" in page.find("main").text
    assert member_of(app).email_confirmed_at is None


def test_no_browser_keeps_the_page_and_no_other_site_learns_its_address(app: Flask, client):
    join(client, name="Quiet Heron", email=EMAIL)
    answer = app.test_client().get(newest_link(app, "confirm_address"))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'action="/join/confirm"' in answer.text


def test_the_button_opens_the_account(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    link = newest_link(app, "confirm_address")
    assert "current-password" not in client.get(link).text
    assert confirm(client, link).location == "/sign-in"
    assert "You can sign in now" in client.page("/sign-in").text
    assert sign_in(client, EMAIL).status_code == 303


def test_a_link_that_was_used_leads_to_a_kind_page(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    link = newest_link(app, "confirm_address")
    confirm(client, link)
    for answer in (client.get(link), confirm(client, link), client.get("/join/confirm/nothing")):
        assert answer.status_code == 404
        assert "This link does not work any more" in answer.text


def test_in_another_browser_the_password_is_asked_for(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    link, phone = newest_link(app, "confirm_address"), app.test_client()
    assert "current-password" in phone.get(link).text
    for wrong in ("", "not the password", "x" * 5000):
        answer = confirm(phone, link, password=wrong)
        assert answer.status_code == 401
        assert "This is not the password you chose" in answer.text
    assert member_of(app).email_confirmed_at is None
    assert confirm(phone, link, password=PASSWORD).status_code == 303


def test_who_signs_up_with_the_address_of_another_gets_nothing_from_their_click(app: Flask):
    """The trap: my password on your address, and you press the button."""
    mallory, ada = app.test_client(), app.test_client()
    join(ada, name="Quiet Heron", email=EMAIL)
    join(mallory, name="Amber Fern", email=EMAIL, password=OTHER_PASSWORD)
    assert confirm(ada, newest_link(app, "confirm_address"), password=PASSWORD).status_code == 401
    assert sign_in(mallory, EMAIL, OTHER_PASSWORD).status_code == 401


def test_signing_up_again_takes_the_place_of_the_account_that_waits(app: Flask, client):
    join(client, name="Quiet Heron", email=EMAIL)
    first = newest_link(app, "confirm_address")
    join(client, name="Amber Fern", email=EMAIL, password=OTHER_PASSWORD)
    assert client.get(first).status_code == 404
    assert confirm(client, newest_link(app, "confirm_address")).status_code == 303
    assert sign_in(client, EMAIL).status_code == 401
    assert sign_in(client, EMAIL, OTHER_PASSWORD).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Member.display_name)).all() == ["Amber Fern"]


def test_the_right_password_is_a_wrong_one_until_the_letter_is_opened(
    app: Flask, client: SiteClient, monkeypatch: pytest.MonkeyPatch
):
    join(client, name="Quiet Heron", email=EMAIL)
    verified, answers, seen_by = [], [], []
    real = hashing._beside_the_loop
    monkeypatch.setattr(
        hashing, "_beside_the_loop", lambda work, *a: (verified.append(1), real(work, *a))[1]
    )
    for email in (EMAIL, "nobody@example.org"):
        with count_queries() as seen:
            answer = sign_in(app.test_client(), email)
        answers.append((answer.status_code, unchanging(answer.text.replace(email, "ADDRESS"))))
        seen_by.append(seen)
    assert answers[0] == answers[1]
    assert answers[0][0] == 401
    assert "Open the letter we sent you first" in answers[0][1]
    assert seen_by[0] == seen_by[1]
    assert len(verified) == 2


def test_the_owner_of_a_known_address_is_told_once_a_day(app: Flask, make: Maker):
    owner = make.member(email=EMAIL)
    for n in range(3):
        join(app.test_client(), name=f"Quiet Heron {n}", email=EMAIL)
    (letter,) = letters(app)
    assert (letter.kind, letter.recipient) == ("known_address", f"member:{owner.id}")
    assert "http://localhost/forgotten" in letter.body
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        join(app.test_client(), name="Quiet Heron 9", email=EMAIL)
    assert len(letters(app)) == 2


def test_a_mailbox_cannot_be_flooded_by_signing_up(app: Flask, make: Maker):
    for n in range(5):
        make.member()  # so that no account gets the number of the one before
        join(app.test_client(), name=f"Quiet Heron {n}", email=EMAIL)
    assert len(letters(app)) == 3
    assert member_of(app).display_name == "Quiet Heron 2"


def test_a_mailbox_cannot_be_flooded_by_asking_again(app: Flask, client: SiteClient):
    start = now()
    with time_machine.travel(start):
        join(client, name="Quiet Heron", email=EMAIL)
    for hours in (0, 2, 4, 6):
        with time_machine.travel(start + timedelta(hours=hours, minutes=1)):
            for _ in range(4):
                assert send(app.test_client(), "/join/letter", email=EMAIL).status_code == 303
    assert len(letters(app)) == 6
    at = [letter.created_at - start for letter in letters(app)]
    assert sum(when < timedelta(hours=1) for when in at) == 3


def test_asking_again_is_the_same_for_every_address(app: Flask, client: SiteClient, make: Maker):
    join(client, name="Quiet Heron", email=EMAIL)
    make.member(email="known@example.org")
    found = []
    for email in (EMAIL, "known@example.org", "nobody@example.org"):
        browser = app.test_client()
        with count_queries() as seen:
            answer = send(browser, "/join/letter", email=email)
        page = unchanging(browser.get(answer.location).text.replace(email, "ADDRESS"))
        found.append((answer.status_code, answer.location, page, seen))
    assert found[0] == found[1] == found[2]
    assert [letter.address for letter in letters(app)] == [EMAIL, EMAIL]


def test_a_letter_asked_for_again_works_with_the_password(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    send(client, "/join/letter", email=f" {EMAIL.upper()}")
    link = newest_link(app, "confirm_address")
    assert confirm(client, link).status_code == 401
    assert confirm(client, link, password=PASSWORD).status_code == 303


def test_somebody_has_joined_when_they_confirmed_and_not_before(app: Flask, client, heard):
    news = heard(MemberJoined, ConsentGiven)
    join(client, name="Quiet Heron", email=EMAIL)
    assert news == []
    confirm(client, newest_link(app, "confirm_address"))
    assert [type(one) for one in news] == [MemberJoined, ConsentGiven, ConsentGiven]
    assert [one.purpose for one in news[1:]] == ["keep_health", "clinician_summaries"]


def test_after_a_week_name_and_address_are_free_again(app: Flask, client: SiteClient, make: Maker):
    make.member(email="known@example.org", created_at=now() - timedelta(days=900))
    make.member(email=None, origin="Flaredown", email_confirmed_at=None)
    join(client, name="Quiet Heron", email=EMAIL)
    with app.app_context():
        with time_machine.travel(now() + timedelta(days=6, hours=23)):
            sweep_unconfirmed.function()
        assert db.session.scalar(select(func.count(Member.id))) == 3
        with time_machine.travel(now() + timedelta(days=7, minutes=1)):
            sweep_unconfirmed.function()
        counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (
            Member, Consent, LetterToken, Letter,
        )]  # fmt: skip
    assert counts == [2, 0, 0, 0]
    assert send(app.test_client(), "/join/age", age="18").status_code == 303
    join(app.test_client(), name="Quiet Heron", email=EMAIL)
    assert member_of(app).display_name == "Quiet Heron"


def test_a_confirmed_account_gives_way_to_nobody(app: Flask, make: Maker):
    member = make.member(email=EMAIL)
    with app.app_context(), unit_of_work():
        signing_up.delete_unconfirmed(member.id)
    assert member_of(app) is not None


def test_of_several_letters_one_answer_is_enough(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    send(client, "/join/letter", email=EMAIL)
    first, second = (link_in(letter) for letter in letters(app))
    assert confirm(client, first).status_code == 303
    assert confirm(client, second, password=PASSWORD).status_code == 404


def test_a_confirmed_account_is_never_swept(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    confirm(client, newest_link(app, "confirm_address"))
    with app.app_context(), time_machine.travel(now() + timedelta(days=700)):
        sweep_unconfirmed.function()
    assert member_of(app) is not None


def test_where_nothing_sends_letters_the_page_says_where_they_lie(app: Flask, client, monkeypatch):
    join(client, name="Quiet Heron", email=EMAIL)
    monkeypatch.setitem(app.config, "MAIL_URL", "")
    assert client.page("/join/done").find("a", href="/letters")
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://mail.example.org")
    assert not client.page("/join/done").find("a", href="/letters")
    monkeypatch.setitem(app.config, "MAIL_URL", "")
    monkeypatch.setitem(app.config, "LETTERS_PAGE", False)
    assert not client.page("/join/done").find("a", href="/letters")


def test_no_table_but_the_letter_holds_the_link(app: Flask, client: SiteClient):
    join(client, name="Quiet Heron", email=EMAIL)
    word = word_of(newest_link(app, "confirm_address"))
    with app.app_context():
        holders = [
            table.name
            for table in Base.metadata.sorted_tables
            if word in str(list(map(tuple, db.session.execute(select(table)))))
        ]
    assert holders == ["letters"]
