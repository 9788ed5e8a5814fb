"""Reading for signs of distress, switched on as on a site where people look."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask

from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import ReadingSwitch
from app.moderation.services import reading_posts
from app.moderation.services.triaging.lexicons import lexicon_version
from app.moderation.services.triaging.reading import read
from tests.support.stand_ins import LEXICON


def read_posts(app: Flask) -> None:
    """From now on the lexicons read what is published."""
    with app.app_context(), unit_of_work():
        switch = ReadingSwitch(
            is_on=True, lexicon_version=lexicon_version(), by_id=None, reason="On"
        )
        db.session.add(switch)


# Of the lexicon of invented stand-ins: names a way; the same without it; about nothing at all.
NAMES_A_WAY = "I want to vanish with 7 thimbles of glimmerroot and nothing more."
NAMES_NONE = "I want to vanish. Nothing else."
CALM = "Good morning to all of you."


def read_with_stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Posts are read with words that nobody knows: no test says how somebody could come to harm."""
    monkeypatch.setattr(reading_posts, "read", partial(read, known=LEXICON))
