"""A case of distress after 180 days, where what was decided still limits somebody."""

from __future__ import annotations

from datetime import timedelta

import time_machine

from app.accounts.queries import viewer_of
from app.accounts.services import retention
from app.core.clock import now
from app.core.transactions import unit_of_work
from app.moderation.services import claiming, deciding
from app.moderation.services.deciding import Reasons
from app.moderation.services.looking_up import case_of
from tests.moderation.care.conftest import HARD_WORDS

WHY = "A sentence that is long enough for anybody."


def hide(app, by, case_id: str) -> None:
    """Take it in hand and hide what was written."""
    reasons = Reasons(ground="unkind", facts=WHY, explanation=WHY, skipped_because="It was grave.")
    with app.test_request_context(), unit_of_work():
        viewer = viewer_of(by.id)
        claiming.claim(by=viewer, case_id=case_id)
        version = case_of(viewer, case_id).version
        deciding.decide(by=viewer, case_id=case_id, version=version, action="hide", reasons=reasons)


def test_its_page_opens_without_what_went(app, client, here, case):
    """The words, why somebody worried, and who looked."""
    case_id = case.split("/")[3]
    thing = f"/report/post/{post_of(client, here)}"
    client.sign_in(here.reader).post(thing, data={"reason": "worried"})
    client.post(f"{thing}/check", data={"words": "Curlew words"})
    assert "Curlew words" in client.sign_in(here.dove).page(f"/desk/cases/{case_id}").text
    hide(app, here.lark, case_id)
    with time_machine.travel(now() + timedelta(days=181)):
        with app.app_context():
            assert retention.run()["cases"] == 1
        page = client.sign_in(here.lark).page(f"/desk/cases/{case_id}")
        looks = page.find("summary", string="Who looked at this").find_next("ul")
        assert [one.text for one in looks.select("li > span[dir]")] == ["Lark"]
    assert WHY in page.text
    assert "Curlew words" not in page.text
    evidence = page.find("h2", string="What was written").find_next_sibling()
    assert HARD_WORDS not in evidence.text


def post_of(client, here) -> str:
    """The public id of what the writer wrote."""
    page = client.sign_in(here.reader).page(f"/topics/{here.topic.public_id}")
    link = page.select("a[href^='/report/post/']")[-1]
    return link["href"].split("/")[3].split("?")[0]
