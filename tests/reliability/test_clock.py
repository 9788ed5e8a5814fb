"""R-13: a clock that jumps by a day neither signs people out, nor revives, nor mixes up."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.health.answers import Answers, Named
from app.health.models import Evaluation
from app.health.services import evaluating

DAY = timedelta(days=1)
JUMPS = pytest.mark.parametrize("jump", [DAY, -DAY], ids=["forwards", "backwards"])


@JUMPS
def test_members_stay_signed_in(app, make, jump):
    """Red when a session lives for less than a day, or must have begun before now."""
    client = app.test_client().sign_in(make.member())
    assert client.get("/me").status_code == 200
    with time_machine.travel(now() + jump):
        assert client.get("/me").status_code == 200
    assert client.get("/me").status_code == 200


@JUMPS
def test_a_session_that_was_ended_stays_ended(app, make, jump):
    """Red when signing out writes an end time that is compared with the clock."""
    client = app.test_client().sign_in(make.member())
    word = client.get_cookie("session").value
    client.post("/sign-out")
    client.set_cookie("session", word)
    with time_machine.travel(now() + jump):
        assert client.get("/me").status_code == 302


def test_a_session_that_ran_out_is_not_revived_by_a_clock_that_goes_back(app, make):
    """Red when nothing is written down once a session is found to be over."""
    client = app.test_client().sign_in(make.member())
    with time_machine.travel(now() + 15 * DAY):
        assert client.get("/me").status_code == 302
    assert client.get("/me").status_code == 302


def test_a_new_entry_stays_the_newest_after_a_jump(app, make):
    """Red when what is current goes by the wall clock alone."""
    person = make.member(consents=("keep_health",))
    tea = make.concept(kind="treatment", name="kettle tea")
    viewer = make.viewer(member=person)
    about = {"treatment": Named(words="kettle tea", concept_id=tea.id)}
    why = Named(words="thirst", concept_id=make.concept(kind="symptom", name="thirst").id)

    def say(overall: int) -> int:
        with app.app_context(), unit_of_work():
            answers = Answers(overall=overall)
            return evaluating.record(by=viewer, purposes=[why], answers=answers, **about).id

    say(3)
    with time_machine.travel(now() - DAY):
        newest = say(8)
    with app.app_context():
        assert db.session.get_one(Evaluation, newest).is_current


def test_posts_stand_in_the_order_of_their_numbers(app, make):
    """Red when the posts of a topic are sorted by time."""
    person = make.member()
    topic = make.topic(group=make.group(members=(person,)), by=person)
    client, address = app.test_client().sign_in(person), f"/topics/{topic.public_id}"
    client.post(f"{address}/reply", data={"body": "Said before the jump"})
    with time_machine.travel(now() - DAY):
        client.post(f"{address}/reply", data={"body": "Said after the jump"})
    text = client.get(address).text
    assert text.index("Said before the jump") < text.index("Said after the jump")


def test_no_waiting_is_measured_on_the_clock_that_jumps(checkout: Path):
    """`time.time()` stands nowhere in the product: waits use `monotonic`, instants the clock."""
    asks = re.compile(r"\btime\.time\(|from time import [^\n]*\btime\b")
    files = [*checkout.glob("app/**/*.py"), *checkout.glob("bin/*.py")]
    assert len(files) > 100
    assert not [str(path) for path in files if asks.search(path.read_text("utf-8"))]
