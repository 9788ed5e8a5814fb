"""Where somebody goes on to after a page that came between. It stands once in Flask's signed cookie and
in no address: addresses are kept in the history of a browser, which others may share."""

from __future__ import annotations

from flask import session

from app.core.security.local_paths import local_path

_KEY = "onward"


def keep_way(address: str) -> None:
    """Remember where to go on to, a path of this site."""
    session[_KEY] = address


def take_way() -> str:
    """The path that was kept, given out once; "" when there is none."""
    return local_path(session.pop(_KEY, ""), "")
