"""Ten codes on paper: shown once, kept as hashes, each works once, for their owner alone."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import RecoveryCode
from app.accounts.queries import proofs, viewer_of
from app.accounts.services import codes, recovery_codes
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.accounts.browser import send
from tests.accounts.second_steps import give_app
from tests.factories import Maker
from tests.support.client import SiteClient


def take(member, said: str) -> bool:
    with unit_of_work():
        return recovery_codes.take(member.id, said)


def test_there_are_ten_all_different_and_easy_to_write(inside: Flask, make: Maker):
    drawn = give_app(inside, make.member())
    assert len(set(drawn)) == 10
    assert all(re.fullmatch("([2-9a-hj-km-np-z]{6}-){3}[2-9a-hj-km-np-z]{6}", one) for one in drawn)


def test_the_table_holds_none_of_them(inside: Flask, make: Maker):
    drawn = give_app(inside, make.member())
    kept = set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert len(kept) == 10
    assert not any(one in hashed for one in drawn for hashed in kept)
    assert all(re.fullmatch("[0-9a-f]{64}", hashed) for hashed in kept)


def test_each_works_once(inside: Flask, make: Maker):
    member = make.member()
    first, second, *_ = give_app(inside, member)
    assert [take(member, said) for said in (first, first, second)] == [True, False, True]
    assert proofs.recovery_codes_left(member.id) == 8


def test_capitals_spaces_and_dashes_do_not_matter(inside: Flask, make: Maker):
    member = make.member()
    first, *_ = give_app(inside, member)
    assert take(member, f" {first.upper().replace('-', ' ')} ")


def test_they_are_worth_nothing_to_another_member(inside: Flask, make: Maker):
    member, other = make.member(), make.member()
    first, *_ = give_app(inside, member)
    give_app(inside, other)
    assert not take(other, first)
    assert take(member, first)


@pytest.mark.parametrize("said", ["", "-", "aaaaa-aaaaa-aaaaa", "x" * 5000])
def test_anything_else_is_refused(inside: Flask, make: Maker, said: str):
    member = make.member()
    give_app(inside, member)
    assert not take(member, said)


def test_new_ones_replace_the_old_and_the_owner_hears_of_it(
    inside: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    news = []
    monkeypatch.setattr(codes, "emit", news.append)
    member = make.member()
    old, *_ = give_app(inside, member)
    with unit_of_work():
        new, *_ = recovery_codes.renew(by=viewer_of(member.id))
    assert not take(member, old)
    assert take(member, new)
    assert [one.what for one in news] == ["recovery-codes"]


def test_the_page_shows_ten_new_ones_once(app: Flask, client: SiteClient, cast: SimpleNamespace):
    old = give_app(app, cast.patient)
    page = send(client.sign_in(cast.patient), "/me/second-step/recovery-codes")
    shown = re.findall("<code>([^<]+)</code>", page.text)
    assert len(shown) == 10
    assert not set(shown) & set(old)
    assert "no-store" in page.headers["Cache-Control"]
    assert shown[0] not in client.page("/me/second-step").text


def test_without_a_second_step_there_are_none(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    answer = send(client.sign_in(cast.patient), "/me/second-step/recovery-codes")
    assert answer.location == "/me/second-step"
    with app.app_context():
        assert proofs.recovery_codes_left(cast.patient.id) == 0
