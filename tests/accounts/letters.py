"""Reads the letters that wait to be sent."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from app.core.database import db
from app.core.mail import Letter

LINK = re.compile(r"^http://localhost(/\S+)$", re.MULTILINE)


def letters(app: Flask, *kinds: str) -> list[Letter]:
    """All letters, oldest first, or those of some kinds."""
    with app.app_context():
        found = db.session.scalars(select(Letter).order_by(Letter.id)).all()
    return [letter for letter in found if not kinds or letter.kind in kinds]


def link_in(letter: Letter) -> str:
    """The path of the first link of a letter."""
    found = LINK.search(letter.body)
    assert found, letter.body
    return found.group(1)


def newest_link(app: Flask, kind: str) -> str:
    """The path of the link in the last letter of a kind."""
    return link_in(letters(app, kind)[-1])


def word_of(link: str) -> str:
    """The secret part of a link."""
    return link.rsplit("/", 1)[1]
