"""The queue: who is first, who sees what, filters in the address, pages, and taking the next one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Shift
from app.moderation.queries.queue import MOST_COUNTED, PLACES, SIZE
from app.moderation.services import reporting
from app.moderation.services.weighing import THRESHOLDS
from app.moderation.steps import LIFTED, MOST_STEPS_UP
from tests.support.queries import count_queries

LEVELS = {
    "crisis": "Somebody may be in danger now",
    "red": "Somebody may not be safe",
    "harm": "Could injure somebody soon",
    "amber": "Should be looked at",
    "rest": "Everything else",
}


def shown(page: BeautifulSoup) -> list[str]:
    """Public ids of the listed cases, in order."""
    return [link["href"].rsplit("/", 1)[1] for link in page.select("tbody th a")]


@pytest.fixture
def mixed(waiting) -> dict[str, str]:
    """Two of each place, the younger one made first, and one that is decided."""
    at, made = now() - timedelta(hours=9), {}
    for number, level in enumerate(reversed(LEVELS)):
        for age in ("younger", "older"):
            begun = at + timedelta(minutes=number + (30 if age == "younger" else 0))
            made[f"{level} {age}"] = waiting(level, begun).public_id
    made["lifted"] = waiting("amber", at, rank=LIFTED, lifted_at=now()).public_id
    waiting("harm", at, state="decided", decided_at=now())
    return made


def test_the_gravest_come_first_and_inside_a_level_the_oldest(client, desk, mixed):
    page = client.sign_in(desk.lark).page("/desk")
    order = ["crisis", "lifted", "red", "harm", "amber", "rest"]
    names = [
        name for p in order for name in ([p] if p == "lifted" else [f"{p} older", f"{p} younger"])
    ]
    assert shown(page) == [mixed[name] for name in names]


def test_a_level_stands_in_words(client, desk, mixed):
    page = client.sign_in(desk.lark).page("/desk")
    said = [cell.a.text for cell in page.select("tbody th")]
    assert said[0] == LEVELS["crisis"] and said[-1] == LEVELS["rest"]
    assert "Waited too long" in page.select("tbody th")[2].text


def test_moderators_find_no_trace_of_people_in_distress(client, desk, mixed):
    page = client.sign_in(desk.wren).page("/desk")
    names = [name for name in mixed if not name.startswith(("crisis", "red"))]
    assert sorted(shown(page)) == sorted(mixed[name] for name in names)
    assert LEVELS["crisis"] not in page.text and LEVELS["red"] not in page.text
    for name in ("crisis older", "red older"):
        assert client.get(f"/desk/cases/{mixed[name]}").status_code == 404
    # Neither by asking for the level: it is none that they could choose.
    assert sorted(shown(client.page("/desk?level=1"))) == sorted(mixed[name] for name in names)


def test_a_sign_of_distress_stays_for_safeguarding_when_its_level_falls(client, desk, waiting):
    quiet = waiting("rest", is_sensitive=True, place="A quiet place").public_id
    assert quiet not in shown(client.sign_in(desk.wren).page("/desk"))
    assert "A quiet place" not in client.page("/desk").text
    assert shown(client.sign_in(desk.lark).page("/desk")) == [quiet]


def test_each_level_is_counted_up_to_a_limit(app, client, desk, waiting):
    waiting("amber")
    waiting("amber", state="decided", decided_at=now())
    waiting("rest", rank=48)
    waiting("rest", rank=50)
    page = client.sign_in(desk.lark).page("/desk")
    counts = {li.span.text: li.strong.text for li in page.select(".desk-counts li")}
    assert counts[LEVELS["amber"]] == "1" and counts[LEVELS["rest"]] == "2"
    assert counts[LEVELS["crisis"]] == "0"
    many = [{"thing_id": f"x{n}", "kind": "post", "level": "amber", "rank": 40} for n in range(999)]
    with app.app_context(), unit_of_work():
        db.session.add_all(Case(**one) for one in many)
    page = client.page("/desk")
    assert f"more than {MOST_COUNTED}" in page.select_one(".desk-counts").text


FILTERS = {
    "level=4": ["amber"], "kind=post": ["a post"], "hands=mine": ["mine"],
    "hands=free": ["amber", "a post", "left lying"], "hands=claimed": ["mine", "finch's"],
    "level=5&kind=post": ["a post"], "kind=nonsense": ["amber", "a post", "left lying", "mine", "finch's"],
}  # fmt: skip


@pytest.mark.parametrize("query", FILTERS)
def test_the_address_says_what_is_listed(client, desk, waiting, query):
    held = {"claimed_at": now(), "claimed_by_id": desk.finch.id}
    left = held | {"claimed_at": now() - timedelta(hours=3)}
    made = {
        "amber": waiting("amber"),
        "a post": waiting("rest", kind="post"),
        "left lying": waiting("harm", **left),
        "mine": waiting("harm", **held | {"claimed_by_id": desk.wren.id}),
        "finch's": waiting("harm", **held),
    }
    page = client.sign_in(desk.wren).page(f"/desk?{query}")
    assert set(shown(page)) == {made[name].public_id for name in FILTERS[query]}


def test_a_group_can_be_chosen_by_its_name(client, desk, waiting):
    here = waiting("rest", group_id=desk.group.id).public_id
    waiting("rest", group_id=desk.group.id + 1)
    page = client.sign_in(desk.wren).page("/desk")
    (choice,) = (one for one in page.select("#group option") if one.text == "Quiet circle")
    assert shown(client.page(f"/desk?group={choice['value']}")) == [here]


def test_decided_ones_are_listed_when_asked_for(client, held, begun):
    assert shown(client.page("/desk")) == [held.id]
    assert client.post(f"{held.base}/decide", data=begun()).status_code == 303
    assert shown(client.page("/desk")) == []
    assert shown(client.page("/desk?state=decided")) == [held.id]


def test_every_case_stands_on_exactly_one_page(client, desk, waiting):
    at = now()
    made = [waiting("rest" if n % 2 else "harm", at).public_id for n in range(2 * SIZE + 5)]
    client.sign_in(desk.wren)
    seen, address, pages = [], "/desk", 0
    while address:
        page = client.page(address)
        seen += shown(page)
        pages += 1
        older = page.select_one("nav.pager a[rel=next]")
        address = older["href"] if older else None
    assert pages == 3 and len(seen) == len(made) and set(seen) == set(made)


@pytest.mark.parametrize("word", ["x", "WzFd", "WyJhIiwiYiIsImMiXQ", "WzEsIm5vIiwxXQ"])
def test_a_key_that_is_none_is_not_found(client, desk, word):
    assert client.sign_in(desk.wren).get(f"/desk?after={word}").status_code == 404


def test_a_full_page_takes_five_statements_and_one_for_what_is_looked_at_again(
    client, desk, waiting
):
    for n in range(SIZE + 1):
        waiting("harm" if n % 2 else "amber", place="A place", claimed_by_id=desk.finch.id)
    client.sign_in(desk.lark)
    client.page("/desk")
    with count_queries() as seen:
        client.page("/desk")
    assert len(seen) == 6, seen
    client.sign_in(desk.wren).page("/desk")
    with count_queries() as seen:
        client.page("/desk")
    assert len(seen) == 5, seen


def test_nothing_on_the_page_moves_by_itself(client, desk, mixed):
    page = client.sign_in(desk.lark).page("/desk")
    assert not page.select("meta[http-equiv]") and not page.select("main [aria-live]")
    (link,) = (one for one in page.select("main a") if one.text == "Look for new ones")
    assert link["href"] == "/desk"


def test_claim_next_takes_the_first_free_case_that_is_not_ones_own(client, desk, waiting, report):
    own_report = report(by=desk.second, reason="promotion")
    waiting("harm", claimed_by_id=desk.finch.id, claimed_at=now())
    waiting("harm", author_id=desk.wren.id)
    first = waiting("amber").public_id
    answer = client.sign_in(desk.wren).post("/desk/next")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/desk/cases/{first}")
    assert own_report != first


def test_nobody_is_given_what_they_reported(app, client, desk, make, act, waiting):
    with make.together():
        make.membership(group=desk.group, member=desk.wren)
    mine = make.room(group=desk.group, title="Noon", inside=(desk.author, desk.wren))
    said = make.message(room=mine, by=desk.author, body="Ibis words")
    act(reporting.report, by=desk.wren, kind="message", thing_id=said.public_id, reason="unkind")
    answer = client.sign_in(desk.wren).post("/desk/next")
    assert answer.headers["Location"] == "/desk"
    assert client.sign_in(desk.finch).post("/desk/next").headers["Location"] != "/desk"


def test_claim_next_keeps_to_the_filter(client, desk, waiting):
    waiting("harm")
    post = waiting("rest", kind="post").public_id
    answer = client.sign_in(desk.wren).post("/desk/next?kind=post")
    assert answer.headers["Location"] == f"/desk/cases/{post}"
    answer = client.post("/desk/next?kind=post")
    assert answer.headers["Location"] == "/desk?kind=post"


def test_what_was_left_lying_can_be_taken(client, desk, waiting):
    left = waiting("harm", claimed_by_id=desk.finch.id, claimed_at=now() - timedelta(hours=3))
    answer = client.sign_in(desk.wren).post("/desk/next")
    assert answer.headers["Location"].endswith(left.public_id)


def test_a_first_look_that_is_due_says_so(app, client, desk, waiting):
    case = waiting("harm", now() - timedelta(hours=5))
    client.sign_in(desk.wren)
    assert "First look in 120 minutes of staffed time" in client.page("/desk").text
    with app.app_context(), unit_of_work():
        db.session.add(Shift(member_id=desk.finch.id, began_at=now() - timedelta(hours=1)))
    assert "First look in 60 minutes of staffed time" in client.page("/desk").text
    with app.app_context(), unit_of_work():
        db.session.execute(update(Shift).values(began_at=now() - timedelta(hours=3)))
    assert "The first look is overdue" in client.page("/desk").text
    client.page(f"/desk/cases/{case.public_id}")
    assert "overdue" not in client.page("/desk").text


def test_heavy_reports_have_a_place_for_each_threshold():
    assert len(THRESHOLDS) == MOST_STEPS_UP
    assert [rank for rank, place in PLACES.items() if place == "rest"] == [47, 48, 49, 50]


@pytest.mark.parametrize("who", ["author", "reporter"])
def test_others_are_refused_and_visitors_sign_in(client, desk, who):
    assert client.get("/desk").status_code == 302
    client.sign_in(getattr(desk, who))
    assert client.get("/desk").status_code == 403
    assert client.post("/desk/next").status_code == 403
    assert not client.page("/").select("nav a[href='/desk']")


@pytest.mark.parametrize("who", ["wren", "lark"])
def test_the_menu_leads_to_the_desk(client, desk, who):
    page = client.sign_in(getattr(desk, who)).page("/")
    assert page.select("nav a[href='/desk']")
