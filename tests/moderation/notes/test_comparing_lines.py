"""Once a week the line along which raters differ is compared with the week before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import NoteRating
from app.moderation.services.comparing_lines import compare_lines, last_compared
from tests.moderation.notes.test_scoring import camps

HEADING = "Do members still differ in the same way?"


@pytest.fixture
def compared(app):
    """Compare now; what is kept then."""

    def do():
        with app.app_context(), unit_of_work():
            compare_lines(now())
        with app.app_context():
            return last_compared()

    return do


def weeks_old(app, keys) -> None:
    """The ratings of these notes were given two weeks ago."""
    with app.app_context(), unit_of_work():
        since = {"rated_at": now() - timedelta(days=14)}
        db.session.execute(update(NoteRating).where(NoteRating.note_id.in_(keys)).values(since))


def long_ago(app, make, talk):
    """Members of long ago, so that all their ratings count."""
    ids = camps(app, make, talk, 31)
    weeks_old(app, ids)
    return ids


def test_the_same_line_is_stable(app, cast, make, talk, compared, client):
    long_ago(app, make, talk)
    found = compared()
    assert (found.notes, found.correlation, found.is_stable) == (12, 100, True)
    page = client.sign_in(cast.moderator).page("/desk/notes").main.text
    assert HEADING in page and "1.00" in page and "12 notes" in page
    assert "may be chance" not in page


def test_with_nothing_a_week_ago_there_is_nothing_to_compare(
    app, cast, make, talk, compared, client
):
    camps(app, make, talk, 31)
    found = compared()
    assert (found.notes, found.correlation, found.is_stable) == (0, None, False)
    assert "Too little to compare" in client.sign_in(cast.moderator).page("/desk/notes").text


def test_a_line_that_turned_is_told(app, cast, make, talk, compared, client, monkeypatch):
    from app.moderation.services.bridging import comparing

    monkeypatch.setattr(comparing, "correlation", lambda _one, _other: 0.31)
    long_ago(app, make, talk)
    assert compared().is_stable is False
    page = client.sign_in(cast.moderator).page("/desk/notes").main.text
    assert "0.31" in page and "may be chance" in page


def test_before_the_first_week_the_page_says_so(cast, client):
    assert "Not compared yet." in client.sign_in(cast.moderator).page("/desk/notes").main.text
