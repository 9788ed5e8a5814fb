"""Who stands for a note, and who takes it back: nobody with a part in the post that it corrects."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.core.database import db
from app.core.errors import Forbidden
from app.moderation.models import NoteSignature
from app.moderation.services import noting, reporting


@pytest.fixture
def own(make: Any, talk: SimpleNamespace, cast: SimpleNamespace, write: Any) -> Any:
    """A note of somebody else under a post of the moderator."""
    return write(post=make.post(topic=talk.topic, by=cast.moderator, body="Rook words"))


def signatures(app: Any) -> int:
    with app.app_context():
        return db.session.query(NoteSignature).count()


def forms(page: Any) -> set[str]:
    return {form["action"].rsplit("/", 1)[1] for form in page.main.select("form[method=post]")}


def test_a_moderator_stands_for_a_note_and_can_take_it_back(
    app, cast, talk, note, page_of, whole, row_of
):
    assert {"sign", "withdraw"} <= forms(page_of(cast.moderator).page(f"/notes/{note.public_id}"))
    whole(noting.sign, by=cast.moderator, note_id=note.public_id)
    whole(noting.withdraw, by=cast.moderator, note_id=note.public_id)
    assert signatures(app) == 1 and row_of(note).withdrawn_at is not None


@pytest.mark.parametrize("act", [noting.sign, noting.withdraw], ids=["sign", "withdraw"])
def test_under_their_own_post_they_can_do_neither(app, cast, own, page_of, whole, row_of, act):
    page = page_of(cast.moderator).page(f"/notes/{own.public_id}")
    assert not {"sign", "withdraw"} & forms(page)
    with pytest.raises(Forbidden):
        whole(act, by=cast.moderator, note_id=own.public_id)
    assert signatures(app) == 0 and row_of(own).withdrawn_at is None


@pytest.mark.parametrize("who", ["moderator", "clinician"])
def test_who_reported_the_post_does_not_stand_for_its_correction(
    app, cast, talk, note, page_of, whole, who
):
    somebody = getattr(cast, who)
    about = {"kind": "post", "thing_id": talk.post.public_id, "reason": "unkind"}
    whole(reporting.report, by=somebody, **about)
    assert "sign" not in forms(page_of(somebody).page(f"/notes/{note.public_id}"))
    with pytest.raises(Forbidden):
        whole(noting.sign, by=somebody, note_id=note.public_id)
    assert signatures(app) == 0


def test_a_report_of_something_else_or_of_somebody_else_takes_nothing_away(
    app, cast, talk, note, whole
):
    other = {"kind": "post", "thing_id": talk.later.public_id, "reason": "unkind"}
    whole(reporting.report, by=cast.moderator, **other)
    same = {"kind": "post", "thing_id": talk.post.public_id, "reason": "unkind"}
    whole(reporting.report, by=talk.rater, **same)
    whole(noting.sign, by=cast.moderator, note_id=note.public_id)
    assert signatures(app) == 1


def test_a_clinician_stands_for_no_correction_of_their_own_words(
    make, talk, cast, write, whole, app
):
    note = write(post=make.post(topic=talk.topic, by=cast.clinician, body="Rook words"))
    with pytest.raises(Forbidden):
        whole(noting.sign, by=cast.clinician, note_id=note.public_id)
    assert signatures(app) == 0
