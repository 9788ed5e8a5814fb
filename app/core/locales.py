"""Which language and which clock a page speaks."""

from __future__ import annotations

from flask import current_app, has_request_context, request
from flask_babel import get_locale

from app.core.access import current_viewer

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})


def choose() -> str:
    """The member's language, else the best the browser asks for, else English."""
    offered: list[str] = current_app.config["LANGUAGES"]
    if not has_request_context():
        return offered[0]
    own = current_viewer().locale
    if own in offered:
        return own
    if len(offered) == 1:
        return offered[0]
    return request.accept_languages.best_match(offered) or offered[0]


def choose_zone() -> str | None:
    """The member's time zone; None leaves the site's own."""
    return current_viewer().time_zone if has_request_context() else None


def direction() -> str:
    """`rtl` for languages written from the right, else `ltr`."""
    return "rtl" if get_locale().language in RIGHT_TO_LEFT else "ltr"
