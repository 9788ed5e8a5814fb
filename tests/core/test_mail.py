"""Letters: written with the change, made safe, and sent to a real server on the loopback."""

from __future__ import annotations

import stat
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.core.jobs import run_pending
from app.core.mail import Letter, post_letter, sending, site_address, wire
from app.core.mail.folder import newest
from app.core.mail.transports import transport
from app.core.transactions import unit_of_work
from tests.core.mail_servers import taking_letters

VALUES = {"device": "Firefox", "link": "http://localhost/me/devices"}


@pytest.fixture
def queue(inside):
    """The queue without what other tests left in it."""
    storage = inside.extensions["jobs"].huey.storage
    storage.flush_queue()
    storage.flush_schedule()
    return inside.extensions["jobs"].huey


@pytest.fixture
def folder(inside, monkeypatch, tmp_path):
    monkeypatch.setitem(inside.config, "MAIL_URL", f"folder:{tmp_path}/letters")
    return tmp_path / "letters"


def post(address="reader@example.org", **more) -> None:
    with unit_of_work():
        post_letter(kind="new_device", address=address, values=VALUES, **more)


def rows() -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def test_a_letter_leaves_right_after_the_commit(inside, queue, folder):
    post()
    run_pending(inside)
    (letter,) = newest(folder)
    assert letter.to == "reader@example.org" and VALUES["link"] in letter.body


def test_a_change_that_is_rolled_back_writes_no_letter(inside, queue, folder):
    with pytest.raises(ZeroDivisionError), unit_of_work():
        post_letter(kind="new_device", address="reader@example.org", values=VALUES)
        raise ZeroDivisionError
    run_pending(inside)
    assert rows() == [] and not folder.exists()


def test_many_letters_of_one_change_wake_the_sender_once(inside, queue, folder):
    with unit_of_work():
        for number in range(5):
            post_letter(kind="new_device", address=f"r{number}@example.org", values=VALUES)
    assert queue.pending_count() == 1
    run_pending(inside)
    assert len(newest(folder)) == 5


def test_what_is_left_of_a_sent_letter_names_nobody(inside, folder):
    post()
    sending.send_due(inside)
    (row,) = rows()
    assert (row.state, row.address, row.subject, row.body) == ("sent", "", "", "")
    assert row.sent_at is not None and row.kind == "new_device"


def test_only_the_owner_can_look_into_the_folder(inside, folder):
    post()
    sending.send_due(inside)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_server_gets_the_letter_with_quiet_headers_and_a_stable_id(inside, monkeypatch):
    with taking_letters() as (box, url):
        monkeypatch.setitem(inside.config, "MAIL_URL", url)
        monkeypatch.setitem(inside.config, "MAIL_FROM", "News <news@example.net>")
        post()
        public_id = rows()[0].public_id
        sending.send_due(inside)
    (letter,) = box.letters
    assert box.recipients == ["reader@example.org"]
    assert letter["Message-ID"] == f"<{public_id}@localhost>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert str(letter["From"]) == "News <news@example.net>"
    assert letter.get_content_type() == "text/plain" and not list(letter.iter_attachments())


def test_nothing_in_a_letter_asks_for_an_answer_or_tells_that_it_was_read(inside, folder):
    post()
    sending.send_due(inside)
    (file,) = folder.iterdir()
    headers = file.read_text().split("\n\n")[0].lower()
    for telling in ("disposition", "return-receipt", "x-mailer", "received", "reply-to"):
        assert telling not in headers


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("field", ["address", "subject"])
def test_no_line_break_gets_into_a_header(inside, folder, field, break_):
    post()
    with unit_of_work():
        row = rows()[0]
        setattr(row, field, f"reader@example.org{break_}Bcc: other@example.org")
    sending.send_due(inside)
    assert rows()[0].state == "dead"
    assert newest(folder) == []


def test_letters_in_every_script_arrive_as_they_were_written(inside, monkeypatch):
    with taking_letters() as (box, url):
        monkeypatch.setitem(inside.config, "MAIL_URL", url)
        post()
        with unit_of_work():
            row = rows()[0]
            row.subject, row.body = "Grüße – 你好", "Zeile\n" + "ß" * 3000 + "\n.\nEnde\n"
        sending.send_due(inside)
    (letter,) = box.letters
    assert letter["Subject"] == "Grüße – 你好"
    assert letter.get_content().splitlines() == ["Zeile", "ß" * 3000, ".", "Ende"]


def test_a_name_in_a_letter_is_not_written_as_html(inside, folder, monkeypatch):
    monkeypatch.setitem(inside.config, "SITE_NAME", "Wren's & Co")
    post()
    sending.send_due(inside)
    assert "Wren's & Co" in newest(folder)[0].body


def test_a_letter_that_ran_out_dies_unsent(inside, folder):
    post(expires_at=now() - timedelta(seconds=1))
    post(address="other@example.org", expires_at=now() + timedelta(hours=1))
    sending.send_due(inside)
    first, second = rows()
    assert (first.state, first.last_error, first.address) == ("dead", "expired", "")
    assert second.state == "sent" and [letter.to for letter in newest(folder)] == [
        "other@example.org"
    ]


def test_links_come_from_the_configured_address_alone(app):
    with app.test_request_context("/", headers={"Host": "evil.example"}):
        assert site_address("/me") == "http://localhost/me"


def site(**settings) -> Flask:
    small = Flask("small")
    small.config |= {"SITE_URL": "https://a.example.org", "SITE_NAME": "A", "MAIL_FROM": ""}
    small.config |= {"MAIL_URL": "smtp://mail.example.org", **settings}
    return small


@pytest.mark.parametrize(
    ("url", "port", "is_tls", "needs_starttls"),
    [
        ("smtp://mail.example.org", 587, False, True),
        ("smtp://mail.example.org:2525", 2525, False, True),
        ("smtps://mail.example.org", 465, True, False),
        ("smtp://127.0.0.1:25", 25, False, False),
    ],
)
def test_beyond_this_machine_mail_is_always_encrypted(url, port, is_tls, needs_starttls):
    way = transport(site(MAIL_URL=url))
    assert (way.port, way.is_tls, way.needs_starttls) == (port, is_tls, needs_starttls)


def test_user_and_password_may_hold_any_character():
    way = transport(site(MAIL_URL="smtp://a%40b:p%2Fw%3A@mail.example.org"))
    assert (way.user, way.password) == ("a@b", "p/w:")


@pytest.mark.parametrize("url", ["http://host", "smtp://", "smtp://u:secret@:x", "mail.example"])
def test_a_mail_url_that_means_nothing_stops_the_start_and_is_not_repeated(url):
    with pytest.raises(SystemExit) as stop:
        wire(site(MAIL_URL=url))
    assert "MAIL_URL" in str(stop.value) and "secret" not in str(stop.value)


def test_a_sender_that_is_no_address_stops_the_start():
    with pytest.raises(SystemExit, match="MAIL_FROM"):
        wire(site(MAIL_FROM="nobody"))


@pytest.mark.parametrize("name", ["MAIL_URL"])
def test_a_real_community_without_mail_does_not_start(monkeypatch, name):
    from config import Production

    for needed in Production.NEEDED:
        monkeypatch.setenv(needed, "x")
    monkeypatch.delenv(name)
    with pytest.raises(SystemExit, match="MAIL_URL=folder: lets letters land"):
        Production()
