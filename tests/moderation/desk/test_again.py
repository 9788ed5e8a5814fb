"""Judging again: who is drawn, blind to the first answer, and how far both agree."""

from __future__ import annotations

import pytest

from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Decision, SecondLook
from app.moderation.queries import again
from app.moderation.services import looking_again
from tests.moderation.desk.rows import new_case

WHY = "Avocet reasons: it could hurt somebody here."


def many(app, desk, count: int, acts=lambda n: n % 2, **values) -> list[str]:
    """So many decisions of this month by Wren; gives their ids."""
    with app.app_context(), unit_of_work():
        rows = [
            Decision(
                case_id=new_case("rest").id, round=1, by_id=desk.wren.id, facts=WHY, notice="report",
                action="hide" if acts(n) else "nothing", ground="unkind", explanation=WHY,
                **{"member_id": desk.author.id} | values,
            )
            for n in range(count)
        ]  # fmt: skip
        db.session.add_all(rows)
        db.session.flush()
        return [row.public_id for row in rows]


def listed(page) -> set[str]:
    return {
        link["href"].rsplit("/", 1)[1] for link in page.select("main li a[href^='/desk/again/']")
    }


@pytest.mark.parametrize(("count", "drawn"), [(3, 3), (20, 20), (25, 20), (420, 21)])
def test_one_in_twenty_and_at_least_twenty_are_drawn(app, desk, count, drawn):
    ids = many(app, desk, count)
    with app.app_context():
        first, second = looking_again.drawn(now()), looking_again.drawn(now())
    assert first == second and len(first) == drawn and set(first) <= set(ids)


def test_months_are_drawn_from_by_themselves(app, desk):
    at = now().replace(day=15)
    last = at.replace(day=1) - (at - at.replace(day=10))
    many(app, desk, 22, taken_at=at)
    many(app, desk, 22, taken_at=last)
    with app.app_context():
        assert len(looking_again.drawn(at)) == 40
        assert again.months_before(at.replace(year=2027, month=1), 2) == [(2026, 11), (2027, 0)]


def test_others_judge_and_those_with_a_part_do_not(app, client, desk):
    (theirs,) = many(app, desk, 1)
    (about_finch,) = many(app, desk, 1, member_id=desk.finch.id)
    assert listed(client.sign_in(desk.wren).page("/desk/again")) == set()
    assert listed(client.sign_in(desk.finch).page("/desk/again")) == {theirs}
    assert listed(client.sign_in(desk.lark).page("/desk/again")) == {theirs, about_finch}
    assert client.sign_in(desk.finch).get(f"/desk/again/{about_finch}").status_code == 404
    assert client.post(f"/desk/again/{about_finch}", data={"acts": "yes"}).status_code == 404


def test_the_first_answer_is_not_shown(client, desk, report, decide):
    decision = decide(desk.wren, report(reason="promotion"), "hide", "unkind")
    page = client.sign_in(desk.finch).page(f"/desk/again/{decision}")
    said = page.select_one("main").text
    assert "Magpie words of the author" in said and "Selling or advertising" in said
    for words in ("Hide", "hidden", "Unkind", "A sentence that is long enough", "Wren"):
        assert words not in said


def test_an_answer_is_kept_once(app, client, desk):
    (decision,) = many(app, desk, 1)
    path = f"/desk/again/{decision}"
    assert client.sign_in(desk.finch).post(path, data={}).status_code == 422
    assert client.post(path, data={"acts": "no"}).status_code == 303
    with app.app_context():
        (row,) = db.session.query(SecondLook)
        assert (row.by_id, row.acts) == (desk.finch.id, False)
    assert client.sign_in(desk.lark).post(path, data={"acts": "yes"}).status_code == 404


def test_distress_is_judged_by_safeguarding_and_the_look_is_kept(client, desk, report, decide):
    decision = decide(desk.lark, report(reason="worried"))
    assert client.sign_in(desk.wren).get(f"/desk/again/{decision}").status_code == 404
    assert listed(client.page("/desk/again")) == set()
    page = client.sign_in(desk.dove).page(f"/desk/again/{decision}")
    assert page.find(string="Magpie words of the author").find_parents("details")


def test_agreement_is_shown_with_its_interval_and_denominators(app, client, desk):
    many(app, desk, 50)
    with app.app_context(), unit_of_work():
        for number, row in enumerate(db.session.query(Decision).order_by(Decision.id).limit(40)):
            acts = (row.action != "nothing") != (number < 4)
            db.session.add(SecondLook(decision_id=row.id, by_id=desk.finch.id, acts=acts))
    text = client.sign_in(desk.lark).page("/desk/again").text
    assert "40 of 50 decisions" in text and "In 36 of 40" in text
    # (.9 - .5) / (1 - .5), and 1.96 * sqrt(.9 * .1 / 40) / .5 to either side.
    assert "Kappa is 0.80" in text and "between 0.61 and 0.99" in text


def test_members_are_refused(app, client, desk):
    (decision,) = many(app, desk, 1)
    client.sign_in(desk.author)
    for path in ("/desk/again", f"/desk/again/{decision}"):
        assert client.get(path).status_code == 403
    assert client.post(f"/desk/again/{decision}", data={"acts": "yes"}).status_code == 403
