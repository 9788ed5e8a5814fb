"""The note under the post: when it stands there, what it says, and what it costs; all of them
hidden at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.clock import now
from tests.moderation.notes.conftest import NHS, change
from tests.support.queries import count_queries


def under(browser, talk):
    """Positions of posts that have a note, with its words."""
    page = browser.page(talk.address)
    return {one.find_parent("article")["id"]: one for one in page.select(".context-note")}


def test_it_stands_under_its_post_only(talk, page_of, shown):
    assert list(under(page_of(talk.rater), talk)) == ["p-2"]
    other = page_of(talk.rater).page(f"/topics/{talk.other.public_id}")
    assert not other.select(".context-note")


def test_it_says_the_correction_first_then_why_and_from_where(talk, page_of, shown):
    note = under(page_of(talk.rater), talk)["p-2"]
    said = " ".join(note.text.split())
    order = ("Heron correction", "Curlew why", "Heron page", "Made-up publisher", "31 May 2024",
             "official body", "Few people have rated it", "5 people rated it.")  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert note.select_one(f"a[href='/notes/{shown.public_id}']")
    assert "Plover claim" not in said


def test_it_names_the_other_method_too(app, talk, page_of, shown):
    change(app, shown, method="bridging")
    assert "People who often disagree" in under(page_of(talk.rater), talk)["p-2"].text


@pytest.mark.parametrize(
    "values",
    [
        {"status": "needs_more"},
        {"status": "not_helpful"},
        {"shown_from": now() + timedelta(days=1)},
        {"shown_from": None},
        {"withdrawn_at": now()},
    ],
    ids=["needs more", "not helpful", "delayed", "no time", "withdrawn"],
)
def test_it_does_not_stand_there_otherwise(app, talk, page_of, shown, values):
    browser = page_of(talk.rater)
    assert under(browser, talk)
    change(app, shown, **values)
    assert not under(browser, talk)


def test_a_note_is_not_shown_where_its_post_is_gone(app, talk, page_of, shown):
    page_of(talk.author).post(f"/posts/{talk.post.public_id}/delete")
    assert "Heron" not in page_of(talk.rater).page(talk.address).main.text


def test_who_does_not_read_the_topic_does_not_read_the_note(cast, talk, page_of, shown):
    assert "Heron" not in page_of(cast.stranger).get(talk.address).text


def test_two_notes_stand_in_the_order_of_writing(app, talk, write, page_of, shown):
    second = write(by=talk.rater, correction="Second", sources=[NHS, NHS._replace(title="Two")])
    change(app, second, status="helpful", shown_from=now())
    page = page_of(talk.rater).page(talk.address)
    notes = [one.select_one(".note-words").text for one in page.select("#p-2 .context-note")]
    assert notes == ["Heron correction", "Second"]
    assert len(page.select(".context-note")[1].select(".note-sources li")) == 2


def test_words_of_a_note_are_words(app, talk, write, page_of):
    note = write(correction="<script>alert(1)</script>", sources=[NHS._replace(title="<b>x")])
    change(app, note, status="helpful", shown_from=now())
    found = under(page_of(talk.rater), talk)["p-2"]
    assert not found.select("script, b")
    assert found.select_one(".note-words").text == "<script>alert(1)</script>"
    assert "noopener" in found.select_one("a")["rel"]


def test_a_topic_costs_the_same_with_and_without_notes(make, talk, write, page_of, shown):
    browser = page_of(talk.rater)
    costs = []
    for topic in (talk.topic, talk.other):
        browser.page(f"/topics/{topic.public_id}")
        with count_queries() as seen:
            browser.page(f"/topics/{topic.public_id}")
        costs.append(len(seen))
        assert sum("context_notes" in one for one in seen) == 1
    assert costs[0] == costs[1]


def test_the_breaker_hides_all_at_once_and_says_so(cast, talk, page_of, shown, write):
    write(by=cast.clinician, correction="Second")
    desk, reader, address = (
        page_of(cast.moderator),
        page_of(talk.rater),
        f"/notes/{shown.public_id}",
    )
    assert under(reader, talk)
    page = desk.page("/desk/notes")
    action = page.select_one("main form[method=post]")["action"]
    assert desk.post(action, data={"reason": ""}).status_code == 422
    assert desk.post(action, data={"reason": "Stork reason"}).status_code == 303
    assert not under(reader, talk)
    said = reader.page("/notes").main.text
    assert "All notes are hidden for now" in said and "Stork reason" in said
    assert "Second" not in said
    assert reader.get(address).status_code == 404
    assert reader.post(f"{address}/rate", data={"halves": "2"}).status_code == 404
    assert page_of(talk.writer).get(address).status_code == 200
    back = desk.page("/desk/notes").select_one("main form[method=post]")["action"]
    desk.post(back, data={"reason": "All is well"})
    assert under(reader, talk) and "Stork" not in reader.page("/notes").main.text


def test_the_breaker_is_at_the_desk_only(talk, page_of, shown):
    browser = page_of(talk.rater)
    assert browser.get("/desk/notes").status_code == 403
    assert browser.post("/desk/notes/hide", data={"reason": "Mine"}).status_code == 403
    assert under(browser, talk)


def test_the_breaker_can_be_pulled_on_the_server(app, talk, page_of, shown):
    run = app.test_cli_runner()
    assert run.invoke(args=["moderation", "hide-notes", "--reason", " "]).exit_code == 1
    assert under(page_of(talk.rater), talk)
    done = run.invoke(args=["moderation", "hide-notes", "--reason", "Stork reason"])
    assert done.exit_code == 0, done.output
    assert not under(page_of(talk.rater), talk)
    run.invoke(args=["moderation", "show-notes", "--reason", "Fine"])
    assert under(page_of(talk.rater), talk)
