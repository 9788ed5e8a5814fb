"""Two pages of one person that send at the same moment: one is kept, the other is told."""

from __future__ import annotations

import pytest

from app.accounts.queries import viewer_of
from app.core.database import db
from app.core.errors import Conflict
from app.core.transactions import unit_of_work
from app.moderation.models import Appeal, Report
from app.moderation.services import appealing, reporting
from tests.support.at_once import at_once


@pytest.fixture
def sends(app):
    """Run a service in a request's frame, as one unit of work, by somebody."""

    def of(service, by, **values):
        def send():
            with app.test_request_context(), unit_of_work():
                service(by=viewer_of(by.id), **values)

        return send

    return of


def test_one_appeal_is_kept(app, talk, report, decide, sends, page_of):
    report()
    decision = decide("hide")
    about = {"decision_id": decision.public_id, "words": "Please look again"}
    raised = at_once(app, [sends(appealing.appeal, talk.author, **about)] * 3)
    assert [type(one) for one in raised] == [Conflict] * 2
    with app.app_context():
        assert db.session.query(Appeal).count() == 1


def test_the_second_page_answers_kindly(app, talk, report, decide, page_of):
    report()
    path = f"/me/decisions/{decide('hide').public_id}/appeal"
    browser = page_of(talk.author)
    answers = [browser.post(path, data={"words": "Please look again"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert "One is enough." in browser.page(answers[1].location).text
    with app.app_context():
        assert db.session.query(Appeal).count() == 1


def test_one_report_is_kept(app, talk, sends):
    about = {"kind": "message", "thing_id": talk.said.public_id, "reason": "unkind"}
    assert at_once(app, [sends(reporting.report, talk.reporter, **about)] * 3) == []
    with app.app_context():
        assert db.session.query(Report).count() == 1
