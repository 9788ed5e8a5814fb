"""The page of a trial: nothing that tempts anybody to stop early, and a plain answer at its end."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import PromptCount, PromptTrial
from app.moderation.services.trying_prompt import ASKED, PLAIN


@pytest.fixture
def filled(app):
    """`filled(asked=(published, pointed), plain=…)`, ended or running."""

    def fill(asked, plain, ended=True):
        with app.app_context(), unit_of_work():
            for arm, (published, pointed) in ((ASKED, asked), (PLAIN, plain)):
                which = update(PromptCount).where(PromptCount.arm == arm)
                db.session.execute(which.values(published=published, pointed=pointed))
            if ended:
                db.session.execute(update(PromptTrial).values(ended_at=now()))

    return fill


@pytest.fixture
def page(client, cast):
    client.sign_in(cast.moderator)
    return lambda query="": client.page(f"/desk/asking{query}")


def test_until_the_end_it_says_only_how_many_are_missing(page, begin, filled):
    begin(9000)
    filled(asked=(7123, 6311), plain=(6544, 5877), ended=False)
    text = " ".join(page().main.text.split())
    assert "Half that is asked: 1880 posts to go" in text
    assert "Half that is not asked: 2460 posts to go" in text
    for told in ("1877", "2456", "7123", "6311", "6544", "5877", "%", "Difference", "Newcombe"):
        assert told not in text


def test_one_full_arm_is_not_the_end(page, trial, filled):
    filled(asked=(9123, 6311), plain=(49, 5877), ended=False)
    text = page().main.text
    assert "0 posts to go" in text
    assert "6311" not in text
    assert "5877" not in text


def test_a_trial_that_was_stopped_shows_nothing(client, page, trial, filled):
    filled(asked=(45, 6311), plain=(9123, 5877), ended=False)
    assert client.post("/desk/asking/stop").status_code == 303
    text = page().main.text
    assert "it found nothing" in text
    assert "6311" not in text
    assert "5877" not in text


def test_at_its_end_both_counts_and_the_difference_stand_there(page, trial, filled):
    filled(asked=(1083, 477), plain=(1694, 949))
    text = " ".join(page().main.text.split())
    assert "Asking first helped" in text
    for told in ("1083", "477", "1694", "949", "-12.0 of 100 posts", "-15.7 to -8.2"):
        assert told in text


@pytest.mark.parametrize(
    ("asked", "plain", "words"),
    [
        ((400, 80), (400, 20), "With the question more posts went out"),
        ((50, 5), (50, 5), "does not show that asking first changes anything"),
    ],
    ids=["worse", "nothing seen"],
)
def test_it_says_what_it_saw_and_no_more(page, trial, filled, asked, plain, words):
    filled(asked=asked, plain=plain)
    text = " ".join(page().main.text.split())
    assert words in text
    assert "Asking first helped" not in text


def test_the_plan_says_how_many_posts_it_takes(page, rules_on):
    assert "It takes 435 posts in each half." in page("?usual=100&hoped=50").main.text
    assert page("?usual=100&hoped=50").select_one("#wanted")["value"] == "435"
    assert "It takes 100000 posts" in page("?usual=100&hoped=101").main.text
    assert "It takes 50 posts" in page("?usual=900&hoped=1").main.text


@pytest.mark.parametrize(
    "query", ["?usual=x&hoped=5", "?usual=10&hoped=10", "?usual=10&hoped=1001"]
)
def test_a_plan_that_cannot_be_is_told_beside_its_field(page, rules_on, query):
    found = page(query)
    assert found.select(".error-summary a[href^='#']")
    assert "It takes" not in found.main.text


def test_it_begins_with_a_number_that_is_kept(client, page, rules_on):
    for wrong in ("", "many", "49"):
        assert client.post("/desk/asking/begin", data={"wanted": wrong}).status_code == 422
    assert client.post("/desk/asking/begin", data={"wanted": "400"}).status_code == 303
    assert "until each half has 400 posts" in page().main.text


def test_where_nobody_is_asked_it_says_so(page):
    assert "Nothing to try" in page().main.text


def test_everybody_can_read_that_such_trials_happen(client):
    text = " ".join(client.page("/about").main.text.split())
    assert "At times we try whether that question helps" in text


def test_members_see_nothing_of_it(client, cast, trial):
    client.sign_in(cast.patient)
    assert client.get("/desk/asking").status_code == 403
