"""Consents through services and pages: equal effort, at once, on the text that is current."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.accounts import wordings
from app.accounts.models import Consent, ConsentState, ConsentText, Member
from app.accounts.queries import consent_holds, holding
from app.accounts.queries import consents as rows
from app.accounts.services import consenting
from app.core.database import db
from app.core.errors import Forbidden, NotFound
from app.core.transactions import unit_of_work
from app.core.viewer import ANONYMOUS
from tests.accounts.browser import send
from tests.factories import Maker
from tests.support.client import SiteClient

SUMMARIES = "clinician_summaries"


def say(by, *, given: bool = True, purpose: str = SUMMARIES) -> None:
    act = consenting.give if given else consenting.withdraw
    with unit_of_work():
        act(by=by, purpose=purpose, language="en", source="consents page")


def test_a_given_consent_holds_and_a_withdrawn_one_does_not(inside: Flask, make: Maker):
    member, other = make.member(), make.member()
    by = make.viewer(member=member)
    say(by)
    say(make.viewer(member=other), purpose="keep_health")
    assert consent_holds(member.id, SUMMARIES)
    assert not consent_holds(member.id, "keep_health")
    assert db.session.scalars(holding(SUMMARIES)).all() == [member.id]
    say(by, given=False)
    assert not consent_holds(member.id, SUMMARIES)
    assert db.session.scalars(holding(SUMMARIES)).all() == []


def test_a_new_text_switches_everybody_off_until_they_agree_again(
    inside: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    member = make.member()
    by = make.viewer(member=member)
    say(by)
    monkeypatch.setattr(wordings, "version_of", lambda purpose: 2)
    assert not consent_holds(member.id, SUMMARIES)
    assert db.session.scalars(holding(SUMMARIES)).all() == []
    say(by)
    assert consent_holds(member.id, SUMMARIES)
    assert [line.text_version for line in rows.ledger_of(by)] == [2, 1]


def test_refreshing_puts_the_table_in_step_with_new_texts(
    inside: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    old, new = make.member(), make.member()
    say(make.viewer(member=old))
    monkeypatch.setattr(wordings, "version_of", lambda purpose: 2)
    say(make.viewer(member=new))
    with unit_of_work():
        assert consenting.refresh() == 1
    states = db.session.execute(select(ConsentState.member_id, ConsentState.holds)).all()
    assert dict(tuple(row) for row in states) == {old.id: False, new.id: True}


def test_saying_the_same_twice_writes_one_line(inside: Flask, make: Maker):
    by = make.viewer(member=make.member())
    for given in (False, True, True, False, False):
        say(by, given=given)
    assert [line.given for line in rows.ledger_of(by)] == [False, True]


def test_a_visitor_and_an_unknown_purpose_are_refused(inside: Flask, make: Maker):
    with pytest.raises(Forbidden):
        say(ANONYMOUS)
    with pytest.raises(NotFound):
        say(make.viewer(member=make.member()), purpose="sell_my_data")


def test_words_changed_under_the_same_version_are_noticed(
    inside: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    say(make.viewer(member=make.member()))
    original = wordings.wording(SUMMARIES)
    parts = original.parts | {"who": "Everybody."}
    other = wordings.Wording(SUMMARIES, 1, "en", original.title, parts)
    monkeypatch.setattr(wordings, "wording", lambda purpose, language="en": other)
    with pytest.raises(consenting.WordingChanged):
        say(make.viewer(member=make.member()))


CHANGES = [
    update(Consent).values(given=True),
    update(Consent).values(at=datetime(2020, 1, 1, tzinfo=UTC)),
    delete(Consent),
]


@pytest.mark.parametrize("change", CHANGES, ids=("answer", "time", "line"))
def test_the_database_itself_refuses_to_change_the_ledger(inside: Flask, make: Maker, change):
    member = make.member()
    by = make.viewer(member=member)
    say(by)
    say(by, given=False)
    with pytest.raises(DBAPIError, match="append-only"), unit_of_work():
        db.session.execute(change)
    assert [line.given for line in rows.ledger_of(by)] == [False, True]


def test_the_ledger_goes_only_with_its_member(inside: Flask, make: Maker):
    gone, stays = make.member(), make.member()
    say(make.viewer(member=gone))
    say(make.viewer(member=stays))
    with unit_of_work():
        db.session.execute(delete(Member).where(Member.id == gone.id))
    assert db.session.scalars(select(Consent.member_id)).all() == [stays.id]


def test_the_page_gives_and_stops_with_one_press_each(client: SiteClient, cast: SimpleNamespace):
    client.sign_in(cast.patient)
    assert client.page("/me/consents").text.count("You do not agree. You were not asked yet.") == 3
    answer = send(client, "/me/consents/keep_health/give")
    assert (answer.status_code, answer.location) == (303, "/me/consents")
    page = client.page("/me/consents")
    assert "You agree, since" in page.text
    buttons = [button.text.split()[0] for button in page.select(".consent-card button")]
    assert buttons == ["Stop", "I", "I"]
    kinds = {tuple(button["class"]) for button in page.select(".consent-card button")}
    assert len(kinds) == 1
    send(client, "/me/consents/keep_health/withdraw")
    assert "Your last answer was on" in client.page("/me/consents").text


def test_the_page_says_that_a_text_changed(
    client: SiteClient, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    client.sign_in(cast.patient)
    send(client, "/me/consents/keep_health/give")
    monkeypatch.setattr(wordings, "version_of", lambda purpose: 2)
    page = client.page("/me/consents")
    assert "We changed this text after your last answer." in page.text
    assert "You agree, since" not in page.text


def test_the_ledger_page_lists_every_line_in_the_members_own_time(client: SiteClient, make: Maker):
    with time_machine.travel(datetime(2026, 11, 20, 20, 30, tzinfo=UTC), tick=False):
        client.sign_in(make.member(time_zone="Asia/Tokyo"))
        send(client, "/me/consents/show_groups/give")
        send(client, "/me/consents/show_groups/withdraw")
        page = client.page("/me/consents/ledger")
        lines = page.select("tbody tr")
        wording = client.page(lines[0].find("a")["href"])
    assert [line.select("td")[1].text for line in lines] == ["No", "Yes"]
    assert "21 November 2026, 05:30" in lines[0].text
    assert "Show my health entries to groups I choose" in wording.h1.text
    assert "Your entries leave the pages and numbers" in wording.text


def test_an_empty_ledger_says_so(client: SiteClient, cast: SimpleNamespace):
    assert "No answer yet" in client.sign_in(cast.patient).page("/me/consents/ledger").text


def test_only_wordings_of_ones_own_ledger_are_shown(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    send(client.sign_in(cast.patient), "/me/consents/keep_health/give")
    client.page("/me/consents/wording/keep_health/1/en")
    stranger = app.test_client().sign_in(cast.stranger)
    stranger.page("/me/consents/wording/keep_health/1/en", 404)
    client.page("/me/consents/wording/keep_health/2/en", 404)


def test_one_persons_answers_change_nobody_elses(
    app: Flask, client: SiteClient, cast: SimpleNamespace
):
    other = app.test_client().sign_in(cast.other_patient)
    send(other, "/me/consents/keep_health/give")
    client.sign_in(cast.patient)
    send(client, "/me/consents/keep_health/give")
    send(client, "/me/consents/keep_health/withdraw")
    with app.app_context():
        assert consent_holds(cast.other_patient.id, "keep_health")
        assert not consent_holds(cast.patient.id, "keep_health")


def test_the_wording_is_kept_once_and_whole(inside: Flask, make: Maker):
    for _ in range(2):
        say(make.viewer(member=make.member()))
    (kept,) = db.session.scalars(select(ConsentText))
    assert kept.text == wordings.wording(SUMMARIES).text
    assert db.session.execute(text("SELECT count(*) FROM consents")).scalar() == 2
