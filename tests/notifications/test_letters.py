"""Letters that did not arrive, for operators; and the page of letters on the own machine."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from app.core.jobs import run_pending
from app.core.mail import Letter, post_letter
from app.core.mail.folder import newest
from app.core.pagination import PAGE_SIZE
from app.core.transactions import unit_of_work

PAGE = "/operator/letters"


def stored(app, public_id) -> Letter | None:
    with app.app_context():
        return db.session.scalar(select(Letter).where(Letter.public_id == public_id))


def acts(app) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.action, row.subject, row.details) for row in rows]


def test_an_operator_sees_kind_day_and_reason_and_neither_address_nor_words(client, cast, dead):
    dead()
    page = client.sign_in(cast.operator).page(PAGE)
    text = page.main.get_text(" ")
    assert "Reset password" in text and "refused it (550)" in text and str(now().year) in text
    assert "canary" not in page.decode()


def test_only_letters_that_were_given_up_are_listed(client, cast, dead):
    dead(kind="waiting_one", state="waiting")
    dead(kind="sent_one", state="sent")
    text = client.sign_in(cast.operator).page(PAGE).main.get_text(" ")
    assert "Every letter arrived" in text and "one" not in text.lower().split("did not arrive")[1]
    assert "Waiting 1" in " ".join(text.split())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("550", "refused it (550)"),
        ("451", "put it off too often (451)"),
        ("expired", "the link in it had run out"),
        ("interrupted", "The worker ended"),
        ("TimeoutError", "could not be handed over (TimeoutError)"),
    ],
)
def test_what_went_wrong_is_said_in_words(client, cast, dead, error, words):
    dead(last_error=error)
    assert words in client.sign_in(cast.operator).page(PAGE).main.get_text(" ")


@pytest.mark.parametrize("who", ["patient", "moderator", "clinician"])
def test_nobody_but_an_operator_comes_near_the_letters(app, client, cast, dead, who):
    letter = dead()
    client.sign_in(getattr(cast, who))
    answers = [client.get(PAGE)] + [
        client.post(f"{PAGE}/{letter}/{act}") for act in ("again", "drop")
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert stored(app, letter).state == "dead"


def test_trying_again_sends_the_letter_and_is_written_down(
    app, client, cast, dead, monkeypatch, tmp_path
):
    monkeypatch.setitem(app.config, "MAIL_URL", f"folder:{tmp_path}")
    app.extensions["jobs"].huey.storage.flush_queue()
    letter = dead(recipient=f"member:{cast.patient.id}", last_error="451")
    noise = dead()
    answer = client.sign_in(cast.operator).post(f"{PAGE}/{letter}/again")
    assert answer.status_code == 303
    run_pending(app)
    assert (stored(app, letter).state, stored(app, noise).state) == ("sent", "dead")
    assert [kept.to for kept in newest(tmp_path)] == ["canary@example.org"]
    (act,) = acts(app)
    assert act[:2] == ("letter_sent_again", cast.patient.public_id)
    assert "canary" not in act[2]


@pytest.mark.parametrize(
    "gone", [{"address": ""}, {"expires_at": now() - timedelta(minutes=1)}], ids=["empty", "late"]
)
def test_what_cannot_be_sent_any_more_is_not_offered_and_not_tried(app, client, cast, dead, gone):
    letter = dead(**gone)
    page = client.sign_in(cast.operator).page(PAGE)
    assert "Try again" not in page.main.get_text(" ") and "Drop" in page.main.get_text(" ")
    assert client.post(f"{PAGE}/{letter}/again").status_code == 409
    assert stored(app, letter).state == "dead" and acts(app) == []


def test_dropping_forgets_the_letter_and_is_written_down(app, client, cast, dead):
    letter, noise = dead(), dead()
    assert client.sign_in(cast.operator).post(f"{PAGE}/{letter}/drop").status_code == 303
    assert stored(app, letter) is None and stored(app, noise) is not None
    assert [act[0] for act in acts(app)] == ["letter_dropped"]


@pytest.mark.parametrize("act", ["again", "drop"])
@pytest.mark.parametrize("state", ["waiting", "sent"])
def test_a_letter_that_is_not_dead_is_left_alone(app, client, cast, dead, act, state):
    letter = dead(state=state)
    assert client.sign_in(cast.operator).post(f"{PAGE}/{letter}/{act}").status_code == 404
    assert stored(app, letter).state == state


def test_many_dead_letters_come_in_pages(client, cast, dead):
    for _ in range(PAGE_SIZE + 2):
        dead()
    page = client.sign_in(cast.operator).page(PAGE)
    assert len(page.select(".notice-line")) == PAGE_SIZE
    assert len(client.page(page.find("a", rel="next")["href"]).select(".notice-line")) == 2


@pytest.mark.parametrize(("url", "is_said"), [("", True), ("smtp://127.0.0.1:1", False)])
def test_the_operator_is_told_when_mail_is_not_sent(app, client, cast, monkeypatch, url, is_said):
    monkeypatch.setitem(app.config, "MAIL_URL", url)
    text = client.sign_in(cast.operator).page(PAGE).main.get_text(" ")
    assert ("Mail is not sent; it lands in the folder" in text) is is_said


@pytest.fixture
def folder(app, monkeypatch, tmp_path):
    """A letter lies in the folder."""
    monkeypatch.setitem(app.config, "MAIL_URL", f"folder:{tmp_path}")
    app.extensions["jobs"].huey.storage.flush_queue()
    values = {"device": "<b>Firefox</b>", "link": "http://localhost/me/devices"}
    with app.app_context(), unit_of_work():
        post_letter(kind="new_device", address="reader@example.org", values=values)
    run_pending(app)


def test_on_the_own_machine_letters_can_be_read_and_their_links_pressed(client, folder):
    page = client.page("/letters")
    text = page.main.get_text(" ")
    assert "News about your account" in text and "To reader@example.org" in text
    assert page.main.find("a", href="http://localhost/me/devices")
    assert not page.main.find("b"), "what stands in a letter is text"


def test_without_letters_the_page_says_so(app, client, monkeypatch, tmp_path):
    monkeypatch.setitem(app.config, "MAIL_URL", f"folder:{tmp_path}/none")
    assert "No letters yet" in client.page("/letters").main.get_text(" ")


@pytest.mark.parametrize(
    "settings", [{"LETTERS_PAGE": False}, {"MAIL_URL": "smtp://127.0.0.1:1"}], ids=["real", "smtp"]
)
def test_a_real_community_has_no_page_of_letters(app, client, folder, monkeypatch, settings):
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)
    assert client.get("/letters").status_code == 404


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.5", "::2", ""])
def test_nobody_at_another_machine_reads_letters(client, folder, address):
    asked = client.get("/letters", environ_overrides={"REMOTE_ADDR": address})
    assert asked.status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded"])
def test_nobody_reads_letters_through_another_server(client, folder, header):
    assert client.get("/letters", headers={header: "127.0.0.1"}).status_code == 404


def test_only_development_has_the_page():
    from config import Development, Production

    assert Development.LETTERS_PAGE and not Production.LETTERS_PAGE
