"""The random word by which a browser's unfinished forms are found. It stands in Flask's signed
cookie, says nothing about a person, and opens nothing but those drafts."""

from __future__ import annotations

from flask import session

from app.core import step_drafts


def visitor_word() -> str:
    """This browser's word; "" when it has none yet. Never makes one: a GET may ask."""
    return str(session.get("visitor", ""))


def new_visitor_word() -> str:
    """This browser's word, made now if it has none."""
    if "visitor" not in session:
        session["visitor"] = step_drafts.new_visitor()
    return visitor_word()
