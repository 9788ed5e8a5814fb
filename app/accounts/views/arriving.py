"""The end of every way of signing in: a session, its cookie, and the mark of a known device. And
how a session goes on when its member has proved more."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.accounts.services import proving, sessions, signing_in
from app.accounts.services.devices import device_words
from app.accounts.views import limits
from app.core.access import current_viewer
from app.core.logging import security_event
from app.core.security.cookies import SESSION, set_cookie
from app.core.security.local_paths import local_path

COOKIE_SECONDS = int(sessions.MEMBER_LIFE.total_seconds())


@dataclass(frozen=True)
class Arrival:
    """Somebody who gave every proof, and what they asked for on the first page."""

    member_id: int
    way: str
    with_second_factor: bool
    shared: bool
    goal: str
    is_known_device: bool


def let_in(who: Arrival) -> Response:
    """Sign in, and lead to where the person was going. Needs an open unit of work.

    On a shared device the browser forgets its session when it closes, and gets no mark.
    """
    if current_viewer().is_signed_in:
        sessions.end_current(by=current_viewer())
    word = signing_in.sign_in(
        member_id=who.member_id,
        way=who.way,
        device=device_words(request.user_agent.string),
        shared=who.shared,
        with_second_factor=who.with_second_factor,
        is_known_device=who.is_known_device,
    )
    security_event("sign_in_succeeded", way=who.way)
    response = redirect(local_path(who.goal, url_for("web.home")), 303)
    set_cookie(response, SESSION, word, max_age=None if who.shared else COOKIE_SECONDS)
    if not who.shared:
        limits.remember_device(response, who.member_id)
    return response


def under_a_new_word(response: Response) -> Response:
    """The viewer's session goes on under another word, which the answer gives to the browser.
    Needs an open unit of work."""
    renewed = proving.renew(by=current_viewer())
    set_cookie(response, SESSION, renewed.word, max_age=renewed.seconds)
    return response
