"""Reading for signs of distress is switched on by people who look, and off at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.audit.models import AuditEntry
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Detection, ReadingSwitch
from app.moderation.services import reading_posts, switching_reading
from app.moderation.services.triaging.lexicons import lexicon_version, version_of
from app.moderation.views import reading_switch
from tests.moderation.care.conftest import HARD_WORDS
from tests.support.client import SiteClient

PAGE = "/desk/reading"
NEWER = "common 1, de 1, en 99, es 1"


@pytest.fixture
def unread(app: Flask, here: SimpleNamespace) -> SimpleNamespace:
    """As on a new site: nobody switched anything on."""
    with app.app_context(), unit_of_work():
        db.session.execute(delete(ReadingSwitch))
    return here


def all_of(app: Flask, model: type) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(model).order_by(model.id)))


def write(client: SiteClient, here: SimpleNamespace) -> None:
    client.sign_in(here.writer).post(
        f"/topics/{here.topic.public_id}/reply", data={"body": HARD_WORDS}
    )


def newer_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reading_posts, switching_reading, reading_switch):
        monkeypatch.setattr(module, "lexicon_version", lambda: NEWER)


def test_nothing_is_read_before_somebody_switched_it_on(app, client, unread):
    write(client, unread)
    assert all_of(app, Case) == []


@pytest.mark.parametrize("who", ["lark", "operator"])
def test_those_who_look_or_run_the_site_switch_it_on(app, client, unread, who):
    answer = client.sign_in(getattr(unread, who)).post(f"{PAGE}/on", data={"reason": "We look"})
    assert answer.status_code == 303
    assert "Posts are read" in client.page(PAGE).main.text
    write(client, unread)
    assert [case.is_sensitive for case in all_of(app, Case)] == [True]


@pytest.mark.parametrize("who", ["moderator", "writer"])
def test_nobody_else_does(app, client, unread, who):
    client.sign_in(getattr(unread, who))
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}/on", data={"reason": "We look"}).status_code == 403
    assert all_of(app, ReadingSwitch) == []


def test_it_takes_two_people_who_look(app, client, make, cast):
    alone = make.member(display_name="Alone", roles=("safeguarding",))
    answer = client.sign_in(alone).post(f"{PAGE}/on", data={"reason": "I look"})
    assert answer.status_code == 422
    assert "at least two people" in answer.text and "I look" in answer.text
    assert all_of(app, ReadingSwitch) == []
    make.member(display_name="Another", roles=("safeguarding",))
    assert client.post(f"{PAGE}/on", data={"reason": "We look"}).status_code == 303


@pytest.mark.parametrize(("way", "reason"), [("on", ""), ("off", "  "), ("off", "x" * 301)])
def test_it_needs_a_reason_of_a_bearable_length(app, client, unread, way, reason):
    answer = client.sign_in(unread.lark).post(f"{PAGE}/{way}", data={"reason": reason})
    assert answer.status_code == 422
    assert all_of(app, ReadingSwitch) == []


def test_one_person_switches_it_off_at_once(app, client, here, make):
    client.sign_in(here.dove).post(f"{PAGE}/off", data={"reason": "Too many false alarms"})
    write(client, here)
    assert all_of(app, Case) == []
    page = client.sign_in(here.dove).page(PAGE)
    assert "No post is read" in page.main.text and "Too many false alarms" in page.main.text
    switched = [row for row in all_of(app, AuditEntry) if row.action == "reading_switched"]
    assert [row.actor for row in switched] == [here.dove.public_id]


def test_newer_lists_of_phrases_read_nothing_before_somebody_says_so(
    app, client, here, monkeypatch
):
    newer_lists(monkeypatch)
    write(client, here)
    assert all_of(app, Case) == []
    client.sign_in(here.lark)
    assert "Changed since it was switched on" in client.page(PAGE).main.text
    assert "changed since it was switched on" in client.page("/desk/shift").main.text
    client.post(f"{PAGE}/on", data={"reason": "Looked at them"})
    assert "changed since it was switched on" not in client.page("/desk/shift").main.text
    write(client, here)
    assert len(all_of(app, Case)) == 1


def test_moderators_are_not_told_what_is_not_theirs(client, here, monkeypatch):
    newer_lists(monkeypatch)
    page = client.sign_in(here.moderator).page("/desk")
    assert "lists of phrases" not in page.main.text
    assert not page.select(f"a[href='{PAGE}']")


def test_a_sign_names_the_list_that_it_was_found_with(app, client, here):
    write(client, here)
    found = {row.rule_version for row in all_of(app, Detection)}
    assert found == {version_of("en:any")} and found.issubset(lexicon_version().split(", "))


def test_versions_of_all_lists_are_told(monkeypatch):
    names = [one.split()[0] for one in lexicon_version().split(", ")]
    assert names == ["common", "de", "en", "es"]
    assert version_of("language.fr").startswith("common ")
    assert len(lexicon_version()) <= 60


def test_members_are_told_what_is_so(client, here, make):
    said = client.sign_in(here.writer).page("/me/reading").main.text
    assert "A program on this server reads posts" in said
    client.sign_in(here.lark).post(f"{PAGE}/off", data={"reason": "Too many false alarms"})
    said = client.sign_in(here.writer).page("/me/reading").main.text
    assert "No program reads posts" in said and "reads posts in groups as they" not in said


def test_the_server_switches_it_too(app, here):
    run = app.test_cli_runner().invoke
    off = run(args=["moderation", "stop-reading", "--reason", "Something is wrong"])
    assert (off.exit_code, all_of(app, ReadingSwitch)[-1].is_on) == (0, False)
    on = run(args=["moderation", "start-reading", "--reason", "Mended"])
    assert (on.exit_code, all_of(app, ReadingSwitch)[-1].is_on) == (0, True)
    refused = run(args=["moderation", "start-reading", "--reason", " "])
    assert refused.exit_code != 0 and "Write why" in refused.output


def test_broken_lists_keep_nobody_from_posting(app, client, here, monkeypatch):
    def broken() -> str:
        raise ValueError("en: no such kind")

    monkeypatch.setattr(reading_posts, "lexicon_version", broken)
    write(client, here)
    assert all_of(app, Case) == []
    assert HARD_WORDS in client.page(f"/topics/{here.topic.public_id}").main.text
