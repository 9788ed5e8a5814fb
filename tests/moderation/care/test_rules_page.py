"""The rules that read posts: tried before they are switched on, off at once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.core.database import db
from app.core.jobs import run_pending
from app.moderation.models import Case, Report, ScreeningRun
from app.moderation.services import reading_posts
from app.moderation.services.screening import rule_file, standing_rules
from app.moderation.views import screening

ADVICE = "You should stop taking your insulin, you do not need it."
RULES = "/desk/rules"


def count(app, model) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def write(client, here, body=ADVICE):
    return client.post(f"/topics/{here.topic.public_id}/reply", data={"body": body})


def try_rules(app, client):
    """Press the button, and let a worker do what it asked for."""
    client.post(f"{RULES}/try")
    run_pending(app)


def test_nothing_is_screened_before_somebody_switched_the_rules_on(app, client, here):
    write(client.sign_in(here.writer), here)
    assert count(app, Case) == 0


def test_they_cannot_be_switched_on_untried(app, client, here):
    answer = client.sign_in(here.moderator).post(f"{RULES}/on", data={"reason": "Time to begin"})
    assert answer.status_code == 422
    assert "Time to begin" in answer.text


def test_a_dry_run_counts_and_changes_nothing(app, client, here):
    write(client.sign_in(here.writer), here)
    try_rules(app, client.sign_in(here.moderator))
    with app.app_context():
        run = db.session.scalars(select(ScreeningRun)).one()
    assert run.read_count >= 1
    assert "stop" in run.found
    assert (count(app, Case), count(app, Report)) == (0, 0)
    assert f"of {run.read_count} posts" in client.page(RULES).main.text


def test_switched_on_they_open_a_case_and_the_post_stays(app, client, here):
    try_rules(app, client.sign_in(here.moderator))
    client.post(f"{RULES}/on", data={"reason": "Tried it"})
    write(client.sign_in(here.writer), here)
    write(client, here, "My doctor stopped my insulin and I feel better.")
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
    assert case.level == "harm"
    assert ADVICE in client.sign_in(here.reader).get(f"/topics/{here.topic.public_id}").text


def test_switched_off_they_read_nothing_from_then_on(app, client, here):
    try_rules(app, client.sign_in(here.moderator))
    client.post(f"{RULES}/on", data={"reason": "Tried it"})
    client.post(f"{RULES}/off", data={"reason": "Too many false alarms"})
    write(client.sign_in(here.writer), here)
    assert count(app, Case) == 0
    with app.app_context():
        switched = select(func.count()).where(AuditEntry.action == "rules_switched")
        assert db.session.scalar(switched) == 2


def test_a_switch_needs_a_reason(client, here):
    assert client.sign_in(here.moderator).post(f"{RULES}/off", data={}).status_code == 422


def test_a_new_version_is_tried_before_it_reads_anything(app, client, here, monkeypatch):
    try_rules(app, client.sign_in(here.moderator))
    client.post(f"{RULES}/on", data={"reason": "Tried it"})
    newer = replace(standing_rules(), version=99)
    for module in (reading_posts, rule_file, screening):
        monkeypatch.setattr(module, "standing_rules", lambda: newer)
    assert "Version 99 is here now" in client.page(RULES).main.text
    assert client.post(f"{RULES}/on", data={"reason": "At once"}).status_code == 422
    write(client.sign_in(here.writer), here)
    assert count(app, Case) == 0
