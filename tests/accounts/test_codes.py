"""One-time codes from an app: set up by a first code, two steps valid, none twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.accounts.events import SignInDetailsChanged
from app.accounts.models import CodeGenerator
from app.accounts.queries import proofs, viewer_of
from app.accounts.services import codes
from app.core.database import db
from app.core.errors import Conflict
from app.core.transactions import unit_of_work
from tests.accounts.browser import send
from tests.accounts.second_steps import SEED, code, give_app, wrong_code
from tests.factories import Maker
from tests.support.client import SiteClient

# The middle of a time step.
NOON = datetime(2026, 3, 1, 12, 0, 15, tzinfo=UTC)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[SignInDetailsChanged]:
    news: list[SignInDetailsChanged] = []
    monkeypatch.setattr(codes, "emit", news.append)
    return news


def take(member, said: str) -> bool:
    with unit_of_work():
        return codes.take(member.id, said)


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, False)])
def test_the_code_of_this_step_and_of_the_one_before_is_taken(
    inside: Flask, make: Maker, steps: int, is_taken: bool
):
    member = make.member()
    with time_machine.travel(NOON, tick=False):
        give_app(inside, member)
        assert take(member, code(steps=steps)) is is_taken


def test_no_code_works_twice_nor_an_older_one_after_it(inside: Flask, make: Maker):
    member = make.member()
    with time_machine.travel(NOON, tick=False):
        give_app(inside, member)
        assert take(member, code())
        assert not take(member, code())
        assert not take(member, code(steps=-1))
    with time_machine.travel(NOON + timedelta(seconds=30), tick=False):
        assert take(member, code())


def test_of_two_who_send_the_same_code_at_once_one_gets_in(inside: Flask, make: Maker):
    member = make.member()
    give_app(inside, member)
    said, start, taken = code(), Barrier(2), []

    def one() -> None:
        with inside.app_context():
            proofs.generator_of(member.id)
            start.wait(5)
            taken.append(take(member, said))

    both = [Thread(target=one) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(10)
    assert sorted(taken) == [False, True]


def test_a_step_that_was_read_before_another_took_it_is_refused(
    inside: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    member = make.member()
    give_app(inside, member)
    before = proofs.generator_of(member.id)
    assert take(member, code())
    monkeypatch.setattr(codes.proofs, "generator_of", lambda _member: before)
    assert not take(member, code())


def test_the_code_of_somebody_else_is_worth_nothing(inside: Flask, make: Maker):
    member, other = make.member(), make.member()
    give_app(inside, other)
    assert not take(member, code())


def test_spaces_and_dashes_in_a_code_do_not_matter(inside: Flask, make: Maker):
    member = make.member()
    give_app(inside, member)
    said = code()
    assert take(member, f" {said[:3]} - {said[3:]} ")


def test_the_seed_lies_encrypted(app: Flask, client: SiteClient, cast: SimpleNamespace):
    seed = begin(client.sign_in(cast.patient))
    with app.app_context():
        sealed = db.session.scalar(select(CodeGenerator.sealed_seed))
    assert seed.encode() not in sealed


def begin(client: SiteClient) -> str:
    """Press the button, and read the key from the page."""
    assert send(client, "/me/second-step/app").location == "/me/second-step/app"
    page = client.page("/me/second-step/app")
    return "".join(group.text for group in page.select(".code-key span"))


def test_the_page_shows_a_picture_and_the_key_in_groups_of_four(
    client: SiteClient, cast: SimpleNamespace
):
    client.sign_in(cast.patient)
    send(client, "/me/second-step/app")
    page = client.page("/me/second-step/app")
    assert page.select_one(".code-picture[role=img] svg path")
    assert not page.select(".code-picture [style]")
    groups = [group.text for group in page.select(".code-key span")]
    assert [len(group) for group in groups] == [4] * 8
    assert re.fullmatch("[A-Z2-7]{32}", "".join(groups))


def test_the_app_learns_the_display_name_and_never_the_address(inside: Flask, make: Maker):
    member = make.member(display_name="Quiet Heron", email="ada@example.org")
    address = codes.address_for_apps(viewer_of(member.id), SEED)
    assert "Quiet%20Heron" in address
    assert "ada" not in address


def test_nothing_is_asked_for_before_a_first_code_was_right(
    app: Flask, client: SiteClient, cast: SimpleNamespace, told: list
):
    seed = begin(client.sign_in(cast.patient))
    answer = send(client, "/me/second-step/app/confirm", code=wrong_code())
    assert answer.status_code == 422
    with app.app_context():
        assert not proofs.has_second_step(cast.patient.id)
    answer = send(client, "/me/second-step/app/confirm", code=code(seed))
    assert "Your recovery codes" in answer.text
    with app.app_context():
        assert proofs.has_second_step(cast.patient.id)
    assert [(news.member_id, news.what) for news in told] == [(cast.patient.id, "codes-on")]


def test_the_key_is_never_shown_again(client: SiteClient, cast: SimpleNamespace):
    seed = begin(client.sign_in(cast.patient))
    send(client, "/me/second-step/app/confirm", code=code(seed))
    assert client.get("/me/second-step/app").location == "/me/second-step"


def test_the_first_code_opens_no_door_a_second_time(
    inside: Flask, client: SiteClient, cast: SimpleNamespace
):
    seed = begin(client.sign_in(cast.patient))
    said = code(seed)
    send(client, "/me/second-step/app/confirm", code=said)
    assert not take(cast.patient, said)


def test_a_second_app_does_not_replace_the_first(inside: Flask, make: Maker):
    member = make.member()
    give_app(inside, member)
    with pytest.raises(Conflict), unit_of_work():
        codes.begin(by=viewer_of(member.id))
    assert take(member, code())


def test_setting_up_again_before_the_first_code_draws_another_key(
    client: SiteClient, cast: SimpleNamespace
):
    client.sign_in(cast.patient)
    assert begin(client) != begin(client)


@pytest.mark.parametrize(
    "address",
    ["/me/second-step/app", "/me/second-step/app/remove", "/me/second-step/recovery-codes"],
)
def test_setting_up_and_removing_ask_once_more_who_it_is(
    app: Flask, client: SiteClient, with_password: Callable, address: str
):
    member = with_password()
    give_app(app, member)
    client.sign_in(member)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11), tick=False):
        assert send(client, address).location.startswith("/me/prove")
    with app.app_context():
        assert proofs.has_second_step(member.id)
        assert proofs.recovery_codes_left(member.id) == 10


def test_removing_the_app_takes_everything_of_it(
    app: Flask, client: SiteClient, cast: SimpleNamespace, told: list
):
    give_app(app, cast.patient)
    give_app(app, cast.stranger)
    send(client.sign_in(cast.patient), "/me/second-step/app/remove")
    with app.app_context():
        assert not proofs.has_second_step(cast.patient.id)
        assert proofs.recovery_codes_left(cast.patient.id) == 0
        assert proofs.has_second_step(cast.stranger.id)
        assert proofs.recovery_codes_left(cast.stranger.id) == 10
    assert [news.what for news in told] == ["codes-off"]
