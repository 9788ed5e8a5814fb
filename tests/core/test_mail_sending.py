"""Servers that fail in every way, workers at once, and a worker killed at the worst moment: no
letter is lost, and at most one comes twice, with the same id (safety.md R-15)."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import now
from app.core.database import db
from app.core.mail import Letter, post_letter, sending
from app.core.mail.transports import MailServer, transport
from app.core.transactions import unit_of_work
from tests.core.mail_servers import POLITE, speaking, taking_letters

VALUES = {"device": "Firefox", "link": "http://localhost/me/devices"}


def post(number: int = 1) -> None:
    with unit_of_work():
        for n in range(number):
            post_letter(kind="new_device", address=f"reader{n}@example.org", values=VALUES)


def rows() -> list[Letter]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def let_time_pass() -> None:
    """Pauses and leases run out."""
    with unit_of_work():
        for row in rows():
            row.not_before -= timedelta(days=1)
            if row.leased_until:
                row.leased_until -= timedelta(days=1)


@pytest.fixture
def to(inside, monkeypatch):
    """Names the mail server; answers are waited for only a moment."""

    def name(url: str) -> None:
        monkeypatch.setitem(inside.config, "MAIL_URL", url)

    quick = lambda app: replace(transport(app), seconds=0.3)  # noqa: E731
    monkeypatch.setattr(sending, "transport", quick)
    return name


@pytest.fixture
def box(to):
    """A server that works, named as the site's."""
    with taking_letters() as (box, url):
        to(url)
        yield box


@pytest.mark.parametrize("where", ["to_recipient", "to_data"])
def test_a_letter_that_is_put_off_waits_and_is_sent_later(inside, box, where):
    setattr(box, where, ["451 later"])
    post()
    sending.send_due(inside)
    (row,) = rows()
    assert (row.state, row.last_error, row.tries) == ("waiting", "451", 1)
    assert row.not_before > now() + timedelta(seconds=50)
    let_time_pass()
    sending.send_due(inside)
    assert rows()[0].state == "sent" and len(box.letters) == 1


@pytest.mark.parametrize("where", ["to_recipient", "to_data"])
def test_a_letter_that_is_refused_is_dead_and_can_still_be_tried_again(inside, box, where):
    setattr(box, where, ["550 no such mailbox <reader0@example.org>"])
    post()
    sending.send_due(inside)
    (row,) = rows()
    assert (row.state, row.last_error) == ("dead", "550")
    assert row.address == "reader0@example.org"


def test_one_refused_letter_does_not_keep_the_others(inside, box):
    box.to_recipient = ["550 no"]
    post(3)
    sending.send_due(inside)
    assert sorted(row.state for row in rows()) == ["dead", "sent", "sent"]


def test_a_letter_is_given_up_after_so_many_tries(inside, box):
    box.to_data = ["451 later"] * 20
    post()
    for _ in range(sending.MOST_TRIES + 2):
        sending.send_due(inside)
        let_time_pass()
    (row,) = rows()
    assert (row.state, row.tries, row.last_error) == ("dead", sending.MOST_TRIES, "451")


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ((None,), "SMTPServerDisconnected"),
        (("554 go away",), "554"),
        (("220 hi", None), "SMTPServerDisconnected"),
        ((*POLITE, None), "SMTPServerDisconnected"),
        ((*POLITE,), "SMTPServerDisconnected"),
        (("220 hi", "250 hi"), "SMTPServerDisconnected"),
    ],
    ids=["silent", "closed", "hangs at once", "hangs at the end", "drops at the end", "drops"],
)
def test_a_server_that_hangs_or_drops_loses_no_letter(inside, to, answers, kind):
    post(2)
    with speaking(*answers) as (_heard, url):
        to(url)
        sending.send_due(inside)
    first, second = rows()
    assert (first.state, first.last_error, first.lease) == ("waiting", kind, "")
    assert (second.state, second.tries) == ("waiting", 0), "others are not tried in vain"


def test_a_server_that_is_not_there_loses_no_letter(inside, to):
    post()
    to("smtp://127.0.0.1:1")
    sending.send_due(inside)
    assert (rows()[0].state, rows()[0].last_error) == ("waiting", "ConnectionRefusedError")


