"""What is left of notes when whoever wrote them, or wrote what they correct, is erased."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.accounts.services import erasing
from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import ContextNote

WORDS = ("Plover claim", "Heron correction", "Curlew why")


@pytest.fixture
def erase(app: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Erase somebody; `posts` is what becomes of theirs."""
    monkeypatch.setitem(app.config, "INSTANCE", tmp_path)

    def do(who: Any, posts: str) -> None:
        with app.app_context(), unit_of_work():
            erasing.erase(who.id, posts=posts)

    return do


def said(row: ContextNote) -> tuple[str, str, str]:
    return row.claim, row.correction, row.why


def test_with_the_post_go_the_words_of_its_note(app, talk, shown, write, erase, row_of):
    other = write(by=talk.rater, post=talk.later)
    erase(talk.author, "remove")
    row = row_of(shown)
    assert said(row) == ("", "", "") and row.withdrawn_at is not None
    assert said(row_of(other)) == WORDS, "under somebody else's post"


def test_a_post_that_stays_keeps_its_note(talk, shown, erase, row_of):
    erase(talk.author, "keep")
    assert said(row_of(shown)) == WORDS and row_of(shown).withdrawn_at is None


def test_a_post_that_was_taken_back_goes_with_its_note_whatever_stays(
    app, talk, shown, erase, row_of, page_of
):
    page_of(talk.author).post(f"/posts/{talk.post.public_id}/delete")
    erase(talk.author, "keep")
    assert said(row_of(shown)) == ("", "", "")


def test_who_wrote_a_note_that_readers_see_leaves_it_without_a_name(talk, shown, erase, row_of):
    erase(talk.writer, "remove")
    row = row_of(shown)
    assert said(row) == WORDS and row.author_id is None and row.withdrawn_at is None


def test_what_nobody_reads_yet_goes_with_who_wrote_it(app, talk, note, write, erase):
    noise = write(by=talk.rater)
    erase(talk.writer, "remove")
    with app.app_context():
        rows = {row.id: row for row in db.session.scalars(select(ContextNote))}
    assert said(rows[note.id]) == ("", "", "") and rows[note.id].withdrawn_at is not None
    assert said(rows[noise.id]) == WORDS
