"""A claim that was decided before is offered with its reasons when it comes again in other words."""

from __future__ import annotations

import pytest

from app.core.database import db
from app.moderation.models import Decision
from app.moderation.services import deciding

CURE = "Garlic cures high blood pressure, so you can stop your tablets."
AGAIN = "Eat garlic and your high blood pressure goes away, no need for the pills."


@pytest.fixture
def before(desk, make, report, decide) -> str:
    """What somebody wrote, and what Finch decided about it; gives its case."""
    first = make.message(room=desk.room, by=desk.second, body=CURE)
    case_id = report(said=first, reason="misleading", flaw="factual_error")
    decide(desk.finch, case_id, "ask", "misleading")
    return case_id


def page_of(client, who, make, desk, report, **about):
    said = make.message(room=desk.room, by=desk.author, body=about.pop("body", AGAIN))
    case_id = report(said=said, **about)
    client.sign_in(who)
    return f"/desk/cases/{case_id}"


def test_it_is_offered_with_its_reasons(client, desk, make, report, before):
    base = page_of(client, desk.wren, make, desk, report)
    client.post(f"{base}/claim")
    part = client.page(base).find("h2", string="Decided before in other words").find_next("ul")
    assert CURE in part.text and "Ask the author" in part.text
    see, reuse = part.select("a")
    assert see["href"] == f"/desk/cases/{before}"
    said = client.page(reuse["href"]).select_one("#explanation").text.strip()
    assert said == "A sentence that is long enough for anybody."


def test_another_claim_offers_nothing(client, desk, make, report, before):
    base = page_of(client, desk.wren, make, desk, report, body="I slept badly, and tea helped me.")
    assert "Decided before" not in client.page(base).text


def test_distress_is_no_claim(client, desk, make, report, before):
    base = page_of(client, desk.lark, make, desk, report, reason="worried")
    assert "Decided before" not in client.page(base).text


def test_what_was_taken_back_is_not_offered(app, client, desk, make, report, before, act):
    with app.app_context():
        decision = db.session.query(Decision).one()
    act(deciding.reverse, by=desk.lark, decision=decision)
    base = page_of(client, desk.wren, make, desk, report)
    assert "Decided before" not in client.page(base).text