@pytest.mark.parametrize("last", [(), ("421 bye",), (None,)])
def test_a_server_that_takes_a_letter_and_then_drops_gets_it_once(inside, to, last):
    post()
    with speaking(*POLITE, "250 taken", *last) as (heard, url):
        to(url)
        sending.send_due(inside)
    assert rows()[0].state == "sent"
    assert sum("Message-ID" in word for word in heard) == 1


def test_a_server_without_encryption_gets_neither_password_nor_letter(inside, monkeypatch):
    post()
    with speaking("220 hi", "250 hi", "250 hi", "250 hi") as (heard, url):
        host, port = url.removeprefix("smtp://").split(":")
        far = MailServer(host, int(port), "here", user="u", password="canary-pw", seconds=0.3)
        monkeypatch.setattr(sending, "transport", lambda _app: far)
        sending.send_due(inside)
    assert rows()[0].last_error == "SMTPNotSupportedError" and rows()[0].state == "waiting"
    assert not [word for word in heard if "AUTH" in word or "MAIL" in word]


def test_a_wrong_password_is_no_fault_of_the_letter(inside, monkeypatch):
    post()
    answers = ("220 hi", "250-hi\r\n250 AUTH PLAIN", "535 no", "535 no")
    with speaking(*answers) as (_heard, url):
        port = int(url.rsplit(":", 1)[1])
        near = MailServer("127.0.0.1", port, "here", "u", "pw", False, False, 0.3)
        monkeypatch.setattr(sending, "transport", lambda _app: near)
        sending.send_due(inside)
    assert (rows()[0].state, rows()[0].last_error) == ("waiting", "535")


class Killed(BaseException):
    """The process ends here."""


def test_a_worker_killed_between_sending_and_noting_sends_once_more_with_the_same_id(
    inside, box, monkeypatch
):
    post(2)
    with monkeypatch.context() as broken:

        def die(*_args, **_values):
            raise Killed

        broken.setattr(sending, "_settle", die)
        with pytest.raises(Killed):
            sending.send_due(inside)
    sending.send_due(inside)
    assert [row.state for row in rows()] == ["waiting", "sent"], "it is still in hand"
    let_time_pass()
    sending.send_due(inside)
    ids = [letter["Message-ID"] for letter in box.letters]
    assert [row.state for row in rows()] == ["sent", "sent"]
    assert len(ids) == 3 and len(set(ids)) == 2


def test_a_letter_that_kills_every_worker_is_given_up(inside, box, monkeypatch):
    post()
    with unit_of_work():
        rows()[0].tries = sending.MOST_TRIES
    sending.send_due(inside)
    assert (rows()[0].state, rows()[0].last_error) == ("dead", "interrupted")
    assert box.letters == []


def test_several_workers_at_once_send_every_letter_once(inside, box):
    post(12)

    def work() -> None:
        with inside.app_context():
            sending.send_due(inside)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert {row.state for row in rows()} == {"sent"}
    assert sorted(box.recipients) == sorted(f"reader{n}@example.org" for n in range(12))


def test_a_letter_in_the_hand_of_one_worker_is_not_taken_by_another(inside):
    post()
    assert sending.take() is not None
    assert sending.take() is None


def test_of_two_workers_that_chose_the_same_letter_one_gets_it(inside):
    post()
    letter_id, moment = rows()[0].id, now()
    got = []
    for lease in ("first", "second"):
        with unit_of_work():
            got.append(sending._mark(letter_id, lease, moment))
    assert got[0] is not None and got[1] is None


def test_who_comes_back_late_does_not_overwrite_what_the_next_worker_noted(inside, box):
    post()
    late = sending.take()
    let_time_pass()
    sending.send_due(inside)
    sending._settle(late, state="dead", last_error="late")
    assert rows()[0].state == "sent"


def test_nothing_is_sent_inside_a_transaction(inside, box, monkeypatch):
    from app.core.connections import writing

    seen, send = [], MailServer.send

    def watched(self, message):
        seen.append(writing.get())
        return send(self, message)

    monkeypatch.setattr(MailServer, "send", watched)
    post()
    sending.send_due(inside)
    assert seen == [False]
