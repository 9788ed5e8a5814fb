"""A trial of asking authors first: who is asked, what is counted, and that nobody is named
(science.md M19)."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import inspect, select, update

from app.accounts.queries import viewer_of
from app.audit.models import AuditEntry
from app.community.models import Topic
from app.community.services import posting
from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict, Forbidden, Invalid
from app.core.transactions import unit_of_work
from app.moderation.models import PromptCount, PromptTrial
from app.moderation.queries.trials import running_trial
from app.moderation.services import trying_prompt
from app.moderation.services.trying_prompt import ASKED, PLAIN, arm_of
from tests.moderation.trial.conftest import CLEAR, UNCLEAR
from tests.support.at_once import at_once


def reply(client, who, address, body, **also):
    return client.sign_in(who).post(f"{address}/reply", data={"body": body, **also})


def test_only_one_arm_is_asked(client, people):
    asked = reply(client, people.asked, people.address, UNCLEAR)
    assert asked.status_code == 200
    assert "Your own story, or advice?" in asked.text
    assert reply(client, people.plain, people.address, UNCLEAR).status_code == 303


def test_after_the_trial_everybody_is_asked_again(client, cast, people):
    client.sign_in(cast.moderator).post("/desk/asking/stop")
    for who in (people.asked, people.plain):
        assert "Your own story" in reply(client, who, people.address, UNCLEAR).text


def test_nobody_is_asked_where_the_operator_switched_it_off(app, client, people, monkeypatch):
    monkeypatch.setitem(app.config, "ASK_AUTHORS", False)
    assert reply(client, people.asked, people.address, UNCLEAR).status_code == 303


def test_a_member_stays_in_their_arm_and_arms_are_about_even(inside):
    dealt = [arm_of("trial", member) for member in range(4000)]
    assert dealt == [arm_of("trial", member) for member in range(4000)]
    assert 1900 < dealt.count(ASKED) < 2100
    again = sum(arm_of("another", member) == arm for member, arm in enumerate(dealt))
    assert 1900 < again < 2100


def test_the_deal_cannot_be_made_without_the_key(inside, monkeypatch):
    dealt = [arm_of("trial", member) for member in range(200)]
    monkeypatch.setitem(inside.config, "SECRET_KEY", "another key of another site")
    assert dealt != [arm_of("trial", member) for member in range(200)]


def test_topics_and_replies_count_once_and_those_that_a_rule_points_at_twice(client, people, arms):
    reply(client, people.asked, people.address, UNCLEAR, anyway="1")
    reply(client, people.asked, people.address, CLEAR)
    reply(client, people.plain, people.address, UNCLEAR)
    before = arms()
    assert (before[ASKED], before[PLAIN]) == ((2, 1), (1, 1))
    with client.application.app_context(), unit_of_work():
        posting.open_topic(
            by=viewer_of(people.plain.id), group_id=people.group.id, kind="question",
            title="A title", body=CLEAR,
        )  # fmt: skip
    assert arms()[PLAIN] == (2, 1)


def test_an_edit_is_no_new_publication(app, client, people, arms):
    reply(client, people.plain, people.address, CLEAR)
    post = client.page(people.address).select("article [href*='/edit']")
    assert post, "the author can edit"
    client.post(post[0]["href"], data={"body": UNCLEAR, "anyway": "1"})
    assert UNCLEAR in client.page(people.address).text
    assert arms()[PLAIN] == (1, 0)


def test_what_was_written_before_the_trial_is_no_part_of_it(app, people, trial, arms):
    with app.test_request_context(), unit_of_work():
        began = running_trial().began_at
        topic = people.address.rsplit("/", 1)[1]
        topic_id = db.session.scalars(select(Topic.id).where(Topic.public_id == topic)).one()
        by = people.plain.id
        posting.reply(by=by, topic_id=topic_id, body=CLEAR, at=began.replace(year=began.year - 1))
    assert arms()[PLAIN] == (0, 0)


def test_nothing_is_counted_without_a_trial_or_while_the_rules_are_off(client, cast, people, arms):
    client.sign_in(cast.moderator).post("/desk/rules/off", data={"reason": "A pause"})
    reply(client, people.plain, people.address, UNCLEAR)
    assert arms()[PLAIN] == (0, 0)


def test_two_posts_at_once_are_two(app, client, people, arms):
    def write(who):
        answer = (
            app.test_client().sign_in(who).post(f"{people.address}/reply", data={"body": CLEAR})
        )
        assert answer.status_code == 303

    assert at_once(app, [lambda: write(people.plain), lambda: write(people.plain)]) == []
    assert arms()[PLAIN] == (2, 0)


def test_the_last_post_that_is_wanted_ends_it(app, client, people, trial, arms):
    with app.app_context(), unit_of_work():
        db.session.execute(update(PromptCount).values(published=49, pointed=7))
        db.session.execute(
            update(PromptCount).where(PromptCount.arm == ASKED).values(published=50, pointed=3)
        )
    reply(client, people.plain, people.address, UNCLEAR)
    with app.app_context():
        assert running_trial() is None
    reply(client, people.plain, people.address, CLEAR, anyway="1")
    assert arms() == {ASKED: (50, 3), PLAIN: (50, 8)}


def test_no_table_and_no_line_of_the_log_names_a_member(app, client, people, trial):
    for who in (people.asked, people.plain):
        reply(client, who, people.address, UNCLEAR, anyway="1")
    with app.app_context():
        columns = {one["name"] for one in inspect(db.engine).get_columns("prompt_counts")}
        assert columns == {"id", "trial_id", "arm", "published", "pointed"}
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        about = [one for one in entries if one.action.startswith("prompt_trial")]
        assert [one.action for one in about] == ["prompt_trial_begun"]
        assert set(json.loads(about[0].details)) == {"trial", "wanted"}


@pytest.mark.parametrize("wanted", [0, 49, 100_001])
def test_too_small_and_too_large_trials_are_refused(begin, wanted):
    with pytest.raises(Invalid, match="50 to 100,000"):
        begin(wanted)


def test_one_trial_at_a_time(app, cast, begin, trial):
    with pytest.raises(Invalid, match="runs already"):
        begin()


def test_of_two_who_begin_at_once_one_does(app, begin):
    raised = at_once(app, [begin, begin])
    assert [type(one) for one in raised] == [Invalid]
    with app.app_context():
        assert len(db.session.scalars(select(PromptTrial)).all()) == 1


def test_there_is_nothing_to_try_while_nobody_is_asked(app, cast, begin, monkeypatch):
    monkeypatch.setitem(app.config, "ASK_AUTHORS", False)
    with pytest.raises(Invalid, match="nothing to try"):
        begin()


def test_only_the_desk_begins_and_stops_one(app, cast, trial):
    with app.test_request_context(), unit_of_work():
        with pytest.raises(Forbidden):
            trying_prompt.begin(by=viewer_of(cast.patient.id), wanted=50)
        with pytest.raises(Forbidden):
            trying_prompt.stop(by=viewer_of(cast.patient.id))
        trying_prompt.stop(by=viewer_of(cast.moderator.id))
        with pytest.raises(Conflict):
            trying_prompt.stop(by=viewer_of(cast.moderator.id))
        assert db.session.get_one(PromptTrial, trial.id).ended_at <= now()
