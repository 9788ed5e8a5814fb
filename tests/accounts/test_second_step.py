"""Signing in, the second page: five tries, ten minutes, nobody signed in before it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import SignedInSession, SignIn
from app.accounts.queries import proofs
from app.accounts.services import second_step
from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.database import db
from tests.accounts.browser import PASSWORD, send, sign_in
from tests.accounts.letters import newest_link, word_of
from tests.accounts.second_steps import code, give_app, give_code, up_to_second_step, wrong_code
from tests.support.client import SiteClient


@pytest.fixture
def ada(app: Flask, with_password: Callable) -> SimpleNamespace:
    """A member with an app; and one without, so that nobody takes one for the other."""
    member = with_password(email="ada@example.org", display_name="Quiet Heron")
    with_password(email="bo@example.org")
    return SimpleNamespace(member=member, recovery_codes=give_app(app, member))


def sessions_in(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(SignedInSession.id)))


def test_the_right_password_alone_opens_nothing(
    app: Flask, client: SiteClient, ada: SimpleNamespace
):
    up_to_second_step(client, next="/me")
    assert client.get_cookie("session") is None
    assert client.get_cookie("known") is None
    assert sessions_in(app) == 0
    assert client.get("/me").status_code == 302
    with app.app_context():
        assert db.session.scalar(select(func.count(SignIn.id))) == 0


def test_password_and_code_open_the_account(app: Flask, client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client, next="/me/devices")
    answer = give_code(client, code())
    assert (answer.status_code, answer.location) == (303, "/me/devices")
    assert "with a second step" in client.page("/me/devices").text
    assert client.get_cookie("step") is None
    with app.app_context():
        assert db.session.scalar(select(SignedInSession.second_factor_at)) is not None


def test_a_recovery_code_stands_in_for_the_app(client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client)
    assert give_code(client, ada.recovery_codes[0]).status_code == 303
    up_to_second_step(client)
    assert give_code(client, ada.recovery_codes[0]).status_code == 401
    assert give_code(client, ada.recovery_codes[1]).status_code == 303


def test_a_member_without_a_second_step_is_not_asked(client: SiteClient, ada: SimpleNamespace):
    assert sign_in(client, "bo@example.org", next="/me").location == "/me"


def test_what_the_page_says_tells_nothing_about_the_account(
    client: SiteClient, ada: SimpleNamespace
):
    up_to_second_step(client)
    page = client.get("/sign-in/second").text
    assert "Quiet Heron" not in page
    assert "ada@" not in page


def test_a_wrong_password_tells_nothing_about_a_second_step(
    client: SiteClient, ada: SimpleNamespace
):
    from tests.accounts.browser import unchanging

    pages = [
        unchanging(sign_in(client, f"{who}@example.org", "wrong words here").text)
        for who in ("ada", "bob")
    ]
    assert pages[0].replace("ada@", "bob@") == pages[1]


def test_the_second_page_without_the_first_leads_back(client: SiteClient, ada: SimpleNamespace):
    assert client.get("/sign-in/second").location == "/sign-in"
    assert give_code(client, code()).location == "/sign-in"
    assert send(client, "/sign-in/second/passkey").status_code == 409


def test_another_browser_cannot_end_it(app: Flask, client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client)
    assert give_code(app.test_client(), code()).location == "/sign-in"


def test_five_wrong_codes_and_it_starts_again(app: Flask, client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client)
    answers = [give_code(client, wrong_code()) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 4 + [303]
    assert answers[-1].location == "/sign-in"
    assert give_code(client, code()).location == "/sign-in"
    assert sessions_in(app) == 0


def test_after_ten_minutes_it_starts_again(client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client)
    with time_machine.travel(now() + timedelta(minutes=10, seconds=1), tick=False):
        assert give_code(client, code()).location == "/sign-in"


def test_it_works_once(client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client)
    word = client.get_cookie("step").value
    give_code(client, code())
    client.set_cookie("step", word)
    assert give_code(client, ada.recovery_codes[0]).location == "/sign-in"


def wrong_tries(app: Flask, count: int) -> None:
    """Wrong codes by somebody who knows the password, over as many ceremonies as it takes."""
    while count:
        client = app.test_client()
        up_to_second_step(client)
        for _ in range(min(count, 5)):
            give_code(client, wrong_code())
            count -= 1


def test_ten_wrong_codes_an_hour_over_all_ceremonies_stop_codes_but_not_their_owner(
    app: Flask, client: SiteClient, ada: SimpleNamespace
):
    wrong_tries(app, 10)
    up_to_second_step(client)
    answer = give_code(client, code())
    assert answer.status_code == 401
    assert "many wrong codes" in answer.text
    assert give_code(client, ada.recovery_codes[0]).status_code == 303


def test_after_an_hour_codes_work_again_and_after_twenty_a_day_they_do_not(
    app: Flask, ada: SimpleNamespace
):
    start = now()
    for hours, status in ((0, 303), (2, 303), (23, 401), (27, 303)):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            client = app.test_client()
            up_to_second_step(client)
            assert give_code(client, code()).status_code == status, hours
            if hours < 3:
                wrong_tries(app, 10)


def test_right_codes_are_not_counted(app: Flask, ada: SimpleNamespace):
    start = now()
    for number in range(12):
        with time_machine.travel(start + timedelta(seconds=30 * number), tick=False):
            client = app.test_client()
            up_to_second_step(client)
            assert give_code(client, code()).status_code == 303
    with app.app_context():
        assert proofs.tries_since(ada.member.id, start - timedelta(hours=1)) == 0
        assert not second_step.too_many(ada.member.id)


def test_a_try_counts_before_it_is_looked_at(
    app: Flask, client: SiteClient, ada: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    """Five tries read the same row at once; the sixth finds the count in the table."""
    up_to_second_step(client)
    with app.app_context():
        stale = second_step.waiting(client.get_cookie("step").value)
    monkeypatch.setattr(second_step, "waiting", lambda _word: stale)
    for _ in range(5):
        give_code(client, wrong_code())
    assert give_code(client, code()).status_code == 401


def test_a_shared_device_stays_one_over_both_pages(client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client, shared="y")
    give_code(client, code())
    assert client.get_cookie("session").max_age is None
    assert client.get_cookie("known") is None


@pytest.mark.parametrize("goal", ["//evil.example", "https://evil.example"])
def test_the_second_page_leads_only_to_pages_of_this_site(
    client: SiteClient, ada: SimpleNamespace, goal: str
):
    up_to_second_step(client, next=goal)
    assert give_code(client, code()).location == "/"


def test_an_empty_box_is_named_and_costs_no_try(client: SiteClient, ada: SimpleNamespace):
    up_to_second_step(client)
    for _ in range(6):
        assert give_code(client, " ").status_code == 422
    assert give_code(client, code()).status_code == 303


def test_giving_it_in_an_open_session_changes_the_word(
    app: Flask, client: SiteClient, ada: SimpleNamespace
):
    client.sign_in(ada.member)
    before = client.get_cookie("session").value
    assert send(client, "/me/second-step/give").location == "/sign-in/second"
    assert give_code(client, code()).status_code == 303
    assert client.get_cookie("session").value != before
    assert sessions_in(app) == 1
    client.page("/me")


def test_what_one_member_began_gives_another_nothing(
    app: Flask, client: SiteClient, ada: SimpleNamespace, cast: SimpleNamespace
):
    client.sign_in(ada.member)
    send(client, "/me/second-step/give")
    client.sign_in(cast.stranger)
    assert give_code(client, code()).location == "/sign-in"


def test_a_new_password_by_letter_does_not_skip_it(
    app: Flask, client: SiteClient, ada: SimpleNamespace
):
    """Nor does somebody get in who had given the old password just before."""
    half_in, new = app.test_client(), "copper lantern eleven maps"
    up_to_second_step(half_in)
    send(client, "/forgotten", email="ada@example.org")
    word = word_of(newest_link(app, "reset_password"))
    assert send(client, "/new-password", letter_token=word, password=new).location == "/sign-in"
    assert give_code(half_in, ada.recovery_codes[0]).location == "/sign-in"
    up_to_second_step(client, password=new)
    assert client.get("/me").status_code == 302
    assert give_code(client, ada.recovery_codes[0]).status_code == 303


def reset(app: Flask, *words: str):
    return app.test_cli_runner().invoke(args=["members", "reset-second-step", *words])


def test_an_operator_resets_it_on_the_command_line_and_that_is_logged(
    app: Flask, client: SiteClient, ada: SimpleNamespace
):
    phone = app.test_client().sign_in(ada.member)
    result = reset(app, "ada@example.org", "--reason", "phone lost, known in person")
    assert result.exit_code == 0, result.output
    assert phone.get("/me").status_code == 302
    assert sign_in(client, "ada@example.org", PASSWORD).location == "/"
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert proofs.recovery_codes_left(ada.member.id) == 0
    assert (entry.action, entry.subject) == ("second_step_reset", ada.member.public_id)
    assert entry.purpose == "phone lost, known in person"


@pytest.mark.parametrize(
    ("who", "reason"), [("ada@example.org", " "), ("Nobody", "why"), ("bo@example.org", "why")]
)
def test_a_reset_needs_a_reason_a_member_and_a_second_step(
    app: Flask, ada: SimpleNamespace, who: str, reason: str
):
    result = reset(app, who, "--reason", reason)
    assert (result.exit_code, result.output[:6]) == (1, "Error:")
    with app.app_context():
        assert proofs.has_second_step(ada.member.id)
