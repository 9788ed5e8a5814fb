"""Which pages are asked for and when, and from when on one is said to fail (science.md M9)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation import jobs
from app.moderation.models import ContextNote, SourceCheck
from app.moderation.queries.source_checks import silent_among
from app.moderation.services import checking_sources
from tests.moderation.sources.conftest import GOOD, OLD, START

PAGE, OTHER = "https://page.example/a#part", "https://page.example/b"
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def rows(app):
    """The looks by address."""

    def read():
        with app.app_context():
            found = db.session.scalars(select(SourceCheck).order_by(SourceCheck.url))
            return {row.url: row for row in found}

    return read


@pytest.fixture
def silent(app):
    """Those known to fail."""

    def read():
        with app.app_context():
            return silent_among([PAGE, OTHER, GOOD, OLD])

    return read


def test_the_register_and_notes_that_stand_are_asked_for(cite, check, servers, rows):
    cite(PAGE, OTHER)
    cite(PAGE)
    cite("https://gone.example/", withdrawn_at=START)
    done = check(START)
    assert sorted(servers.asked) == sorted([GOOD, OLD, PAGE, OTHER])
    assert (done.asked, done.answered, done.failing) == (4, 4, 0)
    assert {row.status for row in rows().values()} == {200}


def test_each_is_asked_for_once_in_seven_days(cite, check, servers):
    cite(PAGE)
    check(START)
    check(START + WEEK - timedelta(minutes=1))
    assert servers.asked == []
    check(START + WEEK)
    assert sorted(servers.asked) == sorted([GOOD, OLD, PAGE])


def test_a_run_asks_for_fifty_and_those_that_waited_longest_first(cite, check, servers):
    pages = [f"https://page.example/{n:02}" for n in range(60)]
    for one in pages:
        cite(one)
    first = check(START)
    seen = set(servers.asked)
    assert first.asked == len(seen) == 50
    check(START + DAY)
    assert len(servers.asked) == 12
    assert not seen & set(servers.asked)
    check(START + WEEK)
    assert set(servers.asked) == seen


def test_gone_is_said_after_two_looks_since_the_first(cite, check, servers, silent):
    cite(PAGE)
    servers[PAGE] = 404
    assert check(START).failing == 0
    assert silent() == {}
    servers[PAGE] = 410
    assert check(START + WEEK).failing == 1
    assert silent() == {PAGE: START}
    check(START + 2 * WEEK)
    assert silent() == {PAGE: START}


def test_no_answer_is_said_after_three_looks(cite, check, servers, silent):
    cite(PAGE)
    servers[PAGE] = None
    for week in range(2):
        check(START + week * WEEK)
        assert silent() == {}
    check(START + 2 * WEEK)
    assert silent() == {PAGE: START}


def test_two_looks_without_an_answer_far_apart_are_not_three(cite, check, servers, silent):
    cite(PAGE)
    servers[PAGE] = None
    check(START)
    check(START + 5 * WEEK)
    assert silent() == {}


def test_looks_of_two_kinds_do_not_add_up(cite, check, servers, silent):
    cite(PAGE)
    for week, said in enumerate([None, 404, None, 404]):
        servers[PAGE] = said
        check(START + week * WEEK)
        assert silent() == {}


def test_what_fails_goes_on_failing_in_another_way(cite, check, servers, silent):
    cite(PAGE)
    for week, said in enumerate([404, 404, None]):
        servers[PAGE] = said
        check(START + week * WEEK)
    assert silent() == {PAGE: START}


@pytest.mark.parametrize("status", [200, 301, 403, 503])
def test_one_answer_ends_it(cite, check, servers, silent, status):
    cite(PAGE)
    for week, said in enumerate([404, 404, status]):
        servers[PAGE] = said
        check(START + week * WEEK)
    assert silent() == {}
    servers[PAGE] = 404
    check(START + 3 * WEEK)
    assert silent() == {}


def test_where_nobody_answers_the_fault_is_ours(cite, check, servers, rows):
    cite(PAGE)
    servers |= dict.fromkeys(
        [PAGE, GOOD, OLD, "https://www.good.example/", "https://www.old.example/"]
    )
    done = check(START)
    assert (done.asked, done.answered) == (3, 0)
    assert rows() == {}


def test_a_source_of_the_register_may_stand_under_www_alone(check, servers, rows):
    servers[GOOD] = None
    check(START)
    assert "https://www.good.example/" in servers.asked
    assert rows()[GOOD].status == 200


def test_what_is_never_called_does_not_keep_others_from_their_turn(cite, check, servers, rows):
    plain = "http://page.example/"
    cite(plain)
    check(START)
    assert plain not in servers.asked
    assert (rows()[plain].checked_at, rows()[plain].failing_since) == (START, None)


def test_addresses_that_nothing_names_any_more_are_forgotten(app, cite, check, rows):
    cite(PAGE)
    cite(OTHER)
    check(START)
    with app.app_context(), unit_of_work():
        note = db.session.scalars(select(ContextNote).order_by(ContextNote.id)).first()
        note.withdrawn_at = START
    check(START + DAY)
    assert set(rows()) == {OTHER, GOOD, OLD}


def test_the_job_asks_nobody_before_the_operator_says_so(app, monkeypatch, servers):
    caller = type("Caller", (), {"status_of": staticmethod(servers.status_of)})
    monkeypatch.setattr(jobs, "Caller", caller)
    with app.app_context():
        jobs.check_sources.function()
        assert servers.asked == []
        monkeypatch.setitem(app.config, "CHECK_SOURCES", True)
        jobs.check_sources.function()
    assert sorted(servers.asked) == [GOOD, OLD]


def test_by_hand_it_asks_at_once(app, monkeypatch, servers):
    from app.moderation.cli import sources

    caller = type("Caller", (), {"status_of": staticmethod(servers.status_of)})
    monkeypatch.setattr(sources, "Caller", caller)
    said = app.test_cli_runner().invoke(args=["moderation", "check-sources"])
    assert said.output == "2 pages asked for, 0 of them known to fail.\n"
    assert checking_sources.MOST_A_RUN == 50
