"""An author who takes back what is being looked at does not get around the decision."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.chat.models import Message
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Decision
from app.moderation.services import deciding
from app.moderation.steps import GROUNDS, LADDER, NOTHING

STEP = {name: str(number) for number, name in enumerate((NOTHING, *LADDER))}
RULE = GROUNDS.index("unkind")
WHY = {"skipped_because": "The same was said to others before."}


@pytest.fixture
def author(app, desk) -> Any:
    """The browser of the author."""
    return app.test_client().sign_in(desk.author)


@pytest.fixture
def base(desk) -> str:
    """The address of what was said."""
    return f"/rooms/{desk.room.public_id}/messages/{desk.said.public_id}"


@pytest.fixture
def taken_back(author, base, held) -> SimpleNamespace:
    """The author deletes it while Wren has it in hand."""
    assert author.post(f"{base}/delete").status_code == 303
    author.page(base)  # which says once that it can be undone
    return held


@pytest.fixture
def hidden(client, taken_back, begun) -> SimpleNamespace:
    """And Wren hides it all the same."""
    send = begun(STEP["hide"], RULE) | WHY
    assert client.post(f"{taken_back.base}/decide", data=send).status_code == 303
    return taken_back


def away(app, said) -> tuple[bool, int | None]:
    with app.app_context():
        row = db.session.get_one(Message, said.id)
        return row.deleted_at is not None, row.deleted_by_id


def undo(app, act, by) -> None:
    with app.app_context():
        decision = db.session.query(Decision).one()
    act(deciding.reverse, by=by, decision=decision)


def test_hiding_and_taking_away_are_still_possible_and_asking_is_not(client, taken_back):
    page = client.page(taken_back.base)
    offered = {box["value"] for box in page.select("input[name=step]")}
    assert {STEP["hide"], STEP["remove"]} <= offered
    assert not {STEP["ask"], STEP["note"]} & offered
    assert "Its author took it back" in page.text


def test_the_statement_says_that_it_was_taken_back(client, desk, taken_back, report):
    form = f"/decide?step={STEP['hide']}&rule={RULE}"
    assert "Its author took it back" in client.page(f"{taken_back.base}{form}").text
    other = f"/desk/cases/{report(said=desk.other)}"
    client.post(f"{other}/claim")
    assert "Its author took it back" not in client.page(f"{other}{form}").text


def test_its_author_cannot_bring_it_back_any_more(app, author, base, desk, hidden):
    assert not author.page(base).select("form[action$='restore']")
    assert author.post(f"{base}/restore").status_code == 404
    assert away(app, desk.said) == (True, desk.author.id)


def test_before_it_is_decided_they_can(app, author, base, desk, taken_back):
    assert author.page(base).select("form[action$='/restore']")
    assert author.post(f"{base}/restore").status_code == 303
    assert away(app, desk.said) == (False, None)


def test_reversed_it_is_in_their_hands_again_and_still_taken_back(
    app, act, author, base, desk, hidden
):
    undo(app, act, desk.finch)
    assert away(app, desk.said) == (True, desk.author.id)
    assert author.post(f"{base}/restore").status_code == 303
    assert away(app, desk.said) == (False, None)


def test_what_moderators_hid_is_not_hidden_once_more(app, client, desk, hidden):
    """A new report of what stands nowhere is not possible; a rule could still find it."""
    with app.app_context(), unit_of_work():
        again = {"state": "open", "claimed_by_id": None}
        db.session.query(Case).filter_by(public_id=hidden.id).update(again)
    client.sign_in(desk.finch).post(f"{hidden.base}/claim")
    offered = {box["value"] for box in client.page(hidden.base).select("input[name=step]")}
    assert offered and not {STEP["hide"], STEP["remove"]} & offered


def test_who_decides_on_other_words_than_the_page_showed_is_told(
    app, client, author, base, desk, held, begun
):
    late = begun(STEP["hide"], RULE) | WHY | {"explanation": "Sandpiper words of my own."}
    assert author.post(f"{base}/edit", data={"body": "Kinder words"}).status_code == 303
    answer = client.post(f"{held.base}/decide", data=late)
    assert answer.status_code == 409 and "something new in this case" in answer.text
    assert "Sandpiper words of my own." in answer.text and not away(app, desk.said)[0]
    shown = answer.text.split('name="shown" type="hidden" value="')[1].split('"')[0]
    again = client.post(f"{held.base}/decide", data=late | {"shown": shown})
    assert again.status_code == 303 and away(app, desk.said)[0]
    words = client.page(held.base).select(".desk-wording .desk-words")
    assert "Kinder words" in words[0].text, "what was decided about is kept"


def test_a_step_that_was_possible_is_explained_and_keeps_the_words(
    client, author, base, held, begun
):
    late = begun(STEP["ask"], RULE) | {"explanation": "Sandpiper words of my own."}
    author.post(f"{base}/delete")
    answer = client.post(f"{held.base}/decide", data=late)
    assert answer.status_code == 409
    assert "This step is not possible any more" in answer.text
    assert "Sandpiper words of my own." in answer.text
