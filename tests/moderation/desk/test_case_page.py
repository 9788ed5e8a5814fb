"""The page of a case: what it shows to whom, folded where it may be hard, and that looking is kept."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select, update

from app.accounts.queries import viewer_of
from app.audit.models import AuditEntry
from app.chat.models import Message
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import CareLook, Case
from app.moderation.queries.desk import reports_of
from app.moderation.services import appealing
from app.moderation.services.looking_up import case_of

HARD = re.compile(r"crisis|\bred\b|danger|distress|suicid|worried|method|\bsafe\b")


def looks(app, who) -> list[dict]:
    """What the log says that this person looked at."""
    with app.app_context():
        rows = db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.action == "case_seen", AuditEntry.actor == who.public_id)
            .order_by(AuditEntry.id)
        )
        return [{"subject": row.subject, **json.loads(row.details)} for row in rows]


def care_looks(app, case_id: str) -> list[int]:
    """Who looked at a case of distress, in order."""
    with app.app_context():
        which = select(CareLook.by_id).join(Case).where(Case.public_id == case_id)
        return list(db.session.scalars(which.order_by(CareLook.id)))


def change(app, said, body: str) -> None:
    with app.app_context(), unit_of_work():
        db.session.execute(update(Message).where(Message.id == said.id).values(body=body))


def test_it_shows_the_words_the_reports_and_what_rules_found(client, desk, report, find):
    case_id = report(words="It hurts to read", reason="misleading", flaw="outdated", harm=2)
    find(rule="stop_medicine", matched="magpie")
    page = client.sign_in(desk.wren).page(f"/desk/cases/{case_id}")
    said = page.select_one("main").text
    for words in ("Magpie words of the author", "Reporter 1", "weight 1.0", "It hurts to read",
                  "out of date", "stop_medicine", "version 7", "magpie", "The same words.",
                  "Evening room"):  # fmt: skip
        assert words in said
    assert desk.reporter.display_name not in said


def test_one_person_has_one_number_through_all_rounds(app, client, desk, report):
    case_id = report()
    report(by=desk.second)
    page = client.sign_in(desk.wren).page(f"/desk/cases/{case_id}")
    assert [n for n in (1, 2, 3) if f"Reporter {n}" in page.text] == [1, 2]
    assert desk.second.display_name not in page.select_one("main").text


def test_who_worries_is_named_to_safeguarding(client, desk, report):
    case_id = report(reason="worried")
    report(by=desk.second, reason="unkind")
    client.sign_in(desk.wren).page(f"/desk/cases/{case_id}", 404)
    said = client.sign_in(desk.lark).page(f"/desk/cases/{case_id}").select_one("main").text
    assert desk.reporter.display_name in said and desk.second.display_name not in said


def test_the_list_of_reports_itself_names_nobody_to_moderators(app, desk, report):
    case_id = report(reason="worried")
    with app.app_context():
        case = case_of(viewer_of(desk.lark.id), case_id)
        for who, name in ((desk.wren, None), (desk.lark, desk.reporter.display_name)):
            assert [row.name for row in reports_of(viewer_of(who.id), case)] == [name]


def test_words_of_people_in_distress_are_folded_first(client, desk, report, find):
    case_id = report(reason="worried")
    find(level="red", matched="plover")
    page = client.sign_in(desk.lark).page(f"/desk/cases/{case_id}")
    for words in page(string=lambda text: text and ("Magpie words" in text or text == "plover")):
        folds = words.find_parents("details")
        assert folds and not folds[0].has_attr("open"), words
    assert page.select(f"a[href='/desk/cases/{case_id}/care']")


def test_other_words_stand_open(client, desk, report):
    page = client.sign_in(desk.wren).page(f"/desk/cases/{report()}")
    (words,) = page(string="Magpie words of the author")
    assert not words.find_parents("details")


def test_versions_are_shown_with_what_changed(app, client, desk, report):
    case_id = report()
    change(app, desk.said, "Magpie words of nobody")
    report(by=desk.second)
    change(app, desk.said, "Heron words of nobody")
    page = client.sign_in(desk.wren).page(f"/desk/cases/{case_id}")
    assert len(page.select(".desk-wording")) == 2
    assert [one.text.split(": ")[-1] for one in page.select("del")] == ["the author", "Magpie"]
    assert [one.text.split(": ")[-1] for one in page.select("ins")] == ["nobody", "Heron"]
    assert "The author changed it since." in page.text


def test_a_thing_that_is_gone_is_said_to_be(client, desk, waiting):
    page = client.sign_in(desk.wren).page(f"/desk/cases/{waiting('amber').public_id}")
    assert "It is gone." in page.text and "No rule pointed at it." in page.text


def test_looking_at_distress_is_kept_each_time_and_the_log_says_of_every_case_once(
    app, client, desk, report
):
    plain, hard = report(said=desk.other), report(reason="worried")
    client.sign_in(desk.lark)
    for _time in range(2):
        client.page(f"/desk/cases/{plain}")
        client.page(f"/desk/cases/{hard}")
    client.sign_in(desk.dove).page(f"/desk/cases/{hard}")
    seen = {"case": hard, "subject": desk.author.public_id}
    assert looks(app, desk.lark) == [seen | {"case": plain}, seen]
    assert looks(app, desk.dove) == []
    assert care_looks(app, plain) == []
    assert care_looks(app, hard) == [desk.lark.id, desk.lark.id, desk.dove.id]


def test_who_looks_after_people_sees_who_looked(client, desk, report):
    plain, hard = report(said=desk.other), report(reason="worried")
    client.sign_in(desk.lark).page(f"/desk/cases/{hard}")
    page = client.sign_in(desk.dove).page(f"/desk/cases/{hard}")
    listed = page.find("summary", string="Who looked at this").find_next("ul")
    assert [one.text for one in listed.select("li > span[dir]")] == ["Dove", "Lark"]
    assert "Who looked at this" not in client.page(f"/desk/cases/{plain}").text


def test_every_page_with_words_of_distress_keeps_who_looked(app, client, desk, report, decide, act):
    case_id = report(reason="worried")
    client.sign_in(desk.lark).post(f"/desk/cases/{case_id}/claim")
    client.page(f"/desk/cases/{case_id}/decide?step=0")
    client.post(f"/desk/cases/{case_id}/ask", data={"question": ""})
    client.post(f"/desk/cases/{case_id}/decide", data={"action": "nothing"})
    assert care_looks(app, case_id) == [desk.lark.id] * 3
    decision = decide(desk.lark, case_id)
    asked = act(appealing.appeal, by=desk.author, decision_id=decision, words="Curlew words")
    client.sign_in(desk.dove)
    for path in (f"/desk/again/{decision}", f"/desk/appeals/{asked.public_id}"):
        client.page(path)
        assert client.post(path, data={}).status_code == 422
    assert care_looks(app, case_id)[3:] == [desk.dove.id] * 4


def test_earlier_decisions_about_the_same_person_are_listed(client, desk, held, begun, report):
    send = begun(5, 3) | {"skipped_because": "It was said before."}
    assert client.post(f"{held.base}/decide", data=send).status_code == 303
    page = client.page(f"/desk/cases/{report(said=desk.other)}")
    part = page.find("h2", string="Earlier decisions about this person").find_next("ul")
    assert "Hide it" in part.text and part.select(f"a[href='{held.base}']")


def test_decisions_about_distress_stay_with_safeguarding(app, client, desk, act, report, decide):
    hard = report(reason="worried")
    decide(desk.lark, hard)
    other = report(said=desk.other)
    for who, is_told in ((desk.wren, False), (desk.lark, True)):
        page = client.sign_in(who).page(f"/desk/cases/{other}")
        assert bool(page.select(f"a[href='/desk/cases/{hard}']")) is is_told


def test_a_false_alarm_is_noted_and_listed(app, client, desk, report, find):
    case_id = find(rule="first_rule")
    find(rule="second_rule", matched="plover")
    client.sign_in(desk.wren)
    assert (
        client.post(f"/desk/cases/{case_id}/findings/2", data={"is_false_alarm": "1"}).status_code
        == 303
    )
    page = client.page("/desk/false-alarms")
    assert "second_rule" in page.text and "plover" in page.text and "first_rule" not in page.text
    client.post(f"/desk/cases/{case_id}/findings/2", data={"is_false_alarm": "0"})
    assert "second_rule" not in client.page("/desk/false-alarms").text
    for number in (0, 3):
        assert client.post(f"/desk/cases/{case_id}/findings/{number}").status_code == 404


def test_false_alarms_about_distress_are_safeguardings_and_without_words(client, desk, find):
    case_id = find(level="red", matched="plover")
    client.sign_in(desk.lark).post(
        f"/desk/cases/{case_id}/findings/1", data={"is_false_alarm": "1"}
    )
    page = client.page("/desk/false-alarms")
    assert "a_rule" in page.text and "plover" not in page.text
    assert "a_rule" not in client.sign_in(desk.wren).page("/desk/false-alarms").text
    assert client.post(f"/desk/cases/{case_id}/findings/1").status_code == 404


def test_nobody_marks_what_points_at_their_own_words(app, client, desk, make, find):
    mine = make.message(room=desk.room, by=desk.wren, body="Wren words")
    case_id = find(said=mine)
    client.sign_in(desk.wren)
    assert client.post(f"/desk/cases/{case_id}/findings/1").status_code == 404
    assert client.get(f"/desk/cases/{case_id}").status_code == 404


@pytest.mark.parametrize("path", ["", "/decide"])
def test_others_are_refused(client, desk, report, path):
    case_id = report()
    assert client.get(f"/desk/cases/{case_id}{path}").status_code == 302
    for who in (desk.author, desk.reporter):
        assert client.sign_in(who).get(f"/desk/cases/{case_id}{path}").status_code == 403


def said_by(page) -> str:
    """The title, every address on the page, and every choice that can get into one."""
    links = [link.get("href") or link.get("action") or "" for link in page.select("a, form")]
    choices = [
        one["value"] for one in page.select("form[method=get] option, form[method=get] input")
    ]
    return " ".join([page.title.text, *links, *choices]).lower()


def test_titles_and_addresses_say_nothing_of_distress(client, desk, find, report):
    case_id = report(reason="worried")
    find(level="crisis")
    client.sign_in(desk.lark).post(f"/desk/cases/{case_id}/claim")
    places = ("", "/shift", "/appeals", "/again", "/false-alarms", f"/cases/{case_id}",
              f"/cases/{case_id}/decide?step=0")  # fmt: skip
    for place in places:
        said = said_by(client.page(f"/desk{place}"))
        assert not HARD.search(said), place
    assert HARD.search("desk?level=red") and HARD.search("in danger – common thread")
