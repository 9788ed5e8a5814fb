"""Words that stand in a recap by agreement go with the person who agreed, or lose their name."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.accounts.queries import viewer_of
from app.accounts.services import erasing
from app.chat.models import Recap, RecapQuote
from app.chat.queries.rooms import room_by_id
from app.chat.services import asking, publishing, recapping
from app.chat.services.unquoting import without_name, without_words
from app.community.models import Post
from app.community.services import editing
from app.core.database import db
from app.core.text import render_markdown
from app.core.transactions import unit_of_work
from tests.factories import Maker
from tests.privacy.filling import everything

BODY = "We compared mornings.\n\nAnn\\-Canary said:\n\n> First line\n>\n> Second\n\nSomebody said:\n\n> Tea."
WORDS = {"words": "First line\n\nSecond", "name": "Ann-Canary"}


@pytest.fixture
def out(
    inside: Flask, make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SimpleNamespace:
    """A recap of the host that quotes Ann by name and Bob without, edited once since."""
    monkeypatch.setitem(inside.config, "INSTANCE", tmp_path)
    host, ann, bob = make.member(), make.member(display_name="Ann-Canary"), make.member()
    group = make.group(members=(ann, bob), stewards=(host,))
    room = make.room(group=group, inside=(ann, bob), hosts=(host,))
    ids = [
        make.message(room=room, by=by, body=body).public_id
        for by, body in ((ann, "Canary **bag** by the door"), (bob, "Tea."))
    ]
    by, people = viewer_of(host.id), {"ann": ann.id, "bob": bob.id, "host": host.id}
    with unit_of_work():
        row = room_by_id(host.id, room.id)
        draft = recapping.begin(by=by, room=row, title="Mornings", body="We compared mornings.")
        recapping.add_quotes(by=by, room=row, recap_id=draft.public_id, message_ids=ids)
        asking.ask(by=by, room=row, recap=recapping.own_recap(by, row, draft.public_id))
        for quote in db.session.query(RecapQuote):
            answer = "named" if quote.author_id == ann.id else "unnamed"
            asking.answer(by=viewer_of(quote.author_id), quote_id=quote.public_id, answer=answer)
        publishing.publish(by=by, room=row, recap_id=draft.public_id)
    db.session.expire_all()
    with unit_of_work():
        post = db.session.query(Post).one()
        editing.edit(by=host.id, post_id=post.public_id, body=post.body + "\n\nThank you all.")
    return SimpleNamespace(**people)


def erase(member_id: int, posts: str = "remove") -> Any:
    """The topic's post afterwards."""
    with unit_of_work():
        erasing.erase(member_id, posts=posts)
    db.session.rollback()
    db.session.expire_all()
    return db.session.query(Post).first()


def test_the_words_go_out_of_the_topic_and_its_earlier_version(out: SimpleNamespace) -> None:
    assert "Canary" in repr(everything())
    post = erase(out.ann)
    assert "Canary" not in repr(everything())
    assert post.body == ("We compared mornings.\n\nSomebody said:\n\n> Tea.\n\nThank you all.")
    assert post.html == render_markdown(post.body)


def test_kept_words_stand_there_without_the_name(out: SimpleNamespace) -> None:
    post = erase(out.ann, "keep")
    assert "Ann" not in repr(everything())
    assert post.body.startswith(
        "We compared mornings.\n\nSomebody said:\n\n> Canary **bag** by the door"
    )


@pytest.mark.parametrize("posts", ["remove", "keep"])
def test_when_the_host_is_gone_the_others_still_have_their_say(
    out: SimpleNamespace, posts: str
) -> None:
    erase(out.host, posts)
    assert db.session.query(Recap).count() == 1
    erase(out.ann)
    assert "Canary" not in repr(everything())


def test_a_quote_goes_with_the_line_above_it_and_nothing_else() -> None:
    without = "We compared mornings.\n\nSomebody said:\n\n> Tea."
    assert without_words(BODY, **WORDS) == without
    assert without_words(without, **WORDS) == without
    assert without_words("", **WORDS) == ""
    assert without_words("> First line\n>\n> Second", **WORDS) == "These words were taken back."


def test_a_quote_that_the_host_shortened_goes_by_its_name() -> None:
    shorter = BODY.replace("> First line\n>\n> ", "> ")
    assert "Second" not in without_words(shorter, **WORDS)
    assert without_name(shorter, **WORDS).count("Somebody said:") == 2
